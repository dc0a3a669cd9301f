"""Parent groups and who belongs to them, for tests that are about something else."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import (
    Group,
    GroupApart,
    GroupKind,
    GroupLeader,
    GroupMember,
    GroupTopic,
    GroupWords,
    LeaderKind,
    RoleHolding,
    TakesPart,
    WhyApart,
)
from tests.cast import person, setting


def a_group(
    *, name: str = "Tea and talk", kind: GroupKind = GroupKind.GROUP, by: str = "joanna", **facts: Any
) -> uuid.UUID:
    """A group that Joanna runs, in English. Returns its id."""
    group_id, here = uuid.uuid4(), {"setting_id": setting()}
    weeks = 6 if kind is GroupKind.PROGRAMME else None
    made = {"made_at": clock.now() - timedelta(weeks=6), "made_by_id": person("patel"), "weeks": weeks}
    _add(Group(id=group_id, kind=kind, topic=GroupTopic.COMPANY, **{**made, **facts}, **here))
    _add(GroupWords(group_id=group_id, language="en", name=name, about="Come and sit.", near="Old Town", **here))
    runs(by, group_id)
    return group_id


def runs(slug: str, group_id: uuid.UUID, kind: LeaderKind = LeaderKind.FACILITATOR) -> uuid.UUID:
    """Somebody runs this group from today on; a parent gets the role for it. Returns the id of the row."""
    leader_id, here = uuid.uuid4(), {"setting_id": setting(), "person_id": person(slug)}
    facts = {"group_id": group_id, "kind": kind, "shown_as": slug.title(), "from_on": clock.today()}
    _add(GroupLeader(id=leader_id, **facts, **here))
    if kind is LeaderKind.PEER:
        _give_role(here)
    return leader_id


def _give_role(here: dict[str, uuid.UUID]) -> None:
    held = {"role": Role.PEER_FACILITATOR, **here}
    with db.work(SYSTEM, reason="a test") as session:
        if session.scalars(sa.select(RoleHolding).filter_by(**held)).first() is None:
            session.add(RoleHolding(**held))


def belongs(slug: str, group_id: uuid.UUID, *, name: str = "", has_joined: bool = True, **facts: Any) -> uuid.UUID:
    """Somebody belongs to this group, or has asked to. Returns the id of the row."""
    member_id, now = uuid.uuid4(), clock.now()
    who = {"setting_id": setting(), "person_id": person(slug), "group_id": group_id}
    how = {"chosen_name": name or f"Friend of tea {slug[0]}", "takes_part": TakesPart.TAKES_PART}
    row = {"client_id": uuid.uuid4(), "asked_at": now, "joined_at": now if has_joined else None}
    _add(GroupMember(id=member_id, **{**who, **how, **row, "rules_read_at": now if has_joined else None, **facts}))
    return member_id


def uses_a_group(world: Any) -> Callable[[], bool]:
    """Leila belongs to a group. What comes back says whether she still does."""
    belongs("leila", a_group())
    return lambda: world.look(sa.select(GroupMember.left_at)) == [None]


def kept_apart(slug: str, other: str, why: WhyApart = WhyApart.BETWEEN_FAMILIES) -> None:
    """The safeguarding lead keeps these two people apart."""
    first, second = sorted((person(slug), person(other)))
    facts = {"person_id": first, "other_id": second, "why": why, "by_id": person("byrne")}
    _add(GroupApart(setting_id=setting(), **facts))


def _add(row: Any) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
