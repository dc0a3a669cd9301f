"""Days: which are open, which are holidays or closed and why, and which seven make a week."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.models import DayKind, TermDate

SATURDAY = 5
# A calendar without a single school day ends nobody's search.
FURTHEST = timedelta(days=400)


@dataclass(frozen=True)
class Day:
    """A day of the calendar: term, holiday or closed, and the reason as a family reads it (may be empty)."""

    on: date
    kind: DayKind
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """True when sessions can take place."""
        return self.kind is DayKind.TERM


def day_of(term_dates: Iterable[TermDate], on: date) -> Day:
    """What kind of day this is. Closed beats holiday beats term; a day that no known term covers is holiday.

    A setting that has entered no term at all is open on every day that is not a holiday or closed.
    """
    term_dates = list(term_dates)
    covering = [row for row in term_dates if row.from_on <= on <= row.until_on]
    for kind in (DayKind.CLOSED, DayKind.HOLIDAY):
        for row in covering:
            if row.kind == kind:
                return Day(on, kind, row.reason)
    in_term = any(row.kind == DayKind.TERM for row in covering)
    knows_terms = any(row.kind == DayKind.TERM for row in term_dates)
    return Day(on, DayKind.TERM if in_term or not knows_terms else DayKind.HOLIDAY)


def days_between(from_on: date, until_on: date) -> Iterator[date]:
    """Each day from one to another, both included."""
    for number in range((until_on - from_on).days + 1):
        yield from_on + timedelta(days=number)


def school_day_after(day: date, number: int, term_dates: Iterable[TermDate]) -> date:
    """The day that is `number` school days after `day`; weekends, holidays and closed days do not count."""
    term_dates = list(term_dates)
    found, last = day, day + FURTHEST
    while number > 0 and found < last:
        found += timedelta(days=1)
        if found.weekday() < SATURDAY and day_of(term_dates, found).is_open:
            number -= 1
    return found


def school_day_before(day: date, number: int, term_dates: Iterable[TermDate]) -> date:
    """The day that is `number` school days before `day`: what began before it has had that many, and is late."""
    term_dates = list(term_dates)
    found, first = day, day - FURTHEST
    while number > 0 and found > first:
        found -= timedelta(days=1)
        if found.weekday() < SATURDAY and day_of(term_dates, found).is_open:
            number -= 1
    return found


@dataclass(frozen=True)
class Week:
    """Monday to Sunday: 'this' week or the 'next' one."""

    which: str
    monday: date

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> list[date]:
        """Its seven days."""
        return list(days_between(self.monday, self.sunday))


def week_from(today: date, which: str | None = None) -> Week:
    """This week or the next one. Nothing said: this one, and on Saturday and Sunday the one that is coming."""
    which = which or ("next" if today.weekday() >= SATURDAY else "this")
    monday = today - timedelta(days=today.weekday())
    return Week(which, monday + timedelta(days=7 if which == "next" else 0))
