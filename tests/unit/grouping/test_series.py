"""Dates of a series keep to the clock on the wall."""

from datetime import date, time

from portal.clock import london
from portal.grouping.series import Every, Series, moments


def said(series: Series) -> list[str]:
    return [f"{london(starts):%a %d %b %H:%M}-{london(ends):%H:%M}" for starts, ends in moments(series)]


def test_every_week_by_day_and_in_the_evening_in_turn_also_over_the_change_of_the_clock() -> None:
    weekly = Series(date(2027, 3, 18), time(10), time(11, 30), Every.WEEK, 3, time(18))
    assert said(weekly) == ["Thu 18 Mar 10:00-11:30", "Thu 25 Mar 18:00-19:30", "Thu 01 Apr 10:00-11:30"]


def test_every_month_is_the_same_weekday_and_a_fifth_becomes_the_last() -> None:
    second = Series(date(2026, 12, 10), time(10), time(11), Every.MONTH, 3)
    assert said(second) == ["Thu 10 Dec 10:00-11:00", "Thu 14 Jan 10:00-11:00", "Thu 11 Feb 10:00-11:00"]
    fifth = Series(date(2026, 12, 31), time(10), time(11), Every.MONTH, 2)
    assert said(fifth)[1].startswith("Thu 28 Jan")


def test_once_is_once() -> None:
    assert len(moments(Series(date(2026, 12, 1), time(10), time(11), count=9))) == 1
