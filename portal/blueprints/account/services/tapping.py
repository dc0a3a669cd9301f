"""Tapping four pictures, one at a time, each tap a form that is sent: what was tapped waits at the server."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock, seals
from portal.access.viewer import Viewer
from portal.blueprints.account.services.own_devices import KeptPhone
from portal.database import db
from portal.keys.pictures import PICTURES, PIN_LENGTH, pin_of
from portal.models import CardTry, Device

LASTS = timedelta(minutes=10)


class Step(Enum):
    """Where somebody is after a tap."""

    GO_ON = "go_on"
    AGAIN = "again"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True)
class Tapping:
    """How many pictures are tapped, the order they are shown in, and whether this is the second time round."""

    done: int
    shuffle: int
    is_second: bool = False


def find_opening(phone: KeptPhone, *, browser_hash: str) -> Tapping | None:
    """How far somebody is who opens a kept phone with pictures; None when they have not begun."""
    with db.elevated("somebody taps pictures") as session:
        begun = _begun(session, browser_hash, phone.id)
        return Tapping(len(_names(begun.tapped)), begun.shuffle) if begun else None


def find_choosing(*, viewer: Viewer, key_hash: str) -> Tapping:
    """How far somebody is who chooses four pictures for their own phone."""
    begun = _begun(db.session, key_hash, None)
    if begun is None:
        return Tapping(0, viewer.sign_in_id.int & 0x7FFF_FFFF)
    first, second = begun.tapped.split("|") if "|" in begun.tapped else ("", begun.tapped)
    return Tapping(len(_names(second)), begun.shuffle, bool(first))


def tap_to_choose(picture: str, *, by: Viewer, key_hash: str) -> tuple[Step, str]:
    """One tap while choosing. After four the same four are asked again; RIGHT comes with the PIN, WRONG begins anew."""
    now = find_choosing(viewer=by, key_hash=key_hash)
    begun = _begun(db.session, key_hash, None) or _begin(by.setting_id, key_hash, now.shuffle)
    first, second = begun.tapped.split("|") if now.is_second else ("", begun.tapped)
    names = _names(second)
    if not _may_follow(picture, names):
        return Step.GO_ON, ""
    names.append(picture)
    if len(names) < PIN_LENGTH:
        _move(begun, f"{first}|{','.join(names)}" if first else ",".join(names))
        return Step.GO_ON, ""
    if not first:
        _move(begun, seals.slow_hash(pin_of(names)) + "|", shuffle=_new_shuffle())
        return Step.AGAIN, ""
    _move(begun, "", is_over=True)
    return (Step.RIGHT, pin_of(names)) if seals.slow_matches(first, pin_of(names)) else (Step.WRONG, "")


def choose_anew(*, key_hash: str) -> None:
    """Forget what was tapped so far."""
    db.session.execute(
        sa.update(CardTry)
        .where(CardTry.browser_hash == key_hash, CardTry.ended_at.is_(None))
        .values(ended_at=clock.now(), tapped="")
        .execution_options(synchronize_session=False)
    )


def _begun(session: Session, browser_hash: str, device_id: uuid.UUID | None) -> CardTry | None:
    begun = sa.select(CardTry).where(
        CardTry.browser_hash == browser_hash,
        CardTry.own_device_id == device_id,
        CardTry.card_id.is_(None),
        CardTry.ended_at.is_(None),
        CardTry.ends_at > clock.now(),
    )
    return session.scalars(begun.order_by(CardTry.created_at.desc(), CardTry.id).limit(1)).first()


def _begin(setting_id: uuid.UUID, key_hash: str, shuffle: int) -> CardTry:
    moment = clock.now()
    begun = CardTry(
        setting_id=setting_id,
        browser_hash=key_hash,
        device=Device.OWN,
        tapped="",
        shuffle=shuffle,
        created_at=moment,
        ends_at=moment + LASTS,
    )
    db.session.add(begun)
    db.session.flush()
    return begun


def _move(begun: CardTry, tapped: str, *, shuffle: int | None = None, is_over: bool = False) -> bool:
    """Write what is tapped now, unless another tap was quicker: then nothing changes, and False."""
    moved = (
        sa.update(CardTry)
        .where(CardTry.id == begun.id, CardTry.tapped == begun.tapped, CardTry.ended_at.is_(None))
        .values(
            tapped=tapped,
            shuffle=begun.shuffle if shuffle is None else shuffle,
            ended_at=clock.now() if is_over else None,
        )
        .execution_options(synchronize_session=False)
    )
    return bool(db.session.execute(moved).rowcount)  # type: ignore[attr-defined]


def _names(tapped: str) -> list[str]:
    return [name for name in tapped.split(",") if name]


def _may_follow(picture: str, names: list[str]) -> bool:
    """A picture of the twelve that was not tapped yet: a finger that taps twice means once."""
    return picture in PICTURES and picture not in names and len(names) < PIN_LENGTH


def _new_shuffle() -> int:
    return secrets.randbelow(2**31)
