"""A pupil, and their time at the setting."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, FromRoster, OfPupil, OfSetting, once_a_roster
from portal.models.person import Person
from portal.models.setting import Site


class Pupil(OfSetting, FromRoster, Base):
    """A pupil of the setting. Their names are the person's."""

    __tablename__ = "pupil"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    year_group: Mapped[int]
    # The picture they chose for themself: a file name in static/img/things.
    picture: Mapped[str] = mapped_column(default="kite")
    # Which council's numbers come first when they need help (domain.md §7.5: the child's home, not the setting's).
    home_council: Mapped[str] = mapped_column(default="")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    __table_args__ = (
        sa.CheckConstraint("year_group BETWEEN 1 AND 13", name="year_group"),
        once_a_roster("pupil"),
    )
    __when_access_ends__ = "kept: the pupil is the record; their signing in is what ends"


class Placement(OfPupil, FromRoster, Base):
    """A pupil's time at the setting: where, with which key worker, how many hours were promised."""

    __tablename__ = "placement"
    key_worker_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    site_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("site.id"))
    tier: Mapped[int]
    # Minutes a week that were promised.
    weekly_minutes: Mapped[int]
    planned_weeks: Mapped[int | None]
    school_name: Mapped[str] = mapped_column(default="")
    link_teacher_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]
    # The first day of the suspension that goes on, or of the last one; its small plan begins on the sixth school day.
    suspended_on: Mapped[date | None]

    key_worker: Mapped[Person] = relationship(foreign_keys=key_worker_id, lazy="raise_on_sql")
    site: Mapped[Site] = relationship(lazy="raise_on_sql")
    pupil: Mapped[Pupil] = relationship(lazy="raise_on_sql")
    __table_args__ = (
        sa.CheckConstraint("tier BETWEEN 1 AND 3", name="tier"),
        sa.CheckConstraint("weekly_minutes >= 0", name="weekly_minutes"),
        once_a_roster("placement"),
    )
    __when_access_ends__ = "kept: who was whose key worker is part of the record; a new placement names a new one"
