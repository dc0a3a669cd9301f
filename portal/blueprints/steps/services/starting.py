"""Beginning a step: from then on the week shows it."""

import uuid
from datetime import date

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.answers import list_answers
from portal.blueprints.steps.queries.steps import get_way, list_other_sessions, list_steps
from portal.blueprints.steps.services.timetable import lay
from portal.database import db
from portal.models import StepState, TimetableSession, WayStep
from portal.returning.steps import NotYet, Slot, state_on, why_not_start


class NotYetError(Exception):
    """A step that does not start now, and why."""

    def __init__(self, why: NotYet) -> None:
        super().__init__(why)
        self.why = why


class TwoAtOnceError(Exception):
    """The timetable holds something else at the time of one of its sessions."""

    def __init__(self, session: TimetableSession) -> None:
        super().__init__("two at once")
        self.session = session


def start_step(step: WayStep, *, by: Viewer) -> None:
    """Make the timetable of a step, from its first day. The step before it ends the day before.

    NotYetError while what the young person said waits for an answer, or anything else is in the way; TwoAtOnceError
    when the timetable holds another session at one of its times. Pressed twice it is once.
    """
    steps = list_steps(step.way_id, viewer=by)
    answers = list_answers([step.id], viewer=by)
    why = why_not_start(step, steps, answers, clock.today(), has_sessions=bool(step.sessions))
    if why is NotYet.BEGUN:
        return
    if why is not None:
        raise NotYetError(why)
    _check_free(step, by)
    step.started_at = clock.now()
    db.session.flush()
    lay(step.way_id, by=by)
    keep_states(step.pupil_id, by=by)
    audit.record(audit.Event.STEPS_STEP_STARTED, by=by, pupils=[step.pupil_id], step=step.id)


def keep_states(pupil_id: uuid.UUID, *, by: Viewer) -> None:
    """Write down where each step stands today, as `state_on` says it: for whoever reads the rows."""
    way, _child = get_way(pupil_id, viewer=by)
    steps = list_steps(way.id, viewer=by)
    for step, state in [(one, state_on(one, steps, clock.today())) for one in steps]:
        if state is StepState.DONE and step.ended_at is None:
            step.ended_at = clock.now()
        step.state = state
    db.session.flush()


def _check_free(step: WayStep, by: Viewer) -> None:
    week = [Slot(one.weekday, one.starts, one.ends) for one in step.sessions]
    for session in list_other_sessions(step.pupil_id, step.way_id, viewer=by):
        there = Slot(session.weekday, session.starts, session.ends)
        if _is_within(session, step.starts_on, step.ends_on) and any(there.overlaps(slot) for slot in week):
            raise TwoAtOnceError(session)


def _is_within(session: TimetableSession, from_on: date, until_on: date) -> bool:
    return session.from_on <= until_on and (session.until_on is None or session.until_on >= from_on)
