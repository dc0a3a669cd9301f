""" "We can't come": said from a session, by home or by the young person, in one tap and a picture."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class WhyNot(StrEnum):
    """Why, by picture. "Too hard today" is a reason like the others, and is met with help."""

    ILL = "ill"
    APPOINTMENT = "appointment"
    TRAVEL = "travel"
    TOO_HARD = "too_hard"
    SOMETHING_ELSE = "something_else"


class CantCome(OfPupil, Base):
    """That somebody said that the pupil cannot come to a session on a day. What they add stands in a contribution."""

    __tablename__ = "cant_come"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    session_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("timetable_session.id"), index=True)
    on: Mapped[date] = mapped_column("on_date")
    why: Mapped[WhyNot]
    # The same form sent twice is one.
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    said_at: Mapped[datetime] = created()
    # They can come after all.
    taken_back_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    seen_by: Mapped[Person | None] = relationship(foreign_keys=seen_by_id, lazy="raise_on_sql")
    __when_access_ends__ = "kept: why a pupil did not come is part of the record"
