"""Coming in: the one place where somebody who has proved who they are gets a sign-in, whichever way they came."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from portal import audit, clock, outbox
from portal.access.holding import hold
from portal.access.policy import Role
from portal.access.sign_ins import hash_of, start_sign_in
from portal.database import db
from portal.models import Device, Person, RoleHolding, SignIn


class NotHereAnyMoreError(NoResultFound):
    """Whoever this is, they have left or hold no role: there is nothing to come in for. Shown as 'not there'."""


@dataclass(frozen=True)
class Asking:
    """The browser that asks: the key of the sign-in it holds (if any), its number hashed, the language chosen in it."""

    sign_in_key: str = ""
    browser_hash: str = ""
    language: str = ""


def sign_in_person(person_id: uuid.UUID, *, device: Device, way_in: str, asking: Asking) -> str:
    """Begin a sign-in for this person and end the one this browser held. Returns the key for their cookie.

    Whoever looked at what they came with has held them since before that (access/holding.py).
    NotHereAnyMoreError for somebody who has left or holds no role.
    """
    with db.elevated("somebody comes in") as session:
        hold(session, Person.id == person_id)
        person = session.scalars(sa.select(Person).where(Person.id == person_id, still_here())).one_or_none()
        roles = frozenset(session.scalars(_roles_of(person_id)))
        if person is None or not roles:
            raise NotHereAnyMoreError
        end_sign_in_of(asking.sign_in_key, why="signed in again")
        is_new_here = not _was_here_before(session, person_id, asking.browser_hash)
        key = start_sign_in(
            session,
            person,
            roles,
            device=device,
            way_in=way_in,
            browser_hash=asking.browser_hash,
            language=asking.language,
        )
        audit.record(
            audit.Event.ACCOUNT_SIGNED_IN,
            by=None,
            setting_id=person.setting_id,
            person_id=person.id,
            way=way_in,
            device=device.value,
        )
        if is_new_here:
            outbox.post("new_sign_in", person, event_key=f"new-sign-in:{hash_of(key)}")
    return key


def end_sign_in_of(key: str, *, why: str) -> None:
    """End the sign-in that belongs to this key, whoever's it is; nothing happens for a key that opens nothing."""
    if key:
        db.session.execute(
            sa.update(SignIn)
            .where(SignIn.key_hash == hash_of(key), SignIn.ended_at.is_(None))
            .values(ended_at=clock.now(), ended_why=why)
            .execution_options(synchronize_session=False)
        )


def _was_here_before(session: Session, person_id: uuid.UUID, browser_hash: str) -> bool:
    """Did this person ever come in with this browser? If not, a letter tells them (reliability.md §1, T2)."""
    before = sa.select(SignIn.id).where(SignIn.person_id == person_id, SignIn.browser_hash == browser_hash)
    return session.scalars(before.limit(1)).first() is not None


def still_here() -> sa.ColumnElement[bool]:
    """The condition on `Person` for somebody who has not left."""
    return sa.or_(Person.left_on.is_(None), Person.left_on > clock.today())


def _roles_of(person_id: uuid.UUID) -> sa.Select[Role]:
    return sa.select(RoleHolding.role).where(
        RoleHolding.person_id == person_id,
        sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= clock.today()),
    )
