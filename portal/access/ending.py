"""Ending access: one act, one registry. Each capability that gives somebody something registers how it is taken back.

A later room (threads, groups, signatures) adds a function here with `@ends("its name")`, and its models name that
entry in `__when_access_ends__`. A test fails when a model that points to a person says nothing.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from portal import clock
from portal.database import db
from portal.models import (
    Base,
    CallRequest,
    Card,
    HalfWay,
    LinkRequest,
    OutboxItem,
    OwnDevice,
    Passkey,
    PrintedCode,
    RecoveryCode,
    SignIn,
    StaffSecret,
)


@dataclass(frozen=True)
class Ending:
    """Whose access ends, about which pupil (None: everything), when, and why in one word of ours."""

    person_id: uuid.UUID
    pupil_id: uuid.UUID | None
    at: datetime
    why: str


Ender = Callable[[Ending], int]
REGISTRY: dict[str, Ender] = {}


def ends(name: str) -> Callable[[Ender], Ender]:
    """Register how one capability ends; the function returns how many things it ended."""

    def register(function: Ender) -> Ender:
        if name in REGISTRY:
            raise RuntimeError(f"Two capabilities end under the name {name!r}.")
        REGISTRY[name] = function
        return function

    return register


def end_access(person_id: uuid.UUID, *, pupil_id: uuid.UUID | None = None, why: str) -> dict[str, int]:
    """End everything this person was given, in the transaction of what caused it. Returns counts by capability.

    `pupil_id` says that it is about one pupil; what cannot be split by pupil (sessions, links, cards) ends too,
    and somebody who still has another child here signs in again and sees only that one.
    """
    ending = Ending(person_id, pupil_id, clock.now(), why)
    db.session.flush()
    return {name: end(ending) for name, end in REGISTRY.items()}


def _mark(model: type[Base], ending: Ending, *unused: sa.ColumnElement[bool], **values: object) -> int:
    table = sa.update(model).where(model.person_id == ending.person_id, *unused)  # type: ignore[attr-defined]
    result = db.session.execute(table.values(**values).execution_options(synchronize_session="fetch"))
    return int(result.rowcount)  # type: ignore[attr-defined]


@ends("sign-ins")
def _sign_ins(ending: Ending) -> int:
    return _mark(SignIn, ending, SignIn.ended_at.is_(None), ended_at=ending.at, ended_why=ending.why)


@ends("own devices")
def _own_devices(ending: Ending) -> int:
    return _mark(OwnDevice, ending, OwnDevice.ended_at.is_(None), ended_at=ending.at)


@ends("passkeys")
def _passkeys(ending: Ending) -> int:
    return _mark(Passkey, ending, Passkey.ended_at.is_(None), ended_at=ending.at)


@ends("links")
def _links(ending: Ending) -> int:
    return _mark(LinkRequest, ending, LinkRequest.ended_at.is_(None), ended_at=ending.at)


@ends("printed codes")
def _printed_codes(ending: Ending) -> int:
    return _mark(PrintedCode, ending, PrintedCode.ended_at.is_(None), ended_at=ending.at)


@ends("cards")
def _cards(ending: Ending) -> int:
    return _mark(Card, ending, Card.ended_at.is_(None), ended_at=ending.at)


@ends("staff secrets")
def _staff_secrets(ending: Ending) -> int:
    return _mark(StaffSecret, ending, StaffSecret.ended_at.is_(None), ended_at=ending.at)


@ends("half-way")
def _half_way(ending: Ending) -> int:
    return _mark(HalfWay, ending, HalfWay.ended_at.is_(None), ended_at=ending.at)


@ends("recovery codes")
def _recovery_codes(ending: Ending) -> int:
    return _mark(RecoveryCode, ending, RecoveryCode.ended_at.is_(None), ended_at=ending.at)


@ends("outbox")
def _outbox(ending: Ending) -> int:
    waiting = (OutboxItem.sent_at.is_(None), OutboxItem.cancelled_at.is_(None))
    return _mark(OutboxItem, ending, *waiting, cancelled_at=ending.at, sealed="")


@ends("calls asked for")
def _calls(ending: Ending) -> int:
    about = (CallRequest.pupil_id == ending.pupil_id,) if ending.pupil_id else ()
    return _mark(CallRequest, ending, CallRequest.done_at.is_(None), *about, done_at=ending.at)
