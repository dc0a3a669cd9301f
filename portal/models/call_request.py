"""Ring me instead: somebody asks to be rung."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfSetting, created
from portal.models.person import Person


class GoodTime(StrEnum):
    """When it suits them to be rung."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    ANY = "any"


class CallRequest(OfSetting, Base):
    """A call somebody asked for, from a page, for a key worker. It stays on the key worker's list until it is done."""

    __tablename__ = "call_request"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    for_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    # The endpoint of the page they asked from.
    page: Mapped[str]
    good_time: Mapped[GoodTime]
    # To read something to them that they could not read; with an interpreter of which language: a code ("ar"), "other"
    # where theirs is not in the list, or empty where none is asked for.
    is_to_read: Mapped[bool] = mapped_column(default=False)
    interpreter: Mapped[str] = mapped_column(default="")
    # The same form sent twice is one call.
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    asked_at: Mapped[datetime] = created()
    # How often somebody rang and reached nobody, and when last.
    tries: Mapped[int] = mapped_column(default=0)
    last_tried_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    __when_access_ends__ = "calls asked for"
