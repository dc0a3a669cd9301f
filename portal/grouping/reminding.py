"""Telling those who come to a date: the day before, when it is moved, when it is called off. In neutral words."""

from datetime import datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from portal import clock
from portal.models import GroupComing, GroupDate, GroupMember, OutboxItem
from portal.outbox import notify
from portal.returning.everybody import all_of

# "Something waits for you. It has a day that comes soon." No word of a group.
REMINDER = "to_do"


def remind_of_dates(session: Session) -> int:
    """Remind everybody who has a place tomorrow, once for each date and time. For the worker, across settings.

    Nobody who cancelled, left the group, or whose access ended. Returns how many were reminded.
    """
    tomorrow = clock.today() + timedelta(days=1)
    begins, ends = (datetime.combine(day, time(), clock.LONDON) for day in (tomorrow, tomorrow + timedelta(days=1)))
    member = (GroupMember.group_id == GroupComing.group_id, GroupMember.person_id == GroupComing.person_id)
    there = sa.exists().where(*member, GroupMember.joined_at.is_not(None), GroupMember.left_at.is_(None))
    rows = (
        sa.select(GroupComing, GroupDate)
        .join(GroupDate, GroupDate.id == GroupComing.date_id)
        .options(joinedload(GroupComing.person, innerjoin=True))
        .where(
            GroupDate.starts_at >= begins,
            GroupDate.starts_at < ends,
            GroupDate.cancelled_at.is_(None),
            GroupComing.place_at.is_not(None),
            GroupComing.cancelled_at.is_(None),
            sa.or_(there, GroupDate.for_id == GroupComing.person_id),
        )
        .order_by(GroupComing.id)
    )
    found = [(row, _key(date)) for row, date in session.execute(rows)]
    keys = {key for _row, key in found}
    told = sa.select(OutboxItem.event_key, OutboxItem.person_id).where(OutboxItem.event_key.in_(keys))
    known = {(key, person_id) for key, person_id in session.execute(told)} if keys else set()
    new = [(row, key) for row, key in found if (key, row.person_id) not in known]
    return sum(notify(row.person, event_key=key, letter=REMINDER) for row, key in new)


def tell_of_change(date: GroupDate) -> None:
    """The date was moved or called off: those who come, and those who wait, are told that there is something new."""
    rows = sa.select(GroupComing).options(joinedload(GroupComing.person, innerjoin=True))
    rows = rows.where(GroupComing.date_id == date.id, GroupComing.cancelled_at.is_(None))
    for row in all_of(rows):
        notify(row.person, event_key=f"date {date.id} {date.version}")


def _key(date: GroupDate) -> str:
    return f"day before {date.id} {date.starts_at:%Y%m%d%H%M}"
