"""Four pictures are tapped, counted and looked at: five wrong in all, then a person has to help.

Each try is counted in one statement and committed before it is looked at, so that no number of threads gets a sixth.
A card nobody knows is counted and refused in the same way, and takes as long (reliability.md §4.2, checks 20 and 22).
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, clock, seals
from portal.access.holding import hold
from portal.blueprints.account.services import tries
from portal.blueprints.account.services.cards import NoTryError, Opened, find_live, is_good, is_live, names_in
from portal.database import db
from portal.keys.cards import MOST_WRONG_TRIES
from portal.keys.pictures import PICTURES, PIN_LENGTH, pin_of
from portal.models import Card, CardTry, Device, OwnDevice, Person

# Wrong tries with a card nobody knows; as long as a real one stays locked if nobody unlocks it.
UNKNOWN = tries.Limit("card nobody knows", most=MOST_WRONG_TRIES, within=timedelta(days=365))


class Answer(StrEnum):
    """What a tap led to, when it did not open anything."""

    MORE = "more"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class _Held:
    """What a counted try is compared with, and who comes in when it is right (nobody, with a card nobody knows)."""

    wrong_tries: int
    pin_hash: str | None
    owner: Opened | None


def tap(picture: str, *, browser_hash: str) -> Answer | Opened:
    """One picture more; the fourth is looked at. NoTryError when there is no card to tap for.

    A picture that was tapped before does nothing: no PIN holds one twice, and a finger that slips costs no try.
    """
    with db.elevated("somebody taps a picture") as session:
        _hold_owner(session, browser_hash)
        row = find_live(session, browser_hash)
        if row is None:
            raise NoTryError
        tapped = [*names_in(row), picture]
        if picture not in PICTURES or len(tapped) != len(set(tapped)):
            return Answer.MORE
        whole = len(tapped) == PIN_LENGTH
        if not _remember(session, row, "" if whole else pin_of(tapped)) or not whole:
            return Answer.MORE
        return _look_at(session, _Way.of(row), pin_of(tapped))


@dataclass(frozen=True)
class _Way:
    """The rows a try stands on, by id: nothing here ends when the session commits."""

    try_id: uuid.UUID
    card_id: uuid.UUID | None
    own_device_id: uuid.UUID | None
    card_hash: str
    device: Device

    @classmethod
    def of(cls, row: CardTry) -> "_Way":
        return cls(row.id, row.card_id, row.own_device_id, row.card_hash, row.device)

    @property
    def counted_on(self) -> type[Card] | type[OwnDevice]:
        return Card if self.card_id else OwnDevice


def _look_at(session: Session, way: _Way, pin: str) -> Answer | Opened:
    held = _count(session, way)
    db.keep()
    if held is None:
        return Answer.LOCKED
    if seals.slow_matches(held.pin_hash, pin) and held.owner:
        return _open(session, way, held.owner)
    return _refuse(session, way, held)


def _count(session: Session, way: _Way) -> _Held | None:
    """Count this try and give what it is compared with; None when five are used up or nothing is there any more."""
    if not (way.card_id or way.own_device_id):
        counted = tries.tally(UNKNOWN.of(way.card_hash))
        return _Held(counted, None, None) if counted <= MOST_WRONG_TRIES else None
    model = way.counted_on
    used = model.wrong_tries < MOST_WRONG_TRIES
    until = Card.ends_on if model is Card else OwnDevice.ends_at
    one_more = sa.update(model).where(used, *_stands(way)).values(wrong_tries=model.wrong_tries + 1)
    row = session.execute(
        one_more.returning(model.wrong_tries, model.pin_hash, model.person_id, model.setting_id, until)
    ).one_or_none()
    if row is None:
        return None
    way_in = "pin" if way.own_device_id else "card"
    owner = Opened(row.person_id, row.setting_id, way.device, way_in, row[4], row.pin_hash)
    return _Held(row.wrong_tries, row.pin_hash, owner)


def _refuse(session: Session, way: _Way, held: _Held) -> Answer:
    if held.wrong_tries < MOST_WRONG_TRIES:
        return Answer.WRONG
    if held.owner:
        who = held.owner
        failed = audit.Event.ACCOUNT_TRY_FAILED
        audit.record(failed, by=None, setting_id=who.setting_id, person_id=who.person_id, way="pictures")
    if way.counted_on is OwnDevice and way.own_device_id:
        session.execute(sa.update(OwnDevice).where(OwnDevice.id == way.own_device_id).values(ended_at=clock.now()))
    return Answer.LOCKED


def _open(session: Session, way: _Way, owner: Opened) -> Answer | Opened:
    """The try was right, so it does not count. Whatever ended in between stays ended."""
    hold(session, Person.id == owner.person_id)  # held till the count was committed, and now till they are in
    model = way.counted_on
    one_less = sa.case((model.wrong_tries > 0, model.wrong_tries - 1), else_=0)
    given_back = session.execute(sa.update(model).where(*_stands(way)).values(wrong_tries=one_less))
    ended = session.execute(
        sa.update(CardTry).where(CardTry.id == way.try_id, CardTry.ended_at.is_(None)).values(ended_at=clock.now())
    )
    if not (given_back.rowcount and ended.rowcount):  # type: ignore[attr-defined]
        return Answer.LOCKED
    if way.own_device_id:
        session.execute(sa.update(OwnDevice).where(OwnDevice.id == way.own_device_id).values(last_used_at=clock.now()))
    return owner


def _hold_owner(session: Session, browser_hash: str) -> None:
    """Whoever ends their access takes these same rows: the person comes first."""
    tapped = sa.select(CardTry.card_id, CardTry.own_device_id).where(*is_live(browser_hash)).subquery()
    by_card = sa.select(Card.person_id).where(Card.id.in_(sa.select(tapped.c.card_id)))
    by_device = sa.select(OwnDevice.person_id).where(OwnDevice.id.in_(sa.select(tapped.c.own_device_id)))
    hold(session, sa.or_(Person.id.in_(by_card), Person.id.in_(by_device)))


def _stands(way: _Way) -> list[sa.ColumnElement[bool]]:
    """What must still be there: the card, and the device it is tapped on."""
    device = sa.select(OwnDevice.id).where(
        OwnDevice.id == way.own_device_id, OwnDevice.ended_at.is_(None), OwnDevice.ends_at > clock.now()
    )
    if way.card_id is None:
        return [OwnDevice.id.in_(device)]
    card = [Card.id == way.card_id, *is_good()]
    return [*card, device.exists()] if way.own_device_id else card


def _remember(session: Session, row: CardTry, tapped: str) -> bool:
    """Keep what is tapped, unless another tap of the same moment came first.

    Whoever begins anew finds the pictures in another order: a finger's way over the glass says nothing.
    """
    same = (CardTry.id == row.id, CardTry.tapped == row.tapped, CardTry.ended_at.is_(None))
    order = row.shuffle if tapped else secrets.randbelow(2**31)
    now = sa.update(CardTry).where(*same).values(tapped=tapped, shuffle=order)
    kept = session.execute(now.execution_options(synchronize_session=False))
    return bool(kept.rowcount)  # type: ignore[attr-defined]
