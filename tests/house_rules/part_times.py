"""An example part-time timetable for the access matrix."""

import uuid
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import PartTime, PartTimeReason, WayBack
from tests import cast

KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def stock(session: Session, owner: str) -> None:
    """One that is written and not started."""
    way = sa.select(WayBack.id).where(WayBack.placement_id == cast.placement(owner), WayBack.begun_on == cast.SINCE)
    session.add(
        PartTime(
            id=uuid.uuid5(cast.NAMESPACE, f"example part-time {owner}"),
            setting_id=cast.setting(),
            pupil_id=cast.pupil(owner),
            way_id=session.scalars(way).one(),
            reason=PartTimeReason.HEALTH,
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=14),
            created_by_id=cast.person(KEY_WORKERS[owner]),
        )
    )
