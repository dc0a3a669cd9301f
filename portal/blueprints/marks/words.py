"""How the marks are said: on a button for staff, and the weeks in days and sessions for everybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.models import Mark
from portal.returning.attendance import WeekCame
from portal.timetable.sentences import length
from portal.web.dates import day_month

# TRANSLATORS: five buttons beside a session, for staff: what became of it
MARKS: dict[Mark, LazyString] = {
    Mark.CAME: _l("Came"),
    Mark.CAME_LATE: _l("Came late"),
    Mark.PART: _l("Part of it"),
    Mark.DID_NOT_COME: _l("Did not come"),
    Mark.WE_DID_NOT_COME: _l("We did not come"),
}


def week_name(week: WeekCame) -> str:
    """Which week: "This week", "Last week", "16 November to 20 November"."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    if week.monday == monday:
        return str(_("This week"))
    if week.monday == monday - timedelta(weeks=1):
        return str(_("Last week"))
    friday = week.monday + timedelta(days=4)
    return str(_("%(first)s to %(last)s", first=day_month(week.monday), last=day_month(friday)))


def mark_word(mark: Mark) -> str:
    """A mark as it stands on its button."""
    return str(MARKS[mark])


FILTERS: dict[str, Callable[..., Any]] = {"length_of": length, "mark_word": mark_word, "week_name": week_name}
