"""Any step is taken out of any way that had no hole: no school day is left without a step, and nothing overlaps."""

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from portal.models import DayKind
from portal.returning.steps import Fault, Stretch, faults_of
from portal.returning.taking_out import Closes, closing
from tests.factories.timetable import days

TERMS = [
    days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18)),
    days(DayKind.TERM, date(2027, 1, 4), date(2027, 7, 20)),
]
FIRST = date(2026, 11, 30)


@some.composite
def ways(draw: some.DrawFn) -> list[Stretch]:
    """Steps one after another, from Monday to Friday or to Sunday, of one to five weeks."""
    found, starts = [], FIRST
    for _number in range(draw(some.integers(2, 7))):
        weeks, end = draw(some.integers(1, 5)), draw(some.sampled_from([3, 1]))
        found.append(Stretch(uuid.uuid4(), starts, starts + timedelta(days=7 * weeks - end)))
        starts += timedelta(weeks=weeks)
    return found


@given(ways(), some.data(), some.sampled_from(Closes))
def test_the_ladder_keeps_no_hole(steps: list[Stretch], data: some.DataObject, closes: Closes) -> None:
    gone = data.draw(some.sampled_from(steps))
    others = [one for one in steps if one is not gone]
    movable = data.draw(some.sampled_from([frozenset(one.step_id for one in others), frozenset({others[-1].step_id})]))
    closed = closing(gone, others, movable, closes)
    after = {**{one.step_id: one for one in others}, **({closed.step_id: closed} if closed else {})}
    beside = {one.step_id for one in others}
    if closed is None and gone not in (steps[0], steps[-1]):
        assert not {steps[steps.index(gone) - 1].step_id, steps[steps.index(gone) + 1].step_id} & movable
        return
    for one in after.values():
        found = faults_of(one, after.values(), TERMS, 0)
        assert not {fault.fault for fault in found} & {Fault.OVERLAPS, Fault.HOLE}, beside


def test_one_that_may_not_be_moved_leaves_the_days_to_the_other() -> None:
    mondays = [FIRST + timedelta(weeks=number) for number in range(3)]
    one, two, three = (Stretch(uuid.uuid4(), monday, monday + timedelta(days=6)) for monday in mondays)
    closed = closing(two, [one, three], frozenset({three.step_id}), Closes.BEFORE)
    assert closed is not None
    assert (closed.step_id, closed.starts_on) == (three.step_id, two.starts_on)
