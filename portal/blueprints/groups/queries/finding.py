"""Groups as somebody finds them: what each is for, who runs it, when it is next, what helps a person come."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload, undefer

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.settling import leads_on
from portal.models import Group, GroupDate, GroupHello, GroupHelp, GroupHelps, GroupLeader, LeaderKind, Person
from portal.returning.everybody import columns_of

MOST_DATES = 20


@dataclass(frozen=True)
class Runs:
    """Somebody who runs a group, as whoever finds it sees them: never more than their face and what they are called."""

    leader_id: uuid.UUID
    kind: LeaderKind
    shown_as: str
    stand_in: str
    photo_id: uuid.UUID | None
    has_hello: bool


@dataclass(frozen=True)
class Found:
    """A group, who runs it, and when it is next, if that is known."""

    group: Group
    runs: Sequence[Runs]
    next_at: datetime | None


def _groups(viewer: Viewer) -> sa.Select[Group]:
    rows = sa.select(Group).where(Group.setting_id == viewer.setting_id, Group.closed_at.is_(None))
    return rows.options(selectinload(Group.words), selectinload(Group.helps))


def list_groups(helps: GroupHelps | None = None, *, viewer: Viewer) -> list[Found]:
    """Every group that somebody may find, by what it is for; with `helps`, those that have it."""
    rows = _groups(viewer).order_by(Group.topic, Group.made_at, Group.id)
    if helps is not None:
        rows = rows.where(Group.id.in_(sa.select(GroupHelp.group_id).where(GroupHelp.what == helps)))
    groups = db.session.scalars(rows).all()
    runs, dates = _runs([one.id for one in groups]), _next_dates(viewer)
    return [Found(one, runs.get(one.id, ()), dates.get(one.id)) for one in groups]


def get_group(group_id: uuid.UUID, *, viewer: Viewer) -> Found:
    """One group. NoResultFound (shown as 404) for one that is closed or not theirs to find."""
    group = db.session.scalars(_groups(viewer).where(Group.id == group_id)).one()
    return Found(group, _runs([group_id]).get(group_id, ()), _next_dates(viewer).get(group_id))


def list_dates(group_id: uuid.UUID, *, viewer: Viewer) -> Sequence[GroupDate]:
    """The next dates of a group, and of those for one carer alone their own. Where they are, is not among it."""
    rows = _coming(viewer).where(GroupDate.group_id == group_id).order_by(GroupDate.starts_at, GroupDate.id)
    return db.session.scalars(rows.limit(MOST_DATES)).all()


def get_hello(leader_id: uuid.UUID, *, viewer: Viewer) -> GroupHello:
    """The hello of somebody who runs a group now. NoResultFound (shown as 404) for any other."""
    rows = (
        sa.select(GroupHello)
        .join(GroupLeader, GroupLeader.id == GroupHello.leader_id)
        .join(Group, Group.id == GroupLeader.group_id)
        .options(undefer(GroupHello.content))
        .where(GroupHello.leader_id == leader_id, Group.setting_id == viewer.setting_id, Group.closed_at.is_(None))
    )
    return db.session.scalars(rows.where(leads_on(clock.today()))).one()


def _coming(viewer: Viewer) -> sa.Select[GroupDate]:
    rows = sa.select(GroupDate).where(GroupDate.setting_id == viewer.setting_id)
    return rows.where(GroupDate.cancelled_at.is_(None), GroupDate.starts_at > clock.now())


def _next_dates(viewer: Viewer) -> dict[uuid.UUID, datetime]:
    rows = _coming(viewer).where(GroupDate.for_id.is_(None)).group_by(GroupDate.group_id)
    first = rows.with_only_columns(GroupDate.group_id, sa.func.min(GroupDate.starts_at, type_=GroupDate.starts_at.type))
    return {row[0]: row[1] for row in db.session.execute(first)}


def _runs(group_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Runs]]:
    """Who runs these groups today. Of a parent who helps, nothing but what they are called there.

    Read past the viewer, who sees nobody's row by it.
    """
    rows = (
        sa.select(
            GroupLeader.group_id,
            GroupLeader.id,
            GroupLeader.kind,
            GroupLeader.shown_as,
            Person.stand_in,
            Person.photo_id,
            Person.is_staff,
            GroupHello.id,
        )
        .join(Person, Person.id == GroupLeader.person_id)
        .outerjoin(GroupHello, GroupHello.leader_id == GroupLeader.id)
        .where(GroupLeader.group_id.in_(group_ids), leads_on(clock.today()))
        .order_by(sa.case((GroupLeader.kind == LeaderKind.PEER, 1), else_=0), GroupLeader.from_on, GroupLeader.id)
    )
    found: dict[uuid.UUID, list[Runs]] = {}
    for group_id, leader_id, kind, shown_as, stand_in, photo_id, is_staff, hello in columns_of(rows):
        # A photo opens for whoever may see the person (photos): of staff everybody may.
        is_peer, photo = kind is LeaderKind.PEER, photo_id if is_staff and kind is not LeaderKind.PEER else None
        one = Runs(leader_id, kind, shown_as, "" if is_peer else stand_in, photo, hello is not None)
        found.setdefault(group_id, []).append(one)
    return found
