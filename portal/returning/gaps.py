"""Where a child goes on the day after a part-time timetable, and which child has nowhere to go (domain.md §2).

Asked of `db.session` as it stands: for a viewer it tells of their own pupils, for a piece of work across settings of
all. A few statements, however many pupils there are.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import db
from portal.models import PartTime, Placement, SessionChange, TermDate, TimetableSession
from portal.returning.part_time import (
    WARNINGS,
    State,
    is_gap,
    last_day,
    next_full_time_day,
    school_days_left,
    state_of,
    warning_due,
)
from portal.timetable.plan import occurrences
from portal.visibility.conditions import is_of_today

# How long after its end a part-time timetable is still looked at: a long holiday, and some weeks.
LOOK_BACK = timedelta(days=120)


@dataclass(frozen=True)
class Gap:
    """A child whose part-time timetable is over, and for whom nothing is due. `next_day`: None when there is none."""

    part_time_id: uuid.UUID
    pupil_id: uuid.UUID
    setting_id: uuid.UUID
    ended_on: date
    next_day: date | None


@dataclass(frozen=True)
class NearEnd:
    """A part-time timetable whose end comes near: how many school days are left, and which warning that is (10, 5)."""

    part_time_id: uuid.UUID
    pupil_id: uuid.UUID
    setting_id: uuid.UUID
    ends_on: date
    school_days_left: int
    warning: int
    # The day on which the child is there all day; None when the calendar knows of none.
    full_time_on: date | None


def gaps_on(day: date) -> list[Gap]:
    """The children who have nowhere to go as this day is: the earliest end first."""
    return _gaps(day, _newest_started(day), _term_dates())


def near_ends_on(day: date) -> list[NearEnd]:
    """The part-time timetables that end within ten school days of this day, the soonest first."""
    return _near_ends(day, _newest_started(day), _term_dates())


def gaps_and_near_ends_on(day: date) -> tuple[list[Gap], list[NearEnd]]:
    """Both for one page, in the statements of one."""
    newest, terms = _newest_started(day), _term_dates()
    return _gaps(day, newest, terms), _near_ends(day, newest, terms)


def _gaps(day: date, newest: Sequence[PartTime], terms: Mapping[uuid.UUID, list[TermDate]]) -> list[Gap]:
    over = [one for one in newest if standing_on(one, day) is State.OVER]
    next_days = {one.id: next_full_time_day(_ends(one), terms[one.setting_id]) for one in over}
    due = _days_with_sessions(over, [day, *filter(None, next_days.values())], terms)
    found = [
        Gap(one.id, one.pupil_id, one.setting_id, _ends(one), next_days[one.id])
        for one in over
        if is_gap(next_days[one.id], day, due[one.pupil_id], one.full_time_offer)
    ]
    return sorted(found, key=lambda gap: (gap.ended_on, str(gap.pupil_id)))


def _near_ends(day: date, newest: Sequence[PartTime], terms: Mapping[uuid.UUID, list[TermDate]]) -> list[NearEnd]:
    found = []
    for one in newest:
        if standing_on(one, day) not in (State.RUNNING, State.COMING):
            continue
        left = school_days_left(one.ends_on, day, terms[one.setting_id])
        warning = warning_due(left)
        if warning in WARNINGS:
            on = next_full_time_day(one.ends_on, terms[one.setting_id])
            found.append(NearEnd(one.id, one.pupil_id, one.setting_id, one.ends_on, left, warning, on))
    return sorted(found, key=lambda near: (near.ends_on, str(near.pupil_id)))


def ended_on_day(one: PartTime) -> date | None:
    """The day on which somebody ended it; None while nobody has."""
    return clock.london(one.ended_at).date() if one.ended_at else None


def standing_on(one: PartTime, day: date) -> State:
    """Where it stands on a day."""
    started = one.started_at is not None
    return state_of(one.starts_on, one.ends_on, started=started, ended_on=ended_on_day(one), today=day)


def _newest_started(day: date) -> Sequence[PartTime]:
    """Of each pupil who is still here, the one that was started and ends last: what came before it is of no matter."""
    rows = (
        sa.select(PartTime)
        .where(PartTime.started_at.is_not(None), PartTime.ends_on >= day - LOOK_BACK)
        .where(PartTime.pupil_id.in_(sa.select(Placement.pupil_id).where(is_of_today(Placement, day))))
        .order_by(PartTime.started_at, PartTime.id)
    )
    newest: dict[uuid.UUID, PartTime] = {}
    for one in db.session.scalars(rows):
        before = newest.get(one.pupil_id)
        if before is None or _ends(before) <= _ends(one):
            newest[one.pupil_id] = one
    return list(newest.values())


def _ends(one: PartTime) -> date:
    return last_day(one.ends_on, ended_on_day(one))


def _term_dates() -> defaultdict[uuid.UUID, list[TermDate]]:
    found = defaultdict[uuid.UUID, list[TermDate]](list)
    for row in db.session.scalars(sa.select(TermDate).order_by(TermDate.from_on, TermDate.id)):
        found[row.setting_id].append(row)
    return found


def _days_with_sessions(
    over: Iterable[PartTime], days: Sequence[date], terms: Mapping[uuid.UUID, list[TermDate]]
) -> defaultdict[uuid.UUID, set[date]]:
    """By pupil: the days on which a session takes place, from the first of these days to the last of them."""
    found = defaultdict[uuid.UUID, set[date]](set)
    by_setting = defaultdict[uuid.UUID, list[uuid.UUID]](list)
    for one in over:
        by_setting[one.setting_id].append(one.pupil_id)
    for setting_id, ids in by_setting.items():
        sessions, changes = _sessions_of(ids, min(days), max(days))
        for each in occurrences(sessions, changes, terms[setting_id], min(days), max(days)):
            if not each.is_cancelled:
                found[each.pupil_id].add(each.on)
    return found


def _sessions_of(
    ids: list[uuid.UUID], from_on: date, until_on: date
) -> tuple[Sequence[TimetableSession], Sequence[SessionChange]]:
    session, change = TimetableSession, SessionChange
    in_time = (
        session.from_on <= until_on,
        sa.or_(session.until_on.is_(None), session.until_on >= from_on),
    )
    sessions = sa.select(session).options(joinedload(session.staff), joinedload(session.site))
    changes = sa.select(change).options(joinedload(change.staff), joinedload(change.site))
    return (
        db.session.scalars(sessions.where(session.pupil_id.in_(ids), *in_time)).all(),
        db.session.scalars(changes.where(change.pupil_id.in_(ids), change.on.between(from_on, until_on))).all(),
    )
