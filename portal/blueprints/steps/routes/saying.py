"""What the young person says about the steps; staff write it down when they say it to them."""

import uuid
from typing import Any

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.steps import bp
from portal.blueprints.steps.pages import way_of_step, whole_way
from portal.blueprints.steps.presenters import StepCard, answers_to_tap
from portal.blueprints.steps.queries.steps import get_open_step
from portal.blueprints.steps.services.answering import say_ready
from portal.blueprints.steps.services.choosing import choose, sort_steps
from portal.blueprints.steps.words import HOW
from portal.blueprints.steps.young_forms import ChooseForm, ReadyForm, SortForm
from portal.models import ChoiceKind
from portal.web import notices
from portal.web.pages import page

SAID = notices.sentence("steps.said", _l("Thank you. A grown-up will answer you."))
SORTED = notices.sentence("steps.sorted", _l("Thank you. This is your ladder."))
CHOSEN = notices.sentence("steps.chosen", _l("Thank you. We do it like this."))
ENTERED = notices.sentence("steps.entered", _l("It is written down as it was said."))


@bp.route("/one/<uuid:step_id>/ready", methods=["GET", "POST"])
@requires(Permission.STEPS_ANSWER)
@writes
def ready_say(step_id: uuid.UUID) -> ResponseReturnValue:
    """Am I ready? Go on, stay, or step back."""
    return _ready(step_id, entered=False)


@bp.route("/one/<uuid:step_id>/ready/enter", methods=["GET", "POST"])
@requires(Permission.STEPS_ENTER)
@writes
def ready_enter(step_id: uuid.UUID) -> ResponseReturnValue:
    """The same, as the young person says it to a member of staff."""
    return _ready(step_id, entered=True)


@bp.route("/one/<uuid:step_id>/choose/<any(start_time, first_lesson, who_meets):choice>", methods=["GET", "POST"])
@requires(Permission.STEPS_ANSWER)
@writes
def choice_make(step_id: uuid.UUID, choice: str) -> ResponseReturnValue:
    """When I start, what comes first, who meets me: from what the adults can keep."""
    return _choose(step_id, ChoiceKind(choice), entered=False)


@bp.route("/one/<uuid:step_id>/choose/<any(start_time, first_lesson, who_meets):choice>/enter", methods=["GET", "POST"])
@requires(Permission.STEPS_ENTER)
@writes
def choice_enter(step_id: uuid.UUID, choice: str) -> ResponseReturnValue:
    """The same, as the young person says it to a member of staff."""
    return _choose(step_id, ChoiceKind(choice), entered=True)


@bp.route("/<uuid:pupil_id>/order", methods=["GET", "POST"])
@requires(Permission.STEPS_ANSWER)
@writes
def order_make(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """My ladder: the easiest step first, the hardest last."""
    return _sort(pupil_id, entered=False)


@bp.route("/<uuid:pupil_id>/order/enter", methods=["GET", "POST"])
@requires(Permission.STEPS_ENTER)
@writes
def order_enter(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The same, as the young person says it to a member of staff."""
    return _sort(pupil_id, entered=True)


def _ready(step_id: uuid.UUID, *, entered: bool) -> ResponseReturnValue:
    card = _open_card(step_id)
    if not card.is_asked:
        abort(404)
    form = ReadyForm(entered=entered)
    if form.validate_on_submit():
        say_ready(card.step, form.said, by=current_user)
        notices.say_next(ENTERED if entered else SAID)
        return redirect(url_for("steps.step_show", step_id=step_id))
    return _page("steps/ready.html", form, card, taps=answers_to_tap())


def _choose(step_id: uuid.UUID, kind: ChoiceKind, *, entered: bool) -> ResponseReturnValue:
    card = _open_card(step_id)
    if kind not in card.kinds:
        abort(404)
    form = ChooseForm((one for one in card.offers if one.kind is kind), entered=entered)
    after = _after(card, kind, entered=entered)
    if form.validate_on_submit():
        choose(card.step, kind, form.offer, form.how, by=current_user)
        notices.say_next(ENTERED if entered else CHOSEN)
        return redirect(after)
    return _page("steps/choose.html", form, card, kind=kind, skip=after)


def _sort(pupil_id: uuid.UUID, *, entered: bool) -> ResponseReturnValue:
    shown = whole_way(pupil_id, viewer=current_user)
    looked(Event.STEPS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    form = SortForm((card.step.id for card in shown.to_sort), entered=entered)
    if not form.ids:
        return redirect(url_for("steps.step_list", pupil_id=pupil_id))
    if not form.is_moving and form.validate_on_submit():
        sort_steps(shown.way, form.sorted_ids, form.how, by=current_user)
        notices.say_next(ENTERED if entered else SORTED)
        return redirect(url_for("steps.step_list", pupil_id=pupil_id))
    cards = [shown.card(one) for one in form.sorted_ids]
    status = 422 if form.errors else 200
    return page("steps/order.html", form=form, shown=shown, cards=cards, ways=HOW, status=status)


def _open_card(step_id: uuid.UUID) -> StepCard:
    step = get_open_step(step_id, viewer=current_user)
    looked(Event.STEPS_FORM_SHOWN, by=current_user, pupils=[step.pupil_id])
    return way_of_step(step, viewer=current_user).card(step_id)


def _after(card: StepCard, kind: ChoiceKind, *, entered: bool) -> str:
    """The next thing to choose, else the step."""
    rest = card.kinds[card.kinds.index(kind) + 1 :]
    if not rest:
        return url_for("steps.step_show", step_id=card.step.id)
    view = "steps.choice_enter" if entered else "steps.choice_make"
    return url_for(view, step_id=card.step.id, choice=rest[0].value)


def _page(template: str, form: Any, card: StepCard, **facts: Any) -> ResponseReturnValue:
    return page(template, form=form, card=card, ways=HOW, status=422 if form.errors else 200, **facts)
