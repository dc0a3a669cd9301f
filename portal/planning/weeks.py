"""Which week of a placement it is: weeks of the calendar, which begin on a Monday, as people count them."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
# How long we say what we are learning, and how long the welcome stands in front.
FIRST_WEEKS = 4
WELCOMES_FOR = timedelta(weeks=2)


@dataclass(frozen=True)
class Weeks:
    """Week `number` of `planned`. 0 is before the first day; nothing planned is None."""

    number: int
    planned: int | None

    @property
    def is_over(self) -> bool:
        """True when it takes longer than was planned: the page says so."""
        return self.planned is not None and self.number > self.planned

    @property
    def is_early(self) -> bool:
        """True in the first weeks, in which we get to know one another, and before them."""
        return self.number <= FIRST_WEEKS


def weeks_of(starts_on: date, planned: int | None, today: date) -> Weeks:
    """The week of a placement on this day. What begins on a weekend begins its first whole week on the Monday after."""
    if today < starts_on:
        return Weeks(0, planned)
    first = _monday(starts_on) + timedelta(weeks=1 if starts_on.weekday() >= SATURDAY else 0)
    return Weeks(max(1, (_monday(today) - first).days // 7 + 1), planned)


def is_welcomed(starts_on: date, today: date) -> bool:
    """True before the first day and in the first two weeks."""
    return today < starts_on + WELCOMES_FOR


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
