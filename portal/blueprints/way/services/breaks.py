"""A short break: a suspension's own small plan, from its sixth school day on (domain.md §3.5)."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Placement, ReviewWhy, WayBack, WayKind
from portal.returning.beginning import begin as rows_of_a_plan
from portal.returning.reviews import make_review


def begin_break(placement: Placement, begun_on: date, *, by: Viewer) -> WayBack:
    """The small plan of a suspension, with its own small sections. Asked for twice, it is one.

    A suspension is a setback: everybody looks at the plan that goes on, within five school days (domain.md §4.6).
    """
    there = _find(placement, begun_on)
    if there is not None:
        return there
    of = {"setting_id": placement.setting_id, "pupil_id": placement.pupil_id, "placement_id": placement.id}
    try:
        with db.session.begin_nested():
            for model, values in rows_of_a_plan(WayKind.SHORT_BREAK, begun_on=begun_on, **of):
                db.session.add(model(**values))
                db.session.flush()
    except IntegrityError:
        pass  # a colleague pressed the same button at the same moment
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
