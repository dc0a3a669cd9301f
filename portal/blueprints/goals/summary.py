"""What home may know of goals: how many a child works on, and when we look at the next one."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Goal, Pupil
from portal.visibility import pupils_visible_to


@dataclass(frozen=True)
class Goals:
    """The goals of one child in two figures."""

    active: int
    next_review: date | None


def summarise(*, viewer: Viewer) -> dict[uuid.UUID, Goals]:
    """By child whose plan is theirs, also where there is no goal yet: one statement. For families."""
    rows = (
        sa.select(Pupil.id, sa.func.count(Goal.id), sa.func.min(Goal.review_on))
        .outerjoin(Goal, sa.and_(Goal.pupil_id == Pupil.id, Goal.ended_on.is_(None)))
        .where(pupils_visible_to(viewer, given="sees_plan"))
        .group_by(Pupil.id)
    )
    return {pupil_id: Goals(active, soonest) for pupil_id, active, soonest in db.session.execute(rows)}
