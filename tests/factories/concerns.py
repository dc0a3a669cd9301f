"""A concern as a child of the cast raises it, and the worker's next look at it."""

import uuid
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.database import SYSTEM, db
from portal.models import Absence, AlertStep, Cause, ConcernNotice, Level, MonitoredTime, WhoIsTold
from portal.safeguarding import Alarm, climb, raise_concern
from tests.cast import PEOPLE, person, pupil, setting
from tests.support.narrowed import narrowed_to

SLUG_OF = {person(slug): slug for slug in PEOPLE}


def alarm(slug: str = "maya", **changes: Any) -> Alarm:
    """Somebody taps "no" to "Do you feel safe?", unless it says otherwise."""
    facts = {"level": Level.NOW, "cause": Cause.SAID_NO, "client_id": uuid.uuid4(), **changes}
    return Alarm(pupil_id=pupil(slug), **facts)


def raised(slug: str = "maya", **changes: Any) -> uuid.UUID:
    """A child raises a concern in a request of their own, and it is kept."""
    with narrowed_to(slug) as session:
        found = raise_concern(alarm(slug, **changes), by=session.info["viewer"])
        db.keep()
        return found


def climbed() -> int:
    """The worker looks once, at the time of the test. How many people were told."""
    with db.work(SYSTEM, reason="a test climbs") as session:
        return climb(session)


def told(concern_id: uuid.UUID, rung: int, round_: int = 0) -> set[str]:
    """Who was told on a rung, by their slugs."""
    which = (ConcernNotice.concern_id == concern_id, ConcernNotice.rung == rung, ConcernNotice.round == round_)
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        return {SLUG_OF[one] for one in session.scalars(sa.select(ConcernNotice.person_id).where(*which))}


def watches(*, starts: str = "08:30", ends: str = "16:00", days: range = range(5)) -> None:
    """Somebody watches on these weekdays."""
    with db.work(SYSTEM, reason="a test") as session:
        session.add_all(
            MonitoredTime(
                setting_id=setting(), weekday=day, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends)
            )
            for day in days
        )


def is_away(slug: str, on: str) -> None:
    """Somebody is on leave that day."""
    day = date.fromisoformat(on)
    with db.work(SYSTEM, reason="a test") as session:
        session.add(Absence(setting_id=setting(), person_id=person(slug), from_on=day, until_on=day))


def stands_on(level: Level, after_minutes: int, who: WhoIsTold, slug: str = "") -> None:
    """The setting enters a step of its own."""
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            AlertStep(
                setting_id=setting(),
                level=level,
                after_minutes=after_minutes,
                who=who,
                person_id=person(slug) if slug else None,
            )
        )
