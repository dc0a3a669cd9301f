"""Sessions that are marked, in a test's database."""

import uuid
from datetime import date
from typing import Any

from portal.database import SYSTEM, db
from portal.models import Mark, SessionMark, TimetableSession
from portal.returning.attendance import minutes_there
from tests import cast
from tests.factories import timetable

TODAY = date(2026, 11, 24)


def session_of(pupil: str = "maya", **facts: Any) -> TimetableSession:
    """A weekly session that is kept: English on Tuesdays from 9:00 to 10:00, unless it says otherwise."""
    row = timetable.session(pupil, **{"starts": "9:00", "ends": "10:00", **facts})
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
        session.flush()
        session.expunge(row)
    return row


def marked(of: TimetableSession, mark: Mark, on: date = TODAY, by: str = "okoro", **facts: Any) -> uuid.UUID:
    """A mark of one hour, or of the minutes that are said."""
    offered = facts.pop("offered", 0 if mark is Mark.WE_DID_NOT_COME else 60)
    row = SessionMark(
        id=uuid.uuid4(),
        setting_id=cast.setting(),
        pupil_id=of.pupil_id,
        session_id=of.id,
        on=on,
        mark=mark,
        offered_minutes=offered,
        attended_minutes=minutes_there(mark, offered),
        is_morning=of.starts.hour < 12,
        person_id=cast.person(by),
        client_id=uuid.uuid4(),
        **facts,
    )
    found = row.id
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
    return found
