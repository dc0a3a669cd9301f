"""Who agreed to what: each answer is of the words as they stood (a hash), and says how it was given."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.contribution import Voice
from portal.models.person import Person


class AgreeAnswer(StrEnum):
    """The four answers. None of them is wrong."""

    AGREE = "agree"
    PART = "part"
    NO = "no"
    NOT_CLEAR = "not_clear"


class HowGiven(StrEnum):
    """How an answer was given. Staff enter what did not come through the portal, under their own name."""

    PORTAL = "portal"
    PHONE = "phone"
    PAPER = "paper"
    INTERPRETER = "interpreter"


class Agreement(OfPupil, Base):
    """One answer to the plan, or to a part-time timetable of it. Never overwritten: a newer one takes its place.

    Read by who gave it and by the staff of the pupil. No carer ever reads another carer's.
    """

    __tablename__ = "agreement"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    # None: it is about the plan itself.
    part_time_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("part_time.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    voice: Mapped[Voice]
    answer: Mapped[AgreeAnswer]
    # The sections that "part" or "no" is about, or that are not clear: their kinds with blanks between.
    about: Mapped[str] = mapped_column(default="")
    # Their words, which passed the one place of all words.
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contribution.id"))
    # Of what they agreed to: a hash by section (JSON), in the words as they were shown.
    hashes: Mapped[str]
    how_given: Mapped[HowGiven] = mapped_column(default=HowGiven.PORTAL)
    # What was read back to them, or where the paper lies; required where staff entered it.
    evidence: Mapped[str] = mapped_column(default="")
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    given_at: Mapped[datetime] = created()
    # The same person answered anew, or took it back.
    replaced_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    # Words they agreed to were changed: which sections (kinds with blanks between), and when first.
    lifted: Mapped[str] = mapped_column(default="")
    lifted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    entered_by: Mapped[Person | None] = relationship(foreign_keys=entered_by_id, lazy="raise_on_sql")
    __as_said__ = ("way_id", "part_time_id", "answer", "about", "hashes", "how_given", "evidence", "entered_by_id")
    __table_args__ = (
        sa.CheckConstraint("entered_by_id IS NULL OR length(evidence) > 0", name="entered_with_evidence"),
        sa.CheckConstraint("how_given = 'portal' OR entered_by_id IS NOT NULL", name="somebody_entered_it"),
    )
    __when_access_ends__ = "agreements"


class AgreementDecision(OfPupil, Base):
    """A named person decided what happens about a "no" or a "part". It is shown, with its reason and day."""

    __tablename__ = "agreement_decision"
    agreement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    decision: Mapped[str]
    reason: Mapped[str]
    decided_at: Mapped[datetime] = created()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __as_said__ = ("agreement_id", "decision", "reason")
    __table_args__ = (sa.CheckConstraint("length(decision) > 0 AND length(reason) > 0", name="decided_with_a_reason"),)
    __when_access_ends__ = "kept: who decided is part of the record"
