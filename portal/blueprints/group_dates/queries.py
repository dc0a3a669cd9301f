"""Dates of a group as those who find groups read them. The net (visibility/rules_of_groups.py) leaves the rest."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.dates import UNTIL
from portal.models import Group, GroupComing, GroupDate, GroupDatePlace, GroupFeedback

PER_PAGE = 10
_WITH_WORDS = (selectinload(Group.words), selectinload(Group.helps))
_OF_GROUP = (
    joinedload(GroupDate.group, innerjoin=True).selectinload(Group.words),
    joinedload(GroupDate.group, innerjoin=True).selectinload(Group.helps),
)


def get_group(group_id: uuid.UUID, *, viewer: Viewer) -> Group:
    """A group that they may find. NoResultFound (shown as 404) for any other."""
    rows = sa.select(Group).options(*_WITH_WORDS)
    return db.session.scalars(rows.where(Group.id == group_id, Group.setting_id == viewer.setting_id)).one()


def get_date(date_id: uuid.UUID, *, viewer: Viewer) -> GroupDate:
    """A date of it. NoResultFound (shown as 404) for any other, and for a meeting of somebody else alone."""
    rows = sa.select(GroupDate).options(*_OF_GROUP)
    return db.session.scalars(rows.where(GroupDate.id == date_id, GroupDate.setting_id == viewer.setting_id)).one()


def count_dates(group_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many dates of a group are to come."""
    rows = sa.select(sa.func.count()).select_from(GroupDate).where(*_to_come(group_id, viewer))
    return db.session.scalar(rows) or 0


def list_dates(group_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[GroupDate]:
    """A page of the dates that are to come, the soonest first; those that were called off stay among them."""
    rows = sa.select(GroupDate).where(*_to_come(group_id, viewer)).order_by(GroupDate.starts_at, GroupDate.id)
    return list(db.session.scalars(rows.limit(PER_PAGE).offset((page - 1) * PER_PAGE)))


def list_weeks(date: GroupDate, *, viewer: Viewer) -> list[uuid.UUID]:
    """The ids of the weeks of a programme that are to come and not called off, and of nobody alone."""
    rows = sa.select(GroupDate.id).where(
        *_to_come(date.group_id, viewer), GroupDate.cancelled_at.is_(None), GroupDate.for_id.is_(None)
    )
    return list(db.session.scalars(rows))


def list_own(dates: list[GroupDate], *, viewer: Viewer) -> dict[uuid.UUID, GroupComing]:
    """Their own wish to come to these dates, by date."""
    rows = sa.select(GroupComing).where(
        GroupComing.date_id.in_([one.id for one in dates]),
        GroupComing.person_id == viewer.person_id,
        GroupComing.setting_id == viewer.setting_id,
        GroupComing.cancelled_at.is_(None),
    )
    return {one.date_id: one for one in db.session.scalars(rows)}


def find_where(date: GroupDate, *, viewer: Viewer) -> GroupDatePlace | None:
    """The exact place or the link; None for whoever has no place there, and where nothing was said yet."""
    rows = sa.select(GroupDatePlace).where(
        GroupDatePlace.date_id == date.id, GroupDatePlace.setting_id == viewer.setting_id
    )
    return db.session.scalars(rows).one_or_none()


def list_to_ask(group_id: uuid.UUID, *, viewer: Viewer) -> list[GroupDate]:
    """Dates of the last two weeks that they came to, and have not said yet how they were."""
    date = GroupDate
    rows = _was_there(viewer).where(date.group_id == group_id)
    said = sa.select(GroupFeedback.date_id).where(GroupFeedback.person_id == viewer.person_id)
    return list(db.session.scalars(rows.where(date.id.not_in(said)).order_by(date.starts_at.desc(), date.id)))


def get_date_to_tell(date_id: uuid.UUID, *, viewer: Viewer) -> GroupDate:
    """A date that they came to, until two weeks after. NoResultFound (shown as 404) for any other."""
    return db.session.scalars(_was_there(viewer).options(*_OF_GROUP).where(GroupDate.id == date_id)).one()


def find_feedback(date_id: uuid.UUID, *, viewer: Viewer) -> GroupFeedback | None:
    """What they have said of it themself."""
    rows = sa.select(GroupFeedback).where(GroupFeedback.date_id == date_id, GroupFeedback.person_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()


def _to_come(group_id: uuid.UUID, viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    here = (GroupDate.group_id == group_id, GroupDate.setting_id == viewer.setting_id)
    return (*here, GroupDate.ends_at > clock.now())


def _was_there(viewer: Viewer) -> sa.Select[GroupDate]:
    now: datetime = clock.now()
    return (
        sa.select(GroupDate)
        .join(GroupComing, GroupComing.date_id == GroupDate.id)
        .where(
            GroupDate.setting_id == viewer.setting_id,
            GroupDate.ends_at <= now,
            GroupDate.ends_at > now - UNTIL,
            GroupDate.cancelled_at.is_(None),
            GroupComing.person_id == viewer.person_id,
            GroupComing.place_at.is_not(None),
            GroupComing.cancelled_at.is_(None),
        )
    )
