"""Signed in or not: the row at the server that says so, read on every request (reliability.md §4.4)."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.policy import PROFESSIONALS, Role
from portal.access.viewer import Viewer
from portal.models import Device, Person, RoleHolding, Setting, SignIn

# Whoever was here less than this ago is not written down again: within a second of its limit a sign-in ends
# (reliability.md check 17).
JUST_NOW = timedelta(seconds=1)


@dataclass(frozen=True)
class Limits:
    """How long somebody may be away, and how long a sign-in lasts at most."""

    idle: timedelta
    most: timedelta


_FAMILY = {
    Device.SHARED: Limits(timedelta(minutes=10), timedelta(hours=1)),
    Device.OWN: Limits(timedelta(minutes=30), timedelta(hours=12)),
}
_YOUNG = {
    Device.SHARED: Limits(timedelta(minutes=5), timedelta(minutes=30)),
    Device.OWN: Limits(timedelta(minutes=30), timedelta(hours=12)),
}
_STAFF = Limits(timedelta(minutes=15), timedelta(hours=10))


def limits_for(roles: frozenset[Role], device: Device) -> Limits:
    """The limits of reliability.md §4.4 for these roles on this device."""
    if Role.PUPIL in roles:
        return _YOUNG[device]
    return _STAFF if roles & PROFESSIONALS else _FAMILY[device]


def hash_of(secret: str) -> str:
    """What stands in the database for a random secret of 128 bits or more."""
    return hashlib.sha256(secret.encode()).hexdigest()


def start_sign_in(
    session: Session,
    person: Person,
    roles: frozenset[Role],
    *,
    device: Device,
    way_in: str,
    browser_hash: str = "",
    language: str = "",
) -> str:
    """Begin a sign-in for `person`. Returns the key that only their browser will hold."""
    key, moment, limits = secrets.token_urlsafe(32), clock.now(), limits_for(roles, device)
    session.add(
        SignIn(
            setting_id=person.setting_id,
            person_id=person.id,
            key_hash=hash_of(key),
            device=device,
            way_in=way_in,
            browser_hash=browser_hash,
            language=language,
            created_at=moment,
            last_seen_at=moment,
            # A picture PIN opens a phone; it proves nothing for a grave act.
            proved_at=moment - limits.most if way_in == "pin" else moment,
            idle_seconds=int(limits.idle.total_seconds()),
            ends_at=moment + limits.most,
        )
    )
    return key


def end_sign_in(session: Session, sign_in_id: uuid.UUID, *, why: str) -> None:
    """End one sign-in at the server; its key opens nothing any more."""
    session.execute(
        sa.update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now(), ended_why=why)
    )


# Ways in that open no work here: who was given a job since then proves who they are as staff do (reliability.md §4.3).
WAYS_OF_FAMILIES = frozenset({"card", "code", "link", "pin", "printed_code"})

# Made once: every page asks it, and putting it together costs more than asking.
_HOLDER = (
    sa.select(
        SignIn.id,
        SignIn.setting_id,
        SignIn.device,
        SignIn.proved_at,
        SignIn.last_seen_at,
        SignIn.idle_seconds,
        SignIn.ends_at,
        SignIn.way_in,
        SignIn.language.label("chosen"),
        Person.id.label("person_id"),
        Person.first_name,
        Person.last_name,
        Person.language,
        Setting.name.label("setting_name"),
        RoleHolding.role,
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Setting, Setting.id == SignIn.setting_id)
    .join(RoleHolding, RoleHolding.person_id == Person.id)
    .where(
        SignIn.key_hash == sa.bindparam("key_hash"),
        SignIn.ended_at.is_(None),
        SignIn.ends_at > sa.bindparam("moment"),
        sa.or_(Person.left_on.is_(None), Person.left_on > sa.bindparam("today")),
        sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= sa.bindparam("today")),
    )
)


# The same, and nobody ends their access until the form they send is through; who has begun to, is waited for.
_HOLDER_HELD = _HOLDER.with_for_update(of=Person, key_share=True)


def find_viewer(session: Session, key: str, *, hold: bool = False) -> Viewer | None:
    """Who holds this key, if their sign-in has not ended: one statement, in the `elevated` scope.

    `hold` for a form (access/holding.py): the sign-in was read before the wait, so `renew` reads it again.
    """
    moment = clock.now()
    asked = {"key_hash": hash_of(key), "moment": moment, "today": clock.london(moment).date()}
    rows = session.execute(_HOLDER_HELD if hold else _HOLDER, asked).all()
    if not rows or _idle_end(rows[0]) <= moment:
        return None
    row, roles = rows[0], frozenset(each.role for each in rows)
    if _is_of_a_family(row) and roles & PROFESSIONALS:
        return None
    is_just_seen = timedelta() <= moment - row.last_seen_at < JUST_NOW
    seen_at = row.last_seen_at if is_just_seen else moment
    return Viewer(
        person_id=row.person_id,
        setting_id=row.setting_id,
        setting_name=row.setting_name,
        first_name=row.first_name,
        last_name=row.last_name,
        roles=roles,
        language=row.chosen or row.language,
        sign_in_id=row.id,
        device=row.device,
        proved_at=row.proved_at,
        ends_at=min(row.ends_at, seen_at + timedelta(seconds=row.idle_seconds)),
        is_just_seen=is_just_seen,
    )


def _is_of_a_family(row: Any) -> bool:
    # Only a carer's phone is kept as their own behind its lock.
    return row.way_in in WAYS_OF_FAMILIES or (row.way_in == "passkey" and row.device == Device.OWN)


def renew(session: Session, sign_in_id: uuid.UUID) -> bool:
    """Somebody is still here: their sign-in does not end for being idle. False when it has ended meanwhile."""
    mine = sa.update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    renewed = session.execute(mine.values(last_seen_at=clock.now()), execution_options={"synchronize_session": False})
    return bool(renewed.rowcount)  # type: ignore[attr-defined]


def is_open(session: Session, sign_in_id: uuid.UUID) -> bool:
    """The same question where nobody shows that they are here: what a page sends by itself renews nothing."""
    mine = sa.select(SignIn.id).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    return session.scalar(mine) is not None


def _idle_end(row: Any) -> datetime:
    end: datetime = row.last_seen_at + timedelta(seconds=row.idle_seconds)
    return end
