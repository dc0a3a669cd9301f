"""Numbers of a month for the setting: counted beside the viewer's own sight, and nothing leaves here but numbers.

No name, no id of a person. What is under five is hidden here, before any page has it (portal/grouping/numbers.py). A
month is counted once it is over: somebody who looked twice would else see who came in between.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.database import db
from portal.grouping.numbers import Cell, Row, show_parts, show_total, shown, sum_of
from portal.models import (
    GroupBarrier,
    GroupComing,
    GroupDate,
    GroupFeedback,
    GroupKind,
    GroupPost,
    HowItWas,
    WhyNotYet,
)

# How many months can be looked at.
MONTHS = 12


@dataclass(frozen=True)
class Counted:
    """A group in a month. None: not shown.

    `people` came once (its first part) or had come before (its second); `came` is the sum of the numbers that were
    entered after each meeting; `read` is posts read in time and read late.
    """

    sessions: Cell
    came: Cell
    people: Row
    barriers: Row
    faces: Row
    read: Row


def months_over(today: date) -> list[date]:
    """The first days of the last months that are over, the newest first."""
    found, first = [], today.replace(day=1)
    for _one in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found


def count_month(first: date, groups: Sequence[tuple[uuid.UUID, GroupKind]], setting_id: uuid.UUID) -> list[Counted]:
    """For each of these groups its numbers of the month that begins on this day; five statements."""
    begins, ends = _moment(first), _moment((first + timedelta(days=31)).replace(day=1))
    with db.own_look(setting_id) as session:
        found = _Found(session, begins, ends)
    return [_counted(found, group_id, kind) for group_id, kind in groups]


def add_up(counted: Sequence[Counted]) -> Counted:
    """The sums under the columns: each only where every group's own number is shown."""

    def row(name: str) -> Row:
        rows: list[Row] = [getattr(one, name) for one in counted]
        columns = zip(*(each.cells for each in rows), strict=True)
        return Row(tuple(map(sum_of, columns)), sum_of([each.total for each in rows]))

    sessions, came = sum_of([one.sessions for one in counted]), sum_of([one.came for one in counted])
    return Counted(sessions, came, row("people"), row("barriers"), row("faces"), row("read"))


def _counted(found: "_Found", group_id: uuid.UUID, kind: GroupKind) -> Counted:
    sessions, came = found.dates.get(group_id, (0, 0))
    # Of one to one each meeting is somebody's.
    held = shown(sessions) if kind is GroupKind.COACHING else sessions
    barriers = [found.barriers.get((group_id, why), 0) for why in WhyNotYet]
    faces = [found.faces.get((group_id, face), 0) for face in HowItWas]
    people, read = found.people.get(group_id, (0, 0)), found.read.get(group_id, (0, 0))
    return Counted(held, shown(came), show_total(people), show_parts(barriers), show_parts(faces), show_parts(read))


class _Found:
    """What was counted, by group: stays in this module."""

    def __init__(self, session: Session, begins: datetime, ends: datetime) -> None:
        self._held = (GroupDate.cancelled_at.is_(None), GroupDate.starts_at < ends, GroupDate.ends_at <= clock.now())
        self._begins, self._ends = begins, ends
        self.dates = self._by_group(session, self._of_dates())
        self.people = self._by_group(session, self._of_people())
        self.read = self._by_group(session, self._of_posts())
        said = (GroupBarrier.said_at >= begins, GroupBarrier.said_at < ends)
        barriers = sa.select(GroupBarrier.group_id, GroupBarrier.why, sa.func.count()).where(*said)
        rows = session.execute(barriers.group_by(GroupBarrier.group_id, GroupBarrier.why))
        self.barriers = {(row[0], row[1]): row[2] for row in rows}
        faces = sa.select(GroupFeedback.group_id, GroupFeedback.face, sa.func.count()).where(
            GroupFeedback.date_id.in_(sa.select(GroupDate.id).where(*self._held, GroupDate.starts_at >= begins))
        )
        by_face = session.execute(faces.group_by(GroupFeedback.group_id, GroupFeedback.face))
        self.faces: dict[tuple[uuid.UUID, HowItWas | None], int] = {(row[0], row[1]): row[2] for row in by_face}

    @staticmethod
    def _by_group(session: Session, rows: sa.Select[*tuple[Any, ...]]) -> dict[uuid.UUID, tuple[int, int]]:
        return {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in session.execute(rows)}

    def _of_dates(self) -> sa.Select[*tuple[Any, ...]]:
        """Meetings that were held, and how many came to them."""
        rows = sa.select(GroupDate.group_id, sa.func.count(), sa.func.sum(GroupDate.came))
        return rows.where(*self._held, GroupDate.starts_at >= self._begins).group_by(GroupDate.group_id)

    def _of_people(self) -> sa.Select[*tuple[Any, ...]]:
        """People who had a place this month: for the first time, and those who had one before."""
        of, who = GroupComing.group_id, GroupComing.person_id
        this_month = sa.func.sum(sa.case((GroupDate.starts_at >= self._begins, 1), else_=0))
        each = (
            sa.select(of.label("group_id"), who.label("person_id"), sa.func.count().label("times"))
            .join(GroupDate, GroupDate.id == GroupComing.date_id)
            .where(*self._held, GroupComing.place_at.is_not(None), GroupComing.cancelled_at.is_(None))
            .group_by(of, who)
            .having(this_month > 0)
            .subquery()
        )
        once, again = (sa.case((condition, 1), else_=0) for condition in (each.c.times == 1, each.c.times > 1))
        return sa.select(each.c.group_id, sa.func.sum(once), sa.func.sum(again)).group_by(each.c.group_id)

    def _of_posts(self) -> sa.Select[*tuple[Any, ...]]:
        """Posts that were to be read this month: in time, and late or not at all."""
        kept = GroupPost.read_at <= GroupPost.due_at
        missed = sa.or_(GroupPost.read_at > GroupPost.due_at, GroupPost.read_at.is_(None))
        kept_in_time, late = (sa.func.sum(sa.case((each, 1), else_=0)) for each in (kept, missed))
        due = (GroupPost.due_at >= self._begins, GroupPost.due_at < self._ends)
        there = sa.or_(GroupPost.read_at.is_not(None), GroupPost.withdrawn_at.is_(None))
        return sa.select(GroupPost.group_id, kept_in_time, late).where(*due, there).group_by(GroupPost.group_id)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LONDON)
