"""The goals of a plan with where each voice sees them: for the pages of goals, and for the plan on paper."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Goal, GoalStep, LadderMove, Voice
from portal.visibility import pupil_ids_visible_to

_later = aliased(LadderMove)
_NEWEST = (
    sa.select(LadderMove)
    .options(joinedload(LadderMove.person))
    .where(
        ~sa.exists().where(
            _later.goal_id == LadderMove.goal_id,
            _later.voice == LadderMove.voice,
            sa.or_(
                _later.moved_at > LadderMove.moved_at,
                sa.and_(_later.moved_at == LadderMove.moved_at, _later.id > LadderMove.id),
            ),
        )
    )
)


@dataclass(frozen=True)
class Seen:
    """A goal, the next small step, and where the young person and the adults see it; None while they have not said."""

    goal: Goal
    young: LadderMove | None
    team: LadderMove | None

    @property
    def next_step(self) -> GoalStep | None:
        """The first small step that is still to come."""
        return next((step for step in self.goal.steps if not step.done_on), None)


def list_goals_seen(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Seen]:
    """The goals that are worked on, in the order in which they were agreed, for whoever sees the plan."""
    theirs = Goal.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
    rows = sa.select(Goal).options(selectinload(Goal.steps))
    rows = rows.where(Goal.pupil_id == pupil_id, Goal.ended_on.is_(None), theirs)
    goals = list(db.session.scalars(rows.order_by(Goal.position, Goal.started_on, Goal.id)))
    moves = {(one.goal_id, one.voice): one for one in list_newest_moves([goal.id for goal in goals], viewer=viewer)}
    return [Seen(goal, moves.get((goal.id, Voice.YOUNG)), moves.get((goal.id, Voice.TEAM))) for goal in goals]


def list_newest_moves(goal_ids: Iterable[uuid.UUID], *, viewer: Viewer) -> list[LadderMove]:
    """Where each voice stands on the ladder of each of these goals, with who moved it."""
    moves = _NEWEST.where(LadderMove.goal_id.in_(list(goal_ids)), LadderMove.setting_id == viewer.setting_id)
    return list(db.session.scalars(moves))
