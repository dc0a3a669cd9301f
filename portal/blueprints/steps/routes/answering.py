"""A person answers what the young person said before a step: before it starts, with a reason that they read."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.steps import bp
from portal.blueprints.steps.forms import DecideForm
from portal.blueprints.steps.pages import way_of_step
from portal.blueprints.steps.queries.answers import get_answer
from portal.blueprints.steps.queries.steps import get_step
from portal.blueprints.steps.services.answering import AnsweredError, decide
from portal.blueprints.steps.services.back import NothingBeforeError
from portal.models import StepAnswer, WayStep
from portal.web import notices
from portal.web.pages import page

DECIDED = notices.sentence("steps.decided", _l("Your answer is on the young person's page now."))
ALREADY = notices.sentence(
    "steps.already", _l("Somebody else has answered this already. Their answer stands here."), is_done=False
)


@bp.route("/answers/<uuid:answer_id>", methods=["GET", "POST"])
@requires(Permission.STEPS_DECIDE)
@writes
def answer_decide(answer_id: uuid.UUID) -> ResponseReturnValue:
    """Go on, stay, or step back: what is decided, and why."""
    answer = get_answer(answer_id, viewer=current_user)
    looked(Event.STEPS_FORM_SHOWN, by=current_user, pupils=[answer.pupil_id])
    step, form = get_step(answer.step_id, viewer=current_user), DecideForm()
    if answer.decided_at is not None or (form.validate_on_submit() and _decide(form, answer, step)):
        notices.say_next(DECIDED if answer.decided_by_id == current_user.person_id else ALREADY)
        return redirect(url_for("steps.step_show", step_id=step.id))
    shown, wrong = way_of_step(step, viewer=current_user), form.errors or form.form_errors
    facts: dict[str, Any] = {"shown": shown, "card": shown.card(step.id), "answer": answer, "form": form}
    return page("steps/answer_decide.html", status=422 if wrong else 200, **facts)


def _decide(form: DecideForm, answer: StepAnswer, step: WayStep) -> bool:
    try:
        decide(answer, step, form.decided, by=current_user)
    except AnsweredError:
        return True
    except NothingBeforeError:
        form.form_errors.append(
            _("There is no step before this one to go back to. Choose “stay”, or write an easier step first.")
        )
        return False
    return True
