"""An example answer to a plan for the access matrix."""

import json
import uuid

from sqlalchemy.orm import Session

from portal.models import (
    AgreeAnswer,
    Agreement,
    Voice,
)
from tests import cast

ADULTS = {"maya": "leila", "rohan": "priya"}


def _row(what: str, owner: str) -> uuid.UUID:
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")


def stock(session: Session, owner: str) -> None:
    """The adult at home does not agree to the plan (ways.py)."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    of = {**about, "way_id": _row("way", owner)}
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
