"""Contacts with a family as staff remember them: a call, good news, something hard; and whether it was read back."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.person import Person


class ContactWay(StrEnum):
    """How they were in touch."""

    MESSAGE = "message"
    CALL = "call"
    IN_PERSON = "in_person"
    ON_PAPER = "on_paper"


class Tone(StrEnum):
    """What it was about, as whoever was in touch says: something good, something hard, or neither."""

    GOOD = "good"
    HARD = "hard"
    PLAIN = "plain"


class FamilyContact(OfPupil, Base):
    """One contact with one person of a family. Read by staff of the pupil alone."""

    __tablename__ = "family_contact"
    # With whom.
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    way: Mapped[ContactWay]
    tone: Mapped[Tone]
    # What was said, as staff wrote it down; and whether they read it back and it was right.
    note: Mapped[str] = mapped_column(default="")
    was_read_back: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("message.id"))
    call_request_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("call_request.id"))
    # The same form sent twice is one.
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    at: Mapped[datetime] = created()
    by: Mapped[Person] = relationship(foreign_keys=by_id, lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    __when_access_ends__ = "kept: that staff were in touch is part of the record"
