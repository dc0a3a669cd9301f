"""Weeks, hours beside the promise, and the address behind Join."""

from datetime import date, timedelta

import pytest

from portal.models import DayKind
from portal.timetable.days import day_of, week_from
from portal.timetable.hours import Hours, hours_of
from portal.timetable.links import safe_link
from portal.timetable.plan import occurrences
from tests.factories.timetable import MONDAY, change, days, session, with_people

MONDAY_23 = date(2026, 11, 23)
TERM = days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18))


@pytest.mark.parametrize(
    ("today", "which", "monday"),
    [
        (date(2026, 11, 23), "this", date(2026, 11, 23)),
        (date(2026, 11, 27), "this", date(2026, 11, 23)),
        (date(2026, 11, 28), "next", date(2026, 11, 30)),
        (date(2026, 11, 29), "next", date(2026, 11, 30)),
    ],
    ids=str,
)
def test_at_the_weekend_the_coming_week_is_shown(today: date, which: str, monday: date) -> None:
    week = week_from(today)
    assert (week.which, week.monday) == (which, monday)


def test_this_week_is_still_there_on_a_sunday() -> None:
    assert week_from(date(2026, 11, 29), "this").monday == MONDAY_23


def test_closed_beats_holiday_beats_term() -> None:
    on = date(2026, 11, 27)
    rows = [TERM, days(DayKind.HOLIDAY, on, on, "Half-term"), days(DayKind.CLOSED, on, on, "The staff train.")]
    assert day_of(rows, on).reason == "The staff train."
    assert day_of(rows[:2], on).kind is DayKind.HOLIDAY
    assert day_of(rows, on + timedelta(days=3)).is_open


def the_week(*changes):
    rows = [session(weekday=MONDAY, starts="9:00", ends="12:00"), session(starts="10:00", ends="11:30")]
    with_people(*rows)
    changes = [change(rows[index], MONDAY_23 + timedelta(days=index), **facts) for index, facts in changes]
    return occurrences(rows, changes, [TERM], MONDAY_23, MONDAY_23 + timedelta(days=6))


def open_days(*others):
    return [day_of([TERM, *others], MONDAY_23 + timedelta(days=number)) for number in range(7)]


def test_planned_minutes_stand_beside_the_promise() -> None:
    assert hours_of(the_week(), open_days(), 300) == Hours(270, 300)


def test_a_cancelled_session_counts_against_the_promise() -> None:
    assert hours_of(the_week((1, {"is_cancelled": True})), open_days(), 300) == Hours(180, 300)


def test_a_week_with_a_holiday_promises_nothing() -> None:
    half_term = days(DayKind.HOLIDAY, date(2026, 11, 26), date(2026, 11, 27))
    assert hours_of(the_week(), open_days(half_term), 300) is None


def test_a_closed_day_counts_against_the_promise() -> None:
    closed = days(DayKind.CLOSED, MONDAY_23, MONDAY_23)
    assert hours_of(the_week()[1:], open_days(closed), 300) == Hours(90, 300)


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://meet.example/maya?x=1", "https://meet.example/maya?x=1"),
        (" http://meet.example/maya ", "https://meet.example/maya"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//meet.example/x", ""),
        ("https://a@meet.example/x", ""),
        ("https:/meet.example", ""),
        ("https://meet.example/\nx", ""),
        ("https:\\\\meet.example", ""),
        ("https://[meet", ""),
        ("", ""),
    ],
)
def test_join_opens_only_a_page_on_the_web(address: str, opened: str) -> None:
    assert safe_link(address) == opened
