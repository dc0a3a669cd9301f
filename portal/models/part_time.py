"""A part-time timetable: for very exceptional circumstances, short, agreed, with an end (domain.md §2)."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person
from portal.models.timetable import Way


class PartTimeReason(StrEnum):
    """Why. Behaviour is not among them: a part-time timetable must not be used to manage it (domain.md §2.1)."""

    HEALTH = "health"
    STEP_BACK_IN = "step_back_in"
    OTHER_AGREED_NEED = "other_agreed_need"


class EndedWhy(StrEnum):
    """Why it is over. It never renews by itself."""

    END_DATE = "end_date"
    WITHDRAWN = "withdrawn"
    FULL_TIME_SOONER = "full_time_sooner"


# Days between two reviews: what is entered at first, and the most there may be (domain.md §2.2).
USUAL_REVIEW_GAP = 14
MOST_REVIEW_GAP = 30


class PartTime(OfPupil, Base):
    """One part-time timetable. Its words carry a version; each save is a revision."""

    __tablename__ = "part_time"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    reason: Mapped[PartTimeReason]
    reason_words: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # Calendar days; at most MOST_REVIEW_GAP.
    review_gap_days: Mapped[int] = mapped_column(default=USUAL_REVIEW_GAP)
    next_review_on: Mapped[date | None]
    work_for_home: Mapped[str] = mapped_column(default="")
    # Who makes sure that the child is safe when they are at home, and when.
    check_at_home: Mapped[str] = mapped_column(default="")
    step_up: Mapped[str] = mapped_column(default="")
    # Where the child goes on the day after the end: words for everybody, and the week that was offered.
    full_time_offer: Mapped[str] = mapped_column(default="")
    full_time_on: Mapped[date | None]
    # The young person's view is a contribution beside this row; or they chose not to say.
    chose_not_to_say_at: Mapped[datetime | None]
    council_told_on: Mapped[date | None]
    social_worker_told_on: Mapped[date | None]
    ehcp_team_told_on: Mapped[date | None]
    created_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = created()
    started_at: Mapped[datetime | None]
    started_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[EndedWhy | None]
    version: Mapped[int] = mapped_column(default=1)

    started_by: Mapped[Person | None] = relationship(foreign_keys=started_by_id, lazy="raise_on_sql")
    sessions: Mapped[list["PartTimeSession"]] = relationship(
        lazy="raise_on_sql", order_by="PartTimeSession.weekday, PartTimeSession.starts", viewonly=True
    )
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="ends_after_it_starts"),
        sa.CheckConstraint(f"review_gap_days BETWEEN 1 AND {MOST_REVIEW_GAP}", name="review_gap_days"),
    )
    __when_access_ends__ = "kept: who entered and started it is part of the record"


class PartTimeSession(OfPupil, Base):
    """One session of the weeks of a part-time timetable."""

    __tablename__ = "part_time_session"
    part_time_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("part_time.id"), index=True)
    # 0 is Monday.
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    way: Mapped[Way]
    # Who meets the child, by the name that families know.
    meets: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("starts < ends", name="ends_after_it_starts"),
        sa.UniqueConstraint("part_time_id", "weekday", "starts"),
    )
