"""By when a family hears: from working times, absences, the calendar and the setting's hours. Plain functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

from portal.clock import LONDON, london
from portal.models import TermDate
from portal.timetable.days import FURTHEST, SATURDAY, day_of, days_between


class Stretch(Protocol):
    """A time of a weekday: a row of WorkingTime or of MonitoredTime. 0 is Monday; times are London's."""

    @property
    def weekday(self) -> int:
        """Of which weekday."""

    @property
    def starts(self) -> time:
        """From when."""

    @property
    def ends(self) -> time:
        """Until when."""


@dataclass(frozen=True)
class Times:
    """A stretch of a weekday, where no row says one."""

    weekday: int
    starts: time
    ends: time


# Where neither the person nor the setting has entered any times.
SCHOOL_HOURS = tuple(Times(weekday, time(9), time(16)) for weekday in range(SATURDAY))


@dataclass(frozen=True)
class Pattern:
    """When somebody is there. Without times of their own, the hours of the setting count."""

    times: tuple[Stretch, ...] = ()
    hours: tuple[Stretch, ...] = ()
    # From which day to which they are away, both included.
    away: tuple[tuple[date, date], ...] = ()

    @property
    def counts(self) -> tuple[Stretch, ...]:
        """The times that count."""
        return self.times or self.hours or SCHOOL_HOURS

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays of those times, each once, in their order."""
        return tuple(sorted({one.weekday for one in self.counts}))

    def is_away(self, day: date) -> bool:
        """Is this one of the days on which they are away?"""
        return any(first <= day <= last for first, last in self.away)

    def away_until(self, day: date) -> date | None:
        """The last day of the absence that runs on this day; None when they are not away."""
        return max((last for first, last in self.away if first <= day <= last), default=None)


def reply_due(moment: datetime, pattern: Pattern, term_dates: Iterable[TermDate]) -> datetime | None:
    """By when somebody hears who wrote at `moment`: the end of the second day on which the other one works.

    The first is the day on which they have it: today while they are there or still come, else the next on which they
    work. So there is always a whole working day for it. Days on which the setting is closed, holidays and days away are
    no working days. In UTC; None when they do not work again within a year.
    """
    term_dates, has_it = list(term_dates), False
    first = london(moment).date()
    for day in days_between(first, first + FURTHEST):
        ends = _end_of(day, pattern, term_dates)
        if ends is None:
            continue
        if has_it:
            return ends
        has_it = moment < ends
    return None


def there_from(moment: datetime, pattern: Pattern, term_dates: Iterable[TermDate]) -> datetime | None:
    """From when they are at work who are asked for at `moment`: that moment itself while they are.

    In UTC; None when they do not work again within a year.
    """
    term_dates = list(term_dates)
    first = london(moment).date()
    for day in days_between(first, first + FURTHEST):
        for starts, ends in _stretches_of(day, pattern, term_dates):
            if moment < ends:
                return max(starts, moment)
    return None


def _stretches_of(day: date, pattern: Pattern, term_dates: list[TermDate]) -> list[tuple[datetime, datetime]]:
    """From when to when they work on this day, the first stretch first."""
    if pattern.is_away(day) or not day_of(term_dates, day).is_open:
        return []
    return sorted(
        (
            datetime.combine(day, one.starts, LONDON).astimezone(UTC),
            datetime.combine(day, one.ends, LONDON).astimezone(UTC),
        )
        for one in pattern.counts
        if one.weekday == day.weekday()
    )


def _end_of(day: date, pattern: Pattern, term_dates: list[TermDate]) -> datetime | None:
    """When their work of this day is over; None on a day on which they do not work."""
    return max((ends for _starts, ends in _stretches_of(day, pattern, term_dates)), default=None)
