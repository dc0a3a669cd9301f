"""What the setting asks or tells a family, saying honestly which of the two it is (domain.md §5.1)."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.contribution import Contribution
from portal.models.person import Person


class Proposal(OfPupil, Base):
    """ "We have decided" or "We have not decided, help us choose". Its words, answers and outcome are contributions."""

    __tablename__ = "proposal"
    # Who asks.
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"), unique=True)
    is_decided: Mapped[bool]
    # The choices, one a line; none where it is decided.
    choices: Mapped[str] = mapped_column(default="")
    answer_by: Mapped[date | None]
    asked_at: Mapped[datetime] = created()
    # What was chosen in the end and why: a contribution with the same readers.
    outcome_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contribution.id"))
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    contribution: Mapped[Contribution] = relationship(foreign_keys=contribution_id, lazy="raise_on_sql")
    outcome: Mapped[Contribution | None] = relationship(foreign_keys=outcome_id, lazy="raise_on_sql")
    __when_access_ends__ = "kept: who asked is part of the record"
