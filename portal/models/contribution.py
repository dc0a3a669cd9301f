"""What somebody said, in their own words: whose they are, beside what they stand, and who reads them."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class Voice(StrEnum):
    """Whose voice it is. Three of equal size on a page; what the school was shown it may answer."""

    YOUNG = "young"
    HOME = "home"
    TEAM = "team"
    SCHOOL = "school"


class Place(StrEnum):
    """Beside what words stand. A later room adds a line here; its words then pass the same place (portal/heard)."""

    ABOUT_ME = "about_me"
    AFTER_RETURN = "after_return"
    AGREEING = "agreeing"
    ASK = "ask"
    ASK_REPLY = "ask_reply"
    CALL = "call"
    CANT_COME = "cant_come"
    CHECK_IN = "check_in"
    GOAL_NOTE = "goal_note"
    GOAL_WORDS = "goal_words"
    GROUP = "group"
    MESSAGE = "message"
    OBSERVATION = "observation"
    PART_TIME = "part_time"
    PROPOSAL = "proposal"
    PROPOSAL_OUTCOME = "proposal_outcome"
    PROPOSAL_REPLY = "proposal_reply"
    REVIEW = "review"
    STEP = "step"
    WAY = "way"


# Words to do with one question of one's own, which need no part in the plan to be read by whom they were for.
BETWEEN_TWO = (Place.ASK, Place.ASK_REPLY, Place.CALL, Place.CANT_COME, Place.CHECK_IN, Place.MESSAGE)


class HowSaid(StrEnum):
    """How the words came to be here: who helped (domain.md §5.2), and by which way."""

    BY_MYSELF = "by_myself"
    READ_TO_ME = "read_to_me"
    WRITTEN_FOR_ME = "written_for_me"
    BY_PHONE = "by_phone"
    ON_PAPER = "on_paper"


class Contribution(OfPupil, Base):
    """Words of one person. Nobody overwrites them: what they say later stands in a row of its own (`replaced_at`).

    Read by whoever wrote them, by the readers they were shown before they sent them, by the pupil's key worker and by
    those who keep children safe; never by `not_for_id`, whom the writer left out.
    """

    __tablename__ = "contribution"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    voice: Mapped[Voice]
    place: Mapped[Place]
    # The row they stand beside (a goal, a question, a review); none for a card about the pupil.
    about_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    # Which card or question of that place.
    topic: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    how_said: Mapped[HowSaid] = mapped_column(default=HowSaid.BY_MYSELF)
    # The member of staff who wrote down what was said; none when they wrote it themselves.
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    not_for_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    # The same form sent twice is one.
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    said_at: Mapped[datetime] = created()
    # When the same person said something newer in its place.
    replaced_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    photo: Mapped["ContributionPhoto | None"] = relationship(lazy="raise_on_sql", viewonly=True)
    sound: Mapped["ContributionSound | None"] = relationship(lazy="raise_on_sql", viewonly=True)
    readers: Mapped[list["ContributionReader"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __as_said__ = ("voice", "place", "about_id", "topic", "words", "how_said", "entered_by_id", "not_for_id")
    __when_access_ends__ = "kept: their words stay with the child's record; they themself no longer reach them"


class ContributionReader(OfPupil, Base):
    """One reader who was named before the words were sent. Kept as it was said, also when they have left."""

    __tablename__ = "contribution_reader"
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    # The name the writer was shown: they may not be able to see this person otherwise.
    shown_as: Mapped[str]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("contribution_id", "person_id"),)
    __when_access_ends__ = (
        "kept: who was to read it was said to the writer; the relationship row decides who still does"
    )


class ContributionPhoto(OfPupil, Base):
    """A photo of something made: newly encoded, with nothing in it but the picture. Seen by whoever reads the words."""

    __tablename__ = "contribution_photo"
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), unique=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]


class ContributionSound(OfPupil, Base):
    """A voice note, as the phone recorded it. Heard by whoever reads the words; it has always a named reader."""

    __tablename__ = "contribution_sound"
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), unique=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    # One of the kinds that were recognised by their first bytes, never what the phone called it.
    kind: Mapped[str]
