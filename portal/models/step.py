"""The steps of a way back: small, dated, chosen with the young person; each makes the real timetable of its weeks."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created, words_of
from portal.models.contribution import HowSaid
from portal.models.person import Person
from portal.models.timetable import Way


class StepState(StrEnum):
    """Where a step stands. A step back is part of the way."""

    COMING = "coming"
    NOW = "now"
    DONE = "done"
    STEPPED_BACK = "stepped_back"


class Readiness(StrEnum):
    """What a young person says before a step, and what a person decides."""

    GO_ON = "go_on"
    STAY = "stay"
    STEP_BACK = "step_back"


class WayStep(OfPupil, Base):
    """One step. Its words carry a version; each save is a revision with a plain sentence."""

    __tablename__ = "way_step"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    position: Mapped[int]
    # "Say hello at the gate": what it is, in words a child knows.
    title: Mapped[str]
    way: Mapped[Way]
    starts_on: Mapped[date]
    # The last day of the step.
    ends_on: Mapped[date]
    room: Mapped[str] = mapped_column(default="")
    meets_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    # Who meets the child when it is nobody of the setting: "Mr Hughes".
    meets_name: Mapped[str] = mapped_column(default="")
    way_out: Mapped[str] = mapped_column(default="")
    ready_when: Mapped[str] = mapped_column(default="")
    pause_if: Mapped[str] = mapped_column(default="")
    state: Mapped[StepState] = mapped_column(default=StepState.COMING)
    started_at: Mapped[datetime | None]
    # Over; or, of a step that never began, taken out of the way.
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    meets: Mapped[Person | None] = relationship(foreign_keys=meets_id, lazy="raise_on_sql")
    sessions: Mapped[list["StepSession"]] = relationship(
        lazy="raise_on_sql", order_by="StepSession.weekday, StepSession.starts, StepSession.id", viewonly=True
    )
    __table_args__ = (sa.CheckConstraint("starts_on <= ends_on", name="ends_after_it_starts"),)
    __when_access_ends__ = "kept: who meets the child is a line of the plan; the key worker changes it"

    @property
    def is_taken_out(self) -> bool:
        """True for a step that was taken out of the way before it began. What was said about it is kept."""
        return self.ended_at is not None and self.started_at is None

    @property
    def is_open(self) -> bool:
        """True while it is to come or goes on: it can be changed."""
        return self.state in (StepState.COMING, StepState.NOW) and not self.is_taken_out

    @classmethod
    def stands(cls) -> sa.ColumnElement[bool]:
        """The condition for a step of the way: not one that was taken out before it began."""
        return sa.or_(cls.ended_at.is_(None), cls.started_at.is_not(None))


class StepSession(OfPupil, Base):
    """One session of a step's week; it becomes a session of the timetable when the step starts."""

    __tablename__ = "step_session"
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_step.id"), index=True)
    # 0 is Monday.
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    subject: Mapped[str]
    # The session of the timetable that was made of it.
    made_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("timetable_session.id"))
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("starts < ends", name="ends_after_it_starts"),
        sa.UniqueConstraint("step_id", "weekday", "starts"),
    )


class ChoiceKind(StrEnum):
    """What a young person may choose within a step (domain.md §4.5)."""

    START_TIME = "start_time"
    FIRST_LESSON = "first_lesson"
    WHO_MEETS = "who_meets"


class StepOffer(OfPupil, Base):
    """One thing to choose from, which the adults can keep their word on."""

    __tablename__ = "step_offer"
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_step.id"), index=True)
    kind: Mapped[ChoiceKind]
    # "10:00", "Art", or the name of a person.
    value: Mapped[str]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("step_id", "kind", "value"),)
    __when_access_ends__ = "kept: what was offered to choose from is a line of the plan"


class StepChoice(OfPupil, Base):
    """What the young person chose, as it was called then. The newest of each kind counts."""

    __tablename__ = "step_choice"
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_step.id"), index=True)
    kind: Mapped[ChoiceKind]
    value: Mapped[str]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    chosen_at: Mapped[datetime] = created()
    __as_said__ = ("step_id", "kind", "value", "how_said")
    __when_access_ends__ = "kept: what a child chose stays with the child's record"


class StepOrder(OfPupil, Base):
    """The steps as the young person sorted them, from the easiest to the hardest. The newest counts."""

    __tablename__ = "step_order"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    # Ids of steps, easiest first (JSON).
    steps: Mapped[str]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    sorted_at: Mapped[datetime] = created()
    __as_said__ = ("way_id", "steps", "how_said")
    __when_access_ends__ = "kept: how a child sorted the steps stays with the child's record"


class StepAnswer(OfPupil, Base):
    """What a young person says before a step (or in it), and what a person answered them before it starts."""

    __tablename__ = "step_answer"
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_step.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    answer: Mapped[Readiness] = mapped_column(words_of(Readiness, name="answer"))
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    said_at: Mapped[datetime] = created()
    decision: Mapped[Readiness | None] = mapped_column(words_of(Readiness, name="decision"))
    # Why, as the young person reads it. A decision without it is none.
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id, lazy="raise_on_sql")
    __as_said__ = ("step_id", "answer", "how_said", "entered_by_id")
    __table_args__ = (sa.CheckConstraint("decided_at IS NULL OR length(reason) > 0", name="decided_with_a_reason"),)
    __when_access_ends__ = "kept: what a child answered stays with the child's record"
