"""Somebody's own phone: kept for 30 days behind a picture PIN or the phone's own lock, and how it opens again."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, clock, seals
from portal.access.ending import REGISTRY, Ending
from portal.access.policy import Role
from portal.access.sign_ins import hash_of
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import OwnDevice, Passkey, Person, RoleHolding
from portal.visibility import NotTheirRowError

LASTS = timedelta(days=30)


@dataclass(frozen=True)
class KeptPhone:
    """A phone that opens again. `shuffle` is the order of the pictures until somebody begins to tap.

    `language` is what its owner reads: nobody is signed in yet, and the browser's own language may be another.
    """

    id: uuid.UUID
    setting_id: uuid.UUID
    person_id: uuid.UUID
    is_young: bool
    has_pictures: bool
    has_passkey: bool
    shuffle: int
    language: str


@dataclass(frozen=True)
class PhoneFacts:
    """What a person is told of a phone of theirs."""

    id: uuid.UUID
    kept_at: datetime
    last_used_at: datetime
    ends_at: datetime
    has_pictures: bool
    is_this_one: bool


def keep_phone(*, by: Viewer, lock: str, pictures: str | None = None, instead_of: str = "") -> str:
    """Keep the browser that asks as somebody's own phone, for 30 days. Returns the key for its cookie.

    `lock` is "pictures" (then `pictures` is the PIN) or "passkey"; `instead_of` is the key it held before.
    NotTheirRowError (shown as 'not there') for anybody but a carer: a young person keeps a tablet by their card
    (cards.py), and who has a job comes in by the door of staff.
    """
    check_may_keep(by)
    key, moment = secrets.token_urlsafe(32), clock.now()
    _end(db.session, OwnDevice.key_hash == hash_of(instead_of), OwnDevice.person_id == by.person_id)
    db.session.add(
        OwnDevice(
            setting_id=by.setting_id,
            person_id=by.person_id,
            key_hash=hash_of(key),
            pin_hash=seals.slow_hash(pictures) if pictures else None,
            created_at=moment,
            last_used_at=moment,
            ends_at=moment + LASTS,
        )
    )
    audit.record(audit.Event.ACCOUNT_DEVICE_KEPT, by=by, lock=lock)
    return key


def check_may_keep(by: Viewer) -> None:
    """NotTheirRowError for somebody whose phone is never kept open for 30 days."""
    if by.audience != "family":
        raise NotTheirRowError("Only a carer's phone stays open.")


def find_phone(key: str) -> KeptPhone | None:
    """The kept phone that holds this key, while it still opens. Nobody needs to be signed in."""
    if not key:
        return None
    with db.elevated("is this a kept phone?") as session:
        device = session.scalars(sa.select(OwnDevice).where(OwnDevice.key_hash == hash_of(key), *_live())).one_or_none()
        if device is None:
            return None
        passkeys = sa.select(Passkey.id).where(Passkey.person_id == device.person_id, Passkey.ended_at.is_(None))
        young = sa.select(RoleHolding.id).where(
            RoleHolding.person_id == device.person_id, RoleHolding.role == Role.PUPIL
        )
        return KeptPhone(
            id=device.id,
            setting_id=device.setting_id,
            person_id=device.person_id,
            is_young=session.scalars(young.limit(1)).first() is not None,
            has_pictures=device.pin_hash is not None,
            has_passkey=session.scalars(passkeys.limit(1)).first() is not None,
            shuffle=_shuffle(device),
            language=session.scalars(sa.select(Person.language).where(Person.id == device.person_id)).one(),
        )


def list_phones(*, viewer: Viewer, key: str) -> list[PhoneFacts]:
    """Every phone this person keeps, the one used last first; `key` says which of them asks."""
    mine = sa.select(OwnDevice).where(OwnDevice.person_id == viewer.person_id, *_live())
    return [
        PhoneFacts(
            device.id,
            device.created_at,
            device.last_used_at,
            device.ends_at,
            device.pin_hash is not None,
            bool(key) and device.key_hash == hash_of(key),
        )
        for device in db.session.scalars(mine.order_by(OwnDevice.last_used_at.desc(), OwnDevice.id))
    ]


def forget_phone(device_id: uuid.UUID, *, by: Viewer) -> None:
    """End one of this person's own phones. NotTheirRowError (shown as 'not there') for any other.

    One that opened with its own lock ends their passkeys: which of them lives on it nobody knows, and another phone of
    theirs opens with a code again.
    """
    mine = (OwnDevice.id == device_id, OwnDevice.person_id == by.person_id)
    has_a_lock = db.session.scalar(sa.select(OwnDevice.pin_hash.is_(None)).where(*mine, *_live()))
    if not _end(db.session, *mine):
        raise NotTheirRowError("A phone that is not theirs, or is kept no more.")
    if has_a_lock:
        REGISTRY["passkeys"](Ending(by.person_id, None, clock.now(), "phone forgotten"))
    audit.record(audit.Event.ACCOUNT_DEVICE_FORGOTTEN, by=by, why="asked")


def _live() -> tuple[sa.ColumnElement[bool], ...]:
    return OwnDevice.ended_at.is_(None), OwnDevice.ends_at > clock.now()


def _end(session: Session, *which: sa.ColumnElement[bool]) -> bool:
    ended = (
        sa.update(OwnDevice)
        .where(*which, OwnDevice.ended_at.is_(None))
        .values(ended_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return bool(session.execute(ended).rowcount)  # type: ignore[attr-defined]


def _shuffle(device: OwnDevice) -> int:
    """Another order after every opening and every wrong try, without a row written by looking."""
    seen = f"{device.key_hash}{device.last_used_at.isoformat()}{device.wrong_tries}"
    return int.from_bytes(hashlib.sha256(seen.encode()).digest()[:4]) >> 1  # fits PostgreSQL's integer
