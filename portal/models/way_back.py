"""The plan that everybody writes together: the way back to school, staying in, moving on, or a short break.

Its sections hold what was agreed. What each person says beside a section is a contribution (models/contribution.py).
"""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfPupil, created
from portal.models.contribution import Place
from portal.models.person import Person


class WayKind(StrEnum):
    """What the plan is for; by the tier of the placement (domain.md §3.4), and the small one of a suspension."""

    STAYING_IN = "staying_in"
    WAY_BACK = "way_back"
    MOVING_ON = "moving_on"
    SHORT_BREAK = "short_break"


class Destination(StrEnum):
    """Where the way leads. A planned move to a special school is a success of its own kind (domain.md §4.8)."""

    OWN_SCHOOL = "own_school"
    OTHER_SCHOOL = "other_school"
    SPECIAL_SCHOOL = "special_school"
    COLLEGE = "college"
    WORK = "work"
    OTHER_PROVISION = "other_provision"
    NOT_KNOWN = "not_known"


class SectionKind(StrEnum):
    """The sections, in the order in which they are read (domain.md §4.2)."""

    ABOUT_ME = "about_me"
    GOAL = "goal"
    HELPS = "helps"
    PEOPLE = "people"
    STEPS = "steps"
    ARRIVAL = "arrival"
    HOME = "home"
    SCHOOL = "school"
    WOBBLE = "wobble"
    RISK = "risk"
    # Read by staff of the setting and nobody else (domain.md §4.3).
    RISK_STAFF = "risk_staff"
    REVIEWS = "reviews"


class WayBack(OfPupil, Base):
    """One plan of a placement. It is there from the first day; a short break has its own beside it."""

    __tablename__ = "way_back"
    placement_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("placement.id"), index=True)
    kind: Mapped[WayKind]
    destination: Mapped[Destination] = mapped_column(default=Destination.NOT_KNOWN)
    # The day on which everybody hopes that the child is there all the time.
    goal_on: Mapped[date | None]
    begun_on: Mapped[date]
    # First day of the agreed full timetable at the destination (domain.md §4.8). The year after is counted from it.
    returned_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    sections: Mapped[list["WaySection"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "kind", "begun_on"),
        sa.CheckConstraint("ended_on IS NULL OR begun_on <= ended_on", name="ends_after_it_begins"),
    )


class WaySection(OfPupil, Base):
    """What was agreed in one section, and what happens about what was not. Each save is a revision."""

    __tablename__ = "way_section"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    kind: Mapped[SectionKind]
    agreed: Mapped[str] = mapped_column(default="")
    # Not everybody agrees: what happens about it, without saying who said what.
    about_the_rest: Mapped[str] = mapped_column(default="")
    # Released to the school: its link teacher reads this section, and nothing else of the portal.
    is_for_school: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    way: Mapped[WayBack] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.UniqueConstraint("way_id", "kind"),
        sa.CheckConstraint("NOT (is_for_school AND kind = 'risk_staff')", name="staff_only_stays_here"),
    )


class PersonRole(StrEnum):
    """What an adult of the plan is there for (domain.md §4.2, 4)."""

    KEY_ADULT = "key_adult"
    BACK_UP = "back_up"
    OUR_LINK = "our_link"
    FAMILY_LINK = "family_link"
    OTHER = "other"


class WayPerson(OfPupil, Base):
    """An adult of the plan, with a face where they work here; else by the name that families know."""

    __tablename__ = "way_person"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    role: Mapped[PersonRole]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    # When and where to find them: "At the gate at 9."
    words: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    __table_args__ = (sa.CheckConstraint("person_id IS NOT NULL OR length(name) > 0", name="somebody"),)
    __when_access_ends__ = "kept: who helps is a line of the plan; the key worker changes it"


class Hazard(StrEnum):
    """What could go wrong, in neutral words (domain.md §4.3)."""

    TO_SELF = "to_self"
    TO_OTHERS = "to_others"
    FROM_OTHERS = "from_others"
    JOURNEY = "journey"
    ONLINE = "online"
    MEDICAL = "medical"


class Likelihood(StrEnum):
    """How often somebody thinks it could happen."""

    SELDOM = "seldom"
    SOMETIMES = "sometimes"
    OFTEN = "often"


class WayRisk(OfPupil, Base):
    """One line of the part about keeping safe; what `is_staff_only` no family, young person or school ever reads."""

    __tablename__ = "way_risk"
    way_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("way_back.id"), index=True)
    hazard: Mapped[Hazard]
    likelihood: Mapped[Likelihood]
    what_we_do: Mapped[str]
    who_knows: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None]
    is_staff_only: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    ended_on: Mapped[date | None]


class Draft(OfPupil, Base):
    """What somebody has typed and not sent. Read by nobody else; gone when it is sent or their access ends."""

    __tablename__ = "draft"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    place: Mapped[Place]
    about_id: Mapped[uuid.UUID]
    topic: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    saved_at: Mapped[datetime] = created()
    __table_args__ = (sa.UniqueConstraint("person_id", "place", "about_id", "topic"),)
    __when_access_ends__ = "drafts"


class WayTelling(OfPupil, Base):
    """That somebody was told of something once (a gap, a day that comes near): never twice, also after a restart."""

    __tablename__ = "way_telling"
    what: Mapped[str]
    about_id: Mapped[uuid.UUID] = mapped_column(index=True)
    on: Mapped[date] = mapped_column("on_date")
    told_at: Mapped[datetime] = created()
    __table_args__ = (sa.UniqueConstraint("what", "about_id", "on_date"),)
