"""What became of a session on a day: came, came late, part of it, did not come, or we did not come."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class Mark(StrEnum):
    """One tap. "We did not come" is ours: it is never counted against a child."""

    CAME = "came"
    CAME_LATE = "came_late"
    PART = "part"
    DID_NOT_COME = "did_not_come"
    WE_DID_NOT_COME = "we_did_not_come"


class SessionMark(OfPupil, Base):
    """The mark of one session on one day. A newer one takes its place; what was marked before is kept."""

    __tablename__ = "session_mark"
    session_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("timetable_session.id"), index=True)
    on: Mapped[date] = mapped_column("on_date")
    mark: Mapped[Mark]
    # Minutes that were offered on that day and minutes that the child was there.
    offered_minutes: Mapped[int]
    attended_minutes: Mapped[int]
    # The session began before noon: which half day of the register it belongs to (domain.md §1.4).
    is_morning: Mapped[bool]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    marked_at: Mapped[datetime] = created()
    replaced_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __as_said__ = ("session_id", "mark", "offered_minutes", "attended_minutes")
    __table_args__ = (
        sa.CheckConstraint("offered_minutes >= 0", name="offered_minutes"),
        sa.CheckConstraint("attended_minutes BETWEEN 0 AND offered_minutes", name="attended_minutes"),
        sa.Index(
            "uq_session_mark_counts",
            "session_id",
            "on_date",
            unique=True,
            sqlite_where=sa.column("replaced_at").is_(None),
            postgresql_where=sa.column("replaced_at").is_(None),
        ),
    )
    __when_access_ends__ = "kept: who marked a session is part of the record"
