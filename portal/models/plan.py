"""The support plan of a placement: where it stands on its way, the child's own next step, and its reviews."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class Stage(StrEnum):
    """How far a placement has come (assess, intervene, going back or moving on, monitor)."""

    GETTING_TO_KNOW = "getting_to_know"
    HELPING = "helping"
    GOING_ON = "going_on"
    LOOKING_AFTER = "looking_after"


class Journey(StrEnum):
    """How the pupil comes: from visits at home to the whole day at the setting."""

    OUTREACH = "outreach"
    HYBRID = "hybrid"
    ON_SITE = "on_site"


class Plan(OfPupil, Base):
    """What is shared about a placement's way. Its words carry a version; each save is a revision."""

    __tablename__ = "plan"
    placement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("placement.id"), unique=True)
    stage: Mapped[Stage] = mapped_column(default=Stage.GETTING_TO_KNOW)
    journey: Mapped[Journey] = mapped_column(default=Journey.OUTREACH)
    # The child's own next step, in words they know.
    next_step: Mapped[str] = mapped_column(default="")
    # What we are learning together in the first weeks.
    learning: Mapped[str] = mapped_column(default="")
    medical_needs: Mapped[str] = mapped_column(default="")
    sensory_needs: Mapped[str] = mapped_column(default="")
    # Curriculum and therapy that are offered.
    offered: Mapped[str] = mapped_column(default="")
    # The first day, and what may be brought, for the welcome.
    first_day: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")
    # The young person asked to see how many weeks there are.
    shows_weeks: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class MeetingWay(StrEnum):
    """How a review is held."""

    OUR_PLACE = "our_place"
    HOME = "home"
    SCHOOL = "school"
    ONLINE = "online"
    PHONE = "phone"


class ReviewWhy(StrEnum):
    """Why there is a review. A setback makes one within five school days (domain.md §4.6)."""

    PLANNED = "planned"
    SETBACK = "setback"
    STAYED_TWICE = "stayed_twice"
    ASKED_FOR = "asked_for"
    PART_TIME = "part_time"


class PlanReview(OfPupil, Base):
    """A day on which everyone looks at the plan. What each wants to say is gathered before (contributions)."""

    __tablename__ = "plan_review"
    on: Mapped[date] = mapped_column("on_date")
    starts: Mapped[time]
    way: Mapped[MeetingWay]
    place: Mapped[str] = mapped_column(default="")
    why: Mapped[ReviewWhy] = mapped_column(default=ReviewWhy.PLANNED)
    # What was said there, in easy words.
    notes: Mapped[str] = mapped_column(default="")
    # What was decided, in easy words, once it has been held; and why.
    outcome: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    arranged_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))

    arranged_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    __when_access_ends__ = "kept: who arranged a review is part of the record"


class Coming(StrEnum):
    """How somebody takes part in a review. A return never depends on anybody coming (domain.md §4.7)."""

    COME = "come"
    PHONE = "phone"
    VIDEO = "video"
    OTHER_TIME = "other_time"
    SEND_VIEW = "send_view"


class ReviewComing(OfPupil, Base):
    """How one person takes part; the newest counts. Read by themself and the staff of the pupil."""

    __tablename__ = "review_coming"
    review_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_review.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    how: Mapped[Coming]
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    said_at: Mapped[datetime] = created()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __as_said__ = ("review_id", "how")
    __when_access_ends__ = "kept: how somebody took part is part of the record"
