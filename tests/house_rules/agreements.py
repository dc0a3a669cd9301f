"""An example answer to a plan for the access matrix."""

import json

from sqlalchemy.orm import Session

from portal.models import (
    AgreeAnswer,
    Agreement,
    Voice,
)
from tests import cast
from tests.house_rules.example_rows import row

ADULTS = {"maya": "leila", "rohan": "priya"}


def stock(session: Session, owner: str) -> None:
    """The adult at home does not agree to the plan (ways.py)."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    of = {**about, "way_id": row("way", owner)}
    session.add(
        Agreement(
            id=row("agreement", owner),
            person_id=cast.person(ADULTS[owner]),
            voice=Voice.HOME,
            answer=AgreeAnswer.NO,
            hashes=json.dumps({}),
            client_id=row("agreement form", owner),
            **of,
        )
    )
    session.flush()
