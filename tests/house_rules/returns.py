"""Example rows of the year after a return for the access matrix: back for twelve weeks, asked, and told."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import FollowUp, HowItGoes, ReturnWarning, Voice, WarningRule, WayBack
from tests import cast


def stock(session: Session, ids: dict[str, uuid.UUID], owner: str, adult: str, key_worker: str) -> None:
    """A return, an answered question of the adult at home, and what the key worker was told."""
    first = sa.select(WayBack.id).where(WayBack.placement_id == cast.placement(owner), WayBack.begun_on == cast.SINCE)
    way_id = session.scalars(first).one()
    session.execute(sa.update(WayBack).where(WayBack.id == way_id).values(returned_on=cast.SINCE))
    of = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner), "way_id": way_id}
    said = {"going": HowItGoes.GOOD, "answered_at": clock.now(), "due_on": clock.today()}
    session.add(FollowUp(id=ids["follow-up"], person_id=cast.person(adult), voice=Voice.HOME, **of, **said))
    noticed = {"rule": WarningRule.HARD_TWICE, "on": clock.today(), "facts": "{}"}
    session.add(ReturnWarning(id=ids["warning"], for_id=cast.person(key_worker), **of, **noticed))
