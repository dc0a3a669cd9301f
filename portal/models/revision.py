"""One save of shared words: what they were afterwards, who saved them, and when. Kept for ever, never changed."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class Revision(OfPupil, Base):
    """The words of a row as one save left them (JSON by field), under the version that save made."""

    __tablename__ = "revision"
    # The table and id of the row whose words these are.
    subject: Mapped[str]
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    version: Mapped[int]
    fields: Mapped[str]
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    saved_at: Mapped[datetime] = created()

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("subject", "subject_id", "version"),)
    __as_said__ = ("subject", "subject_id", "version", "fields")
    __when_access_ends__ = "kept: who changed the plan is part of the record"
