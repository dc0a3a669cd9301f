"""When somebody watches: weekends, holidays and both nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.clock import LONDON
from portal.models import DayKind, MonitoredTime, TermDate
from portal.safeguarding.watch import is_watched, watch_begins, watched_minutes

WEEK = [MonitoredTime(weekday=day, starts=time(8, 30), ends=time(16)) for day in range(5)]
NIGHTS = [MonitoredTime(weekday=day, starts=time(0), ends=time(4)) for day in range(7)]
YEAR = [
    TermDate(kind=DayKind.TERM, from_on=date(2026, 9, 1), until_on=date(2027, 7, 20)),
    TermDate(kind=DayKind.HOLIDAY, from_on=date(2026, 12, 19), until_on=date(2027, 1, 3)),
    TermDate(kind=DayKind.CLOSED, from_on=date(2027, 2, 12), until_on=date(2027, 2, 12)),
]
MOMENTS = st.integers(0, 364 * 24 * 60).map(
    lambda minutes: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(london: str) -> datetime:
    """A moment on a clock in London."""
    return datetime.fromisoformat(london).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:10", 10),
        ("2026-11-24 15:55", "2026-11-25 08:35", 10),
        ("2026-11-27 15:58", "2026-11-30 08:31", 3),  # over a weekend
        ("2026-12-18 15:58", "2027-01-04 08:31", 3),  # over Christmas
        ("2027-02-12 09:00", "2027-02-12 12:00", 0),  # a day that is closed
        ("2027-07-20 15:59", "2027-08-20 12:00", 1),  # the summer, which no term covers
        ("2026-11-24 10:10", "2026-11-24 10:00", 0),
    ],
)
def test_only_watched_minutes_count(since: str, until: str, minutes: float) -> None:
    assert watched_minutes(at(since), at(until), WEEK, YEAR) == minutes


@pytest.mark.parametrize(("night", "hours"), [("2027-03-28", 3), ("2026-10-25", 5), ("2026-10-26", 4)])
def test_minutes_are_real_ones_when_the_clocks_change(night: str, hours: int) -> None:
    noon = at(f"{night} 12:00")
    assert watched_minutes(noon - timedelta(hours=14), noon, NIGHTS, []) == hours * 60


def test_a_setting_that_entered_no_times_counts_every_minute() -> None:
    assert watched_minutes(at("2026-12-25 01:00"), at("2026-12-25 02:00"), [], YEAR) == 60
    assert is_watched(at("2026-12-25 01:00"), [], YEAR) is None
    assert watch_begins(at("2026-12-25 01:00"), [], YEAR) is None


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"),
        ("2026-11-24 16:00", "2026-11-25 08:30"),
        ("2026-11-27 22:00", "2026-11-30 08:30"),
        ("2026-12-18 16:00", "2027-01-04 08:30"),
        ("2027-03-27 12:00", "2027-03-29 08:30"),
    ],
)
def test_watching_begins_again_on_the_next_open_day(moment: str, begins: str) -> None:
    assert watch_begins(at(moment), WEEK, YEAR) == at(begins)


def test_when_nobody_watches_any_more_nothing_is_promised() -> None:
    assert watch_begins(at("2027-07-20 16:00"), WEEK, YEAR) is None


@settings(max_examples=60)
@given(MOMENTS, st.integers(0, 60 * 24 * 5), st.integers(0, 60 * 24 * 5), st.sampled_from([WEEK, NIGHTS]))
def test_minutes_add_up_and_never_outrun_the_clock(
    since: datetime, first: int, second: int, times: list[MonitoredTime]
) -> None:
    middle = since + timedelta(minutes=first)
    until = middle + timedelta(minutes=second)
    one, two, both = (
        watched_minutes(*pair, times, YEAR) for pair in ((since, middle), (middle, until), (since, until))
    )
    assert one + two == pytest.approx(both)
    assert 0 <= both <= first + second


@settings(max_examples=60)
@given(MOMENTS, st.sampled_from([WEEK, NIGHTS]))
def test_until_watching_begins_no_minute_counts_and_then_each_does(
    moment: datetime, times: list[MonitoredTime]
) -> None:
    begins = watch_begins(moment, times, YEAR)
    if begins is None:
        assert watched_minutes(moment, moment + timedelta(days=60), times, YEAR) == 0
        return
    assert watched_minutes(moment, begins, times, YEAR) == 0
    assert is_watched(begins, times, YEAR)
    assert bool(is_watched(moment, times, YEAR)) == (begins == moment)
    assert watched_minutes(begins, begins + timedelta(seconds=1), times, YEAR) == pytest.approx(1 / 60, abs=0.02)
