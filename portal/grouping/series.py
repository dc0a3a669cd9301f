"""The dates of a series: every week or every month, by day and in the evening in turn. It knows no database.

Times are London's: a group that begins at 10 begins at 10 on the clock of the wall, in summer and in winter.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from portal.clock import LONDON

MOST_DATES = 52
_WEEK = timedelta(weeks=1)


class Every(StrEnum):
    """How often."""

    ONCE = "once"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Series:
    """The first day, from when to when, how often, how many; `other_starts` is when every second one begins."""

    first: date
    starts: time
    ends: time
    every: Every = Every.ONCE
    count: int = 1
    other_starts: time | None = None


def moments(series: Series) -> list[tuple[datetime, datetime]]:
    """From when to when each date is (UTC). Every second one is as long as the others, only at another time of day.

    Every month is the same weekday of the month as the first: the second Thursday; the last one, where the first is a
    fifth.
    """
    length = datetime.combine(series.first, series.ends) - datetime.combine(series.first, series.starts)
    count = 1 if series.every is Every.ONCE else min(series.count, MOST_DATES)
    found = []
    for number, day in enumerate(islice(_days(series), count)):
        begins = series.other_starts if series.other_starts and number % 2 else series.starts
        found.append((_utc(datetime.combine(day, begins)), _utc(datetime.combine(day, begins) + length)))
    return found


def _days(series: Series) -> Iterator[date]:
    day, number = series.first, 0
    while True:
        yield day
        number += 1
        day = series.first + number * _WEEK if series.every is Every.WEEK else _month_after(series.first, number)


def _month_after(first: date, months: int) -> date:
    """The same weekday of the month, so many months later."""
    which = (first.day - 1) // 7
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begins, length = monthrange(year, month + 1)
    day = 1 + (first.weekday() - begins) % 7 + 7 * which
    return date(year, month + 1, day if day <= length else day - 7)


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=LONDON).astimezone(UTC)
