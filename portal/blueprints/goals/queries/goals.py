"""Goals and their ladders, for whoever sees the plan; a link teacher has those that were released to the school."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Goal, GoalHelper, GoalStep, LadderMove, Person, Pupil, Voice
from portal.pupils import Child
from portal.visibility import people_visible_to, pupil_ids_visible_to

# How many goals are worked on at once (domain.md §3.3).
MOST_ACTIVE = 3


def get_goal(goal_id: uuid.UUID, *, viewer: Viewer) -> Goal:
    """A goal of a pupil whose plan is theirs, or one released to them. NoResultFound (shown as 404) otherwise."""
    return db.session.scalars(sa.select(Goal).where(Goal.id == goal_id, _theirs(viewer))).one()


def get_active_goal(goal_id: uuid.UUID, *, viewer: Viewer) -> Goal:
    """The same, while it is worked on: an ended goal stays as it is."""
    goal = sa.select(Goal).where(Goal.id == goal_id, Goal.ended_on.is_(None), _theirs(viewer))
    return db.session.scalars(goal).one()


def get_whole_goal(goal_id: uuid.UUID, *, viewer: Viewer) -> Goal:
    """The same with its small steps and who helps."""
    parts = (selectinload(Goal.steps), selectinload(Goal.helpers).joinedload(GoalHelper.person))
    return db.session.scalars(sa.select(Goal).options(*parts).where(Goal.id == goal_id, _theirs(viewer))).one()


def get_child_of(goal: Goal, *, viewer: Viewer) -> Child:
    """Whose goal it is, as pages name them; also for the teacher to whom only this goal was released."""
    pupil = sa.select(Pupil).where(Pupil.id == goal.pupil_id, Pupil.setting_id == viewer.setting_id)
    return Child.of(db.session.scalars(pupil).one())


def list_goals(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Goal]:
    """The goals of a pupil, in the order in which they were agreed; the ended ones too."""
    goals = sa.select(Goal).where(Goal.pupil_id == pupil_id, _theirs(viewer))
    return list(db.session.scalars(goals.order_by(Goal.position, Goal.started_on, Goal.id)))


def list_released_goals(*, viewer: Viewer) -> list[tuple[Goal, Child]]:
    """The goals that were released to this teacher, each with whose it is, by name."""
    rows = sa.select(Goal, Pupil).join(Pupil, Pupil.id == Goal.pupil_id)
    rows = rows.where(Goal.is_for_school, Goal.ended_on.is_(None), _theirs(viewer))
    found = [(goal, Child.of(pupil)) for goal, pupil in db.session.execute(rows)]
    return sorted(found, key=lambda one: (one[1].first_name, str(one[1].pupil_id), one[0].position, str(one[0].id)))


def list_moves(goal_id: uuid.UUID, *, viewer: Viewer) -> list[LadderMove]:
    """Every move of both ladders of a goal in the order in which they were made, with who made it."""
    moves = sa.select(LadderMove).options(joinedload(LadderMove.person))
    moves = moves.where(LadderMove.goal_id == goal_id, LadderMove.setting_id == viewer.setting_id)
    return list(db.session.scalars(moves.order_by(LadderMove.moved_at, LadderMove.id)))


def find_own_move(goal_id: uuid.UUID, *, viewer: Viewer) -> LadderMove | None:
    """The last time this person moved the young person's ladder of a goal."""
    mine = sa.select(LadderMove).where(
        LadderMove.goal_id == goal_id, LadderMove.person_id == viewer.person_id, LadderMove.voice == Voice.YOUNG
    )
    return db.session.scalars(mine.order_by(LadderMove.moved_at.desc(), LadderMove.id.desc()).limit(1)).one_or_none()


def find_sent_move(client_id: uuid.UUID, *, viewer: Viewer) -> LadderMove | None:
    """What this form made of it when it was sent before."""
    sent = sa.select(LadderMove).where(LadderMove.client_id == client_id, LadderMove.person_id == viewer.person_id)
    return db.session.scalars(sent).one_or_none()


def list_steps(goal_id: uuid.UUID, *, viewer: Viewer) -> list[GoalStep]:
    """The small steps of a goal as they stand now."""
    steps = sa.select(GoalStep).where(GoalStep.goal_id == goal_id, GoalStep.setting_id == viewer.setting_id)
    return list(db.session.scalars(steps.order_by(GoalStep.position, GoalStep.id)))


def list_helpers(goal_id: uuid.UUID, *, viewer: Viewer) -> list[GoalHelper]:
    """Who helps with a goal, as it stands now."""
    helpers = sa.select(GoalHelper).where(GoalHelper.goal_id == goal_id, GoalHelper.setting_id == viewer.setting_id)
    return list(db.session.scalars(helpers.order_by(GoalHelper.person_id)))


def list_staff(*, viewer: Viewer) -> list[Person]:
    """Everybody who works here, or did: for who helps, and for names in the history."""
    staff = sa.select(Person).where(Person.is_staff, people_visible_to(viewer))
    return list(db.session.scalars(staff.order_by(Person.first_name, Person.last_name, Person.id)))


def count_active_goals(pupil_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many goals a pupil is working on."""
    active = sa.select(sa.func.count(Goal.id)).where(
        Goal.pupil_id == pupil_id, Goal.ended_on.is_(None), _theirs(viewer)
    )
    return db.session.scalar(active) or 0


def _theirs(viewer: Viewer) -> sa.ColumnElement[bool]:
    theirs = Goal.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
    # Of the released ones, the net under every statement leaves the pupils of this teacher (visibility/rules.py).
    return sa.or_(theirs, Goal.is_for_school) if Role.LINK_TEACHER in viewer.roles else theirs
