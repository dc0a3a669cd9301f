"""The page on which staff mark a day: its sessions, and which of them can be marked now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.marks.queries import PER_PAGE, Slot, count_slots, list_slots
from portal.models import Mark, TermDate
from portal.returning.attendance import LONGEST_AGO, may_mark
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import SATURDAY, Day, day_of
from portal.timetable.not_coming import NotComing, list_not_coming
from portal.web.dates import short_day
from portal.web.said import capital

# As many days before today as can be opened with one tap.
DAYS_BACK = 2


@dataclass(frozen=True)
class Row:
    """A session of the day: `number` is the number of its form; `said`: somebody told us that they cannot come."""

    slot: Slot
    is_open: bool
    number: uuid.UUID
    said: NotComing | None


@dataclass(frozen=True)
class DayToMark:
    """A day of their pupils, a page at a time."""

    day: Day
    is_today: bool
    rows: tuple[Row, ...]
    at: int
    of: int


def day_page(on: date, page: int, *, viewer: Viewer) -> DayToMark:
    """The sessions of a day: today, or one of the last four weeks. A day to come is shown as today."""
    today = clock.today()
    on = on if today - LONGEST_AGO <= on <= today else today
    count = count_slots(on, viewer=viewer)
    of = max(1, -(-count // PER_PAGE))
    at = min(max(page, 1), of)
    slots = list_slots(on, at, viewer=viewer) if count else []
    said = list_not_coming([slot.child.pupil_id for slot in slots], on, on, viewer=viewer)
    rows = tuple(Row(slot, _is_open(slot), uuid.uuid4(), said.get((slot.one.session_id, on))) for slot in slots)
    return DayToMark(day_of(list_term_dates(viewer=viewer), on), on == today, rows, at, of)


def _is_open(slot: Slot) -> bool:
    return may_mark(slot.one.on, slot.one.plan.starts, is_cancelled=slot.one.is_cancelled, now=clock.now())


def day_pills(on: date, terms: Sequence[TermDate]) -> list[dict[str, object]]:
    """Today, and the school days before it."""
    days, day = [clock.today()], clock.today()
    while len(days) <= DAYS_BACK and day > clock.today() - LONGEST_AGO:
        day -= timedelta(days=1)
        if day.weekday() < SATURDAY and day_of(terms, day).is_open:
            days.append(day)
    return [
        {
            "url": url_for("marks.mark_today", on=each.isoformat() if each != clock.today() else None),
            "label": _("Today") if each == clock.today() else capital(short_day(each)),
            "current": each == on,
        }
        for each in days
    ]


# Marks whose minutes somebody may want to say more exactly.
WITH_MINUTES = frozenset({Mark.CAME_LATE, Mark.PART})
