"""A whole week of one pupil, put together for whoever asks."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.timetable.coming import list_rows
from portal.blueprints.timetable.presenters import WeekOfChild, days_of_week, is_holiday
from portal.blueprints.timetable.queries import (
    find_promised_minutes,
    list_changes,
    list_seen,
    list_sessions,
)
from portal.models import TermDate
from portal.pupils import get_child, list_children
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import day_of, week_from
from portal.timetable.hours import hours_of
from portal.timetable.not_coming import list_not_coming
from portal.timetable.plan import Occurrence, occurrences


def get_week(pupil_id: uuid.UUID, which: str, *, viewer: Viewer) -> WeekOfChild:
    """The week of a pupil. NoResultFound (shown as 404) for a pupil this person may not see."""
    now = clock.london(clock.now())
    week = week_from(now.date(), which)
    child = get_child(pupil_id, viewer=viewer)
    term_dates = list_term_dates(viewer=viewer)
    sessions = list_sessions([pupil_id], week.monday, week.sunday, viewer=viewer)
    changes = list_changes([pupil_id], week.monday, week.sunday, viewer=viewer)
    found = occurrences(sessions, changes, term_dates, week.monday, week.sunday)
    days = [day_of(term_dates, on) for on in week.days]
    shown = days_of_week(found, days, list_seen(found, viewer=viewer), now)
    is_family, is_quiet = viewer.audience != "staff", is_holiday(each.day for each in shown)
    return WeekOfChild(
        child=child,
        week=week,
        days=shown,
        hours=hours_of(found, days, find_promised_minutes(pupil_id, week.monday, viewer=viewer)),
        children=tuple(list_children(viewer=viewer)) if is_family else (child,),
        after=_first_after(pupil_id, week.sunday, term_dates, viewer=viewer) if is_quiet else None,
        not_coming=list_not_coming([pupil_id], week.monday, week.sunday, viewer=viewer),
    )


def _first_after(
    pupil_id: uuid.UUID, last: date, term_dates: Sequence[TermDate], *, viewer: Viewer
) -> Occurrence | None:
    day = last + timedelta(days=1)
    return list_rows([pupil_id], day, term_dates, viewer=viewer).first_from(pupil_id, day)
