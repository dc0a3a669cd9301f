"""What follows when a secret changes: a line in the record, a letter to the address they had, everyone else is out."""

import uuid
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, clock, outbox
from portal.access.viewer import Viewer
from portal.blueprints.account.services import passwords, recovery, totp
from portal.blueprints.account.services.passwords import Weakness
from portal.database import db
from portal.models import Person, Setting, SignIn, StaffSecret


@dataclass(frozen=True)
class SecretFacts:
    """How many codes on paper are left."""

    codes_left: int


def set_password(password: str, *, by: Viewer, breach_list: Path | None) -> Weakness | None:
    """A new password; or why this is none, and nothing has changed."""
    person = db.session.get_one(Person, by.person_id)
    weakness = passwords.weakness_of(password, about=words_about(db.session, person), breach_list=breach_list)
    if weakness is None:
        _mine(by).password_hash = passwords.hashed(password)
        told(person, by=by, keep=by.sign_in_id)
    return weakness


def set_seed(seed: str, typed: str, *, by: Viewer) -> bool:
    """A new code generator, proven by one of its codes. False when this is not its code, and nothing has changed."""
    step = totp.matching_step(seed, typed)
    if step is None:
        return False
    totp.keep_seed(_mine(by), seed, step)
    told(db.session.get_one(Person, by.person_id), by=by, keep=by.sign_in_id)
    return True


def set_recovery_codes(*, by: Viewer) -> list[str]:
    """Ten new codes for paper, shown once; those before are worth nothing."""
    drawn = recovery.issue_codes(db.session, by.person_id, by.setting_id)
    told(db.session.get_one(Person, by.person_id), by=by, keep=by.sign_in_id)
    return drawn


def told(person: Person, *, by: Viewer | None, keep: uuid.UUID | None) -> None:
    """Write the line and the letter, and end every other sign-in of this person (reliability.md checks 15 and 24)."""
    who = {} if by else {"setting_id": person.setting_id, "person_id": person.id}
    audit.record(audit.Event.ACCOUNT_SECRET_SET, by=by, **who)  # type: ignore[arg-type]
    outbox.post("secret_changed", person, event_key=f"secret-changed:{uuid.uuid4()}")
    others = sa.update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    if keep:
        others = others.where(SignIn.id != keep)
    db.session.execute(
        others.values(ended_at=clock.now(), ended_why="secret changed").execution_options(synchronize_session=False)
    )


def find_secret(*, viewer: Viewer) -> SecretFacts | None:
    """What somebody may know about their own secrets; None for whoever signs in without a password."""
    if db.session.scalars(_ready(viewer)).first() is None:
        return None
    return SecretFacts(recovery.count_left(db.session, viewer.person_id))


def get_account(*, viewer: Viewer) -> totp.Account:
    """How an app is to call this person's code generator."""
    person = db.session.get_one(Person, viewer.person_id)
    return totp.Account(viewer.person_id, person.email or "", viewer.setting_name)


def words_about(session: Session, person: Person) -> list[str]:
    """What anybody who knows this person or this place tries first."""
    place = session.scalars(sa.select(Setting.name).where(Setting.id == person.setting_id)).one()
    return ["Orchard Row", place, person.first_name, person.last_name, person.email or "", "portal", "password"]


def _ready(viewer: Viewer) -> sa.Select[StaffSecret]:
    mine = (StaffSecret.person_id == viewer.person_id, StaffSecret.ended_at.is_(None))
    return sa.select(StaffSecret).where(*mine, StaffSecret.is_ready)


def _mine(viewer: Viewer) -> StaffSecret:
    return db.session.scalars(_ready(viewer)).one()
