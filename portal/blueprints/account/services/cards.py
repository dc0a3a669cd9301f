"""Somebody shows a card, or opens their own tablet again. What they tap then waits here, never in the browser."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock, seals
from portal.access.sign_ins import hash_of
from portal.database import db
from portal.keys import codes
from portal.models import Card, CardTry, Device, OwnDevice, SignIn

TEN_MINUTES = timedelta(minutes=10)
TABLET_LASTS = timedelta(hours=12)


class NoTryError(Exception):
    """Nobody holds a card in this browser, or their ten minutes are over."""


@dataclass(frozen=True)
class CardTryFacts:
    """What the page of pictures shows: how many are tapped, never which, and their order on the screen."""

    done: int
    shuffle: int


@dataclass(frozen=True)
class Opened:
    """The four pictures were right: who comes in, how, and when all that this card opened is over."""

    person_id: uuid.UUID
    setting_id: uuid.UUID
    device: Device
    way_in: str
    until: datetime
    pin_hash: str


def begin_card_try(*, secret: str, code: str, browser_hash: str) -> None:
    """Somebody shows a card: its QR secret, or else its printed code. The next page asks for pictures, known or not."""
    card_hash = hash_of(secret) if secret else seals.quick_hash(codes.tidy(code))
    with db.elevated("somebody shows a card") as session:
        column = Card.secret_hash if secret else Card.code_hash
        card = session.execute(sa.select(Card.id, Card.setting_id).where(column == card_hash, *is_good())).one_or_none()
        known = {"card_id": card.id, "setting_id": card.setting_id} if card else {}
        _begin(session, browser_hash, card_hash=card_hash, **known)


def begin_device_try(device_key: str, *, browser_hash: str, shuffle: int | None = None) -> None:
    """Somebody opens their own phone or tablet again. NoTryError when it is nobody's any more, or has no pictures.

    A young person's opens as long as their card is good: no way in outlives it.

    `shuffle` is the order of pictures they see already, where they do.
    """
    with db.elevated("somebody opens their own device") as session:
        device = session.scalars(_device_of(device_key)).one_or_none()
        if device is None:
            raise NoTryError
        # A young person's tries count on the card, wherever they are made.
        card_id = session.scalars(
            sa.select(Card.id).where(Card.person_id == device.person_id, *is_good())
        ).one_or_none()
        if card_id is None and session.scalar(sa.select(sa.exists().where(Card.person_id == device.person_id))):
            raise NoTryError
        _begin(
            session,
            browser_hash,
            card_hash=device.key_hash,
            device=Device.OWN,
            setting_id=device.setting_id,
            own_device_id=device.id,
            card_id=card_id,
            shuffle=secrets.randbelow(2**31) if shuffle is None else shuffle,
        )


def opens_again(device_key: str) -> bool:
    """Is this a young person's own tablet that their pictures still open?"""
    if not device_key:
        return False
    with db.elevated("whose tablet is this?") as session:
        theirs = _device_of(device_key).join(Card, Card.person_id == OwnDevice.person_id).where(*is_good())
        return session.scalars(theirs).first() is not None


def choose_device(device: Device, *, browser_hash: str) -> None:
    """Whose tablet the card was shown to."""
    with db.elevated("whose tablet is this?") as session:
        session.execute(sa.update(CardTry).where(*is_live(browser_hash)).values(device=device))


def find_card_try(browser_hash: str) -> CardTryFacts | None:
    """How far this browser has come, or None when nobody holds a card in it."""
    with db.elevated("how far is this card?") as session:
        row = find_live(session, browser_hash)
        return CardTryFacts(len(names_in(row)), row.shuffle) if row else None


def start_again(browser_hash: str) -> None:
    """Forget what was tapped so far."""
    with db.elevated("tap again from the start") as session:
        session.execute(sa.update(CardTry).where(*is_live(browser_hash)).values(tapped=""))


def keep_tablet(opened: Opened) -> str:
    """Their own tablet opens with the same pictures for twelve hours, or until the card ends. Returns its key."""
    key, moment = secrets.token_urlsafe(32), clock.now()
    with db.elevated("somebody's own tablet") as session:
        session.add(
            OwnDevice(
                setting_id=opened.setting_id,
                person_id=opened.person_id,
                key_hash=hash_of(key),
                pin_hash=opened.pin_hash,
                ends_at=min(moment + TABLET_LASTS, opened.until),
            )
        )
    return key


def end_with_card(opened: Opened) -> None:
    """No sign-in of this person outlives the card."""
    with db.elevated("nothing outlives a card") as session:
        longer = (SignIn.person_id == opened.person_id, SignIn.ended_at.is_(None), SignIn.ends_at > opened.until)
        session.execute(sa.update(SignIn).where(*longer).values(ends_at=opened.until))


def is_good() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on `Card` for one that has not ended and is not a year old."""
    return Card.ended_at.is_(None), Card.ends_on > clock.now()


def _device_of(device_key: str) -> sa.Select[OwnDevice]:
    live = (OwnDevice.ended_at.is_(None), OwnDevice.ends_at > clock.now(), OwnDevice.pin_hash.is_not(None))
    return sa.select(OwnDevice).where(OwnDevice.key_hash == hash_of(device_key), *live)


def _begin(session: Session, browser_hash: str, **facts: object) -> None:
    moment = clock.now()
    session.execute(sa.update(CardTry).where(*is_live(browser_hash)).values(ended_at=moment))
    shown = {"shuffle": secrets.randbelow(2**31), **facts}
    session.add(CardTry(browser_hash=browser_hash, ends_at=moment + TEN_MINUTES, **shown))


def is_live(browser_hash: str) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on `CardTry` for one of this browser whose ten minutes are not over."""
    return CardTry.browser_hash == browser_hash, CardTry.ended_at.is_(None), CardTry.ends_at > clock.now()


def find_live(session: Session, browser_hash: str) -> CardTry | None:
    """The card this browser holds. For the `elevated` scope."""
    newest = sa.select(CardTry).where(*is_live(browser_hash)).order_by(CardTry.created_at.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def names_in(row: CardTry) -> list[str]:
    """The pictures that are tapped so far, in order."""
    return row.tapped.split(",") if row.tapped else []
