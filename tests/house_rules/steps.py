"""Example rows of the steps of a way back for the access matrix: a step with an answer and something to choose."""

import uuid
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import ChoiceKind, Readiness, StepAnswer, StepOffer, StepState, Way, WayBack, WayStep
from tests import cast


def _row(what: str, owner: str) -> uuid.UUID:
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")


def stock(session: Session, owner: str) -> None:
    """A step that comes next week, what the young person says before it, and a time to choose."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    way_id = session.scalars(
        sa.select(WayBack.id).where(WayBack.placement_id == cast.placement(owner), WayBack.begun_on == cast.SINCE)
    ).one()
    starts_on = clock.today() + timedelta(days=7)
    row = {"position": 0, "title": "Say hello at the gate", "way": Way.SCHOOL, "state": StepState.COMING, "version": 1}
    days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=6)}
    session.add(WayStep(id=_row("step", owner), way_id=way_id, **row, **days, **about))
    session.flush()
    of = {"step_id": _row("step", owner), **about}
    said = {"answer": Readiness.GO_ON, "client_id": _row("form of step answer", owner), "said_at": clock.now()}
    session.add(StepAnswer(id=_row("step answer", owner), person_id=cast.person(owner), **said, **of))
    session.add(StepOffer(kind=ChoiceKind.START_TIME, value="10:00", position=0, **of))
