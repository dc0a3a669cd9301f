"""Being signed in: the session at the server, and the device that may open it again."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfSetting, created


class Device(StrEnum):
    """Whose phone or tablet this is, as the person said when they signed in."""

    SHARED = "shared"
    OWN = "own"


class SignIn(OfSetting, Base):
    """One sign-in. The browser holds a random id; only its hash stands here (reliability.md §4.4)."""

    __tablename__ = "sign_in"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[Device] = mapped_column(default=Device.SHARED)
    # How they came in: "link", "code", "card", "password", "passkey", "pin", "printed_code", "demo".
    way_in: Mapped[str]
    # Which browser: a sign-in from one this person never used here is told to them by letter.
    browser_hash: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = created()
    last_seen_at: Mapped[datetime] = created()
    # When the person last proved who they are; grave acts need this to be young (reliability.md §4.3).
    proved_at: Mapped[datetime] = created()
    idle_seconds: Mapped[int]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(default="")
    __when_access_ends__ = "sign-ins"


class OwnDevice(OfSetting, Base):
    """A phone somebody called their own: opens again with a picture PIN or the phone's own lock, for 30 days."""

    __tablename__ = "own_device"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    pin_hash: Mapped[str | None]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created()
    last_used_at: Mapped[datetime] = created()
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "own devices"


class Passkey(OfSetting, Base):
    """A passkey: the phone's or the key's public half."""

    __tablename__ = "passkey"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(sa.LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sign_count: Mapped[int]
    created_at: Mapped[datetime] = created()
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "passkeys"


class Challenge(OfSetting, Base):
    """A passkey question that waits for its answer: used once, bound to the browser that asked."""

    __tablename__ = "challenge"
    # Nobody may be signed in yet: then the setting is not known either.
    setting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("setting.id"), index=True)  # type: ignore[assignment]
    browser_hash: Mapped[str] = mapped_column(index=True)
    value: Mapped[bytes] = mapped_column(sa.LargeBinary)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    __when_access_ends__ = "kept: it names nobody; only a passkey or a sign-in that has not ended can answer it"


class LinkRequest(OfSetting, Base):
    """Somebody asked to come in by e-mail: a link and a 6-digit code, 10 minutes, once, in the browser that asked.

    A row is also written for an address nobody here has, so that asking looks and lasts the same.
    """

    __tablename__ = "link_request"
    setting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("setting.id"), index=True)  # type: ignore[assignment]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    browser_hash: Mapped[str] = mapped_column(index=True)
    # The address as a keyed hash: wrong codes are counted for it whether or not somebody here has it.
    account_hash: Mapped[str]
    link_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str]
    device: Mapped[Device]
    created_at: Mapped[datetime] = created()
    ends_at: Mapped[datetime]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "links"


class PrintedCode(OfSetting, Base):
    """A one-time code on paper from the key worker: the way in for somebody without e-mail, and the way back in."""

    __tablename__ = "printed_code"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    printed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = created()
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "printed codes"


class Card(OfSetting, Base):
    """A young person's card: a secret in a QR code, the same as 12 characters, and a picture PIN."""

    __tablename__ = "card"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    number: Mapped[int]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    pin_hash: Mapped[str]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    issued_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = created()
    ends_on: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (sa.UniqueConstraint("person_id", "number"),)
    __when_access_ends__ = "cards"


class CardTry(OfSetting, Base):
    """Somebody holds a card and is tapping pictures: what they tapped so far waits here, never in the browser."""

    __tablename__ = "card_try"
    setting_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("setting.id"), index=True)  # type: ignore[assignment]
    browser_hash: Mapped[str] = mapped_column(index=True)
    # Neither for a card nobody knows, which looks the same from outside; both for a tablet that a card opened before.
    card_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("card.id"))
    own_device_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("own_device.id"))
    # Of what was scanned or typed, so that wrong tries with a card nobody knows are counted as those of a real one.
    card_hash: Mapped[str] = mapped_column(default="")
    device: Mapped[Device] = mapped_column(default=Device.SHARED)
    tapped: Mapped[str] = mapped_column(default="")
    # The order in which the 12 pictures are shown.
    shuffle: Mapped[int]
    created_at: Mapped[datetime] = created()
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "card tries"


class HalfWay(OfSetting, Base):
    """Somebody is half-way through the staff's door in this browser: one proof is given, the other is still owed."""

    __tablename__ = "half_way"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    browser_hash: Mapped[str] = mapped_column(index=True)
    # "code" (then they are in) or "set_up" (a password and a code generator, after a printed code).
    owes: Mapped[str]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "half-way"


class StaffSecret(OfSetting, Base):
    """A member of staff's password (hashed) and the seed of their code generator (sealed)."""

    __tablename__ = "staff_secret"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    password_hash: Mapped[str]
    totp_seed: Mapped[str]
    # The 30-second step of the last code that was used: a code works once.
    totp_last_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    is_ready: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = created()
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "staff secrets"


class RecoveryCode(OfSetting, Base):
    """One of ten codes on paper for a member of staff whose phone is gone; each works once."""

    __tablename__ = "recovery_code"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __when_access_ends__ = "recovery codes"


class Attempt(Base):
    """How often something was tried in a stretch of time: one row a bucket, counted by one atomic statement."""

    __tablename__ = "attempt"
    bucket: Mapped[str] = mapped_column(unique=True)
    count: Mapped[int]
    ends_at: Mapped[datetime]
