"""Example rows of the way back for the access matrix: a plan, a part-time timetable of it, an answer to the plan."""

import json
import uuid
from datetime import date, timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    AgreeAnswer,
    Agreement,
    PartTime,
    PartTimeReason,
    SectionKind,
    Voice,
    WayBack,
    WayKind,
    WaySection,
)
from tests import cast

ADULTS = {"maya": "leila", "rohan": "priya"}
KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def _row(what: str, owner: str) -> uuid.UUID:
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")


def stock(session: Session, owner: str) -> None:
    """A plan with one section, a part-time timetable, and that the adult at home does not agree to the plan."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    of = {**about, "way_id": _row("way", owner)}
    begun: date = cast.SINCE + timedelta(days=1)
    kind, placement = WayKind.SHORT_BREAK, cast.placement(owner)
    session.add(WayBack(id=_row("way", owner), placement_id=placement, kind=kind, begun_on=begun, **about))
    session.flush()
    session.add(WaySection(id=_row("section", owner), kind=SectionKind.ARRIVAL, agreed="Come in by the side.", **of))
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
