"""A part-time timetable of a child's plan, for tests that are about the answers to it."""

import uuid
from datetime import date, time

from portal.database import SYSTEM, db
from portal.models import PartTime, PartTimeReason, PartTimeSession, Way
from tests.cast import person, pupil, setting
from tests.factories.ways import way_of


def a_part_time(child: str, by: str) -> uuid.UUID:
    """Mondays from 10 to 12, for five weeks. Returns its id."""
    one, plan, of = uuid.uuid4(), way_of(child), {"setting_id": setting(), "pupil_id": pupil(child)}
    days = {"starts_on": date(2026, 11, 30), "ends_on": date(2026, 12, 18)}
    words = {"reason_words": "The mornings are long.", "work_for_home": "Reading.", "check_at_home": "Sam rings at 2."}
    hours = {"weekday": 0, "starts": time(10), "ends": time(12), "way": Way.OUR_PLACE, "meets": "Sam"}
    with db.work(SYSTEM, reason="a test") as session:
        facts = {"reason": PartTimeReason.STEP_BACK_IN, "created_by_id": person(by), "step_up": "Each week a day more."}
        session.add(PartTime(id=one, way_id=plan, **of, **days, **words, **facts))
        session.flush()
        session.add(PartTimeSession(part_time_id=one, **of, **hours))
    return one
