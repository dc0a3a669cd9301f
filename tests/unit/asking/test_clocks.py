"""The clocks of a question run in school days: nobody is late because of a weekend or the holidays."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.asking.clocks import Clocks, What, due_of
from portal.models import Ask, DayKind, TermDate
from portal.timetable.days import school_day_after

CLOCKS = Clocks(seen=1, reply=3, decide=10)
TERM = TermDate(kind=DayKind.TERM, from_on=date(2026, 9, 1), until_on=date(2026, 12, 18), reason="")
CLOSED = TermDate(kind=DayKind.CLOSED, from_on=date(2026, 11, 27), until_on=date(2026, 11, 27), reason="")
BACK = TermDate(kind=DayKind.TERM, from_on=date(2027, 1, 5), until_on=date(2027, 2, 12), reason="")
DATES = [TERM, CLOSED, BACK]


def asked_on(day: date, **facts: object) -> Ask:
    moment = datetime(day.year, day.month, day.day, 15, tzinfo=ZoneInfo("Europe/London"))
    return Ask(asked_at=moment, reason="", tries=0, **facts)


@pytest.mark.parametrize(
    ("from_on", "days", "until_on"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 26), 1, date(2026, 11, 30)),
        (date(2026, 11, 24), 3, date(2026, 11, 30)),
        (date(2026, 12, 18), 1, date(2027, 1, 5)),
        (date(2026, 12, 16), 3, date(2027, 1, 5)),
    ],
    ids=["tomorrow", "over a closed Friday", "three with a weekend", "over the holidays", "into the holidays"],
)
def test_school_days_leave_out_weekends_holidays_and_closed_days(from_on: date, days: int, until_on: date) -> None:
    assert school_day_after(from_on, days, DATES) == until_on


def test_a_question_is_late_the_day_after_and_not_before() -> None:
    question = asked_on(date(2026, 11, 24))
    assert not due_of(question, CLOCKS, DATES, date(2026, 11, 25)).is_late
    late = due_of(question, CLOCKS, DATES, date(2026, 11, 26))
    assert (late.what, late.is_late) == (What.SEE, True)


def test_a_question_that_was_read_is_due_a_reply_after_three_school_days() -> None:
    question = asked_on(date(2026, 11, 24))
    question.seen_at = question.asked_at
    due = due_of(question, CLOCKS, DATES, date(2026, 11, 30))
    assert (due.what, due.on, due.is_late) == (What.REPLY, date(2026, 11, 30), False)


def test_a_promised_day_is_the_day_it_is_due() -> None:
    question = asked_on(date(2026, 11, 24), think_until=date(2026, 12, 2))
    assert due_of(question, CLOCKS, DATES, date(2026, 12, 3)).is_late


LATER, SOONER, BY_THE_CLOCK = date(2026, 12, 14), date(2026, 12, 2), date(2026, 12, 9)


@pytest.mark.parametrize(
    ("until", "why", "due_on"),
    [
        (LATER, "The bus.", LATER),
        (SOONER, "The bus.", SOONER),
        (LATER, "", BY_THE_CLOCK),
        (SOONER, "", SOONER),
    ],
    ids=["later with a reason", "sooner", "later without a reason", "sooner without a reason"],
)
def test_it_is_decided_by_the_clock_or_by_a_new_day_with_its_reason(until: date, why: str, due_on: date) -> None:
    question = asked_on(date(2026, 11, 24), think_until=until, think_why=why)
    due = due_of(question, CLOCKS, DATES, due_on)
    assert (due.what, due.on, due.is_late) == (What.DECIDE, due_on, False)
    assert due.decide_by == BY_THE_CLOCK
    assert due_of(question, CLOCKS, DATES, due_on + timedelta(days=1)).is_late


def test_a_calendar_without_school_days_still_answers() -> None:
    holiday = TermDate(kind=DayKind.HOLIDAY, from_on=date(2020, 1, 1), until_on=date(2040, 1, 1), reason="")
    assert school_day_after(date(2026, 11, 24), 3, [holiday]) > date(2026, 11, 24)
