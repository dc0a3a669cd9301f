"""Ending access: one act, one registry. Each capability that gives somebody something registers how it is taken back.

A later room (threads, groups, signatures) adds a function here with `@ends("its name")`, and its models name that
entry in `__when_access_ends__`. A test fails when a model that points to a person says nothing.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.access.holding import hold
from portal.access.policy import PROFESSIONALS, Role
from portal.database import db
from portal.models import (
    Agreement,
    Base,
    CallRequest,
    Card,
    CardTry,
    Draft,
    GroupComing,
    GroupDate,
    GroupLeader,
    GroupMember,
    HalfWay,
    KeptWords,
    LinkRequest,
    OutboxItem,
    OwnDevice,
    Passkey,
    Person,
    PrintedCode,
    RecoveryCode,
    Relationship,
    RoleHolding,
    SignIn,
    StaffSecret,
    Thread,
)


@dataclass(frozen=True)
class Ending:
    """Whose access ends, about which pupil (None: everything), when, and why in one word of ours.

    `keeps_keys`: it is about one pupil, and what they come in with is needed for another, or for their work here.
    """

    person_id: uuid.UUID
    pupil_id: uuid.UUID | None
    at: datetime
    why: str
    keeps_keys: bool = False


Ender = Callable[[Ending], int]
Condition = sa.ColumnElement[bool]
# The net under each statement (visibility/net.py) then holds to the setting only.
_ALL_OF_IT = {"portal_net": "setting"}
REGISTRY: dict[str, Ender] = {}
# What no count tells: who belongs to a parent group is known to whoever runs it, and to nobody who ends access.
UNTOLD = frozenset({"groups"})


def ends(name: str) -> Callable[[Ender], Ender]:
    """Register how one capability ends; the function returns how many things it ended."""

    def register(function: Ender) -> Ender:
        if name in REGISTRY:
            raise RuntimeError(f"Two capabilities end under the name {name!r}.")
        REGISTRY[name] = function
        return function

    return register


def end_access(person_id: uuid.UUID, *, pupil_id: uuid.UUID | None = None, why: str) -> dict[str, int]:
    """End everything this person was given, in the transaction of what caused it. Returns counts by capability, for
    whoever ended it and for the record: what is untold ends too, and stands in none.

    `pupil_id` says that it is about one pupil; what cannot be split by pupil (sessions, links, cards) ends too,
    and somebody who still has another child here signs in again and sees only that one. Somebody with a job keeps for
    that what they come in with: their password, their app, their codes on paper, their passkeys.
    """
    db.session.flush()
    hold(db.session, Person.id == person_id, execution_options=_ALL_OF_IT)
    ending = Ending(person_id, pupil_id, clock.now(), why, _needs_keys(person_id, besides=pupil_id))
    counts = {name: end(ending) for name, end in REGISTRY.items()}
    return {name: number for name, number in counts.items() if name not in UNTOLD}


def _needs_keys(person_id: uuid.UUID, *, besides: uuid.UUID | None) -> bool:
    """Does somebody with a job come in here still, when it ends about one pupil: for their work, or for another one?"""
    if besides is None:
        return False
    until = sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= clock.today())
    held = sa.select(RoleHolding.role).where(RoleHolding.person_id == person_id, until)
    jobs = PROFESSIONALS.intersection(db.session.scalars(held, execution_options=_ALL_OF_IT))
    others = sa.select(Relationship).where(Relationship.person_id == person_id, Relationship.pupil_id != besides)
    # A social worker is here for the children of their rows, and for nothing else.
    return bool(jobs - {Role.SOCIAL_WORKER}) or (
        bool(jobs)
        and any(row.is_open_on(clock.today()) for row in db.session.scalars(others, execution_options=_ALL_OF_IT))
    )


def _mark(
    model: type[Base], ending: Ending, *unused: Condition, alive: tuple[Condition, ...] = (), **values: object
) -> int:
    """Mark what was not ended, used or sent; count only what could still have opened something (`alive`).

    Not held to what the viewer sees: whoever ends somebody's access ends all of it, inside the setting.
    """
    these = (model.person_id == ending.person_id, *unused) if hasattr(model, "person_id") else unused
    count = sa.select(sa.func.count()).select_from(model).where(*these, *alive)
    found = db.session.scalar(count, execution_options=_ALL_OF_IT) or 0
    update = sa.update(model).where(*these).values(**values)
    db.session.execute(update, execution_options={**_ALL_OF_IT, "synchronize_session": "fetch"})
    return int(found)


@ends("sign-ins")
def _sign_ins(ending: Ending) -> int:
    alive = _young(SignIn, ending)
    return _mark(SignIn, ending, SignIn.ended_at.is_(None), alive=alive, ended_at=ending.at, ended_why=ending.why)


@ends("own devices")
def _own_devices(ending: Ending) -> int:
    return _mark(OwnDevice, ending, OwnDevice.ended_at.is_(None), alive=_young(OwnDevice, ending), ended_at=ending.at)


@ends("passkeys")
def _passkeys(ending: Ending) -> int:
    if ending.keeps_keys:
        return 0
    return _mark(Passkey, ending, Passkey.ended_at.is_(None), ended_at=ending.at)


@ends("links")
def _links(ending: Ending) -> int:
    alive = (LinkRequest.used_at.is_(None), *_young(LinkRequest, ending))
    return _mark(LinkRequest, ending, LinkRequest.ended_at.is_(None), alive=alive, ended_at=ending.at)


@ends("printed codes")
def _printed_codes(ending: Ending) -> int:
    alive = (PrintedCode.used_at.is_(None), *_young(PrintedCode, ending))
    return _mark(PrintedCode, ending, PrintedCode.ended_at.is_(None), alive=alive, ended_at=ending.at)


@ends("cards")
def _cards(ending: Ending) -> int:
    return _mark(Card, ending, Card.ended_at.is_(None), alive=(Card.ends_on > ending.at,), ended_at=ending.at)


@ends("card tries")
def _card_tries(ending: Ending) -> int:
    """Pictures that are being tapped right now; nobody's name stands there, the card's and the phone's do."""
    theirs = sa.or_(
        CardTry.card_id.in_(sa.select(Card.id).where(Card.person_id == ending.person_id)),
        CardTry.own_device_id.in_(sa.select(OwnDevice.id).where(OwnDevice.person_id == ending.person_id)),
    )
    return _mark(CardTry, ending, theirs, CardTry.ended_at.is_(None), alive=_young(CardTry, ending), ended_at=ending.at)


@ends("staff secrets")
def _staff_secrets(ending: Ending) -> int:
    if ending.keeps_keys:
        return 0
    return _mark(StaffSecret, ending, StaffSecret.ended_at.is_(None), ended_at=ending.at)


@ends("half-way")
def _half_way(ending: Ending) -> int:
    return _mark(HalfWay, ending, HalfWay.ended_at.is_(None), alive=_young(HalfWay, ending), ended_at=ending.at)


@ends("recovery codes")
def _recovery_codes(ending: Ending) -> int:
    if ending.keeps_keys:
        return 0
    alive = (RecoveryCode.used_at.is_(None),)
    return _mark(RecoveryCode, ending, RecoveryCode.ended_at.is_(None), alive=alive, ended_at=ending.at)


@ends("outbox")
def _outbox(ending: Ending) -> int:
    waiting = (OutboxItem.sent_at.is_(None), OutboxItem.cancelled_at.is_(None))
    return _mark(OutboxItem, ending, *waiting, cancelled_at=ending.at, sealed="")


@ends("calls asked for")
def _calls(ending: Ending) -> int:
    about = (CallRequest.pupil_id == ending.pupil_id,) if ending.pupil_id else ()
    return _mark(CallRequest, ending, CallRequest.done_at.is_(None), *about, done_at=ending.at)


@ends("drafts")
def _drafts(ending: Ending) -> int:
    """What they had typed and not sent is nobody's: it goes. What their pages kept cannot be split by pupil."""
    theirs = (Draft.person_id == ending.person_id, *((Draft.pupil_id == ending.pupil_id,) if ending.pupil_id else ()))
    gone = 0
    for mine in (sa.delete(Draft).where(*theirs), sa.delete(KeptWords).where(KeptWords.person_id == ending.person_id)):
        gone += db.session.execute(mine, execution_options=_ALL_OF_IT).rowcount  # type: ignore[attr-defined]
    return gone


@ends("threads")
def _threads(ending: Ending) -> int:
    """What was written stays; nobody writes there any more, and nothing waits for an answer to them."""
    about = (Thread.pupil_id == ending.pupil_id,) if ending.pupil_id else ()
    return _mark(Thread, ending, Thread.closed_at.is_(None), *about, closed_at=ending.at)


@ends("groups")
def _groups(ending: Ending) -> int:
    """Parent groups that they belong to or run, dates they come to. Whoever waits for the place gets it in turn.

    A date that is over they have come to: the numbers of a month that is over stay as they were.
    """
    to_come = GroupComing.date_id.in_(sa.select(GroupDate.id).where(GroupDate.ends_at > ending.at))
    coming = _mark(GroupComing, ending, GroupComing.cancelled_at.is_(None), to_come, cancelled_at=ending.at)
    runs = _mark(GroupLeader, ending, GroupLeader.ended_at.is_(None), ended_at=ending.at)
    alone = (GroupDate.for_id == ending.person_id, GroupDate.cancelled_at.is_(None), GroupDate.starts_at > ending.at)
    alone_met = _mark(GroupDate, ending, *alone, cancelled_at=ending.at)
    return coming + runs + alone_met + _mark(GroupMember, ending, GroupMember.left_at.is_(None), left_at=ending.at)


@ends("agreements")
def _agreements(ending: Ending) -> int:
    """What they agreed to stays on the record; it counts no more."""
    about = (Agreement.pupil_id == ending.pupil_id,) if ending.pupil_id else ()
    alive = (Agreement.replaced_at.is_(None), Agreement.withdrawn_at.is_(None))
    return _mark(Agreement, ending, Agreement.ended_at.is_(None), *about, alive=alive, ended_at=ending.at)


def _young(model: Any, ending: Ending) -> tuple[Condition, ...]:
    return (model.ends_at > ending.at,)
