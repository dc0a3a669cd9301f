"""Dates that are written relative to a day, so that the demo is always about this week.

A cell of a date column may say: `today`, `today-3d`, `monday` (of this week), `friday+1w`, `schoolday` (today, or the
Monday after when today is a Saturday or Sunday), `schoolday+2` (two school days later). In any cell, `{schoolday}` and
`{schoolday+2}` become the name of that weekday, so that an id can lead to the session of that day.
"""

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WRITTEN = re.compile(rf"(today|schoolday|{'|'.join(_WEEKDAYS)})(?:([+-]\d+)([dw])?)?")
_NAMED = re.compile(r"\{(schoolday(?:[+-]\d+)?)\}")


def date_of(written: str, today: date) -> date | None:
    """The date that a cell means on this day; None when it is not written relative to one."""
    found = _WRITTEN.fullmatch(written.strip().casefold())
    if not found:
        return None
    anchor, number, unit = found[1], int(found[2] or 0), found[3]
    if anchor == "schoolday":
        return _school_day(today, number)
    start = today if anchor == "today" else _monday(today) + timedelta(days=_WEEKDAYS.index(anchor))
    return start + (timedelta(days=number) if unit == "d" else timedelta(weeks=number))


def name_days(cell: str, today: date) -> str:
    """A cell with `{schoolday}` replaced by the name of its weekday."""

    def name(found: re.Match[str]) -> str:
        on = date_of(found[1], today)
        assert on is not None
        return _WEEKDAYS[on.weekday()]

    return _NAMED.sub(name, cell)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _school_day(today: date, later: int) -> date:
    day = today if today.weekday() < 5 else _monday(today) + timedelta(weeks=1)
    weeks, days = divmod(day.weekday() + later, 5)
    return _monday(day) + timedelta(weeks=weeks, days=days)
