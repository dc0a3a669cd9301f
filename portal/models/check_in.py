"""A check-in: what a young person tapped about their day. Their words stand in a contribution, their safety apart."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created, words_of
from portal.models.contribution import HowSaid
from portal.models.person import Person


class Presentation(StrEnum):
    """How the questions are drawn: by need, not only by age (domain.md §8.2, standard 3)."""

    YOUNGER = "younger"
    MIDDLE = "middle"
    OLDER = "older"


class HelperFrom(StrEnum):
    """Where the adult belongs who sat beside the young person."""

    HOME = "home"
    HERE = "here"


class Sharing(StrEnum):
    """Who gets it, as they chose at the end. Taps only may stay with them alone."""

    JUST_ME = "just_me"
    TEAM = "team"
    TEAM_AND_HOME = "team_and_home"


class CheckIn(OfPupil, Base):
    """One check-in. "skip" and "dont_know" are answers; an empty answer was not asked. Finished, it is sent.

    Read by the young person; by the key worker unless `not_for_id`; by the readers they chose at home unless it is
    held; and by those who keep children safe. One that is for them alone is read by nobody else.
    """

    __tablename__ = "check_in"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    presentation: Mapped[Presentation]
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    # None when nobody helped.
    helper_from: Mapped[HelperFrom | None]
    # The member of staff who wrote down what stood on paper.
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    # A value of the question each; several feelings or parts of the body stand with a space between them.
    how: Mapped[str] = mapped_column(default="")
    feelings: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    energy: Mapped[str] = mapped_column(default="")
    talk: Mapped[str] = mapped_column(default="")
    talk_to_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    sharing: Mapped[Sharing | None]
    not_for_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    # An adult of their home was beside them: the question whether they are safe is asked later, alone.
    safety_is_open: Mapped[bool] = mapped_column(default=False)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    # What was sent under this number, as a keyed hash: a changed body under the same number is refused.
    body_hash: Mapped[str] = mapped_column(default="")
    begun_at: Mapped[datetime] = created()
    # When the phone says it was, for one that waited on a phone. A phone's clock may be a year wrong.
    said_on_phone_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    # Those who keep children safe hold it back from home.
    held_at: Mapped[datetime | None]
    held_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    talk_to: Mapped[Person | None] = relationship(foreign_keys=talk_to_id, lazy="raise_on_sql")
    readers: Mapped[list["CheckInReader"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.CheckConstraint("finished_at IS NULL OR sharing IS NOT NULL", name="sent_to_somebody_or_kept"),
    )
    __when_access_ends__ = "kept: what they said stays with the child's record; the adult no longer reaches it"


class CheckInReader(OfPupil, Base):
    """One reader at home whom the young person was shown and chose."""

    __tablename__ = "check_in_reader"
    check_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("check_in.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    shown_as: Mapped[str]
    __table_args__ = (sa.UniqueConstraint("check_in_id", "person_id"),)
    __when_access_ends__ = "kept: who was to read it was said to the child; the relationship row decides who still does"


class CheckInWay(OfPupil, Base):
    """How one young person checks in, and whether they show the picture of their weeks."""

    __tablename__ = "check_in_way"
    # None: by the year group.
    presentation: Mapped[Presentation | None]
    shows_weeks: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    __table_args__ = (sa.UniqueConstraint("pupil_id"),)


class Safe(StrEnum):
    """The answer to "Do you feel safe?"."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"
    SKIP = "skip"


class SafetyAnswer(OfPupil, Base):
    """What they said to "Do you feel safe?": apart from every check-in, because no page of theirs or of home shows it.

    Only those who keep children safe, and the head, read it.
    """

    __tablename__ = "safety_answer"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    answer: Mapped[Safe] = mapped_column(words_of(Safe, name="answer"))
    # Where they do not feel safe, as they tapped; empty when they did not say.
    where: Mapped[str] = mapped_column(default="")
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    answered_at: Mapped[datetime] = created()
    # When it was said on a phone without signal; none when that phone's clock was wrong, or when it was said here.
    said_on_phone_at: Mapped[datetime | None]
    phone_clock_was_wrong: Mapped[bool] = mapped_column(default=False)
    __as_said__ = ("answer", "where", "answered_at", "said_on_phone_at", "phone_clock_was_wrong")
    __when_access_ends__ = "kept: part of the child's safeguarding record"
