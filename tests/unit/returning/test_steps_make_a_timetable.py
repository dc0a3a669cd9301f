"""Steps → timetable, for any steps: nothing overlaps, nothing is outside its step, nothing is over the hours.

`make drill` (EVERYBODY=1) tries many more. How many states were tried is printed at the end (`-s`).
"""

import os
import sys
import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.models import DayKind
from portal.returning.steps import Fault, Slot, Stretch, as_chosen, faults_of, put_off, timetable_of
from tests.factories.timetable import days

TERMS = [
    days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18)),
    days(DayKind.HOLIDAY, date(2026, 10, 26), date(2026, 10, 30)),
    days(DayKind.TERM, date(2027, 1, 4), date(2027, 3, 26)),
]
FIRST = date(2026, 9, 1)
PROMISED = 600
EXAMPLES = 20_000 if os.environ.get("EVERYBODY") else 60
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
tried: list[int] = []


@pytest.fixture(scope="module", autouse=True)
def says_how_many() -> Iterator[None]:
    yield
    sys.stdout.write(f"\nsteps → timetable: {len(tried)} states tried, none broke a rule\n")


@some.composite
def weeks(draw: some.DrawFn) -> tuple[Slot, ...]:
    """Sessions of a week that do not overlap and are within the promised hours."""
    found: list[Slot] = []
    for _number in range(draw(some.integers(0, 8))):
        starts = draw(some.integers(8 * 60, 17 * 60))
        ends = min(starts + draw(some.integers(5, 240)), 23 * 60)
        at = (time(minute // 60, minute % 60) for minute in (starts, ends))
        slot = Slot(draw(some.integers(0, 4)), *at, draw(some.sampled_from(["Art", "Maths", ""])))
        fits = sum(one.minutes for one in (*found, slot)) <= PROMISED
        if fits and not any(slot.overlaps(one) for one in found):
            found.append(slot)
    return tuple(found)


@some.composite
def ways(draw: some.DrawFn) -> list[Stretch]:
    """Steps on any days: apart, beside one another, overlapping, on the same first day."""
    found = []
    for _number in range(draw(some.integers(1, 7))):
        starts = FIRST + timedelta(days=draw(some.integers(0, 200)))
        found.append(Stretch(uuid.uuid4(), starts, starts + timedelta(days=draw(some.integers(0, 40))), draw(weeks())))
    return found


@many
@given(ways())
def test_no_two_sessions_are_at_the_same_time_on_any_day(steps: list[Stretch]) -> None:
    tried.append(1)
    laid = timetable_of(steps)
    for number, one in enumerate(laid):
        for other in laid[number + 1 :]:
            same_days = one.from_on <= other.until_on and other.from_on <= one.until_on
            assert not (same_days and one.slot.overlaps(other.slot))


@many
@given(ways())
def test_no_session_is_outside_the_days_of_its_step(steps: list[Stretch]) -> None:
    tried.append(1)
    of = {one.step_id: one for one in steps}
    for one in timetable_of(steps):
        assert of[one.step_id].starts_on <= one.from_on <= one.until_on <= of[one.step_id].ends_on
        assert one.slot in of[one.step_id].slots


@many
@given(ways(), some.sampled_from(["", "9:00", "10:30", "15:45"]), some.sampled_from(["", "Art"]))
def test_no_week_of_a_step_is_over_the_promised_hours_whatever_was_chosen(
    steps: list[Stretch], at: str, lesson: str
) -> None:
    tried.append(1)
    chosen = [Stretch(one.step_id, one.starts_on, one.ends_on, as_chosen(one.slots, at, lesson)) for one in steps]
    minutes: dict[uuid.UUID, int] = {}
    for one in timetable_of(chosen):
        minutes[one.step_id] = minutes.get(one.step_id, 0) + one.slot.minutes
    assert all(each <= PROMISED for each in minutes.values())
    for one in chosen:
        assert not any(a.overlaps(b) for number, a in enumerate(one.slots) for b in one.slots[number + 1 :])


@many
@given(ways())
def test_steps_that_fit_are_all_there_on_every_one_of_their_days(steps: list[Stretch]) -> None:
    tried.append(1)
    fitting: list[Stretch] = []
    for one in sorted(steps, key=lambda each: each.starts_on):
        if Fault.OVERLAPS not in {found.fault for found in faults_of(one, fitting, TERMS, PROMISED)}:
            fitting.append(one)
    laid = {(one.step_id, one.slot): (one.from_on, one.until_on) for one in timetable_of(fitting)}
    assert laid == {(one.step_id, slot): (one.starts_on, one.ends_on) for one in fitting for slot in one.slots}


@many
@given(ways(), some.integers(1, 4), some.data())
def test_what_is_put_off_neither_overlaps_nor_leaves_a_hole(
    steps: list[Stretch], later: int, data: some.DataObject
) -> None:
    tried.append(1)
    ordered: list[Stretch] = []
    on = FIRST
    for one in steps:  # as saved: each begins the day after the one before it
        until = on + (one.ends_on - one.starts_on)
        ordered.append(Stretch(one.step_id, on, until, one.slots))
        on = until + timedelta(days=1)
    at = data.draw(some.integers(0, len(ordered) - 1))
    stays = ordered[at - 1].step_id if at else None
    moved = put_off(ordered, ordered[at].step_id, later, TERMS, stays)
    after = [Stretch(one.step_id, *moved.get(one.step_id, (one.starts_on, one.ends_on)), ()) for one in ordered]
    for one in after:
        found = {each.fault for each in faults_of(one, after, TERMS, 0)}
        assert not found & {Fault.OVERLAPS, Fault.HOLE, Fault.ENDS_FIRST}
