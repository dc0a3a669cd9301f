"""A goal of the support plan: the young person's words beside the adults', small steps, and two ladders."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.contribution import HowSaid, Voice
from portal.models.person import Person


class Area(StrEnum):
    """What part of life a goal is about."""

    LEARNING = "learning"
    FEELINGS = "feelings"
    FRIENDS = "friends"
    HEALTH = "health"
    GROWING_UP = "growing_up"
    WORK = "work"


class Rung(StrEnum):
    """Where on the ladder, from the bottom."""

    NOT_YET = "not_yet"
    A_LITTLE = "a_little"
    A_LOT = "a_lot"
    DONE = "done"


class Goal(OfPupil, Base):
    """A goal that adults and a pupil agreed on. Its shared words carry a version; each save is a revision."""

    __tablename__ = "goal"
    area: Mapped[Area]
    # In the young person's words; empty until they have said it.
    own_words: Mapped[str] = mapped_column(default="")
    team_words: Mapped[str]
    helps_here: Mapped[str] = mapped_column(default="")
    helps_home: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    # What was released to the school: its link teacher reads the goal, and nothing else of the plan.
    is_for_school: Mapped[bool] = mapped_column(default=False)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    steps: Mapped[list["GoalStep"]] = relationship(
        lazy="raise_on_sql", order_by="GoalStep.position, GoalStep.id", viewonly=True
    )
    helpers: Mapped[list["GoalHelper"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (sa.CheckConstraint("length(team_words) > 0", name="team_words_not_blank"),)


class GoalStep(OfPupil, Base):
    """A small step towards a goal."""

    __tablename__ = "goal_step"
    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    words: Mapped[str]
    position: Mapped[int]
    done_on: Mapped[date | None]


class GoalHelper(OfPupil, Base):
    """Somebody who helps with a goal."""

    __tablename__ = "goal_helper"
    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("goal_id", "person_id"),)
    __when_access_ends__ = "kept: who helps is a line of the plan; the key worker changes it"


class LadderMove(OfPupil, Base):
    """Where the young person, or the adults, see a goal on the ladder. The newest of each voice counts."""

    __tablename__ = "ladder_move"
    goal_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    voice: Mapped[Voice]
    rung: Mapped[Rung]
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    moved_at: Mapped[datetime] = created()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.CheckConstraint("voice IN ('young', 'team')", name="two_ladders"),)
    __when_access_ends__ = "kept: what somebody saw on a day is part of the record"
