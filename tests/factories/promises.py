"""Promises of adults, in a test's database."""

import uuid
from datetime import date
from typing import Any

from portal.database import SYSTEM, db
from portal.models import Promise
from tests import cast
from tests.factories.ways import way_of

WHAT = "I will ask for a quiet room."


def promised(pupil: str = "maya", by: str = "okoro", what: str = WHAT, **facts: Any) -> uuid.UUID:
    """A promise by somebody of the staff, to be kept by Monday 30 November. Returns its id."""
    number = uuid.uuid4()
    row = Promise(
        id=number,
        setting_id=cast.setting(),
        pupil_id=cast.pupil(pupil),
        **{"way_id": way_of(pupil), "owner_id": cast.person(by), "due_on": date(2026, 11, 30), "version": 1, **facts},
        what=what,
        made_by_id=cast.person(by),
        client_id=uuid.uuid4(),
    )
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
    return number
