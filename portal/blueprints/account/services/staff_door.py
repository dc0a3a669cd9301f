"""The staff's door: a password, then a code. An address nobody has, and a wrong password, look and last the same."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, clock, seals
from portal.access.holding import hold
from portal.access.policy import PROFESSIONALS
from portal.blueprints.account.services import recovery, totp, tries
from portal.blueprints.account.services.arriving import still_here
from portal.blueprints.account.services.passwords import tidy
from portal.database import db
from portal.models import HalfWay, Person, RoleHolding, StaffSecret

QUARTER = timedelta(minutes=15)
PASSWORDS = tries.Limit("staff password", most=10, within=QUARTER)
NETWORK = tries.Limit("staff network", most=100, within=QUARTER)
CODES = tries.Limit("staff code", most=5, within=QUARTER)
# Where a wrong try is noted for an address nobody has, so that both take one write.
NOBODYS = tries.Limit("staff nobody", most=0, within=QUARTER)

LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Half:
    """Who is half-way in, and what they still owe: "code" or "set_up"."""

    id: uuid.UUID
    person_id: uuid.UUID
    setting_id: uuid.UUID


class Give(Protocol):
    """How the second half is given: a code from the phone, or from paper."""

    def __call__(self, typed: str, *, browser_hash: str) -> Half | None:
        """Who is in now, or None."""


@dataclass(frozen=True)
class _Candidate:
    person_id: uuid.UUID
    setting_id: uuid.UUID
    password_hash: str


def give_password(email: str, password: str, *, browser_hash: str, network: str) -> bool:
    """Is this somebody's password? Then they are half-way in. TooManyTriesError before anything is compared."""
    email = tidy_email(email)
    buckets = (PASSWORDS.of(email), NETWORK.of(network))
    tries.count(*buckets)
    with db.elevated("somebody gives a password") as session:
        candidates = _with_password(session, email)
        db.keep()  # no lock is held while the slow comparison runs
        password = tidy(password)
        right = [each for each in candidates if seals.slow_matches(each.password_hash, password)]
        if not candidates:
            seals.slow_matches(None, password)
        if not right:
            _note_failure(candidates, email)
            return False
        hold(session, Person.id == right[0].person_id)
        if right[0] not in _with_password(session, email):
            return False  # it ended while it was compared
        begin_half_way(session, right[0].person_id, right[0].setting_id, browser_hash, owes="code", lasts=LASTS)
    tries.give_back(*buckets)
    return True


def give_code(typed: str, *, browser_hash: str) -> Half | None:
    """The code from their phone: who is in now, or None. TooManyTriesError when too many were tried."""
    return _give(typed, totp.use_code, "code", browser_hash)


def give_recovery_code(typed: str, *, browser_hash: str) -> Half | None:
    """One of the ten codes on paper takes its place."""
    return _give(typed, recovery.use_code, "recovery", browser_hash)


def find_half_way(browser_hash: str, *, owes: str) -> Half | None:
    """Who is half-way in with this browser, if anybody."""
    with db.elevated("who is half-way in?") as session:
        live = sa.select(HalfWay).where(HalfWay.browser_hash == browser_hash, HalfWay.owes == owes, *_is_live())
        row = session.scalars(live.order_by(HalfWay.ends_at.desc()).limit(1)).one_or_none()
        return Half(row.id, row.person_id, row.setting_id) if row else None


def begin_half_way(
    session: Session, person_id: uuid.UUID, setting_id: uuid.UUID, browser_hash: str, *, owes: str, lasts: timedelta
) -> None:
    """Remember what is proven so far. Whoever was half-way in with this browser is not any more."""
    end_half_way(session, HalfWay.browser_hash == browser_hash)
    session.add(
        HalfWay(
            setting_id=setting_id,
            person_id=person_id,
            browser_hash=browser_hash,
            owes=owes,
            ends_at=clock.now() + lasts,
        )
    )


def end_half_way(session: Session, *which: sa.ColumnElement[bool]) -> bool:
    """It led somewhere, or nowhere any more. False when it was over already."""
    end = sa.update(HalfWay).where(*which, HalfWay.ended_at.is_(None)).values(ended_at=clock.now())
    return bool(session.execute(end.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def tidy_email(email: str) -> str:
    """An address as it is kept."""
    return tidy(email).strip().lower()


def is_professional() -> sa.ColumnElement[bool]:
    """The condition on `Person` for somebody this door is for."""
    roles = sa.select(RoleHolding.person_id).where(
        RoleHolding.role.in_(PROFESSIONALS),
        sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= clock.today()),
    )
    return sa.and_(still_here(), Person.id.in_(roles))


def _give(typed: str, use: Callable[[Session, uuid.UUID, str], bool], way: str, browser_hash: str) -> Half | None:
    half = find_half_way(browser_hash, owes="code")
    if half is None:
        return None
    tries.count(CODES.of(f"{way}:{half.person_id}"))
    with db.elevated("somebody gives a code") as session:
        db.keep()
        hold(session, Person.id == half.person_id)
        if use(session, half.person_id, typed) and end_half_way(session, HalfWay.id == half.id, *_is_live()):
            tries.give_back(CODES.of(f"{way}:{half.person_id}"))
            return half
        _record_failure(half.person_id, half.setting_id, way)
    return None


def _with_password(session: Session, email: str) -> list[_Candidate]:
    """Everyone with this address and a finished set-up: one person in each setting."""
    found = (
        sa.select(Person.id, Person.setting_id, StaffSecret.password_hash)
        .join(StaffSecret, StaffSecret.person_id == Person.id)
        .where(Person.email == email, is_professional(), StaffSecret.is_ready, StaffSecret.ended_at.is_(None))
        .order_by(Person.id)
    )
    return [_Candidate(*row) for row in session.execute(found)]


def _note_failure(candidates: list[_Candidate], email: str) -> None:
    for each in candidates:
        _record_failure(each.person_id, each.setting_id, "password")
    if not candidates:
        tries.tally(NOBODYS.of(email))


def _record_failure(person_id: uuid.UUID, setting_id: uuid.UUID, way: str) -> None:
    audit.record(audit.Event.ACCOUNT_TRY_FAILED, by=None, setting_id=setting_id, person_id=person_id, way=way)


def _is_live() -> tuple[sa.ColumnElement[bool], ...]:
    return HalfWay.ended_at.is_(None), HalfWay.ends_at > clock.now()
