"""How a review of the plan stands, which days it may be on, and what somebody needs to take part in one."""

from datetime import date
from enum import StrEnum

from portal.models import Coming, MeetingWay

# What is held so already needs nobody to make it work.
_HELD_SO = {Coming.PHONE: MeetingWay.PHONE, Coming.VIDEO: MeetingWay.ONLINE}


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


def needs_somebody(held: MeetingWay, how: Coming) -> bool:
    """True when a person has to do something, so that somebody can take part like this in what is held like that."""
    return how is Coming.OTHER_TIME or (how in _HELD_SO and held is not _HELD_SO[how])
