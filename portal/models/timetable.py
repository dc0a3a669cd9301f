"""The timetable: sessions that come back each week, and what is different on a day."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, FromRoster, OfPupil, created, once_a_roster
from portal.models.person import Person
from portal.models.pupil import Pupil
from portal.models.setting import Site


class Way(StrEnum):
    """How a session happens."""

    HOME_VISIT = "home_visit"
    ONLINE = "online"
    OUT_AND_ABOUT = "out_and_about"
    OUR_PLACE = "our_place"
    SCHOOL = "school"


class TimetableSession(OfPupil, FromRoster, Base):
    """A session of one pupil: the same weekday and time on a London clock, from a first day to a last one."""

    __tablename__ = "timetable_session"
    # 0 is Monday.
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    subject: Mapped[str]
    # A file name in static/img/things.
    picture: Mapped[str] = mapped_column(default="")
    way: Mapped[Way]
    staff_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    site_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("site.id"))
    # Where, in words, when it is not a site: "the allotment". Never a home address.
    place: Mapped[str] = mapped_column(default="")
    bring: Mapped[str] = mapped_column(default="")
    # Who meets them, or anything else that is good to know, as a sentence.
    note: Mapped[str] = mapped_column(default="")
    join_url: Mapped[str] = mapped_column(default="")

    staff: Mapped[Person] = relationship(foreign_keys=staff_id, lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(foreign_keys=site_id, lazy="raise_on_sql")
    pupil: Mapped[Pupil] = relationship(lazy="raise_on_sql")
    changes: Mapped[list["SessionChange"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("starts < ends", name="ends_after_it_starts"),
        once_a_roster("timetable_session"),
    )
    __when_access_ends__ = "kept: the session is the pupil's; who teaches it is changed by the roster"


class SessionChange(OfPupil, FromRoster, Base):
    """What is different about a session on one day. Empty fields stay as they are every week."""

    __tablename__ = "session_change"
    session_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("timetable_session.id"), index=True)
    on: Mapped[date]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    subject: Mapped[str | None]
    way: Mapped[Way | None]
    staff_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    site_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("site.id"))
    place: Mapped[str | None]
    bring: Mapped[str | None]
    join_url: Mapped[str | None]
    # Why, as a family reads it: "Sam has to stay at our place."
    reason: Mapped[str] = mapped_column(default="")
    # Goes up by one when the change changes: what was seen before is unseen again.
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = created()

    session: Mapped[TimetableSession] = relationship(lazy="raise_on_sql", viewonly=True)
    staff: Mapped[Person | None] = relationship(foreign_keys=staff_id, lazy="raise_on_sql")
    site: Mapped[Site | None] = relationship(foreign_keys=site_id, lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("session_id", "on"), once_a_roster("session_change"))
    __when_access_ends__ = "kept: the change is the pupil's"


class ChangeSeen(OfPupil, Base):
    """One person has seen one revision of a change. Until then it stays marked for them."""

    __tablename__ = "change_seen"
    change_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("session_change.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    revision: Mapped[int]
    seen_at: Mapped[datetime] = created()
    __table_args__ = (sa.UniqueConstraint("change_id", "person_id", "revision"),)
    __when_access_ends__ = "kept: that somebody was told stays true"
