"""What an adult promised: to do what, by when. On everybody's page until it is done, and then as done."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class Promise(OfPupil, Base):
    """One promise, from a section of the plan, a review, or the answer to a question.

    One that came with an answer is read by whoever reads the answer (visibility/rules_of_ways.py).
    """

    __tablename__ = "promise"
    way_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    section_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("way_section.id"), index=True)
    review_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plan_review.id"), index=True)
    ask_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("ask.id"), index=True)
    what: Mapped[str]
    # Who promised: somebody of the portal, or a name that families know.
    owner_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    owner_name: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    made_at: Mapped[datetime] = created()
    done_on: Mapped[date | None]
    done_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    # The adult who promised was reminded, before anybody else is told.
    reminded_at: Mapped[datetime | None]
    # Taken back, with the reason that everybody reads.
    dropped_on: Mapped[date | None]
    dropped_why: Mapped[str] = mapped_column(default="")
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Person | None] = relationship(foreign_keys=owner_id, lazy="raise_on_sql")
    __table_args__ = (
        sa.CheckConstraint("length(what) > 0", name="what_not_blank"),
        sa.CheckConstraint("owner_id IS NOT NULL OR length(owner_name) > 0", name="somebody_promised"),
        sa.CheckConstraint("dropped_on IS NULL OR length(dropped_why) > 0", name="dropped_with_a_reason"),
    )
    __when_access_ends__ = "kept: what was promised stays promised; the key worker names who keeps it now"
