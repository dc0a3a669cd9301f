"""How a review of the plan stands, and which days it may be on."""

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Where a review stands. Late is said to everybody who sees it."""

    COMING = "coming"
    TODAY = "today"
    LATE = "late"
    HELD = "held"


class WrongDay(StrEnum):
    """Why a day cannot be the day of a review."""

    BEFORE_THE_START = "before_the_start"
    PAST = "past"


def standing_of(on: date, held_on: date | None, today: date) -> Standing:
    """Held, or still to come, or late from the day after."""
    if held_on is not None:
        return Standing.HELD
    if on < today:
        return Standing.LATE
    return Standing.TODAY if on == today else Standing.COMING


def why_not_on(day: date, starts_on: date, today: date, *, before: date | None = None) -> WrongDay | None:
    """Why a review cannot be on this day; None when it can. `before` is the day it was on: it may stay there."""
    if day < starts_on:
        return WrongDay.BEFORE_THE_START
    if day < today and day != before:
        return WrongDay.PAST
    return None
