"""A step back: the step stays on the way as it was, the easier one comes again, and then this one once more."""

import uuid
from datetime import date, timedelta

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.steps import list_steps
from portal.blueprints.steps.services.later import come_later
from portal.blueprints.steps.services.starting import keep_states
from portal.blueprints.steps.services.texts import put, words_of
from portal.blueprints.steps.services.writing import record_change, save_step, settle
from portal.database import db
from portal.models import StepState, WayStep
from portal.returning.steps import DAY, state_on
from portal.revisions import first_revision
from portal.timetable.calendar import list_term_dates
from portal.timetable.days import school_day_after


class NothingBeforeError(Exception):
    """There is no step to go back to: the child would have no timetable at all."""


def go_back(step: WayStep, weeks: int, *, by: Viewer) -> None:
    """From the next school day the step before comes again, for some weeks; then this one is tried once more.

    NothingBeforeError when no step has come before the one that goes on now.
    """
    today = clock.today()
    steps = list_steps(step.way_id, viewer=by)
    states = {one.id: state_on(one, steps, today) for one in steps}
    now = next((one for one in steps if states[one.id] is StepState.NOW), None)
    if now is None:
        raise NothingBeforeError
    # What came again has the same name: further back is a step with another one.
    easier = [one for one in steps if states[one.id] is StepState.DONE and one.title != now.title]
    easier = [one for one in easier if one.starts_on < now.starts_on]
    if not easier:
        raise NothingBeforeError
    again_on = school_day_after(today, 1, list_term_dates(viewer=by))
    until_on = again_on + timedelta(weeks=weeks) - DAY
    last = _make_time(now, until_on + DAY + (now.ends_on - now.starts_on), steps, by)
    _end(now, min(again_on - DAY, now.ends_on), by)
    first = _once_more(easier[-1], again_on, until_on, by)
    first.started_at = clock.now()
    _once_more(now, until_on + DAY, last, by)
    settle(step.way_id, by=by)
    keep_states(step.pupil_id, by=by)


def _make_time(now: WayStep, last: date, steps: list[WayStep], by: Viewer) -> date:
    """What comes after this step makes room for trying it again, by whole weeks. Returns the last day of that."""
    after = [one for one in steps if one.starts_on > now.starts_on]
    if not after:
        return last
    if after[0].starts_on <= last:
        missing = (last - after[0].starts_on).days + 1
        come_later(after[0], -(-missing // 7), by=by)
    return max(last, after[0].starts_on - DAY)


def _end(step: WayStep, last: date, by: Viewer) -> None:
    """It was here, and it is drawn as part of the way."""
    save_step(step, {"ends_on": max(last, step.starts_on).isoformat()}, opened=step.version, by=by)
    step.state, step.ended_at = StepState.STEPPED_BACK, clock.now()
    db.session.flush()


def _once_more(step: WayStep, starts_on: date, ends_on: date, by: Viewer) -> WayStep:
    """The same step on other days, as a step of its own."""
    words = {**words_of(step, by=by), "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    again = WayStep(
        id=uuid.uuid4(),
        setting_id=step.setting_id,
        pupil_id=step.pupil_id,
        way_id=step.way_id,
        position=step.position + 1,
        title=step.title,
        way=step.way,
        starts_on=starts_on,
        ends_on=ends_on,
        state=StepState.COMING,
        version=1,
    )
    db.session.add(again)
    db.session.flush()
    for name, value in words.items():
        put(again, name, value, by=by)
    first_revision(again, words, by=by)
    record_change(again, by=by)
    return again
