"""A part-time timetable has an end, does not start without what it needs, and nobody is forgotten on the day after."""

import dataclasses
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from portal.models import MOST_REVIEW_GAP, DayKind, PartTimeReason, TermDate, Way
from portal.returning.part_time import (
    Missing,
    Slot,
    State,
    Written,
    WrongWeek,
    full_time_minutes,
    is_gap,
    is_school_day,
    last_day,
    latest_review,
    next_full_time_day,
    school_days_left,
    state_of,
    warning_due,
    what_is_missing,
    wrong_week,
)

TODAY = date(2026, 11, 24)
YEAR_NINE = full_time_minutes(9)
WHOLE = Written(
    reason=PartTimeReason.HEALTH,
    reason_words="Maya is still tired in the mornings.",
    starts_on=date(2026, 11, 30),
    ends_on=date(2026, 12, 11),
    review_gap_days=14,
    next_review_on=date(2026, 12, 7),
    week_is_wrong=None,
    work_for_home="A folder for each day.",
    check_at_home="Sam rings at 2.",
    full_time_offer="All day at our place.",
    full_time_on=date(2026, 12, 14),
    has_view=True,
    has_agreement=True,
    has_no=False,
)

TRIED: Counter[str] = Counter()
many = settings(max_examples=4_000 if os.environ.get("EVERYBODY") else 100, deadline=None)
kinds = some.sampled_from(DayKind)
days_of_a_year = some.dates(date(2026, 9, 1), date(2027, 8, 31))


@some.composite
def calendars(draw: some.DrawFn) -> list[TermDate]:
    """Any calendar: terms, holidays and closed days that lie over one another as they like, or none at all."""
    found = []
    for _ in range(draw(some.integers(0, 6))):
        from_on = draw(days_of_a_year)
        until_on = from_on + timedelta(days=draw(some.integers(0, 120)))
        found.append(TermDate(kind=draw(kinds), from_on=from_on, until_on=until_on, reason=""))
    return found


@pytest.fixture(scope="module", autouse=True)
def how_many() -> Iterator[None]:
    yield
    ended, unseen = TRIED["ended"], TRIED["unseen"]
    sys.stdout.write(f"\npart-time timetables that ended with no next day, and no gap raised: {unseen} of {ended}\n")


def test_with_everything_there_it_may_start() -> None:
    assert what_is_missing(WHOLE, TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"reason": None}, Missing.REASON),
        ({"reason": PartTimeReason.OTHER_AGREED_NEED, "reason_words": ""}, Missing.REASON),
        ({"reason_words": "His behaviour in class."}, Missing.BEHAVIOUR),
        ({"ends_on": None}, Missing.END),
        ({"starts_on": None}, Missing.START),
        ({"ends_on": date(2026, 11, 29)}, Missing.END_BEFORE_START),
        ({"starts_on": date(2026, 11, 2), "ends_on": date(2026, 11, 23)}, Missing.END_PASSED),
        ({"next_review_on": None}, Missing.REVIEW),
        ({"next_review_on": date(2026, 11, 23)}, Missing.REVIEW_PASSED),
        ({"next_review_on": date(2026, 12, 15)}, Missing.REVIEW_TOO_LATE),
        ({"review_gap_days": 90, "next_review_on": date(2026, 12, 31)}, Missing.REVIEW_TOO_LATE),
        ({"week_is_wrong": WrongWeek.EMPTY}, Missing.WEEK),
        ({"work_for_home": " "}, Missing.WORK),
        ({"check_at_home": ""}, Missing.CHECK),
        ({"full_time_offer": ""}, Missing.OFFER),
        ({"full_time_on": None}, Missing.NEXT_DAY),
        ({"has_view": False}, Missing.VIEW),
        ({"has_agreement": False}, Missing.AGREEMENT),
        ({"has_no": True}, Missing.NO),
        ({"runs_already": True}, Missing.ANOTHER),
        ({"earlier": ("maya is  still tired in the mornings.",)}, Missing.SAME_REASON),
        ({"earlier": ("She was ill.",), "reason_words": ""}, Missing.SAME_REASON),
    ],
)
def test_it_does_not_start_without(changes: dict[str, object], missing: Missing) -> None:
    assert missing in what_is_missing(dataclasses.replace(WHOLE, **changes), TODAY)  # type: ignore[arg-type]


@many
@given(some.dates(), some.integers(1, 400))
def test_no_review_is_later_than_thirty_days(since: date, gap: int) -> None:
    assert (latest_review(min(since, date(9000, 1, 1)), gap) - min(since, date(9000, 1, 1))).days <= MOST_REVIEW_GAP


def slot(starts: int, ends: int, weekday: int = 0) -> Slot:
    return Slot(weekday, time(starts), time(ends), Way.OUR_PLACE)


@pytest.mark.parametrize(
    ("week", "wrong"),
    [
        ([], WrongWeek.EMPTY),
        ([slot(11, 10)], WrongWeek.BACKWARDS),
        ([slot(10, 10)], WrongWeek.BACKWARDS),
        ([slot(7, 9)], WrongWeek.OUTSIDE),
        ([slot(17, 19)], WrongWeek.OUTSIDE),
        ([slot(10, 12, weekday=5)], WrongWeek.OUTSIDE),
        ([slot(10, 12), slot(11, 13)], WrongWeek.OVERLAP),
        ([slot(9, 15, weekday=day) for day in range(5)], WrongWeek.FULL_TIME),
        ([slot(10, 12), slot(12, 13), slot(11, 13, weekday=1)], None),
    ],
)
def test_a_week_that_cannot_be_is_seen(week: list[Slot], wrong: WrongWeek | None) -> None:
    assert wrong_week(week, YEAR_NINE) == wrong


slots = some.builds(
    Slot,
    weekday=some.integers(0, 6),
    starts=some.builds(time, some.integers(7, 18), some.sampled_from([0, 30])),
    ends=some.builds(time, some.integers(7, 18), some.sampled_from([0, 30])),
    way=some.sampled_from(Way),
)


@many
@given(some.lists(slots, max_size=8))
def test_no_week_that_is_taken_overlaps_or_is_full_time(week: list[Slot]) -> None:
    if wrong_week(week, YEAR_NINE) is None:
        taken = [(one.weekday, minute) for one in week for minute in _minutes(one)]
        assert len(taken) == len(set(taken)) < YEAR_NINE


def _minutes(one: Slot) -> range:
    return range(one.starts.hour * 60 + one.starts.minute, one.ends.hour * 60 + one.ends.minute)


@many
@given(days_of_a_year, calendars())
def test_the_next_day_is_the_first_school_day_after_the_end(ends_on: date, calendar: list[TermDate]) -> None:
    found = next_full_time_day(ends_on, calendar)
    between = (found or ends_on + timedelta(days=400)) - ends_on
    skipped = [ends_on + timedelta(days=number) for number in range(1, between.days)]
    assert not any(is_school_day(on, calendar) for on in skipped)
    assert found is None or (found > ends_on and is_school_day(found, calendar))


@many
@given(days_of_a_year, calendars(), some.sets(days_of_a_year, max_size=3), some.sampled_from(["", "At school"]))
def test_nobody_is_left_without_a_next_day_unseen(
    ends_on: date, calendar: list[TermDate], due: set[date], offer: str
) -> None:
    """Over any calendar: there is a day and something is due on it, or the gap is raised on the very next day."""
    on = next_full_time_day(ends_on, calendar)
    has_somewhere = on is not None and (bool(offer) or on in due)
    is_seen = is_gap(on, ends_on + timedelta(days=1), due, offer)
    TRIED["ended"] += 1
    TRIED["unseen"] += not has_somewhere and not is_seen
    assert is_seen is not has_somewhere


@many
@given(days_of_a_year, calendars())
def test_none_starts_that_would_end_on_nothing(ends_on: date, calendar: list[TermDate]) -> None:
    on = next_full_time_day(ends_on, calendar)
    one = dataclasses.replace(WHOLE, starts_on=ends_on, ends_on=ends_on, full_time_on=on)
    assert (Missing.NEXT_DAY in what_is_missing(one, ends_on)) is (on is None)


@many
@given(days_of_a_year, some.integers(0, 60), some.integers(1, 400))
def test_the_day_after_its_end_it_is_over_whatever_happened(starts_on: date, length: int, later: int) -> None:
    ends_on = starts_on + timedelta(days=length)
    for started in (True, False):
        stands = state_of(starts_on, ends_on, started=started, ended_on=None, today=ends_on + timedelta(days=later))
        assert stands in (State.OVER, State.WRITTEN)
        assert (stands is State.OVER) is started


def test_it_runs_from_its_first_day_to_its_last() -> None:
    def stands(today: date, ended_on: date | None = None) -> State:
        return state_of(date(2026, 11, 30), date(2026, 12, 11), started=True, ended_on=ended_on, today=today)

    assert stands(date(2026, 11, 29)) is State.COMING
    assert stands(date(2026, 11, 30)) is stands(date(2026, 12, 11)) is State.RUNNING
    assert stands(date(2026, 12, 1), date(2026, 12, 1)) is State.OVER
    assert last_day(date(2026, 12, 11), date(2026, 12, 1)) == date(2026, 12, 1)


def test_the_warnings_come_ten_and_five_school_days_before_the_end() -> None:
    closed = TermDate(kind=DayKind.CLOSED, from_on=date(2026, 12, 4), until_on=date(2026, 12, 4), reason="")
    term = TermDate(kind=DayKind.TERM, from_on=date(2026, 9, 1), until_on=date(2026, 12, 18), reason="")
    assert school_days_left(date(2026, 12, 11), date(2026, 11, 26), [term]) == 11
    assert school_days_left(date(2026, 12, 11), date(2026, 11, 26), [term, closed]) == 10
    assert [warning_due(left) for left in (11, 10, 6, 5, 0)] == [None, 10, 10, 5, 5]


@pytest.mark.parametrize(("year", "hours"), [(1, 21), (2, 21), (4, 23.5), (7, 24), (10, 24), (11, 25), (13, 25)])
def test_full_time_is_by_year_group(year: int, hours: float) -> None:
    assert full_time_minutes(year) == hours * 60
