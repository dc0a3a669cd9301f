"""What the page of a week shows."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.models import DayKind, Way
from portal.pupils import Child
from portal.timetable.days import Day, Week
from portal.timetable.hours import Hours
from portal.timetable.not_coming import NotComings
from portal.timetable.plan import Occurrence

Seen = frozenset[tuple[uuid.UUID, int]]


@dataclass(frozen=True)
class Row:
    """A session in its day: `state` is "", "past" or "new"; `joins` is "", "later", "today" or "first"."""

    one: Occurrence
    state: str
    is_unseen: bool
    joins: str


@dataclass(frozen=True)
class DayOfWeek:
    """A day with its sessions; none when it is closed, holiday, or simply free."""

    day: Day
    is_today: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class WeekOfChild:
    """A whole week of one pupil, and the children whose week can be opened instead."""

    child: Child
    week: Week
    days: tuple[DayOfWeek, ...]
    hours: Hours | None
    children: tuple[Child, ...]
    # When it starts again, in a week that is all holiday.
    after: Occurrence | None
    not_coming: NotComings

    @property
    def is_holiday(self) -> bool:
        """True when no weekday of it is a school day."""
        return is_holiday(each.day for each in self.days)


def is_holiday(days: Iterable[Day]) -> bool:
    """True when each of these days is a holiday."""
    return all(day.kind is DayKind.HOLIDAY for day in days)


def days_of_week(found: Iterable[Occurrence], days: Iterable[Day], seen: Seen, now: datetime) -> tuple[DayOfWeek, ...]:
    """Monday to Friday, and a day of the weekend on which there is something."""
    found = list(found)
    today = now.date()
    first_join = _first_to_join(found, now)
    shown = []
    for day in days:
        rows = tuple(_row(one, seen, now, first_join) for one in found if one.on == day.on)
        if rows or day.on.weekday() < 5:
            shown.append(DayOfWeek(day, day.on == today, rows))
    return tuple(shown)


def _row(one: Occurrence, seen: Seen, now: datetime, first_join: Occurrence | None) -> Row:
    is_unseen = one.is_changed and one.change is not None and (one.change.id, one.change.revision) not in seen
    is_past = one.plan.ends <= now
    return Row(one, "new" if is_unseen else "past" if is_past else "", is_unseen, _joins(one, now, first_join))


def _first_to_join(found: list[Occurrence], now: datetime) -> Occurrence | None:
    return next((one for one in found if _can_join(one, now)), None)


def _can_join(one: Occurrence, now: datetime) -> bool:
    coming_today = one.on == now.date() and one.plan.ends > now
    return one.plan.way is Way.ONLINE and coming_today and not one.is_cancelled and bool(one.plan.join_url)


def _joins(one: Occurrence, now: datetime, first_join: Occurrence | None) -> str:
    if one.plan.way is not Way.ONLINE or one.is_cancelled or one.plan.ends <= now:
        return ""
    if one is first_join:
        return "first"
    if one.on == now.date():
        return "today"
    return "later"
