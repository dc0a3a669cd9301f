"""What home may know of steps: which step waits for the young person's word, and which words wait for an answer."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.answers import list_waiting
from portal.blueprints.steps.queries.steps import OPEN
from portal.database import db
from portal.models import Placement, Readiness, StepAnswer, StepSession, StepState, WayStep
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import school_day_after
from portal.visibility import pupil_ids_visible_to
from portal.visibility.conditions import is_of_today

# So many school days before its first day the young person is asked whether they are ready.
ASKED_BEFORE = 5


@dataclass(frozen=True)
class Waits:
    """What a young person said before a step, which a person of theirs answers before it starts."""

    answer_id: uuid.UUID
    step_id: uuid.UUID
    pupil_id: uuid.UUID
    title: str
    answer: Readiness
    starts_on: date


@dataclass(frozen=True)
class OfToday:
    """For staff: the steps whose first day is here and whose timetable nobody has made, and those over their hours."""

    to_start: tuple[WayStep, ...]
    over_hours: tuple[WayStep, ...]


def step_to_answer(pupil_id: uuid.UUID, today: date, *, viewer: Viewer) -> WayStep | None:
    """The next step of a young person that starts within five school days, when they have not said anything about it.

    The very next one: about a later one its own page does not ask yet. One statement, and one for the calendar. None
    when there is nothing to ask.
    """
    last = school_day_after(today, ASKED_BEFORE, list_term_dates(viewer=viewer))
    # Who was answered "stay" is asked again before its new day.
    holds = sa.or_(StepAnswer.decided_at.is_(None), StepAnswer.decision == Readiness.GO_ON)
    said = sa.exists().where(StepAnswer.step_id == WayStep.id, holds)
    rows = sa.select(WayStep, said).where(
        WayStep.pupil_id == pupil_id,
        WayStep.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan")),
        WayStep.stands(),
        WayStep.state == StepState.COMING,
        sa.or_(WayStep.started_at.is_(None), WayStep.starts_on >= today),
    )
    first = db.session.execute(rows.order_by(WayStep.starts_on, WayStep.position, WayStep.id).limit(1)).one_or_none()
    if first is None or first[1] or first[0].starts_on > last:
        return None
    step: WayStep = first[0]
    return step


def answers_that_wait(*, viewer: Viewer) -> tuple[Waits, ...]:
    """For staff: what young people of theirs said before a step and nobody has answered, the soonest step first."""
    return tuple(
        Waits(answer.id, step.id, step.pupil_id, step.title, answer.answer, step.starts_on)
        for answer, step in list_waiting(viewer=viewer)
        if step.state in OPEN
    )


def steps_of_today(*, viewer: Viewer) -> OfToday:
    """For staff, in one statement: the steps to start, and those with more hours a week than are promised now."""
    today = clock.today()
    due = sa.and_(WayStep.state == StepState.COMING, WayStep.started_at.is_(None), WayStep.starts_on <= today)
    over = sa.and_(WayStep.state.in_(OPEN), WayStep.ends_on >= today, _has_more_than_promised(today))
    rows = sa.select(WayStep, due, over).where(
        WayStep.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan")), WayStep.stands(), sa.or_(due, over)
    )
    found = list(db.session.execute(rows.order_by(WayStep.starts_on, WayStep.id)))
    return OfToday(
        tuple(step for step, is_due, _is_over in found if is_due),
        tuple(step for step, _is_due, is_over in found if is_over),
    )


def _has_more_than_promised(today: date) -> sa.ColumnElement[bool]:
    """As `over_promised` of portal/returning/steps.py; a roster may lower what is promised after a step was written."""
    starts, ends = StepSession.starts, StepSession.ends
    minutes = 60 * (sa.extract("hour", ends) - sa.extract("hour", starts))
    minutes += sa.extract("minute", ends) - sa.extract("minute", starts)
    week = sa.select(sa.func.sum(minutes)).where(StepSession.step_id == WayStep.id).scalar_subquery()
    promised = sa.select(Placement.weekly_minutes).where(
        Placement.pupil_id == WayStep.pupil_id, is_of_today(Placement, today), Placement.weekly_minutes > 0
    )
    return sa.func.coalesce(week > promised.scalar_subquery(), sa.false())
