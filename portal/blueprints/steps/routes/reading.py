"""The steps, to read: the way of a pupil, one step, its history, and one for the fridge door."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.steps import bp
from portal.blueprints.steps.pages import history_of, over_hours_in, taken_out_of, way_of_step, whole_way
from portal.blueprints.steps.presenters import May
from portal.blueprints.steps.queries.steps import get_any_step, get_child_of, get_step
from portal.web.pages import page
from portal.web.press import PressForm


@bp.get("/<uuid:pupil_id>")
@requires(Permission.STEPS_READ)
def step_list(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The way of a pupil, drawn as a path of steps, with where we are now."""
    shown = whole_way(pupil_id, viewer=current_user)
    looked(Event.STEPS_LIST_SHOWN, by=current_user, pupils=[pupil_id])
    gone, over = taken_out_of(shown.way, viewer=current_user), over_hours_in(shown, viewer=current_user)
    return page("steps/step_list.html", shown=shown, may=May.of(current_user), gone=gone, over=over)


@bp.get("/one/<uuid:step_id>")
@requires(Permission.STEPS_READ)
def step_show(step_id: uuid.UUID) -> ResponseReturnValue:
    """One step: when, where, who meets the child, the way out; what was said before it, and what was answered."""
    step = get_any_step(step_id, viewer=current_user)
    looked(Event.STEPS_STEP_SHOWN, by=current_user, pupils=[step.pupil_id], step=step_id)
    if step.is_taken_out:
        return redirect(url_for("steps.step_history", step_id=step_id))
    shown = way_of_step(step, viewer=current_user)
    facts: dict[str, Any] = {"card": shown.card(step_id), "may": May.of(current_user), "form": PressForm()}
    return page("steps/step_show.html", shown=shown, **facts)


@bp.get("/one/<uuid:step_id>/print")
@requires(Permission.STEPS_READ)
def step_print(step_id: uuid.UUID) -> ResponseReturnValue:
    """The step for the fridge door: one page with pictures, and nothing of what anybody said."""
    step = get_step(step_id, viewer=current_user)
    looked(Event.STEPS_STEP_PRINTED, by=current_user, pupils=[step.pupil_id], step=step_id)
    shown = way_of_step(step, viewer=current_user)
    return page("steps/step_print.html", shown=shown, card=shown.card(step_id))


@bp.get("/one/<uuid:step_id>/history")
@requires(Permission.STEPS_READ)
def step_history(step_id: uuid.UUID) -> ResponseReturnValue:
    """What happened to a step, each save in a plain sentence."""
    step = get_any_step(step_id, viewer=current_user)
    looked(Event.STEPS_HISTORY_SHOWN, by=current_user, pupils=[step.pupil_id], step=step_id)
    child = get_child_of(step, viewer=current_user)
    return page("steps/step_history.html", step=step, child=child, saves=history_of(step, child, viewer=current_user))
