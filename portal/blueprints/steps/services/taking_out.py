"""Taking a step out of the way before it begins: a save with its reason, and the steps beside it close the gap."""

from dataclasses import dataclass
from typing import Any

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.answers import list_answers
from portal.blueprints.steps.queries.steps import list_steps, list_week
from portal.blueprints.steps.services.texts import stretch_of
from portal.blueprints.steps.services.writing import save_step, settle
from portal.blueprints.steps.weeks import TAKEN_OUT, end_made
from portal.database import db
from portal.models import StepState, TimetableSession, WayStep
from portal.returning.agreed import hold
from portal.returning.steps import state_on
from portal.returning.taking_out import Closes, Stays, closing, why_it_stays
from portal.revisions import save_words


@dataclass(frozen=True)
class TakeOut:
    """Why a step is taken out, as the family reads it, and which step takes its days."""

    reason: str
    closes: Closes = Closes.BEFORE


class StaysError(Exception):
    """A step that is not taken out, and why."""

    def __init__(self, why: Stays) -> None:
        super().__init__(why)
        self.why = why


def take_out(step: WayStep, sent: TakeOut, *, opened: int, by: Viewer) -> None:
    """Take a step out of the way. What it was, who said what about it, and why it went, is kept; pressed twice is once.

    StaysError when it has begun or what the young person said waits for an answer; ClashError when somebody else has
    saved since it was opened. Whoever agreed to the steps is asked again, as after every save of them.
    """
    hold(step.way_id)
    db.session.refresh(step)
    if step.is_taken_out:
        return
    steps, today = list_steps(step.way_id, viewer=by), clock.today()
    why = why_it_stays(step, steps, list_answers([step.id], viewer=by), today)
    if why is not None:
        raise StaysError(why)
    beside = [one for one in steps if one.id != step.id]
    open_ones = (StepState.COMING, StepState.NOW)
    movable = frozenset(one.id for one in beside if state_on(one, steps, today) in open_ones)
    stretches = [stretch_of(one, by=by) for one in beside]
    closed = closing(stretch_of(step, by=by), stretches, movable, sent.closes)
    words = {TAKEN_OUT: sent.reason}
    save_words(step, words, opened=opened, by=by, read=lambda: {TAKEN_OUT: ""}, put=lambda *_: None)
    _end_its_week(step, by)
    step.started_at, step.ended_at = None, clock.now()
    for one in beside:
        if closed is not None and one.id == closed.step_id:
            days = {"starts_on": closed.starts_on.isoformat(), "ends_on": closed.ends_on.isoformat()}
            save_step(one, days, opened=one.version, by=by)
    settle(step.way_id, by=by)
    facts: dict[str, Any] = {"step": step.id, "version": step.version}
    audit.record(audit.Event.STEPS_STEP_TAKEN_OUT, by=by, pupils=[step.pupil_id], **facts)


def _end_its_week(step: WayStep, by: Viewer) -> None:
    """Where its start was pressed before its first day, the week has its sessions already: they never take place."""
    for session in list_week(step.id, viewer=by):
        if session.made_id:
            end_made(db.session.get_one(TimetableSession, session.made_id), clock.today())
    db.session.flush()
