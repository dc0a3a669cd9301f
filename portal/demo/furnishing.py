"""What is no roster: goals, plans, questions, choices, and how things are done here, as these people would say them."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Setting

SETTINGS = ("orchard-row", "millbrook")
_OF = sa.select(Setting.id)


def furnish() -> None:
    """Put it in once, after the roster was read; from then on it is the people's.

    Into Orchard Row all of it; into Millbrook the plan of a child who begins there next week.
    """
    # Reading files is slow to load, and seldom needed.
    from portal.demo import (
        after,
        agreeing,
        asks,
        check_ins,
        concerns,
        goals,
        group_dates,
        group_posts,
        groups,
        marks,
        messages,
        news,
        part_times,
        plans,
        policies,
        promises,
        proposals,
        reaching,
        resources,
        steps,
        way,
    )

    with db.work(SYSTEM, reason="where is the demo's setting?") as session:
        here, millbrook = (session.scalars(_OF.where(Setting.external_id == name)).one() for name in SETTINGS)
    said = (plans, way, goals, asks, check_ins, policies, proposals, concerns)
    # Agreeing stands last: an answer is to the words of the plan as they are.
    parents = (groups, group_dates, group_posts, resources)
    rooms = (*said, marks, messages, news, promises, steps, part_times, after, reaching, *parents, agreeing)
    for room, place in [(plans, millbrook), *((room, here) for room in rooms)]:
        with db.work(place, reason="the demo is furnished") as session:
            room.fill(session, place)
