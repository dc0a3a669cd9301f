"""A Tuesday in November for the cast, kept in a test's database: what most pages of the timetable are read with."""

from datetime import date

from sqlalchemy.orm import Session

from portal.models import DayKind, Person, SessionChange, TimetableSession, Way
from tests import cast
from tests.factories.timetable import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, change, days, keep, session

TUESDAY_24 = date(2026, 11, 24)
FRIDAY_27 = date(2026, 11, 27)

# Slug of the pupil and number of the session, to name them in a test: SESSIONS["maya"][1] is English on Tuesday.
Sessions = dict[str, list[TimetableSession]]


def _sessions() -> Sessions:
    sam, anna, ben, hana = (cast.person(slug) for slug in ("okoro", "anna", "ben", "lewis"))
    our_place = {"way": Way.OUR_PLACE, "site_id": cast.site()}
    online = {"way": Way.ONLINE, "staff_id": ben}
    return {
        "maya": [
            session("maya", weekday=MONDAY, starts="9:30", ends="12:00", subject="Cooking", **our_place, staff_id=sam),
            session("maya", weekday=TUESDAY, staff_id=sam, bring="The blue folder and a warm coat"),
            session(
                "maya", starts="13:00", ends="14:00", subject="Maths", join_url="https://meet.example/maya", **online
            ),
            session(
                "maya",
                weekday=WEDNESDAY,
                starts="9:30",
                ends="12:30",
                subject="Garden",
                way=Way.OUT_AND_ABOUT,
                place="The allotment",
                bring="Boots",
                staff_id=sam,
            ),
            session(
                "maya",
                weekday=THURSDAY,
                starts="12:30",
                ends="14:30",
                subject="Art",
                way=Way.SCHOOL,
                staff_id=hana,
                place="Northfield School",
                note="Mr Hughes meets Maya at the side door.",
            ),
            session("maya", weekday=FRIDAY, starts="9:30", ends="11:30", subject="Science", **our_place, staff_id=ben),
        ],
        "zofia": [
            session(
                "zofia",
                starts="9:30",
                ends="10:30",
                subject="Art",
                picture="artist-palette",
                **our_place,
                staff_id=anna,
            ),
            session(
                "zofia",
                starts="10:45",
                ends="12:00",
                subject="Read a book",
                picture="open-book",
                **our_place,
                staff_id=sam,
                bring="Your bag",
            ),
            session(
                "zofia", weekday=WEDNESDAY, starts="9:30", ends="12:00", subject="Music", **our_place, staff_id=anna
            ),
        ],
        "jakub": [
            session("jakub", starts="9:00", ends="9:45", subject="Science", **online),
            session("jakub", weekday=THURSDAY, subject="Maths", **online),
        ],
        "rohan": [session("rohan", starts="9:00", ends="15:00", subject="Lessons", way=Way.SCHOOL, staff_id=hana)],
    }


def the_day_is_planned(database_session: Session) -> Sessions:
    """Keep the sessions, the calendar and one change: Anna comes to Maya on Tuesday, not Sam. Returns the sessions."""
    sessions = _sessions()
    for slug in ("okoro", "anna", "ben", "lewis"):
        database_session.get_one(Person, cast.person(slug)).stand_in = {"okoro": "sam", "lewis": "hana"}.get(slug, slug)
    keep(database_session, *(one for of_one in sessions.values() for one in of_one))
    keep(
        database_session,
        days(DayKind.TERM, date(2026, 9, 1), date(2026, 12, 18)),
        days(DayKind.CLOSED, FRIDAY_27, FRIDAY_27, "The staff have a training day."),
        annas_change(sessions),
    )
    return sessions


def annas_change(sessions: Sessions) -> SessionChange:
    """Anna comes to Maya on Tuesday 24 November, not Sam."""
    return change(sessions["maya"][1], TUESDAY_24, staff_id=cast.person("anna"), reason="Sam has to stay at our place.")
