"""When somebody is asked in the year after a return, what is noticed, and that nobody takes unknown for yes."""

import itertools
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models import DayKind, HowItGoes, TermDate, Voice, WarningRule, YesNoUnknown
from portal.returning.after import (
    APART,
    Asked,
    dates_to_ask,
    due_on,
    notice,
    sustained,
    weeks_reached,
)

ROHAN, PRIYA, ARJUN, LEWIS = (uuid.uuid5(uuid.NAMESPACE_DNS, name) for name in ("rohan", "priya", "arjun", "lewis"))
GOOD, MIXED, HARD = HowItGoes.GOOD, HowItGoes.MIXED, HowItGoes.HARD
MONDAY = date(2026, 9, 7)
TODAY = date(2026, 11, 24)
YES, NO, UNKNOWN = YesNoUnknown.YES, YesNoUnknown.NO, YesNoUnknown.UNKNOWN


def term(from_on: date, until_on: date, kind: DayKind = DayKind.TERM) -> TermDate:
    return TermDate(kind=kind, from_on=from_on, until_on=until_on, reason="")


TERMS = [
    term(date(2026, 9, 1), date(2026, 10, 23)),
    term(date(2026, 10, 24), date(2026, 11, 1), DayKind.HOLIDAY),
    term(date(2026, 11, 2), date(2026, 12, 18)),
    term(date(2027, 1, 4), date(2027, 2, 12)),
    term(date(2027, 2, 22), date(2027, 3, 25)),
]


def test_it_is_asked_weekly_then_monthly_then_once_in_each_half_term() -> None:
    days = dates_to_ask(MONDAY, TERMS)
    assert days[:4] == [date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28), date(2026, 10, 5)]
    assert days[4:6] == [date(2026, 11, 2), date(2026, 11, 30)]
    later = days[6:]
    assert date(2027, 1, 18) in later
    assert date(2027, 3, 8) in later
    assert later[-1] <= MONDAY + timedelta(weeks=53)
    assert 6 <= len(later) <= 10


@given(st.dates(date(2026, 8, 1), date(2027, 7, 31)), st.booleans())
def test_no_two_questions_are_close_but_in_the_first_weeks_and_none_is_after_the_year(on: date, known: bool) -> None:
    days = dates_to_ask(on, TERMS if known else [])
    assert days == sorted(set(days))
    assert all(on < day <= on + timedelta(weeks=52, days=16) for day in days)
    assert all(day.weekday() < 5 for day in days)
    after = [day for day in days if day > on + timedelta(weeks=6)]
    assert all(later - day >= APART - timedelta(days=9) for day, later in itertools.pairwise(after))
    assert len(days) <= 20


@given(st.dates(date(2026, 9, 1), date(2028, 1, 1)))
def test_only_the_newest_day_is_due_and_nothing_when_the_year_is_over(today: date) -> None:
    found = due_on(MONDAY, TERMS, today)
    if found is not None:
        assert found <= today
        assert not [day for day in dates_to_ask(MONDAY, TERMS) if found < day <= today]
    if today < MONDAY + timedelta(weeks=1) or today > MONDAY + timedelta(weeks=60):
        assert found is None


def asked(who: uuid.UUID, weeks_ago: int, going: HowItGoes | None = None, **facts: object) -> Asked:
    voice = {ROHAN: Voice.YOUNG, LEWIS: Voice.TEAM}.get(who, Voice.HOME)
    return Asked(who, voice, TODAY - timedelta(weeks=weeks_ago), going, **facts)  # type: ignore[arg-type]


def rules(*rows: Asked) -> list[WarningRule]:
    return [one.rule for one in notice(rows, TODAY)]


def test_hard_twice_in_a_row_is_noticed_and_once_is_not() -> None:
    assert rules(asked(ROHAN, 2, HARD), asked(ROHAN, 1, HARD)) == [WarningRule.HARD_TWICE]
    assert rules(asked(ROHAN, 2, HARD), asked(ROHAN, 1, MIXED)) == []
    assert rules(asked(ROHAN, 2, HARD), asked(PRIYA, 1, HARD)) == []
    assert rules(asked(ROHAN, 3, HARD), asked(ROHAN, 2, GOOD), asked(ROHAN, 1, HARD)) == []


def test_no_answer_twice_in_a_row_is_noticed_when_their_time_is_over() -> None:
    assert rules(asked(PRIYA, 2), asked(PRIYA, 1)) == [WarningRule.NO_ANSWER_TWICE]
    assert rules(asked(PRIYA, 1), asked(PRIYA, 0)) == []
    assert rules(asked(PRIYA, 1), asked(PRIYA, 0, is_passed_over=True)) == [WarningRule.NO_ANSWER_TWICE]
    assert rules(asked(PRIYA, 3), asked(PRIYA, 2, GOOD), asked(PRIYA, 1)) == []


def test_three_days_missed_in_a_month_are_noticed_and_home_and_school_are_not_added_up() -> None:
    found = notice([asked(PRIYA, 3, GOOD, days_missed=1), asked(PRIYA, 1, GOOD, days_missed=2)], TODAY)
    assert [(one.rule, one.days) for one in found] == [(WarningRule.DAYS_MISSED, 3)]
    assert rules(asked(PRIYA, 1, GOOD, days_missed=2), asked(LEWIS, 1, GOOD, days_missed=2)) == []
    assert rules(asked(PRIYA, 8, GOOD, days_missed=2), asked(PRIYA, 1, GOOD, days_missed=2)) == []


def test_a_child_who_says_hard_where_an_adult_says_good_is_noticed() -> None:
    [found] = notice([asked(ROHAN, 1, HARD), asked(PRIYA, 1, GOOD), asked(ARJUN, 1, MIXED)], TODAY)
    assert (found.rule, found.people) == (WarningRule.VOICES_DIFFER, {ROHAN, PRIYA})
    assert rules(asked(ROHAN, 1, GOOD), asked(PRIYA, 1, HARD)) == []
    assert rules(asked(ROHAN, 1, HARD), asked(PRIYA, 2, GOOD)) == []


@pytest.mark.parametrize(
    ("attended", "possible", "came"),
    [(None, None, UNKNOWN), (0, 0, UNKNOWN), (None, 60, UNKNOWN), (51, 60, YES), (50, 60, NO), (0, 60, NO)],
)
def test_unknown_is_never_a_yes(attended: int | None, possible: int | None, came: YesNoUnknown) -> None:
    found = sustained(UNKNOWN, YES, attended, possible, 85)
    assert (found.on_roll, found.not_excluded, found.came) == (UNKNOWN, YES, came)


def test_the_three_days_come_after_12_26_and_52_weeks() -> None:
    assert [weeks_reached(MONDAY, MONDAY + timedelta(weeks=weeks)) for weeks in (11, 12, 26, 60)] == [
        (),
        (12,),
        (12, 26),
        (12, 26, 52),
    ]
