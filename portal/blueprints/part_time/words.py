"""What things of a part-time timetable are called, and what is missing, each in a whole sentence."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from babel.dates import format_date
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.models import PartTimeReason, Way
from portal.returning.part_time import Missing, WrongWeek
from portal.timetable.names import WAYS
from portal.web import dates
from portal.web.said import fill
from portal.web.words import babel_locale

_A_MONDAY = date(2026, 1, 5)

# By field, in the order of the page; a revision keeps each.
FIELDS: dict[str, LazyString] = {
    "reason": _l("Why is full time not possible now?"),
    "reason_words": _l("The reason in plain words"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "week": _l("The week"),
    "work_for_home": _l("Work for home"),
    "check_at_home": _l("Who checks that the child is safe at home, and when"),
    "step_up": _l("How the hours grow until full time"),
    "review_gap_days": _l("Days between two reviews"),
    "next_review_on": _l("The next review"),
    "full_time_offer": _l("Where the child goes on the day after"),
    "council_told_on": _l("The council was told on"),
    "social_worker_told_on": _l("The social worker was told on"),
    "ehcp_team_told_on": _l("The council's special needs team (EHCP) was told on"),
}
REASONS: dict[PartTimeReason, LazyString] = {
    PartTimeReason.HEALTH: _l("Health"),
    PartTimeReason.STEP_BACK_IN: _l("A step on the way back to school"),
    PartTimeReason.OTHER_AGREED_NEED: _l("Another need that we agreed on"),
}
MISSING_END = _l("Write the last day. A part-time timetable always has an end")
MISSING_END_BEFORE_START = _l("The last day is before the first day. Choose a later day")
MISSING_NO_BEHAVIOUR = _l(
    "A part-time timetable must never be used because of behaviour. Ask the head or the coordinator what else helps"
)
MISSING_OFFER = _l("Write where the child goes on the day after the end")
MISSING_REVIEW_TOO_LATE = _l("The next review is too late. Keep to the days between two reviews, 30 at most")
MISSING: dict[Missing, LazyString] = {
    Missing.REASON: _l("Choose a reason. If it is another need, write it down"),
    Missing.BEHAVIOUR: MISSING_NO_BEHAVIOUR,
    Missing.SAME_REASON: _l("There was one before. Write what is new about the reason"),
    Missing.START: _l("Write the first day"),
    Missing.END: MISSING_END,
    Missing.END_BEFORE_START: MISSING_END_BEFORE_START,
    Missing.END_PASSED: _l("The last day has passed. Choose a later day"),
    Missing.REVIEW: _l("Write the day of the next review"),
    Missing.REVIEW_PASSED: _l("The day of the next review has passed. Choose a later day"),
    Missing.REVIEW_TOO_LATE: MISSING_REVIEW_TOO_LATE,
    Missing.WEEK: _l("Write the sessions of the week, as they can be"),
    Missing.WORK: _l("Write what work there is for home"),
    Missing.CHECK: _l("Write who checks that the child is safe at home, and when"),
    Missing.OFFER: MISSING_OFFER,
    Missing.NEXT_DAY: _l("There is no school day after the last day in the calendar. Enter the dates of the next term"),
    Missing.VIEW: _l("Ask what the young person thinks. Or write down that they do not want to say"),
    Missing.AGREEMENT: _l("Nobody with parental responsibility has agreed to it as it stands now"),
    Missing.NO: _l("An adult has said no. It cannot start as long as the no stands"),
    Missing.ANOTHER: _l("Another part-time timetable runs in these days. Choose other days"),
}
_WRONG_WEEK: dict[WrongWeek, LazyString] = {
    WrongWeek.EMPTY: _l("Write at least one session"),
    WrongWeek.BACKWARDS: _l("A session ends before it begins. Change one of its times"),
    WrongWeek.OUTSIDE: _l("A session is outside the hours from 8:00 to 18:00. Change its times"),
    WrongWeek.OVERLAP: _l("Two sessions of one day are at the same time. Change one of them"),
}


def wrong_week_sentence(wrong: WrongWeek, full_time: int) -> Markup | LazyString:
    """What is wrong with a week. `full_time` is in minutes."""
    if wrong is WrongWeek.FULL_TIME:
        hours = f"{full_time / 60:g}"
        return fill(_("These hours are full time (%(hours)s hours). A part-time timetable has fewer"), hours=hours)
    return _WRONG_WEEK[wrong]


def missing_sentence(what: Missing) -> str:
    """What is missing, and what to do."""
    return str(MISSING[what])


def weekday(number: int) -> str:
    """0 is Monday, in the language of the page."""
    return format_date(_A_MONDAY + timedelta(days=number), "EEEE", locale=babel_locale())


def field_text(name: str, value: str) -> str:
    """A field of a revision in words: a day for a date, a line for each session."""
    if name.endswith("_on") and value:
        return dates.full_date(date.fromisoformat(value))
    if name == "reason" and value:
        return str(REASONS[PartTimeReason(value)])
    if name == "week":
        return "\n".join(_line(line) for line in value.split("\n") if line)
    return value


def _line(line: str) -> str:
    number, starts, ends, way, *meets = line.split(" ", 4)
    times = f"{dates.clock(time.fromisoformat(starts))}–{dates.clock(time.fromisoformat(ends))}"
    return ", ".join([weekday(int(number)), times, str(WAYS[Way(way)]), *meets])


FILTERS: dict[str, Callable[..., Any]] = {
    "part_time_missing": missing_sentence,
    "part_time_reason": REASONS.__getitem__,
    "part_time_way": WAYS.__getitem__,
    "weekday": weekday,
}
