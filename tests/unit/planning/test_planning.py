"""Which week it is, which step, and when a review is late."""

from datetime import date

import pytest

from portal.models import Journey, Stage
from portal.planning.reviews import Standing, WrongDay, standing_of, why_not_on
from portal.planning.way import journey_of, way_of
from portal.planning.weeks import Weeks, is_welcomed, weeks_of

TUESDAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("today", "number"),
    [
        (date(2026, 8, 31), 0),
        (date(2026, 9, 1), 1),
        (date(2026, 9, 6), 1),
        (date(2026, 9, 7), 2),
        (date(2026, 11, 24), 13),
    ],
)
def test_a_week_begins_on_its_monday(today: date, number: int) -> None:
    assert weeks_of(TUESDAY, 12, today).number == number


@pytest.mark.parametrize(("today", "number"), [(date(2026, 9, 5), 1), (date(2026, 9, 7), 1), (date(2026, 9, 14), 2)])
def test_what_begins_on_a_saturday_has_its_first_week_after_it(today: date, number: int) -> None:
    assert weeks_of(date(2026, 9, 5), None, today).number == number


def test_more_weeks_than_were_planned_is_said() -> None:
    assert not Weeks(12, 12).is_over
    assert Weeks(13, 12).is_over
    assert not Weeks(40, None).is_over


def test_the_welcome_stands_until_the_second_week_is_over() -> None:
    assert is_welcomed(TUESDAY, date(2026, 8, 1))
    assert is_welcomed(TUESDAY, date(2026, 9, 14))
    assert not is_welcomed(TUESDAY, date(2026, 9, 15))


@pytest.mark.parametrize(("tier", "third"), [(1, "Staying in"), (2, "Going back"), (3, "Moving on")])
def test_the_third_step_is_called_by_the_tier(tier: int, third: str) -> None:
    way = way_of(tier, Stage.GOING_ON)
    assert [step.label for step in way] == ["Getting to know you", "Helping", third, "Looking after it"]
    assert [step.is_done for step in way] == [True, True, False, False]
    assert [step.is_now for step in way] == [False, False, True, False]


def test_a_child_in_their_own_school_does_not_come_to_us_step_by_step() -> None:
    assert journey_of(1, Journey.HYBRID) == ()
    assert [step.is_now for step in journey_of(2, Journey.HYBRID)] == [False, True, False]


@pytest.mark.parametrize(
    ("on", "held_on", "standing"),
    [
        (date(2026, 11, 25), None, Standing.COMING),
        (date(2026, 11, 24), None, Standing.TODAY),
        (date(2026, 11, 23), None, Standing.LATE),
        (date(2026, 11, 23), date(2026, 11, 24), Standing.HELD),
    ],
)
def test_a_review_is_late_from_the_day_after(on: date, held_on: date | None, standing: Standing) -> None:
    assert standing_of(on, held_on, date(2026, 11, 24)) is standing


@pytest.mark.parametrize(
    ("day", "before", "wrong"),
    [
        (date(2026, 8, 31), None, WrongDay.BEFORE_THE_START),
        (date(2026, 8, 31), date(2026, 8, 31), WrongDay.BEFORE_THE_START),
        (date(2026, 11, 23), None, WrongDay.PAST),
        (date(2026, 11, 23), date(2026, 11, 23), None),
        (date(2026, 11, 24), None, None),
    ],
)
def test_a_review_is_neither_before_the_start_nor_on_a_day_that_has_passed(
    day: date, before: date | None, wrong: WrongDay | None
) -> None:
    assert why_not_on(day, TUESDAY, date(2026, 11, 24), before=before) is wrong
