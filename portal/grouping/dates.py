"""Dates of parent groups as several rooms need them: how full, what somebody comes to, what was said of it."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.coming import wish_of
from portal.grouping.places import Wish, places_left, waiting
from portal.models import GroupComing, GroupDate, GroupFeedback, HowItWas

# Below this, how many tapped which face is not said: somebody could be known by it.
FEWEST = 5
# How long after a date it can be said how it was.
UNTIL = timedelta(weeks=2)


@dataclass(frozen=True)
class Full:
    """How full a date is: numbers, and nothing of whose places. `before_me`: how many stand before somebody."""

    left: int
    waiting: int
    before_me: int = 0


def how_full(dates: Collection[GroupDate], *, viewer: Viewer) -> dict[uuid.UUID, Full]:
    """For each of these dates how many places are left and how many wait. One statement, beside the viewer's own."""
    wishes: defaultdict[uuid.UUID, list[Wish]] = defaultdict(list)
    mine: dict[uuid.UUID, uuid.UUID] = {}
    rows = sa.select(GroupComing).where(
        GroupComing.date_id.in_([one.id for one in dates]), GroupComing.cancelled_at.is_(None)
    )
    with db.own_look(viewer.setting_id) as look:
        for row in look.scalars(rows):
            wishes[row.date_id].append(wish_of(row))
            if row.person_id == viewer.person_id:
                mine[row.date_id] = row.id
    return {one.id: _full(one.places, wishes[one.id], mine.get(one.id)) for one in dates}


def _full(places: int, wishes: list[Wish], mine: uuid.UUID | None) -> Full:
    line = [one.id for one in waiting(wishes)]
    return Full(places_left(places, wishes), len(line), line.index(mine) if mine in line else 0)


@dataclass(frozen=True)
class Coming:
    """A date that somebody comes to. `has_waited`: they got their place from the waiting list."""

    date_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    moved_from: datetime | None
    is_off: bool
    has_waited: bool


def next_coming(*, viewer: Viewer, until: datetime | None = None) -> tuple[Coming, ...]:
    """The dates that this carer has a place at, the soonest first: today's and tomorrow's, unless `until` says later.

    Those that were called off are among them: whoever comes reads it. One statement. No group's name in it.
    """
    date, mine = GroupDate, GroupComing
    until = until or datetime.combine(clock.today() + timedelta(days=2), time(), clock.LONDON)
    rows = (
        sa.select(date, mine)
        .join(mine, mine.date_id == date.id)
        .where(
            date.setting_id == viewer.setting_id,
            date.ends_at > clock.now(),
            date.starts_at < until,
            mine.person_id == viewer.person_id,
            mine.place_at.is_not(None),
            mine.cancelled_at.is_(None),
        )
        .order_by(date.starts_at, date.id)
    )
    return tuple(_coming(one, row) for one, row in db.session.execute(rows))


def _coming(date: GroupDate, row: GroupComing) -> Coming:
    assert row.place_at is not None
    is_off, has_waited = date.cancelled_at is not None, row.place_at - row.asked_at > timedelta(minutes=1)
    return Coming(date.id, date.starts_at, date.ends_at, date.moved_from, is_off, has_waited)


@dataclass(frozen=True)
class Said:
    """What was said after a date: how many each face (None: too few to say), and the words, without a name or order."""

    count: int
    faces: dict[HowItWas, int] | None
    words: tuple[str, ...]


def feedback_of(date_id: uuid.UUID, *, viewer: Viewer) -> Said:
    """How a date was, for whoever runs the group. Faces are counted from five on; words have no name."""
    rows = sa.select(GroupFeedback).where(
        GroupFeedback.date_id == date_id, GroupFeedback.setting_id == viewer.setting_id
    )
    # By a random id, so that the order says nothing of who said it first.
    said = db.session.scalars(rows.order_by(GroupFeedback.client_id)).all()
    faces = [one.face for one in said if one.face is not None]
    counted = {face: faces.count(face) for face in HowItWas} if len(faces) >= FEWEST else None
    return Said(len(said), counted, tuple(one.words for one in said if one.words))
