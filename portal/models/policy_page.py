"""How things are done here, in plain words; and who helps families independently of the setting."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, FromRoster, OfSetting, once_a_roster


class PolicyTopic(StrEnum):
    """What a policy of the setting is about."""

    SAFEGUARDING = "safeguarding"
    ADMISSIONS = "admissions"
    ATTENDANCE = "attendance"
    BEHAVIOUR = "behaviour"
    CURRICULUM = "curriculum"
    EXAMS = "exams"
    LOCKDOWN = "lockdown"
    MEDICAL = "medical"
    SEND = "send"
    SUSPENSION = "suspension"
    WORK = "work"
    VALUES = "values"
    COMPLAINTS = "complaints"


class Policy(OfSetting, Base):
    """A policy as a family reads it: a few plain sentences, the whole document, its day, and whom to ask."""

    __tablename__ = "policy"
    topic: Mapped[PolicyTopic]
    words: Mapped[str]
    dated_on: Mapped[date]
    # Whom to ask about it: a name and how to reach them, as the setting wrote it.
    contact: Mapped[str]
    # The whole document, a PDF; empty until one was uploaded.
    document: Mapped[bytes] = mapped_column(sa.LargeBinary, default=b"", deferred=True)
    document_name: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        sa.UniqueConstraint("setting_id", "topic"),
        sa.CheckConstraint("length(words) > 0", name="words_not_blank"),
    )


class IndependentKind(StrEnum):
    """What somebody independent does for a family."""

    SENDIASS = "sendiass"
    ADVOCATE = "advocate"
    OTHER = "other"


class IndependentHelp(OfSetting, FromRoster, Base):
    """Help that does not belong to the setting, of one council, as the setting entered it (domain.md §5)."""

    __tablename__ = "independent_help"
    council: Mapped[str]
    kind: Mapped[IndependentKind]
    name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    # What they do and when, in words a family reads.
    about: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]
    position: Mapped[int] = mapped_column(default=0)
    __table_args__ = (once_a_roster("independent_help"),)
