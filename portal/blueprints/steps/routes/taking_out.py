"""Taking a step out before it begins: with the reason that the family reads."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.steps import bp
from portal.blueprints.steps.out_form import OutForm
from portal.blueprints.steps.pages import way_of_step
from portal.blueprints.steps.queries.steps import get_any_step
from portal.blueprints.steps.services.taking_out import StaysError, take_out
from portal.blueprints.steps.words import STAYS
from portal.heard import names_of_others
from portal.models import WayStep
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

OUT = notices.sentence("steps.out", _l("The step is taken out. Whoever agreed to the steps is asked again."))
CHANGED = _l("Somebody has changed this step. Read it as it is now. Then take it out, if that is still right.")


@bp.route("/one/<uuid:step_id>/out", methods=["GET", "POST"])
@requires(Permission.STEPS_WRITE)
@writes
def step_out(step_id: uuid.UUID) -> ResponseReturnValue:
    """Take a step out of the way. One that has begun stays; the words of the reason are kept."""
    step = get_any_step(step_id, viewer=current_user)
    looked(Event.STEPS_FORM_SHOWN, by=current_user, pupils=[step.pupil_id])
    if step.is_taken_out:
        return redirect(url_for("steps.step_history", step_id=step_id))
    form = OutForm(step)
    wrong = _take_out(form, step) if _is_ready(form, step) else None
    if form.is_submitted() and not (form.errors or form.names or wrong):
        notices.say_next(OUT)
        return redirect(url_for("steps.step_list", pupil_id=step.pupil_id))
    shown = way_of_step(step, viewer=current_user)
    status = 409 if wrong else 422 if form.is_submitted() else 200
    facts: dict[str, Any] = {"shown": shown, "card": shown.card(step_id), "wrong": wrong}
    return page("steps/step_out.html", status=status, form=form, **facts)


def _is_ready(form: OutForm, step: WayStep) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.reason.data, step.pupil_id, viewer=current_user))


def _take_out(form: OutForm, step: WayStep) -> LazyString | None:
    """What is in its way; None when it is taken out."""
    try:
        take_out(step, form.sent, opened=form.opened, by=current_user)
    except StaysError as stays:
        return STAYS[stays.why]
    except ClashError as clash:
        form.version.data = str(clash.version)
        return CHANGED
    return None
