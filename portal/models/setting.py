"""A setting (one place of alternative provision), its sites, and the days it is open."""

import uuid
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, FromRoster, OfSetting, once_a_roster


class Setting(Base):
    """A setting. Two of them share an installation and nothing else."""

    __tablename__ = "setting"
    external_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str]
    # In words a family reads, for example "Monday to Friday, 8:30 to 4:00".
    open_hours: Mapped[str] = mapped_column(default="")
    # The clocks of a question, in school days: seen, first reply, decided (domain.md §5.3).
    seen_days: Mapped[int] = mapped_column(default=1)
    reply_days: Mapped[int] = mapped_column(default=3)
    decide_days: Mapped[int] = mapped_column(default=10)
    # Who may be rung when nobody watches, in the setting's words; empty when there is nobody, and pages say so plainly.
    duty_words: Mapped[str] = mapped_column(default="")
    duty_phone: Mapped[str] = mapped_column(default="")
    # Who is told of a concern about the head. No foreign key: a person points to their setting, and a circle helps
    # nobody.
    above_head_id: Mapped[uuid.UUID | None]
    __table_args__ = (sa.CheckConstraint("length(name) > 0", name="name_not_blank"),)


class Site(OfSetting, FromRoster, Base):
    """A building of the setting. Families see its name, never its address on a page about a child."""

    __tablename__ = "site"
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    # Who is in charge there (the person's id; no foreign key, as above).
    lead_id: Mapped[uuid.UUID | None]
    __table_args__ = (once_a_roster("site"),)


class DayKind(StrEnum):
    """What a stretch of the calendar is."""

    TERM = "term"
    HOLIDAY = "holiday"
    CLOSED = "closed"


class TermDate(OfSetting, FromRoster, Base):
    """From one day to another (both included): term, holiday, or closed for a reason a family is told."""

    __tablename__ = "term_date"
    kind: Mapped[DayKind]
    from_on: Mapped[date]
    until_on: Mapped[date]
    # The reason as a family reads it, for example "The staff have a training day."
    reason: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        sa.CheckConstraint("from_on <= until_on", name="ends_after_it_begins"),
        once_a_roster("term_date"),
    )


class HelpNumber(OfSetting, FromRoster, Base):
    """A council's number for somebody who is not safe, as the setting entered it (domain.md §7.5)."""

    __tablename__ = "help_number"
    council: Mapped[str]
    service: Mapped[str]
    number: Mapped[str]
    hours: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]
    position: Mapped[int] = mapped_column(default=0)
    __table_args__ = (once_a_roster("help_number"),)
