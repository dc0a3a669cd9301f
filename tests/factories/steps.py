"""Steps of the cast's ways back in a test's database, and what was said before them."""

import uuid
from datetime import date, time, timedelta
from typing import Any

from portal import clock
from portal.database import SYSTEM, db
from portal.models import (
    ChoiceKind,
    HowSaid,
    Readiness,
    StepAnswer,
    StepOffer,
    StepSession,
    StepState,
    Way,
    WayStep,
)
from tests import cast
from tests.factories.ways import way_of

MONDAY_NEXT = date(2026, 11, 30)
TEN, NOON = time(10), time(12)


def a_step(child: str, title: str = "Say hello at the gate", *, weeks: int = 1, **facts: Any) -> uuid.UUID:
    """A step of a week from the next Monday, with one session on Mondays. Returns its id."""
    step_id = facts.pop("id", None) or uuid.uuid4()
    starts_on = facts.pop("starts_on", MONDAY_NEXT)
    slots = facts.pop("slots", ((0, TEN, NOON, "English"),))
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child)}
    row = {
        "position": 0,
        "way": Way.SCHOOL,
        "ends_on": starts_on + timedelta(days=7 * weeks - 1),
        "meets_name": "Mr Hughes",
        "room": "The front door",
        "way_out": "The library",
        "version": 1,
        **facts,
    }
    with db.work(SYSTEM, reason="a test") as session:
        session.add(WayStep(id=step_id, way_id=way_of(child), title=title, starts_on=starts_on, **row, **about))
        session.flush()
        for weekday, starts, ends, subject in slots:
            session.add(
                StepSession(step_id=step_id, weekday=weekday, starts=starts, ends=ends, subject=subject, **about)
            )
    return step_id


def begun(child: str, title: str = "Look at the door", **facts: Any) -> uuid.UUID:
    """A step that goes on now, from the Monday of the tests' week."""
    starts_on = facts.pop("starts_on", date(2026, 11, 23))
    return a_step(
        child, title, starts_on=starts_on, state=StepState.NOW, started_at=clock.now() - timedelta(days=1), **facts
    )


def offered(child: str, step_id: uuid.UUID, kind: ChoiceKind, value: str, slug: str = "") -> uuid.UUID:
    """Something to choose from within a step. Returns its id."""
    offer_id = uuid.uuid4()
    person_id = cast.person(slug) if slug else None
    _add(
        StepOffer(
            id=offer_id,
            setting_id=cast.setting(),
            pupil_id=cast.pupil(child),
            step_id=step_id,
            kind=kind,
            value=value,
            person_id=person_id,
            position=0,
        )
    )
    return offer_id


def said(child: str, step_id: uuid.UUID, answer: Readiness = Readiness.STAY, **facts: Any) -> uuid.UUID:
    """What a young person said before a step. Returns the id of their answer."""
    answer_id = facts.pop("id", None) or uuid.uuid4()
    of = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "person_id": cast.person(child)}
    row = {"step_id": step_id, "answer": answer, "how_said": HowSaid.BY_MYSELF, "said_at": clock.now(), **facts}
    _add(StepAnswer(id=answer_id, client_id=uuid.uuid4(), **of, **row))
    return answer_id


def _add(row: Any) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
