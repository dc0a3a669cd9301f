"""Dates of a group for whoever runs it: who comes under their chosen name, who waits, what they need."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.coming import wish_of
from portal.grouping.places import waiting
from portal.models import Group, GroupComing, GroupDate, GroupKind, GroupLeader, GroupMember

PER_PAGE = 20


@dataclass(frozen=True)
class Comer:
    """Somebody who comes or waits, by the name they chose for this group."""

    name: str
    coming: GroupComing


def find_leads(group_id: uuid.UUID, *, viewer: Viewer) -> bool:
    """Does this person run the group today?"""
    today = clock.today()
    rows = sa.select(GroupLeader.id).where(
        GroupLeader.group_id == group_id,
        GroupLeader.setting_id == viewer.setting_id,
        GroupLeader.person_id == viewer.person_id,
        GroupLeader.ended_at.is_(None),
        GroupLeader.from_on <= today,
        sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= today),
    )
    may = Permission.GROUPS_LEAD in viewer.permissions
    return may and db.session.scalars(rows.limit(1)).first() is not None


def get_led_group(group_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> Group:
    """A group that they run today. NoResultFound (shown as 404) for any other."""
    if not find_leads(group_id, viewer=viewer):
        raise NoResultFound
    rows = sa.select(Group).options(selectinload(Group.words), selectinload(Group.helps))
    rows = rows.where(Group.id == group_id, Group.setting_id == viewer.setting_id)
    return db.session.scalars(rows.with_for_update(of=Group) if lock else rows).one()


def get_led_date(date_id: uuid.UUID, *, viewer: Viewer, is_over: bool = False) -> GroupDate:
    """A date of a group that they run today, with its place. NoResultFound (shown as 404) for any other.

    `is_over`: only one that has taken place.
    """
    rows = sa.select(GroupDate).options(
        joinedload(GroupDate.group, innerjoin=True).selectinload(Group.words), joinedload(GroupDate.where)
    )
    date = db.session.scalars(rows.where(GroupDate.id == date_id, GroupDate.setting_id == viewer.setting_id)).one()
    is_to_come = date.cancelled_at is not None or date.ends_at > clock.now()
    if not find_leads(date.group_id, viewer=viewer) or (is_over and is_to_come):
        raise NoResultFound
    return date


def count_led_dates(group_id: uuid.UUID, *, viewer: Viewer, over: bool) -> int:
    """How many dates of a group are to come; or `over`."""
    rows = _led_dates(group_id, viewer, over=over)
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


def list_led_dates(group_id: uuid.UUID, page: int, *, viewer: Viewer, over: bool) -> list[GroupDate]:
    """A page of them, the soonest first; of those that are `over` the newest first."""
    order = GroupDate.starts_at.desc() if over else GroupDate.starts_at
    rows = _led_dates(group_id, viewer, over=over).order_by(order, GroupDate.id)
    return list(db.session.scalars(rows.limit(PER_PAGE).offset((page - 1) * PER_PAGE)))


def list_comers(date: GroupDate, *, viewer: Viewer) -> tuple[list[Comer], list[Comer]]:
    """Who has a place, by name; and who waits, in turn."""
    member = (GroupMember.person_id == GroupComing.person_id, GroupMember.group_id == GroupComing.group_id)
    rows = (
        sa.select(GroupComing, GroupMember.chosen_name)
        .join(GroupMember, sa.and_(*member, GroupMember.left_at.is_(None), GroupMember.joined_at.is_not(None)))
        .where(
            GroupComing.date_id == date.id,
            GroupComing.setting_id == viewer.setting_id,
            GroupComing.cancelled_at.is_(None),
        )
        .order_by(GroupMember.chosen_name, GroupComing.id)
    )
    found = {row.id: Comer(name, row) for row, name in db.session.execute(rows)}
    line = [found[one.id] for one in waiting(wish_of(each.coming) for each in found.values())]
    return [one for one in found.values() if one.coming.place_at], line


def list_to_coach(group: Group, *, viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Whom somebody may meet alone: the members of a coaching group, by their chosen name."""
    if group.kind is not GroupKind.COACHING:
        return []
    rows = sa.select(GroupMember.person_id, GroupMember.chosen_name).where(
        GroupMember.group_id == group.id,
        GroupMember.setting_id == viewer.setting_id,
        GroupMember.joined_at.is_not(None),
        GroupMember.left_at.is_(None),
    )
    return [(person_id, name) for person_id, name in db.session.execute(rows.order_by(GroupMember.chosen_name))]


def count_weeks_left(group: Group, *, viewer: Viewer) -> int | None:
    """How many weeks of a programme have no date yet; None where it is no programme."""
    if group.weeks is None:
        return None
    rows = sa.select(sa.func.count(sa.distinct(GroupDate.week))).where(
        GroupDate.group_id == group.id, GroupDate.setting_id == viewer.setting_id, GroupDate.cancelled_at.is_(None)
    )
    return max(0, group.weeks - (db.session.scalar(rows) or 0))


def _led_dates(group_id: uuid.UUID, viewer: Viewer, *, over: bool) -> sa.Select[GroupDate]:
    when = GroupDate.ends_at <= clock.now() if over else GroupDate.ends_at > clock.now()
    return sa.select(GroupDate).where(GroupDate.group_id == group_id, GroupDate.setting_id == viewer.setting_id, when)
