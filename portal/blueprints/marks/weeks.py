"""The weeks of a pupil, put together for whoever asks; and, for staff alone, the half days of a register."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.marks.queries import (
    find_way,
    list_marks,
    list_occurrences,
    list_part_time,
    list_placements,
)
from portal.models import DayKind, PartTime, Placement, SessionMark, TermDate
from portal.pupils import Child, get_child
from portal.returning.attendance import (
    Marked,
    PlanAttendance,
    StatutoryAttendance,
    WeekCame,
    plan_attendance,
    statutory_attendance,
    week_came,
)
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import SATURDAY, day_of, days_between
from portal.timetable.plan import Occurrence

WEEK = timedelta(weeks=1)
WEEKS_ON_A_PAGE = 4


@dataclass(frozen=True)
class WeeksOfChild:
    """A page of weeks, the newest first, and all of the placement in sessions. Nothing of a register stands here."""

    child: Child
    weeks: tuple[WeekCame, ...]
    so_far: PlanAttendance
    since: date | None
    # On which day full time should start; `has_plan` is False for whom the plan is not open.
    goal_on: date | None
    has_plan: bool
    # Days with a session that is over and has no mark, the oldest first: staff can still mark them.
    to_mark: tuple[date, ...]
    at: int
    of: int


def get_weeks(pupil_id: uuid.UUID, page: int, *, viewer: Viewer) -> WeeksOfChild:
    """The weeks of a pupil. NoResultFound (shown as 404) for one whose attendance this person was not given."""
    child = get_child(pupil_id, viewer=viewer, given="sees_attendance")
    today, placements = clock.today(), list_placements(pupil_id, viewer=viewer)
    since = min((one.starts_on for one in placements), default=None)
    mondays = _mondays(min(since or today, today), today)
    of = -(-len(mondays) // WEEKS_ON_A_PAGE)
    at = min(max(page, 1), of)
    shown = mondays[(at - 1) * WEEKS_ON_A_PAGE : at * WEEKS_ON_A_PAGE]
    marks = list_marks(pupil_id, mondays[-1], today, viewer=viewer)
    until_on = min(shown[0] + WEEK - timedelta(days=1), today)
    missing = _not_marked(list_occurrences(pupil_id, shown[-1], until_on, viewer=viewer), marks)
    terms, marked = list_term_dates(viewer=viewer), [marked_of(one) for one in marks]
    way = find_way(pupil_id, viewer=viewer)
    return WeeksOfChild(
        child=child,
        weeks=tuple(
            week_came(
                monday,
                marked,
                promised=_promised(monday, placements, terms),
                not_marked=sum(monday <= day < monday + WEEK for day in missing),
            )
            for monday in shown
        ),
        so_far=plan_attendance(marked),
        since=since,
        goal_on=way.goal_on if way else None,
        has_plan=way is not None,
        to_mark=tuple(sorted(set(missing))),
        at=at,
        of=of,
    )


def get_register(pupil_id: uuid.UUID, *, viewer: Viewer) -> StatutoryAttendance:
    """The half days of all placements up to today, for staff: never for the family or the young person."""
    get_child(pupil_id, viewer=viewer, given="sees_attendance")
    today, placements = clock.today(), list_placements(pupil_id, viewer=viewer)
    terms = list_term_dates(viewer=viewer)
    days = [
        day
        for one in placements
        for day in days_between(one.starts_on, min(one.ended_on or today, today))
        if day.weekday() < SATURDAY and day_of(terms, day).is_open
    ]
    if not days:
        return StatutoryAttendance(0, 0, 0)
    found = list_occurrences(pupil_id, min(days), max(days), viewer=viewer)
    return statutory_attendance(
        [marked_of(one) for one in list_marks(pupil_id, min(days), max(days), viewer=viewer)],
        school_days=days,
        timetabled=[(one.on, one.plan.starts.hour < 12) for one in found],
        part_time=[_runs(one, today) for one in list_part_time(pupil_id, viewer=viewer)],
    )


def marked_of(row: SessionMark) -> Marked:
    """A row as the rules read it."""
    return Marked(row.on, row.is_morning, row.mark, row.offered_minutes, row.attended_minutes)


def _mondays(first: date, today: date) -> list[date]:
    monday, found = today - timedelta(days=today.weekday()), []
    while monday + WEEK > first:
        found.append(monday)
        monday -= WEEK
    return found


def _promised(monday: date, placements: Iterable[Placement], terms: Sequence[TermDate]) -> int:
    """Minutes promised for a week; 0, so that no promise is named, where part of the week is holiday."""
    if any(day_of(terms, day).kind is DayKind.HOLIDAY for day in days_between(monday, monday + timedelta(days=4))):
        return 0
    friday = monday + timedelta(days=4)
    runs = [one for one in placements if one.starts_on <= friday and (one.ended_on is None or one.ended_on >= monday)]
    return runs[-1].weekly_minutes if runs else 0


def _not_marked(found: Iterable[Occurrence], marks: Iterable[SessionMark]) -> list[date]:
    """The days of the sessions that are over and that nobody has marked, one for each."""
    known, now = {(one.session_id, one.on) for one in marks}, clock.now()
    return [
        one.on
        for one in found
        if not one.is_cancelled and one.plan.ends <= now and (one.session_id, one.on) not in known
    ]


def _runs(one: PartTime, today: date) -> tuple[date, date]:
    """From its first day to its last; to the day on which it ended, where that came sooner."""
    ended = clock.london(one.ended_at).date() if one.ended_at else today
    return one.starts_on, min(one.ends_on, ended, today)
