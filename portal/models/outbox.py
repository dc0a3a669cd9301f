"""What is to be sent, written in the transaction of what caused it (reliability.md §4.10)."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfSetting, created


class Channel(StrEnum):
    """How it goes."""

    EMAIL = "email"
    SMS = "sms"


# A column that is added to a table that is there takes no check of its own on SQLite.
UNCHECKED = sa.Enum(Channel, native_enum=False, length=40, values_callable=lambda ways: [way.value for way in ways])


class OutboxItem(OfSetting, Base):
    """One thing to send to one person. Leased, sent, then marked: twice is possible after a crash, never is not."""

    __tablename__ = "outbox_item"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    channel: Mapped[Channel]
    # The way it goes when this one fails three times or for five minutes (reliability.md §4.10); none for a letter that
    # has only one.
    instead: Mapped[Channel | None] = mapped_column(UNCHECKED)
    # When the other way took over. This one is tried on.
    gave_way_at: Mapped[datetime | None]
    # Which letter: the name of a template in templates/mail.
    letter: Mapped[str]
    # What the letter needs, sealed; wiped once it is sent.
    sealed: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    # The same event never reaches the same person twice on one channel.
    event_key: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = created()
    due_at: Mapped[datetime] = created()
    # After this it makes no sense any more (a code that ran out); then it is dropped, and marked so.
    useless_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    __table_args__ = (sa.UniqueConstraint("event_key", "person_id", "channel"),)
    __when_access_ends__ = "outbox"


_waits = sa.and_(OutboxItem.sent_at.is_(None), OutboxItem.cancelled_at.is_(None), OutboxItem.failed_at.is_(None))
# The worker asks every half second; what has gone years ago does not slow it down.
sa.Index("ix_outbox_item_waiting", OutboxItem.due_at, sqlite_where=_waits, postgresql_where=_waits)
