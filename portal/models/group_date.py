"""Dates of a parent group: when, where (for those who come), how many places, who comes, what they said afterwards."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfSetting, created
from portal.models.group import Group
from portal.models.person import Person


class GroupDate(OfSetting, Base):
    """One meeting. Where it is stands in a row of its own (GroupDatePlace), which not everybody reads.

    `for_id` is the carer of a one-to-one meeting: the carer is the one who attends.
    """

    __tablename__ = "support_group_date"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    places: Mapped[int]
    # Of a programme: which week it is, from 1.
    week: Mapped[int | None]
    for_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None]
    # When it was before it was moved the last time: the page says old and new.
    moved_from: Mapped[datetime | None]
    # How many came: a number, no names. None until somebody entered it.
    came: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    group: Mapped[Group] = relationship(lazy="raise_on_sql")
    where: Mapped["GroupDatePlace | None"] = relationship(lazy="raise_on_sql", viewonly=True)
    coming: Mapped[list["GroupComing"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="ends_after_it_starts"),
        sa.CheckConstraint("places BETWEEN 1 AND 500", name="places"),
        sa.CheckConstraint("came IS NULL OR came BETWEEN 0 AND 1000", name="came"),
    )
    __when_access_ends__ = "groups"


class GroupDatePlace(OfSetting, Base):
    """The exact place, or the link, of a date: read by those who have a place there, and by whoever runs it."""

    __tablename__ = "support_group_date_place"
    date_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_date.id"), unique=True)
    # Both where one can come either way; never neither.
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    __table_args__ = (sa.CheckConstraint("length(place) > 0 OR length(link) > 0", name="somewhere"),)
    __when_access_ends__ = "kept: read by those who come, and somebody whose access ended comes to nothing"


class GroupComing(OfSetting, Base):
    """Somebody wants to come to a date: they have a place, or wait in turn (the order of `asked_at`)."""

    __tablename__ = "support_group_coming"
    date_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_date.id"), index=True)
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = created()
    # When they got their place; none while they wait.
    place_at: Mapped[datetime | None]
    # They bring somebody: one place more.
    brings_one: Mapped[bool] = mapped_column(default=False)
    # What they need to come, of GroupHelps, one a line.
    needs: Mapped[str] = mapped_column(default="")
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    cancelled_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __when_access_ends__ = "groups"


_comes = GroupComing.cancelled_at.is_(None)
sa.Index(
    "uq_support_group_coming_once",
    GroupComing.date_id,
    GroupComing.person_id,
    unique=True,
    sqlite_where=_comes,
    postgresql_where=_comes,
)


class HowItWas(StrEnum):
    """Three faces."""

    GOOD = "good"
    OK = "ok"
    HARD = "hard"


class GroupFeedback(OfSetting, Base):
    """How a date was, and what would help next time. Whoever runs it reads it without a name."""

    __tablename__ = "support_group_feedback"
    date_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_date.id"), index=True)
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    face: Mapped[HowItWas | None]
    words: Mapped[str] = mapped_column(default="")
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    said_at: Mapped[datetime] = created()
    __table_args__ = (sa.UniqueConstraint("date_id", "person_id"),)
    __when_access_ends__ = "kept: what would help next time is planned with; no name is shown with it"


class GroupNote(OfSetting, Base):
    """A note of whoever runs a group, for whoever runs it next time. Without names."""

    __tablename__ = "support_group_note"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    date_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("support_group_date.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    words: Mapped[str]
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    made_at: Mapped[datetime] = created()
    __as_said__ = ("words",)
    __when_access_ends__ = "kept: a note about a meeting, without names"
