"""The rules of steps: what does not fit, when one may start, what "stay" does to the days."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from portal.models import DayKind, Readiness, StepAnswer, StepState, TermDate, WayStep
from portal.returning.steps import (
    Fault,
    NotYet,
    Slot,
    Stretch,
    as_chosen,
    faults_of,
    meeting,
    put_off,
    sorted_by,
    state_on,
    stays_of,
    time_of,
    why_not_start,
)
from tests.factories.timetable import days

TERM = days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18))
SPRING = days(DayKind.TERM, date(2027, 1, 4), date(2027, 3, 26))
TERMS = [TERM, SPRING]
TODAY = date(2026, 11, 24)
ENGLISH = Slot(0, time(9), time(10), "English")


def week(monday: date, weeks: int = 1, slots: tuple[Slot, ...] = (ENGLISH,), **facts: Any) -> Stretch:
    return Stretch(facts.get("id") or uuid.uuid4(), monday, monday + timedelta(days=7 * weeks - 3), slots)


def faults(new: Stretch, *others: Stretch, terms: list[TermDate] = TERMS, promised: int = 600) -> list[Fault]:
    return [one.fault for one in faults_of(new, others, terms, promised)]


def test_steps_that_follow_one_another_fit() -> None:
    first, second = week(date(2026, 11, 30)), week(date(2026, 12, 7))
    assert faults(second, first) == faults(first, second) == []


def test_a_weekend_and_the_holidays_are_no_hole() -> None:
    before, after = week(date(2026, 12, 14)), week(date(2027, 1, 4))
    assert faults(after, before) == []


def test_a_day_of_term_between_two_steps_is_a_hole_and_is_named() -> None:
    before, after = week(date(2026, 11, 30)), week(date(2026, 12, 9))
    [found] = faults_of(after, [before], TERMS, 0)
    assert (found.fault, found.from_on, found.until_on) == (Fault.HOLE, date(2026, 12, 7), date(2026, 12, 8))


def test_days_that_belong_to_two_steps_overlap() -> None:
    first = week(date(2026, 11, 30))
    assert faults(week(date(2026, 12, 4)), first) == [Fault.OVERLAPS]


def test_a_step_that_ends_before_it_starts_does_not_fit() -> None:
    assert faults(Stretch(uuid.uuid4(), date(2026, 12, 7), date(2026, 12, 4))) == [Fault.ENDS_FIRST]


def test_a_step_without_a_school_day_does_not_fit() -> None:
    assert faults(Stretch(uuid.uuid4(), date(2026, 12, 21), date(2027, 1, 1))) == [Fault.NO_SCHOOL_DAY]


def test_sessions_at_the_same_time_do_not_fit() -> None:
    other = Slot(0, time(9, 30), time(11), "Maths")
    assert faults(week(date(2026, 11, 30), slots=(ENGLISH, other))) == [Fault.SESSIONS_OVERLAP]


def test_more_than_the_promised_hours_do_not_fit() -> None:
    slots = tuple(Slot(day, time(9), time(12)) for day in range(4))
    assert faults(week(date(2026, 11, 30), slots=slots), promised=660) == [Fault.TOO_MANY_HOURS]
    assert faults(week(date(2026, 11, 30), slots=slots), promised=720) == []
    assert faults(week(date(2026, 11, 30), slots=slots), promised=0) == []


def test_the_steps_beside_it_move_along_so_that_none_is_left_out() -> None:
    first, last = week(date(2026, 11, 30)), week(date(2026, 12, 14))
    wide = Stretch(uuid.uuid4(), date(2026, 12, 3), date(2026, 12, 15), ())
    moved = meeting(wide, [first, last], frozenset((first.step_id, last.step_id)))
    assert [(one.starts_on, one.ends_on) for one in moved] == [
        (date(2026, 11, 30), date(2026, 12, 2)),
        (date(2026, 12, 16), date(2026, 12, 18)),
    ]
    assert faults(wide, *moved) == []
    assert meeting(wide, [first, last], frozenset()) == []


def test_what_was_chosen_is_in_the_week_and_never_longer_than_it_was_offered() -> None:
    slots = (Slot(0, time(9), time(11), "English"), Slot(0, time(11), time(12), "Maths"))
    chosen = as_chosen(slots, "10:00", "Art")
    assert chosen == (Slot(0, time(10), time(11), "Art"), slots[1])
    assert as_chosen(slots, "8:00", "") == as_chosen(slots, "11:00", "") == as_chosen(slots, "soon", "") == slots


def test_a_step_put_off_takes_those_after_it_along_and_leaves_no_hole() -> None:
    now, first, second = week(date(2026, 11, 23)), week(date(2026, 12, 7)), week(date(2026, 12, 14))
    moved = put_off([now, first, second], first.step_id, 1, TERMS, now.step_id)
    assert moved[now.step_id] == (date(2026, 11, 23), date(2026, 12, 13))
    assert moved[first.step_id][0] == date(2026, 12, 14)
    assert moved[second.step_id][0] == date(2026, 12, 21)


def test_over_the_holidays_the_earlier_one_goes_on() -> None:
    first, second = week(date(2026, 12, 14)), week(date(2027, 1, 4))
    moved = put_off([first, second], first.step_id, 3, TERMS, None)
    assert moved[first.step_id] == (date(2027, 1, 4), date(2027, 1, 24))
    assert moved[second.step_id][0] == date(2027, 1, 25)


def step(monday: date = date(2026, 11, 30), **facts: Any) -> WayStep:
    row = {"id": uuid.uuid4(), "starts_on": monday, "ends_on": monday + timedelta(days=4), "state": StepState.COMING}
    return WayStep(**{**row, **facts})


def answer(what: Readiness, decided: Readiness | None = None, hour: int = 9) -> StepAnswer:
    at = datetime(2026, 11, 23, hour, tzinfo=UTC)
    return StepAnswer(id=uuid.uuid4(), answer=what, decision=decided, said_at=at, decided_at=at if decided else None)


@pytest.mark.parametrize("what", list(Readiness))
def test_a_step_does_not_start_while_an_answer_waits(what: Readiness) -> None:
    one = step()
    assert why_not_start(one, [one], [answer(what)], TODAY) is NotYet.UNANSWERED
    assert why_not_start(one, [one], [answer(what)], one.starts_on) is NotYet.UNANSWERED


def test_a_step_that_was_answered_with_go_on_may_start() -> None:
    one = step()
    assert why_not_start(one, [one], [answer(Readiness.STAY, Readiness.GO_ON)], TODAY) is None


def test_before_its_day_the_young_person_is_asked_and_on_its_day_silence_is_no_bar() -> None:
    one = step()
    assert why_not_start(one, [one], [], TODAY) is NotYet.NOT_ASKED
    assert why_not_start(one, [one], [answer(Readiness.STAY, Readiness.STAY)], TODAY) is NotYet.NOT_ASKED
    assert why_not_start(one, [one], [], one.starts_on) is None


def test_a_step_waits_for_the_one_before_it_and_does_not_start_twice_or_too_late() -> None:
    first, second = step(), step(date(2026, 12, 7))
    go = [answer(Readiness.GO_ON, Readiness.GO_ON)]
    assert why_not_start(second, [first, second], go, TODAY) is NotYet.EARLIER
    assert why_not_start(first, [first], go, date(2026, 12, 7)) is NotYet.OVER
    assert why_not_start(step(date(2027, 1, 4)), [], go, TODAY) is NotYet.TOO_SOON
    assert why_not_start(first, [first], go, TODAY, has_sessions=False) is NotYet.NO_SESSIONS
    first.started_at = datetime(2026, 11, 24, tzinfo=UTC)
    assert why_not_start(first, [first], go, TODAY) is NotYet.BEGUN


def test_only_stays_in_a_row_count() -> None:
    stay = [answer(Readiness.STAY, Readiness.STAY, hour) for hour in (9, 10)]
    assert stays_of(stay) == 2
    assert stays_of([*stay, answer(Readiness.GO_ON, Readiness.GO_ON, 11)]) == 0
    assert stays_of([stay[0], answer(Readiness.GO_ON, Readiness.STAY, 11)]) == 2


def test_a_step_that_was_set_early_is_now_from_its_first_day_and_done_when_the_next_has_begun() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    first, second = step(started_at=at), step(date(2026, 12, 7), started_at=at)
    both = [first, second]
    assert state_on(first, both, TODAY) is StepState.COMING
    assert state_on(first, both, date(2026, 12, 1)) is StepState.NOW
    assert state_on(first, both, date(2026, 12, 7)) is StepState.DONE
    assert state_on(second, both, date(2026, 12, 7)) is StepState.NOW
    second.started_at = None
    assert state_on(first, both, date(2026, 12, 7)) is StepState.NOW


def test_the_young_persons_order_stands_and_what_they_never_saw_comes_last() -> None:
    one, two, three = (uuid.uuid4() for _ in range(3))
    assert sorted_by([one, two, three], f'["{two}", "{one}"]') == [two, one, three]
    assert sorted_by([one, two], "no list") == [one, two]


@pytest.mark.parametrize(("typed", "read"), [("9:30", time(9, 30)), ("14.00", time(14)), ("9", time(9))])
def test_times_are_read_as_people_type_them(typed: str, read: time) -> None:
    assert time_of(typed) == read


@pytest.mark.parametrize("typed", ["", "25:00", "9:77", "nine", "9:3:0", "²:00", "-1:00"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert time_of(typed) is None
