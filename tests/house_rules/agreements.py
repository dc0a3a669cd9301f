"""Example rows of agreeing for the access matrix: a part-time timetable of a plan, and an answer to the plan."""

import json
import uuid
from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    AgreeAnswer,
    Agreement,
    PartTime,
    PartTimeReason,
    Voice,
)
from tests import cast

ADULTS = {"maya": "leila", "rohan": "priya"}
KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def _row(what: str, owner: str) -> uuid.UUID:
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")


def stock(session: Session, owner: str) -> None:
    """A part-time timetable of the plan (ways.py), and that the adult at home does not agree to the plan."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    of = {**about, "way_id": _row("way", owner)}
    session.add(
        PartTime(
            id=_row("part-time", owner),
            reason=PartTimeReason.HEALTH,
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=20),
            created_by_id=cast.person(KEY_WORKERS[owner]),
            **of,
        )
    )
    session.add(
        Agreement(
            id=_row("agreement", owner),
            person_id=cast.person(ADULTS[owner]),
            voice=Voice.HOME,
            answer=AgreeAnswer.NO,
            hashes=json.dumps({}),
            client_id=_row("agreement form", owner),
            **of,
        )
    )
    session.flush()
