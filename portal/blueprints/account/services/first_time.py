"""The first time, or after a loss: a printed code, then a password, a code generator, ten codes on paper."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.access.holding import hold
from portal.blueprints.account.services import passwords, recovery, totp, tries
from portal.blueprints.account.services.passwords import Weakness
from portal.blueprints.account.services.secret_changes import told, words_about
from portal.blueprints.account.services.staff_door import (
    NETWORK,
    QUARTER,
    Half,
    begin_half_way,
    end_half_way,
    find_half_way,
    is_professional,
    tidy_email,
)
from portal.database import db
from portal.keys.printed_codes import hold_owner, spend_codes_of
from portal.models import HalfWay, Person, Setting, StaffSecret

FIRST = tries.Limit("staff first", most=10, within=QUARTER)
# Somebody has to find a phone and install an app on it.
LASTS = timedelta(hours=1)


class NotHalfWayError(Exception):
    """Nobody is setting up in this browser, or their hour is over."""


@dataclass(frozen=True)
class Ready:
    """Set up: who comes in now, and what is shown once."""

    person_id: uuid.UUID
    recovery_codes: list[str]


def give_printed_code(email: str, code: str, *, browser_hash: str, network: str) -> bool:
    """Is this the code of somebody with this address? Then they may set up here. It is spent when they are done."""
    email = tidy_email(email)
    buckets = (FIRST.of(email), NETWORK.of(network))
    tries.count(*buckets)
    with db.elevated("a printed code of staff") as session:
        owner = hold_owner(session, code)
        theirs = sa.select(Person).where(Person.id == owner, Person.email == email, is_professional())
        person = session.scalars(theirs).one_or_none()
        if person is None:
            return False
        # Only the browser that came last goes on; what was half set up elsewhere is over.
        end_half_way(session, HalfWay.person_id == person.id)
        begin_half_way(session, person.id, person.setting_id, browser_hash, owes="set_up", lasts=LASTS)
    tries.give_back(*buckets)
    return True


def is_setting_up(browser_hash: str) -> bool:
    """Has somebody given a printed code in this browser, within the hour?"""
    return find_half_way(browser_hash, owes="set_up") is not None


def set_first_password(password: str, *, browser_hash: str, breach_list: Path | None) -> Weakness | None:
    """Their password; or why this is none. From here on, what they had before opens nothing."""
    with db.elevated("a first password") as session:
        person = session.get_one(Person, _held_half(session, browser_hash).person_id)
        weakness = passwords.weakness_of(password, about=words_about(session, person), breach_list=breach_list)
        if weakness is None:
            secret = _secret_of(session, person)
            secret.password_hash, secret.totp_seed = passwords.hashed(password), ""
            secret.is_ready, secret.ended_at = False, None
        return weakness


def find_account(browser_hash: str) -> totp.Account | None:
    """Whose code generator is to be set up in this browser; None before the password, or when nobody is half-way."""
    half = find_half_way(browser_hash, owes="set_up")
    if half is None:
        return None
    with db.elevated("whose code generator?") as session:
        row = session.execute(
            sa.select(Person.id, Person.email, Setting.name)
            .join(Setting, Setting.id == Person.setting_id)
            .join(StaffSecret, StaffSecret.person_id == Person.id)
            .where(Person.id == half.person_id, StaffSecret.is_ready.is_(False), StaffSecret.ended_at.is_(None))
        ).one_or_none()
        return totp.Account(row.id, row.email or "", row.name) if row else None


def finish(seed: str, typed: str, *, browser_hash: str) -> Ready | None:
    """The generator shows the right code: everything is ready, the printed code is spent. None when it is not right."""
    step = totp.matching_step(seed, typed)
    if step is None:
        return None
    with db.elevated("somebody is set up") as session:
        half = _held_half(session, browser_hash)
        if not (end_half_way(session, HalfWay.id == half.id) and spend_codes_of(session, half.person_id)):
            raise NotHalfWayError
        person = session.get_one(Person, half.person_id)
        secret = _secret_of(session, person)
        totp.keep_seed(secret, seed, step)
        secret.is_ready = True
        drawn = recovery.issue_codes(session, person.id, person.setting_id)
        told(person, by=None, keep=None)
    return Ready(half.person_id, drawn)


def _held_half(session: Session, browser_hash: str) -> Half:
    """Whoever is setting up here; nobody ends their access until this transaction is over (access/holding.py)."""
    hold(session, Person.id.in_(sa.select(HalfWay.person_id).where(HalfWay.browser_hash == browser_hash)))
    half = find_half_way(browser_hash, owes="set_up")
    if half is None:
        raise NotHalfWayError
    return half


def _secret_of(session: Session, person: Person) -> StaffSecret:
    secret = session.scalars(sa.select(StaffSecret).where(StaffSecret.person_id == person.id)).one_or_none()
    if secret is None:
        secret = StaffSecret(setting_id=person.setting_id, person_id=person.id, password_hash="", totp_seed="")
        session.add(secret)
    return secret
