"""Whenever the demo is started, it is a school morning or a school day that goes on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.clock import LONDON
from portal.demo.school_time import LATEST_FIRST_LOOK, next_school_moment


def london(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("started", "begins"),
    [
        ("2026-11-24 10:17", "2026-11-24 10:17"),
        ("2026-11-24 08:00", "2026-11-24 08:00"),
        ("2026-11-24 07:59", "2026-11-24 09:40"),
        ("2026-11-24 15:00", "2026-11-25 09:40"),
        ("2026-11-27 16:00", "2026-11-30 09:40"),
        ("2026-11-28 11:00", "2026-11-30 09:40"),
        ("2026-11-29 23:59", "2026-11-30 09:40"),
        # Over the night in which the clocks change: 9:40 is 9:40.
        ("2027-03-26 20:00", "2027-03-29 09:40"),
        ("2026-10-23 20:00", "2026-10-26 09:40"),
    ],
)
def test_it_begins_in_school_hours(started: str, begins: str) -> None:
    assert next_school_moment(london(started)) == london(begins)


@pytest.mark.parametrize(
    ("started", "begins"),
    [("2026-11-27 10:29", "2026-11-27 10:29"), ("2026-11-27 10:30", "2026-11-30 09:40")],
)
def test_a_first_look_finds_everyones_day_still_before_them(started: str, begins: str) -> None:
    """Maya's only session on a Friday ends at 11."""
    assert next_school_moment(london(started), until=LATEST_FIRST_LOOK) == london(begins)


def test_closed_days_are_passed_over() -> None:
    closed = {date(2026, 11, 25), date(2026, 11, 26)}
    found = next_school_moment(london("2026-11-24 16:00"), is_closed=lambda day: day in closed)
    assert found == london("2026-11-27 09:40")


def test_a_closed_day_is_no_school_day_even_in_the_morning() -> None:
    found = next_school_moment(london("2026-11-25 10:00"), is_closed=lambda day: day == date(2026, 11, 25))
    assert found == london("2026-11-26 09:40")


def test_every_hour_of_a_year_leads_to_a_school_morning_within_three_days() -> None:
    for hours in range(0, 365 * 24, 5):
        started = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(hours=hours)
        begins = next_school_moment(started).astimezone(LONDON)
        assert begins.weekday() < 5
        assert 8 <= begins.hour < 15
        assert timedelta() <= begins - started < timedelta(days=3)
