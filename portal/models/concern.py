"""A concern: somebody may not be safe. It climbs until a named person has it, and nobody can make it go away."""

import uuid
from datetime import date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, OfSetting, created
from portal.models.contribution import Contribution
from portal.models.person import Person
from portal.models.pupil import Pupil


class Level(StrEnum):
    """How soon a person has to be there (domain.md §7.2)."""

    NOW = "now"
    TODAY = "today"


class Cause(StrEnum):
    """What raised it."""

    SAID_NO = "said_no"
    NOT_SURE = "not_sure"
    HELP_BUTTON = "help_button"
    WORDS = "words"
    WANTS_TO_TALK = "wants_to_talk"
    STAFF = "staff"


class Whereabouts(StrEnum):
    """Where the child's timetable says they are at that moment."""

    OUR_PLACE = "our_place"
    HOME = "home"
    ONLINE = "online"
    OUT = "out"
    SCHOOL = "school"
    NO_SESSION = "no_session"
    CLOSED = "closed"


class Concern(OfPupil, Base):
    """One concern and where it stands: raised, sent, opened, taken, child seen, action, outcome, child told.

    Each state is reached by an adult on a page, with their name and the time. No row is ever deleted.
    """

    __tablename__ = "concern"
    # Whose words or answer it was: the child's, a carer's, or of staff.
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    level: Mapped[Level]
    cause: Mapped[Cause]
    # The words that raised it; none for an answer or a button.
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    safety_answer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("safety_answer.id"))
    # The phrases of the list that were found, one a line.
    phrases: Mapped[str] = mapped_column(default="")
    whereabouts: Mapped[Whereabouts]
    # In words for staff: the site's name, "home visit with Ben"; never an address.
    place: Mapped[str] = mapped_column(default="")
    session_ends_at: Mapped[datetime | None]
    # The same tap or form sent twice is one concern.
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    # The sign-in that raised it: only there, and only for a while, its page can be opened by who raised it.
    sign_in_id: Mapped[uuid.UUID | None]
    raised_at: Mapped[datetime] = created()

    opened_at: Mapped[datetime | None]
    opened_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    taken_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    child_seen_at: Mapped[datetime | None]
    action_at: Mapped[datetime | None]
    outcome_at: Mapped[datetime | None]
    child_told_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    pupil: Mapped[Pupil] = relationship(lazy="raise_on_sql")
    opened_by: Mapped[Person | None] = relationship(foreign_keys=opened_by_id, lazy="raise_on_sql")
    taken_by: Mapped[Person | None] = relationship(foreign_keys=taken_by_id, lazy="raise_on_sql")
    contribution: Mapped[Contribution | None] = relationship(lazy="raise_on_sql")
    steps: Mapped[list["ConcernStep"]] = relationship(
        lazy="raise_on_sql", viewonly=True, order_by="ConcernStep.made_at"
    )
    about: Mapped[list["ConcernAbout"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __as_said__ = ("level", "cause", "contribution_id", "safety_answer_id", "phrases", "whereabouts", "raised_at")
    __table_args__ = (
        sa.CheckConstraint(
            "child_told_at IS NULL OR (taken_at IS NOT NULL AND child_seen_at IS NOT NULL AND action_at IS NOT NULL"
            " AND outcome_at IS NOT NULL)",
            name="told_last",
        ),
    )
    __when_access_ends__ = "kept: part of the child's safeguarding record"


_open = sa.and_(Concern.taken_at.is_(None))
# The worker asks every few seconds which concerns nobody has taken.
sa.Index("ix_concern_climbing", Concern.raised_at, sqlite_where=_open, postgresql_where=_open)


class ConcernAbout(OfPupil, Base):
    """An adult whom the concern is about: they are skipped on every rung and page."""

    __tablename__ = "concern_about"
    concern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("concern_id", "person_id"),)
    __when_access_ends__ = "kept: part of the child's safeguarding record"


class ConcernStep(OfPupil, Base):
    """One thing that an adult did about a concern, in their words. Rows are added and never changed."""

    __tablename__ = "concern_step"
    concern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    what: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = created()
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    __as_said__ = ("concern_id", "what", "words", "made_at")
    __when_access_ends__ = "kept: part of the child's safeguarding record"


class ConcernNotice(OfPupil, Base):
    """One person who was told that a concern waits: on which rung, in which round; the outbox knows the rest."""

    __tablename__ = "concern_notice"
    concern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    # Of the ladder: 0 is the first. The last one comes again and again, round by round.
    rung: Mapped[int]
    round: Mapped[int] = mapped_column(default=0)
    # The outbox's rows carry the same.
    event_key: Mapped[str]
    noticed_at: Mapped[datetime] = created()
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.UniqueConstraint("concern_id", "person_id", "rung", "round"),)
    __when_access_ends__ = "kept: who was told when is part of the record"


class WhoIsTold(StrEnum):
    """Who stands on a rung: a person by what they are, or one by name."""

    KEY_WORKER = "key_worker"
    SITE_LEAD = "site_lead"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    DEPUTIES = "deputies"
    HEAD = "head"
    PERSON = "person"


class AlertStep(OfSetting, Base):
    """One who is told when nobody has taken a concern of this level for so many monitored minutes."""

    __tablename__ = "alert_step"
    level: Mapped[Level]
    # For "now": from the moment it was raised. For "today": 0 at once, the others from the end of the child's session.
    after_minutes: Mapped[int]
    who: Mapped[WhoIsTold]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    __table_args__ = (
        sa.UniqueConstraint("setting_id", "level", "after_minutes", "who", "person_id"),
        sa.CheckConstraint("after_minutes >= 0", name="after_minutes"),
        sa.CheckConstraint("(who = 'person') = (person_id IS NOT NULL)", name="a_person_by_name"),
    )
    __when_access_ends__ = "kept: who is told is changed on its own page; somebody who has left is skipped"


class MonitoredTime(OfSetting, Base):
    """When somebody watches for concerns, on a weekday of a day that is open. 0 is Monday; times are London's."""

    __tablename__ = "monitored_time"
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("starts < ends", name="ends_after_it_starts"),
        sa.UniqueConstraint("setting_id", "weekday", "starts"),
    )


class Absence(OfSetting, Base):
    """Somebody is away from one day to another (both included): the ladder goes on without waiting for them."""

    __tablename__ = "absence"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    # Who answers families meanwhile; none was named.
    cover_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    cover: Mapped[Person | None] = relationship(foreign_keys=cover_id, lazy="raise_on_sql")
    __table_args__ = (sa.CheckConstraint("from_on <= until_on", name="ends_after_it_begins"),)
    __when_access_ends__ = "kept: that somebody was away stays true"
