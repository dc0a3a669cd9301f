"""A step that comes later: the one before it goes on till then, and all that follow keep their order."""

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.steps import list_steps
from portal.blueprints.steps.services.texts import stretch_of
from portal.blueprints.steps.services.writing import save_step, settle
from portal.models import StepState, WayStep
from portal.returning.steps import put_off, state_on
from portal.timetable.calendar import list_term_dates


def come_later(step: WayStep, weeks: int, *, by: Viewer) -> None:
    """Put a step off by whole weeks, and all that come after it; for one that has begun, those that come after it.

    Each moved step is a save of its own. A part-time timetable keeps its last day: it is another agreement.
    """
    today, steps = clock.today(), list_steps(step.way_id, viewer=by)
    to_come = [one for one in steps if state_on(one, steps, today) is StepState.COMING]
    first = next((one for one in to_come if one.starts_on >= step.starts_on), None)
    if first is None:
        return
    over = (StepState.DONE, StepState.STEPPED_BACK)
    before = [one for one in steps if one.starts_on < first.starts_on and state_on(one, steps, today) not in over]
    stays = before[-1].id if before else None
    days = put_off(
        [stretch_of(one, by=by) for one in steps if one in to_come or one.id == stays],
        first.id,
        weeks,
        list_term_dates(viewer=by),
        stays,
    )
    for one in steps:
        if one.id in days:
            starts_on, ends_on = (day.isoformat() for day in days[one.id])
            save_step(one, {"starts_on": starts_on, "ends_on": ends_on}, opened=one.version, by=by)
    settle(step.way_id, by=by)
