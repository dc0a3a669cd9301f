"""Hours of a week: how many are planned, beside how many were promised."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.models import DayKind
from portal.timetable.days import Day
from portal.timetable.plan import Occurrence


@dataclass(frozen=True)
class Hours:
    """Minutes planned in a week, and minutes promised (`Placement.weekly_minutes`)."""

    planned: int
    promised: int


def hours_of(occurrences: Iterable[Occurrence], days: Iterable[Day], promised: int) -> Hours | None:
    """The hours of a week; None when nothing was promised or part of the week is holiday.

    A day on which the setting is closed counts against the promise; a cancelled session does too.
    """
    if promised <= 0 or any(day.kind is DayKind.HOLIDAY and day.on.weekday() < 5 for day in days):
        return None
    return Hours(sum(one.plan.minutes for one in occurrences if not one.is_cancelled), promised)
