"""Sessions, changes and days of the calendar. Without a database they are rows that were never kept."""

import uuid
from datetime import date, time
from typing import Any

from sqlalchemy.orm import Session

from portal.models import DayKind, Person, SessionChange, Site, TermDate, TimetableSession, Way
from tests import cast

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
SINCE = date(2026, 9, 1)


def wall(at: str) -> time:
    """A time of day: "9:30"."""
    hour, minute = at.split(":")
    return time(int(hour), int(minute))


def adult(slug: str) -> Person:
    """Somebody of the cast as a row that nobody kept, to stand beside a session."""
    first, last, _language, job, _roles = cast.PEOPLE[slug]
    return Person(id=cast.person(slug), first_name=first, last_name=last, job=job, stand_in=slug, photo_id=None)


def session(pupil: str = "maya", *, starts: str = "10:00", ends: str = "11:30", **facts: Any) -> TimetableSession:
    """A weekly session: English with Sam at home on Tuesdays from 10:00 to 11:30, unless it says otherwise."""
    facts = {
        "weekday": TUESDAY,
        "from_on": SINCE,
        "until_on": None,
        "subject": "English",
        "picture": "books",
        "way": Way.HOME_VISIT,
        "staff_id": cast.person("okoro"),
        "site_id": None,
        "place": "",
        "bring": "",
        "note": "",
        "join_url": "",
        **facts,
    }
    return TimetableSession(
        id=uuid.uuid4(),
        setting_id=cast.setting(),
        pupil_id=cast.pupil(pupil),
        starts=wall(starts),
        ends=wall(ends),
        **facts,
    )


def change(of: TimetableSession, on: date, *, starts: str = "", ends: str = "", **facts: Any) -> SessionChange:
    """What is different about a session on one day; nothing, unless it says what."""
    return SessionChange(
        id=uuid.uuid4(),
        setting_id=of.setting_id,
        pupil_id=of.pupil_id,
        session_id=of.id,
        on=on,
        starts=wall(starts) if starts else None,
        ends=wall(ends) if ends else None,
        **{"is_cancelled": False, "revision": 1, "reason": "", **facts},
    )


def with_people(*rows: TimetableSession | SessionChange, site: Site | None = None) -> None:
    """Stand the adults (and a site) beside rows that nobody kept, as a query would."""
    by_id = {cast.person(slug): slug for slug in cast.PEOPLE}
    for row in rows:
        if row.staff_id:
            row.staff = adult(by_id[row.staff_id])
        if row.site_id and site:
            row.site = site


def days(kind: DayKind, from_on: date, until_on: date, reason: str = "") -> TermDate:
    """A stretch of the calendar."""
    return TermDate(
        id=uuid.uuid4(), setting_id=cast.setting(), kind=kind, from_on=from_on, until_on=until_on, reason=reason
    )


def keep(database_session: Session, *rows: object) -> None:
    """Keep rows in the order in which they are given."""
    for row in rows:
        database_session.add(row)
        database_session.flush()
