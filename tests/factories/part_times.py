"""Part-time timetables of the cast in a test's database: with everything that one needs, or without some of it."""

import json
import uuid
from datetime import date, time
from typing import Any

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, Agreement, PartTime, PartTimeReason, PartTimeSession, Way
from portal.returning.agreed import hashes_of, part_time_words
from tests.cast import person, pupil, setting
from tests.factories.ways import answered, way_of

FIRST, LAST, NEXT = date(2026, 11, 23), date(2026, 12, 11), date(2026, 12, 14)


def written(child: str = "maya", by: str = "okoro", **facts: Any) -> uuid.UUID:
    """One that lacks only an agreement and the young person's view, from Monday 23 November to Friday 11 December."""
    number = uuid.uuid4()
    of = {"setting_id": setting(), "pupil_id": pupil(child)}
    whole: dict[str, Any] = {
        "reason": PartTimeReason.HEALTH,
        "reason_words": "Mornings are still hard after the operation.",
        "starts_on": FIRST,
        "ends_on": LAST,
        "next_review_on": date(2026, 12, 7),
        "work_for_home": "A folder for each day.",
        "check_at_home": "Sam rings at 2.",
        "full_time_offer": "All day at our place.",
        **facts,
    }
    way_id = way_of(child)
    with db.work(SYSTEM, reason="a test") as session:
        row = PartTime(id=number, way_id=way_id, created_by_id=person(by), version=1, **of, **whole)
        session.add(row)
        session.flush()
        for weekday in (0, 2):
            when = {"weekday": weekday, "starts": time(10), "ends": time(12), "way": Way.OUR_PLACE, "meets": "Sam"}
            session.add(PartTimeSession(part_time_id=number, **of, **when))
    return number


def answer_to(part_time_id: uuid.UUID, slug: str, child: str, answer: AgreeAnswer = AgreeAnswer.AGREE) -> uuid.UUID:
    """Somebody has answered it, as its words stand now. What they answered before makes way."""
    with db.work(SYSTEM, reason="a test") as session:
        hashes = json.dumps(hashes_of(part_time_words(part_time_id)))
        session.execute(
            sa.update(Agreement)
            .where(Agreement.part_time_id == part_time_id, Agreement.person_id == person(slug))
            .values(replaced_at=clock.now())
        )
    return answered(slug, child, answer, part_time_id=part_time_id, hashes=hashes)


def take_back(agreement_id: uuid.UUID) -> None:
    """They took their agreement back."""
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Agreement, agreement_id).withdrawn_at = clock.now()


def started(child: str = "maya", agreed_by: str = "leila", **facts: Any) -> uuid.UUID:
    """One that was agreed to and started."""
    number = written(child, **{"chose_not_to_say_at": clock.now(), **facts})
    answer_to(number, agreed_by, child)
    with db.work(SYSTEM, reason="a test") as session:
        one = session.get_one(PartTime, number)
        one.started_at, one.started_by_id = clock.now(), person("patel")
    return number


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
