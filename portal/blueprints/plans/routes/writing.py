"""Writing the plan: staff only, under the version that was opened."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.plans import bp
from portal.blueprints.plans.forms import PlanForm
from portal.blueprints.plans.presenters import texts_of, unwritten
from portal.blueprints.plans.queries.plans import find_placement, find_plan
from portal.blueprints.plans.routes.plans import get_planned
from portal.blueprints.plans.services.plans import change_plan
from portal.heard import names_of_others
from portal.models import Placement
from portal.revisions import ClashError
from portal.web import notices
from portal.web.pages import page

SAVED = notices.sentence("plans.saved", _l("The plan is saved. The family sees it now."))


@bp.route("/<uuid:pupil_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLANS_WRITE)
@writes
def plan_edit(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Where it stands, the next step, needs, what is offered, the first day."""
    child, placement = get_planned(pupil_id), find_placement(pupil_id, viewer=current_user)
    looked(Event.PLANS_PLAN_SHOWN, by=current_user, pupils=[pupil_id])
    if placement is None:
        return redirect(url_for("plans.plan_show", pupil_id=pupil_id))
    form = PlanForm(find_plan(placement.id, viewer=current_user) or unwritten(placement))
    ready = _is_ready(form, pupil_id)
    clash = _save(form, placement) if ready else None
    if ready and clash is None:
        notices.say_next(SAVED)
        return redirect(url_for("plans.plan_show", pupil_id=pupil_id))
    status = 409 if clash else 422 if form.errors or form.names else 200
    texts = texts_of(clash) if clash else []
    return page("plans/plan_edit.html", status=status, child=child, form=form, clash=clash, texts=texts)


def _is_ready(form: PlanForm, pupil_id: uuid.UUID) -> bool:
    """Taken, and it names no other child, or is to stand all the same."""
    if not form.validate_on_submit():
        return False
    return not form.asks_about(names_of_others(form.all_words, pupil_id, viewer=current_user))


def _save(form: PlanForm, placement: Placement) -> ClashError | None:
    try:
        change_plan(placement, form.shared, opened=form.opened, by=current_user)
    except ClashError as clash:
        form.take(clash)
        return clash
    return None
