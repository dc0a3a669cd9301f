"""Days and times as people say them, in the language of the page: "Monday 3 March", "9:30"."""

from datetime import date, datetime, time

from babel.dates import format_date, format_time
from flask_babel import gettext as _

from portal import clock as the_clock
from portal.web.words import babel_locale


def day(on: date) -> str:
    """A day in words: "Tuesday 24 November"."""
    return format_date(on, "EEEE d MMMM", locale=babel_locale())


def short_day(on: date) -> str:
    """A day within a week that is known: "Tuesday 24"."""
    return format_date(on, "EEEE d", locale=babel_locale())


def day_month(on: date) -> str:
    """A day without its name: "24 November"."""
    return format_date(on, "d MMMM", locale=babel_locale())


def full_date(on: date) -> str:
    """A date with its year: "1 November 2026"."""
    return format_date(on, "d MMMM y", locale=babel_locale())


def clock(at: time | datetime) -> str:
    """A time of day in London: in English as on a clock on the wall, "1:00"; else as the language writes it, "13:00".

    Digits are the same in every language.
    """
    if isinstance(at, datetime):
        at = the_clock.london(at).time()
    if (locale := babel_locale()).language != "en":
        return format_time(at, "short", locale=locale)
    return f"{at.hour % 12 or 12}:{at.minute:02d}"


def part_of_day(at: time) -> str:
    """Which part of the day a time is in."""
    if at.hour < 12:
        return str(_("in the morning"))
    return str(_("in the afternoon") if at.hour < 17 else _("in the evening"))
