"""Writing a step: the key worker and whoever answers for the setting. And beginning it."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.steps import bp
from portal.blueprints.steps.forms import StepForm
from portal.blueprints.steps.history import texts_of
from portal.blueprints.steps.queries.steps import get_any_step, get_open_step, get_step, get_way, list_staff
from portal.blueprints.steps.services.starting import NotYetError, TwoAtOnceError, start_step
from portal.blueprints.steps.services.texts import words_of
from portal.blueprints.steps.services.writing import DoesNotFitError, begin_step, change_step
from portal.blueprints.steps.words import NOT_YET, fault_sentence
from portal.heard import names_of_others
from portal.models import WayBack, WayStep
from portal.pupils import Child
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

SAVED = notices.sentence("steps.saved", _l("The step is saved. Whoever agreed to the steps is asked again."))
STARTED = notices.sentence("steps.started", _l("The step has its sessions in the week now."))
BUSY = notices.sentence(
    "steps.busy",
    _l("The week has something else at one of these times. Change one of the two, then start the step."),
    is_done=False,
)
GONE = _l("This step was taken out, or it is over. Your words are still here. Write a new step if you need one.")
WAITS = {why: notices.sentence(f"steps.{why}", words, is_done=False) for why, words in NOT_YET.items()}


@bp.route("/<uuid:pupil_id>/new", methods=["GET", "POST"])
@requires(Permission.STEPS_WRITE)
@writes
def step_new(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Write a step, with the young person if it can be."""
    way, child = get_way(pupil_id, viewer=current_user)
    looked(Event.STEPS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = StepForm(staff=list_staff(viewer=current_user))
    if _is_ready(form, pupil_id):
        try:
            return _saved(begin_step(way, form.number, form.sent, by=current_user).id)
        except DoesNotFitError as wrong:
            _explain(form, wrong)
    return _form_page(form, child)


@bp.route("/one/<uuid:step_id>/edit", methods=["GET", "POST"])
@requires(Permission.STEPS_WRITE)
@writes
def step_edit(step_id: uuid.UUID) -> ResponseReturnValue:
    """Change a step. When somebody else has saved meanwhile, three texts stand beside one another."""
    # Somebody else may take it out while the page is open: who sends it then keeps their words.
    get = get_any_step if request.method == "POST" else get_open_step
    step = get(step_id, viewer=current_user)
    looked(Event.STEPS_FORM_SHOWN, by=current_user, pupils=[step.pupil_id])
    way, child = get_way(step.pupil_id, viewer=current_user)
    words = words_of(step, by=current_user)
    form = StepForm(staff=list_staff(viewer=current_user), words=words, version=step.version)
    clash = _save(form, way, step) if _is_ready(form, step.pupil_id) else None
    if form.is_submitted() and not (form.errors or form.form_errors or form.names or clash):
        return _saved(step_id)
    return _form_page(form, child, step, clash)


@bp.post("/one/<uuid:step_id>/start")
@requires(Permission.STEPS_DECIDE)
@writes
def step_start(step_id: uuid.UUID) -> ResponseReturnValue:
    """Make its week: not while the young person waits for an answer."""
    step = get_step(step_id, viewer=current_user)
    looked(Event.STEPS_STEP_SHOWN, by=current_user, pupils=[step.pupil_id], step=step_id)
    try:
        start_step(step, by=current_user)
        notices.say_next(STARTED)
    except NotYetError as wait:
        notices.say_next(WAITS[wait.why])
    except TwoAtOnceError:
        notices.say_next(BUSY)
    return redirect(url_for("steps.step_show", step_id=step_id))


def _save(form: StepForm, way: WayBack, step: WayStep) -> ClashError | None:
    try:
        if step.is_open:
            change_step(way, step, form.sent, opened=form.opened, by=current_user)
    except DoesNotFitError as wrong:
        _explain(form, wrong)
    except ClashError as clash:
        if step.is_open:
            form.take(clash)
            return clash
    if not step.is_open:
        form.form_errors.append(GONE)
    return None


def _is_ready(form: StepForm, pupil_id: uuid.UUID) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.all_words, pupil_id, viewer=current_user))


def _explain(form: StepForm, wrong: DoesNotFitError) -> None:
    form.form_errors += [fault_sentence(one, wrong.titles, wrong.promised) for one in wrong.found]


def _saved(step_id: uuid.UUID) -> ResponseReturnValue:
    notices.say_next(SAVED)
    return redirect(url_for("steps.step_show", step_id=step_id))


def _form_page(
    form: StepForm, child: Child, step: WayStep | None = None, clash: ClashError | None = None
) -> ResponseReturnValue:
    texts = texts_of(clash, form.staff) if clash else []
    wrong = form.errors or form.form_errors or form.names
    status = 409 if clash else 422 if wrong else 200
    return page("steps/step_form.html", form=form, child=child, step=step, clash=clash, texts=texts, status=status)
