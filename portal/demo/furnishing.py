"""What is no roster: goals, plans, questions, choices, and how things are done here, as these people would say them."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Setting


def furnish() -> None:
    """Put it into Orchard Row, once, after its roster was read; from then on it is the people's."""
    from portal.demo import (
        asks,
        concerns,
        goals,
        plans,
        policies,
        proposals,
    )  # reading files is slow to load, and seldom needed

    with db.work(SYSTEM, reason="where is the demo's setting?") as session:
        here = session.scalars(sa.select(Setting.id).where(Setting.external_id == "orchard-row")).one()
    for room in (plans, goals, asks, policies, proposals, concerns):
        with db.work(here, reason="the demo is furnished") as session:
            room.fill(session, here)
