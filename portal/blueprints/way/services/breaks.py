"""A short break: a suspension's own small plan, from its sixth school day on (domain.md §3.5)."""

from datetime import date

import sqlalchemy as sa

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Placement, ReviewWhy, WayBack, WayKind
from portal.returning.reviews import make_review
from portal.returning.suspension import add_break


def begin_break(placement: Placement, begun_on: date, *, by: Viewer) -> WayBack:
    """The small plan of a suspension, with its own small sections. Asked for twice, it is one.

    A suspension is a setback: everybody looks at the plan that goes on, within five school days (domain.md §4.6).
    """
    there = _find(placement, begun_on)
    if there is not None:
        return there
    add_break(db.session, placement, begun_on)
    way = _find(placement, begun_on)
    assert way is not None
    audit.record(audit.Event.WAY_BREAK_BEGUN, by=by, pupils=[way.pupil_id], way=way.id)
    make_review(way.pupil_id, ReviewWhy.SETBACK, by, clock.today())
    return way


def _find(placement: Placement, begun_on: date) -> WayBack | None:
    rows = sa.select(WayBack).where(
        WayBack.placement_id == placement.id, WayBack.kind == WayKind.SHORT_BREAK, WayBack.begun_on == begun_on
    )
    return db.session.scalars(rows).one_or_none()
