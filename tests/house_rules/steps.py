"""Example rows of the steps of a way back for the access matrix: a step with an answer and something to choose."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import ChoiceKind, Readiness, StepAnswer, StepOffer, StepState, Way, WayBack, WayStep
from tests import cast
from tests.house_rules.example_rows import row


def stock(session: Session, owner: str) -> None:
    """A step that comes today, what the young person says before it, and a time to choose."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    way_id = session.scalars(
        sa.select(WayBack.id).where(WayBack.placement_id == cast.placement(owner), WayBack.begun_on == cast.SINCE)
    ).one()
    # The first of their steps: before it they are asked whether they are ready.
    starts_on = clock.today()
    facts = {
        "position": 0,
        "title": "Say hello at the gate",
        "way": Way.SCHOOL,
        "state": StepState.COMING,
        "version": 1,
    }
    days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=6)}
    session.add(WayStep(id=row("step", owner), way_id=way_id, **facts, **days, **about))
    session.flush()
    of = {"step_id": row("step", owner), **about}
    said = {"answer": Readiness.GO_ON, "client_id": row("form of step answer", owner), "said_at": clock.now()}
    session.add(StepAnswer(id=row("step answer", owner), person_id=cast.person(owner), **said, **of))
    session.add(StepOffer(kind=ChoiceKind.START_TIME, value="10:00", position=0, **of))
