"""Parent groups: what each is for, who runs it, what helps a person come; who belongs to it, and who is kept apart.

A group's rows point to no pupil and stand in no pupil's record. Membership is known to whoever runs the group, and to
the member.
"""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, OfSetting, created
from portal.models.person import Person


class GroupKind(StrEnum):
    """How it is made: one that goes on, one of so many weeks, one to drop in, one carer with one adult."""

    GROUP = "group"
    PROGRAMME = "programme"
    DROP_IN = "drop_in"
    COACHING = "coaching"


class GroupTopic(StrEnum):
    """What it is for."""

    COMPANY = "company"
    SCHOOL_WORRIES = "school_worries"
    BIG_FEELINGS = "big_feelings"
    NEEDS = "needs"
    HOME_LIFE = "home_life"
    MY_RIGHTS = "my_rights"


class GroupHelps(StrEnum):
    """What helps a person come (domain.md §11.2)."""

    CRECHE = "creche"
    TRAVEL = "travel"
    FOOD = "food"
    INTERPRETER = "interpreter"
    STEP_FREE = "step_free"
    QUIET_ROOM = "quiet_room"
    EVENING = "evening"
    ONLINE = "online"
    FATHERS = "fathers"
    KINSHIP_AND_FOSTER = "kinship_and_foster"


class Group(OfSetting, Base):
    """One group. What is read about it stands in GroupWords, in each language it was written in."""

    __tablename__ = "support_group"
    kind: Mapped[GroupKind]
    topic: Mapped[GroupTopic]
    # Of a programme: how many weeks.
    weeks: Mapped[int | None]
    # A post is read by a person within so many hours; said to whoever writes, and counted.
    read_within_hours: Mapped[int] = mapped_column(default=24)
    made_at: Mapped[datetime] = created()
    made_by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    words: Mapped[list["GroupWords"]] = relationship(lazy="raise_on_sql", viewonly=True)
    helps: Mapped[list["GroupHelp"]] = relationship(lazy="raise_on_sql", viewonly=True)
    leaders: Mapped[list["GroupLeader"]] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.CheckConstraint("(kind = 'programme') = (weeks IS NOT NULL)", name="weeks_of_a_programme"),
        sa.CheckConstraint("weeks IS NULL OR weeks BETWEEN 1 AND 52", name="weeks"),
        sa.CheckConstraint("read_within_hours BETWEEN 1 AND 168", name="read_within_hours"),
    )
    __when_access_ends__ = "kept: who set up a group stays true"


class GroupWords(OfSetting, Base):
    """What is read about a group in one language; English is always there. `near` is no exact place."""

    __tablename__ = "support_group_words"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    language: Mapped[str]
    name: Mapped[str]
    about: Mapped[str]
    # About where, and about when: "Old Town, Thursdays, day and evening in turn".
    near: Mapped[str] = mapped_column(default="")
    __table_args__ = (sa.UniqueConstraint("group_id", "language"),)


class GroupHelp(OfSetting, Base):
    """One thing that helps a person come to this group; a language where it is an interpreter's."""

    __tablename__ = "support_group_help"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    what: Mapped[GroupHelps]
    language: Mapped[str] = mapped_column(default="")
    __table_args__ = (sa.UniqueConstraint("group_id", "what", "language"),)


class LeaderKind(StrEnum):
    """Who runs a group: whoever does it, a parent who does it with them, whoever stands in for a while."""

    FACILITATOR = "facilitator"
    PEER = "peer"
    COVER = "cover"


class GroupLeader(OfSetting, Base):
    """Somebody who runs a group, from one day to another. Their face and first name are shown to whoever finds it."""

    __tablename__ = "support_group_leader"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[LeaderKind]
    # What is shown as their name: a parent who runs a group has a chosen name here, too.
    shown_as: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    hello: Mapped["GroupHello | None"] = relationship(lazy="raise_on_sql", viewonly=True)
    __table_args__ = (
        sa.CheckConstraint("until_on IS NULL OR from_on <= until_on", name="ends_after_it_begins"),
        sa.CheckConstraint("length(shown_as) > 0", name="shown_as_not_blank"),
    )
    __when_access_ends__ = "groups"


class GroupHello(OfSetting, Base):
    """The voice of somebody who runs a group, saying hello; half a minute."""

    __tablename__ = "support_group_hello"
    leader_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group_leader.id"), unique=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    # One of the kinds that were recognised by their first bytes (portal/sounds.py).
    kind: Mapped[str]
    __when_access_ends__ = "kept: heard only while whose voice it is runs the group"


class TakesPart(StrEnum):
    """How somebody wants to be there: by listening only, or by taking part."""

    LISTENS = "listens"
    TAKES_PART = "takes_part"


class GroupMember(OfSetting, Base):
    """Somebody who asked to belong to a group, and from when on they did. One row for each time they asked.

    Everyone who asks is told the same. `held_at` is when the safeguarding lead's list kept it back: nobody but the lead
    sees it then. Read by themself and by whoever runs the group.
    """

    __tablename__ = "support_group_member"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    # For this group alone; checked against the real names of the family.
    chosen_name: Mapped[str]
    takes_part: Mapped[TakesPart] = mapped_column(default=TakesPart.LISTENS)
    # The same form sent twice is one.
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    asked_at: Mapped[datetime] = created()
    held_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    rules_read_at: Mapped[datetime | None]
    # They left, or their access ended; nothing is asked.
    left_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    __table_args__ = (
        sa.CheckConstraint("length(chosen_name) > 0", name="chosen_name_not_blank"),
        sa.CheckConstraint("held_at IS NULL OR joined_at IS NULL", name="held_or_joined"),
    )
    __when_access_ends__ = "groups"


# One that counts for each person and group.
_there = GroupMember.left_at.is_(None)
sa.Index(
    "uq_support_group_member_there",
    GroupMember.group_id,
    GroupMember.person_id,
    unique=True,
    sqlite_where=_there,
    postgresql_where=_there,
)


class WhyApart(StrEnum):
    """Why two people are kept apart; kept by the safeguarding lead and shown to nobody else."""

    ORDER = "order"
    BETWEEN_FAMILIES = "between_families"
    BETWEEN_CHILDREN = "between_children"
    OTHER = "other"


class GroupApart(OfSetting, Base):
    """Two people who are never in one group together. The first id is the smaller one, so that a pair is one row."""

    __tablename__ = "support_group_apart"
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    why: Mapped[WhyApart]
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"))
    since: Mapped[datetime] = created()
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    other: Mapped[Person] = relationship(foreign_keys=other_id, lazy="raise_on_sql")
    __table_args__ = (sa.CheckConstraint("person_id <> other_id", name="two_people"),)
    __when_access_ends__ = "kept: what lies between two people does not end with their access"


_apart = GroupApart.ended_at.is_(None)
sa.Index(
    "uq_support_group_apart_pair",
    GroupApart.person_id,
    GroupApart.other_id,
    unique=True,
    sqlite_where=_apart,
    postgresql_where=_apart,
)


class WhyNotYet(StrEnum):
    """ "I'd like to, but…" (domain.md §11.2)."""

    CHILDCARE = "childcare"
    WORK = "work"
    TRAVEL = "travel"
    NERVOUS = "nervous"
    LANGUAGE = "language"
    SOMETHING_ELSE = "something_else"


class GroupBarrier(OfSetting, Base):
    """What keeps somebody from coming: a count, or with a name if they wished so (`person_id`)."""

    __tablename__ = "support_group_barrier"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    why: Mapped[WhyNotYet]
    person_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    said_at: Mapped[datetime] = created()
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    __when_access_ends__ = "kept: what would have helped is planned with"


class GroupInvite(OfSetting, Base):
    """An invitation by an adult the person knows: a card to print, or a message. It says nothing about membership."""

    __tablename__ = "support_group_invite"
    group_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("support_group.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    client_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    invited_at: Mapped[datetime] = created()
    # They do not want to be asked again.
    put_away_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    by: Mapped[Person] = relationship(foreign_keys=by_id, lazy="raise_on_sql")
    __when_access_ends__ = "kept: an invitation opens nothing by itself"
