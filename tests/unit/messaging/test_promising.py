"""By when somebody hears: in a working day's time, whatever the pattern, the holidays, the days away and the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.clock import LONDON, london
from portal.messaging.promising import SCHOOL_HOURS, Pattern, Times, reply_due
from portal.models import DayKind, TermDate
from portal.timetable.days import day_of

MONDAY_TO_THURSDAY = Pattern(tuple(Times(day, time(8, 30), time(16)) for day in range(4)))
# From the summer to the next one: both changes of the clocks, a half term, Christmas, a training day.
YEAR = [
    TermDate(kind=DayKind.TERM, from_on=date(2026, 9, 2), until_on=date(2026, 12, 18)),
    TermDate(kind=DayKind.HOLIDAY, from_on=date(2026, 10, 26), until_on=date(2026, 10, 30)),
    TermDate(kind=DayKind.CLOSED, from_on=date(2026, 11, 23), until_on=date(2026, 11, 23)),
    TermDate(kind=DayKind.TERM, from_on=date(2027, 1, 4), until_on=date(2027, 7, 21)),
]


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("wrote", "hears"),
    [
        ("2026-11-24 10:00", "2026-11-25 16:00"),  # Tuesday in working time: by the end of Wednesday
        ("2026-11-24 15:59", "2026-11-25 16:00"),
        ("2026-11-24 16:00", "2026-11-26 16:00"),  # Tuesday after work: Sam has it on Wednesday
        ("2026-11-26 09:00", "2026-11-30 16:00"),  # Thursday: over a Friday on which Sam does not work
        ("2026-11-28 12:00", "2026-12-01 16:00"),  # Saturday: "You will hear by Tuesday at 4"
        ("2026-12-17 17:00", "2027-01-05 16:00"),  # the last evening of term
    ],
)
def test_sam_works_monday_to_thursday(wrote: str, hears: str) -> None:
    assert reply_due(at(wrote), MONDAY_TO_THURSDAY, YEAR) == at(hears)


def test_without_times_of_their_own_the_hours_of_the_setting_count_and_else_those_of_a_school() -> None:
    hours = Pattern(hours=(Times(4, time(9), time(12)),))
    assert reply_due(at("2026-12-01 09:00"), hours, YEAR) == at("2026-12-11 12:00")
    assert Pattern().counts == SCHOOL_HOURS


def test_days_away_are_no_working_days() -> None:
    away = Pattern(MONDAY_TO_THURSDAY.times, away=((date(2026, 11, 25), date(2026, 12, 1)),))
    assert reply_due(at("2026-11-24 10:00"), away, YEAR) == at("2026-12-02 16:00")
    assert away.away_until(date(2026, 11, 26)) == date(2026, 12, 1)


def test_nobody_is_promised_an_answer_that_never_comes() -> None:
    gone = Pattern(away=((date(2026, 1, 1), date(2030, 1, 1)),))
    assert reply_due(at("2026-11-24 10:00"), gone, YEAR) is None


_TIMES = st.dictionaries(st.integers(0, 4), st.tuples(st.integers(7, 11), st.integers(12, 18)), min_size=1, max_size=5)
_DAYS = st.integers(0, 320).map(lambda number: date(2026, 9, 2) + timedelta(days=number))
_AWAY = st.lists(st.tuples(_DAYS, st.integers(0, 10)), max_size=3)
# From September to June: over both changes of the clocks.
_MOMENTS = st.lists(st.integers(0, 300 * 24 * 60), min_size=2, max_size=20)


@given(_TIMES, _AWAY, _MOMENTS)
@settings(max_examples=300, deadline=None)
def test_over_a_simulated_year_each_promise_can_be_kept(
    times: dict[int, tuple[int, int]], away: list[tuple[date, int]], minutes: list[int]
) -> None:
    """For any pattern and any moment: due at the end of work on a day on which they work, later than a whole working
    day, never before what was promised earlier, and on London's clock on both sides of a change."""
    pattern = Pattern(
        tuple(Times(day, time(starts, 30), time(ends)) for day, (starts, ends) in times.items()),
        away=tuple((first, first + timedelta(days=number)) for first, number in away),
    )
    before = datetime.min.replace(tzinfo=UTC)
    for wrote in (at("2026-09-02 00:00") + timedelta(minutes=one) for one in sorted(minutes)):
        due = reply_due(wrote, pattern, YEAR)
        assert due is not None
        local = london(due)
        starts, ends = times[local.weekday()]
        assert local.time() == time(ends)
        assert day_of(YEAR, local.date()).is_open
        assert not pattern.is_away(local.date())
        assert due >= before
        assert wrote < datetime.combine(local.date(), time(starts, 30), LONDON).astimezone(UTC)
        before = due


@pytest.mark.parametrize(("friday", "monday"), [("2026-10-23 15:00", "2026-11-02"), ("2027-03-26 15:00", "2027-03-29")])
def test_the_clocks_change_over_the_weekend_and_the_hour_said_stays_the_hour(friday: str, monday: str) -> None:
    due = reply_due(at(friday), Pattern(), YEAR)
    assert due is not None
    assert f"{london(due):%Y-%m-%d %H:%M}" == f"{monday} 16:00"
