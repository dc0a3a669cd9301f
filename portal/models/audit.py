"""Who did or saw what: rows that are only ever added, each tied to the one before it."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, OfSetting


class AuditEntry(OfSetting, Base):
    """One line of a setting's record. Ids and short facts, never a word that a family wrote (reliability.md §4.6)."""

    __tablename__ = "audit_entry"
    # 1, 2, 3 … in each setting.
    number: Mapped[int] = mapped_column(sa.BigInteger)
    at: Mapped[datetime]
    event: Mapped[str]
    # Not a foreign key: the record outlives what it is about.
    by_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    roles: Mapped[str] = mapped_column(default="")
    sign_in_id: Mapped[uuid.UUID | None]
    # The pupils whose data it was: JSON list of ids.
    pupils: Mapped[str] = mapped_column(default="[]")
    facts: Mapped[str] = mapped_column(default="{}")
    request_number: Mapped[str] = mapped_column(default="")
    previous: Mapped[str]
    seal: Mapped[str]
    __table_args__ = (sa.UniqueConstraint("setting_id", "number"),)


class AuditPupil(OfSetting, Base):
    """Which line of the record is about which pupil, so that "who has looked?" can be answered."""

    __tablename__ = "audit_pupil"
    entry_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("audit_entry.id"), index=True)
    about_id: Mapped[uuid.UUID] = mapped_column(index=True)
