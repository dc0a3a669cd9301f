"""Plans of the cast in a test's database: what is written to a placement, and reviews."""

import uuid
from datetime import date, time
from typing import Any

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import MeetingWay, Person, Placement, Plan, PlanReview
from tests import cast


def change_placement(pupil: str, **values: Any) -> None:
    """Another tier, start or length of a placement."""
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Placement).where(Placement.pupil_id == cast.pupil(pupil)).values(**values))


def write_plan(pupil: str, **values: Any) -> None:
    """The plan of a pupil's placement."""
    with db.work(SYSTEM, reason="a test") as session:
        placement = session.scalars(sa.select(Placement).where(Placement.pupil_id == cast.pupil(pupil))).one()
        session.add(
            Plan(setting_id=cast.setting(), pupil_id=cast.pupil(pupil), placement_id=placement.id, version=1, **values)
        )


def put_review(pupil: str, on: date, by: str = "okoro", **values: Any) -> uuid.UUID:
    """A review of a pupil's plan, at two o'clock at our place."""
    number = uuid.uuid4()
    facts: dict[str, Any] = {"starts": time(14), "way": MeetingWay.OUR_PLACE, "place": "Mill Lane", **values}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            PlanReview(
                id=number,
                setting_id=cast.setting(),
                pupil_id=cast.pupil(pupil),
                on=on,
                arranged_by_id=cast.person(by),
                version=1,
                **facts,
            )
        )
    return number


def speaks_english(*slugs: str) -> None:
    """So that a test can read what is on the page."""
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Person).where(Person.id.in_([cast.person(s) for s in slugs])).values(language="en"))
