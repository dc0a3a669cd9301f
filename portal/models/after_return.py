"""The year after a return: who is asked when, what they say, what is noticed, and whether it held (domain.md §4.8)."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created, words_of
from portal.models.contribution import HowSaid, Voice
from portal.models.person import Person


class HowItGoes(StrEnum):
    """How somebody says it goes since the return."""

    GOOD = "good"
    MIXED = "mixed"
    HARD = "hard"
    NOT_SURE = "not_sure"


class FollowUp(OfPupil, Base):
    """One short question of the year after a return, to one person, for one day. Asked, answered, or passed over."""

    __tablename__ = "follow_up"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    voice: Mapped[Voice]
    due_on: Mapped[date]
    going: Mapped[HowItGoes | None]
    # Whole days missed since the last one, as home or school counts them; None: not said.
    days_missed: Mapped[int | None]
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contribution.id"))
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    client_id: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("way_id", "person_id", "due_on"),)
    __when_access_ends__ = "kept: what they said stays with the child's record; they are asked no more"


class WarningRule(StrEnum):
    """Why somebody is told. Each says it in a sentence."""

    HARD_TWICE = "hard_twice"
    NO_ANSWER_TWICE = "no_answer_twice"
    DAYS_MISSED = "days_missed"
    VOICES_DIFFER = "voices_differ"


class ReturnWarning(OfPupil, Base):
    """Something was noticed after a return, and a named person is told. Never a score, never a colour."""

    __tablename__ = "return_warning"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    rule: Mapped[WarningRule]
    # What it rests on (JSON): days and counts, no words of anybody.
    facts: Mapped[str] = mapped_column(default="{}")
    raised_at: Mapped[datetime] = created()
    for_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    seen_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    what_was_done: Mapped[str] = mapped_column(default="")
    # The day that set it off: one warning of a kind for one day.
    on: Mapped[date] = mapped_column("on_date")

    told: Mapped[Person] = relationship(foreign_keys=for_id, lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("way_id", "rule", "on_date"),)
    __when_access_ends__ = "kept: who was told is part of the record"


class YesNoUnknown(StrEnum):
    """What is known. Unknown is said as unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ReturnOutcome(OfPupil, Base):
    """How it stands 12, 26 or 52 weeks after a return, in the three parts of domain.md §4.8, each on its own."""

    __tablename__ = "return_outcome"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    weeks: Mapped[int]
    on_roll: Mapped[YesNoUnknown] = mapped_column(words_of(YesNoUnknown, name="on_roll"), default=YesNoUnknown.UNKNOWN)
    not_excluded: Mapped[YesNoUnknown] = mapped_column(
        words_of(YesNoUnknown, name="not_excluded"), default=YesNoUnknown.UNKNOWN
    )
    # Half-day sessions in the last half term: of how many there could be, in how many the child was there.
    sessions_possible: Mapped[int | None]
    sessions_attended: Mapped[int | None]
    noted_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    noted_at: Mapped[datetime] = created()
    version: Mapped[int] = mapped_column(default=1)

    noted_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (
        sa.UniqueConstraint("way_id", "weeks"),
        sa.CheckConstraint("weeks IN (12, 26, 52)", name="weeks"),
        sa.CheckConstraint(
            "sessions_attended IS NULL OR sessions_attended BETWEEN 0 AND sessions_possible", name="sessions"
        ),
    )
    __when_access_ends__ = "kept: who noted it is part of the record"
