"""The two measures of attendance are never mixed, and what is ours never counts against a child."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import Mark
from portal.returning.attendance import (
    CAME,
    HalfDay,
    Marked,
    is_setback,
    minutes_there,
    plan_attendance,
    statutory_attendance,
    week_came,
)

MONDAY = date(2026, 11, 2)
FOUR_WEEKS = [MONDAY + timedelta(days=number) for number in range(28) if number % 7 < 5]
ALWAYS = [(MONDAY, FOUR_WEEKS[-1])]

marked = st.builds(
    Marked,
    on=st.sampled_from(FOUR_WEEKS),
    is_morning=st.booleans(),
    mark=st.sampled_from(Mark),
    offered=st.just(60),
    attended=st.integers(0, 60),
)
days = st.sets(st.sampled_from(FOUR_WEEKS))
half_days = st.sets(st.tuples(st.sampled_from(FOUR_WEEKS), st.booleans()))
periods = st.lists(st.tuples(st.sampled_from(FOUR_WEEKS), st.sampled_from(FOUR_WEEKS)), max_size=3)


def one(mark: Mark, on: date = MONDAY, *, morning: bool = True) -> Marked:
    return Marked(on, morning, mark, 60, minutes_there(mark, 60))


def halves(marks: list[Marked]) -> set[HalfDay]:
    return {(each.on, each.is_morning) for each in marks}


def test_a_child_who_comes_to_each_agreed_morning_has_come_to_all_and_to_half_of_the_half_days() -> None:
    mornings = [one(Mark.CAME, day) for day in FOUR_WEEKS]
    plan = plan_attendance(mornings)
    register = statutory_attendance(mornings, school_days=FOUR_WEEKS, timetabled=halves(mornings), part_time=ALWAYS)
    assert (plan.attended, plan.possible) == (20, 20)
    assert (register.attended, register.agreed_away, register.away, register.percent) == (20, 20, 0, 50)


def test_no_sessions_yet_is_nothing_and_never_nought() -> None:
    assert not plan_attendance([]).has_any
    assert not plan_attendance([one(Mark.WE_DID_NOT_COME)]).has_any
    assert statutory_attendance([], school_days=FOUR_WEEKS, timetabled=[], part_time=[]).percent is None


@pytest.mark.parametrize(("half_days_there", "percent"), [(19, None), (20, 100)])
def test_below_twenty_half_days_there_is_no_share(half_days_there: int, percent: int | None) -> None:
    marks = [one(Mark.CAME, FOUR_WEEKS[n // 2], morning=n % 2 == 0) for n in range(half_days_there)]
    register = statutory_attendance(marks, school_days=FOUR_WEEKS, timetabled=halves(marks), part_time=[])
    assert (register.possible, register.percent) == (half_days_there, percent)


@given(st.lists(marked), days, half_days, periods)
def test_a_part_time_timetable_changes_the_register_and_never_the_plan(
    marks: list[Marked], school_days: set[date], timetabled: set[HalfDay], runs: list[tuple[date, date]]
) -> None:
    facts = {"school_days": school_days, "timetabled": timetabled | halves(marks)}
    without = statutory_attendance(marks, part_time=[], **facts)
    with_it = statutory_attendance(marks, part_time=runs, **facts)
    assert (without.attended, without.away, without.not_known) == (with_it.attended, with_it.away, with_it.not_known)
    assert without.agreed_away == 0 <= with_it.agreed_away
    plan = plan_attendance(marks)
    assert plan.possible == sum(each.mark is not Mark.WE_DID_NOT_COME for each in marks)
    assert plan.attended == sum(each.mark in CAME for each in marks)


@given(st.lists(marked), days, half_days, periods)
def test_each_half_day_counts_as_one_thing_at_most(
    marks: list[Marked], school_days: set[date], timetabled: set[HalfDay], runs: list[tuple[date, date]]
) -> None:
    register = statutory_attendance(marks, school_days=school_days, timetabled=timetabled, part_time=runs)
    assert register.possible + register.not_known <= 2 * len(school_days)
    assert register.percent is None or (register.possible >= 20 and 0 <= register.percent <= 100)


@given(st.lists(marked), st.integers(0, 5))
def test_that_we_did_not_come_never_counts_against_a_child(marks: list[Marked], more: int) -> None:
    ours = [one(Mark.WE_DID_NOT_COME, day) for day in FOUR_WEEKS[:more]]
    assert plan_attendance([*marks, *ours]) == plan_attendance(marks)
    facts = {"school_days": FOUR_WEEKS, "timetabled": halves([*marks, *ours]), "part_time": []}
    without, with_ours = statutory_attendance(marks, **facts), statutory_attendance([*marks, *ours], **facts)
    assert (with_ours.attended, with_ours.away) == (without.attended, without.away)
    assert is_setback(each.mark for each in [*marks, *ours]) == is_setback(each.mark for each in marks)
    week, before = (week_came(MONDAY, each, promised=0, not_marked=0) for each in ([*marks, *ours], marks))
    assert (week.days, week.there, week.offered) == (before.days, before.there, before.offered)


def test_a_half_day_without_a_mark_is_not_known_and_not_counted() -> None:
    register = statutory_attendance([], school_days=[MONDAY], timetabled=[(MONDAY, True)], part_time=ALWAYS)
    assert (register.attended, register.agreed_away, register.away, register.not_known) == (0, 1, 0, 1)


def test_a_week_holds_its_own_marks_only() -> None:
    sunday, next_monday = MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)
    marks = [one(Mark.CAME), one(Mark.PART), one(Mark.DID_NOT_COME, sunday), one(Mark.CAME, next_monday)]
    week = week_came(MONDAY, marks, promised=660, not_marked=2)
    assert (week.days, week.plan.attended, week.plan.possible) == (1, 2, 3)
    assert (week.promised, week.offered, week.there, week.not_marked) == (660, 180, 90, 2)


@given(st.sampled_from(Mark), st.integers(0, 600), st.none() | st.integers(-100, 1000))
def test_nobody_is_there_longer_than_was_offered(mark: Mark, offered: int, said: int | None) -> None:
    assert 0 <= minutes_there(mark, offered, said) <= offered


def test_twice_in_a_week_is_a_setback_and_once_is_none() -> None:
    assert is_setback([Mark.DID_NOT_COME, Mark.CAME, Mark.DID_NOT_COME])
    assert not is_setback([Mark.DID_NOT_COME, Mark.CAME_LATE, Mark.PART, Mark.WE_DID_NOT_COME])
