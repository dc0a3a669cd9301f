"""The concerns of those who answer for them: the list by its clock, one with everything, and each step."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.concerns import bp
from portal.blueprints.concerns.forms import AboutForm, StepForm
from portal.blueprints.concerns.queries.answering import get_concern, get_whole, list_concerns
from portal.blueprints.concerns.services.answering import (
    name_person,
    open_concern,
    take_concern,
    unname_person,
    write_down,
)
from portal.safeguarding import moves_of
from portal.web.pages import page


def _show(concern_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("concerns.concern_show", concern_id=concern_id), 303)


def _leads() -> bool:
    return Permission.CONCERNS_LEAD in current_user.permissions


@bp.get("/concerns/")
@requires(Permission.CONCERNS_ANSWER)
def concern_list() -> ResponseReturnValue:
    """The open ones, by their clock."""
    rows = list_concerns(viewer=current_user)
    looked(Event.CONCERNS_LIST_SHOWN, by=current_user, pupils=[row.concern.pupil_id for row in rows])
    return page("concerns/concern_list.html", rows=rows, done=False, leads=_leads())


@bp.get("/concerns/done")
@requires(Permission.CONCERNS_ANSWER)
def done_list() -> ResponseReturnValue:
    """Those of which the child has been told what came of it. Nothing is ever deleted."""
    rows = list_concerns(viewer=current_user, done=True)
    looked(Event.CONCERNS_LIST_SHOWN, by=current_user, pupils=[row.concern.pupil_id for row in rows])
    return page("concerns/concern_list.html", rows=rows, done=True, leads=_leads())


@bp.post("/concerns/<uuid:concern_id>/open")
@requires(Permission.CONCERNS_ANSWER)
@writes
def concern_open(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Opening is a press: the child then reads a name, and an address that is only fetched says nothing of that."""
    concern = get_concern(concern_id, viewer=current_user)
    looked(Event.CONCERNS_CONCERN_SHOWN, by=current_user, pupils=[concern.pupil_id], concern=concern_id)
    open_concern(concern_id, by=current_user)
    return _show(concern_id)


@bp.route("/concerns/<uuid:concern_id>", methods=["GET", "POST"])
@requires(Permission.CONCERNS_ANSWER)
@writes
def concern_show(concern_id: uuid.UUID) -> ResponseReturnValue:
    """Everything about one, once somebody has opened it; and what is written down about it."""
    concern = get_concern(concern_id, viewer=current_user)
    looked(Event.CONCERNS_CONCERN_SHOWN, by=current_user, pupils=[concern.pupil_id], concern=concern_id)
    if concern.opened_at is None:
        return page("concerns/concern_cover.html", concern=concern)
    form = StepForm(moves_of(concern))
    if form.validate_on_submit():
        write_down(concern_id, form.move, form.words.data, number=form.number, by=current_user)
        return _show(concern_id)
    whole = get_whole(concern_id, viewer=current_user, leads=_leads())
    about = AboutForm(whole.staff) if _leads() else None
    return page("concerns/concern_show.html", status=422 if form.errors else 200, form=form, one=whole, about=about)


@bp.post("/concerns/<uuid:concern_id>/take")
@requires(Permission.CONCERNS_ANSWER)
@writes
def concern_take(concern_id: uuid.UUID) -> ResponseReturnValue:
    """ "I have this": one press, no words needed."""
    take_concern(concern_id, by=current_user)
    return _show(concern_id)


@bp.post("/concerns/<uuid:concern_id>/about")
@requires(Permission.CONCERNS_LEAD)
@writes
def about_name(concern_id: uuid.UUID) -> ResponseReturnValue:
    """It is about somebody who works here: they meet it nowhere from now on."""
    concern, person_id = get_concern(concern_id, viewer=current_user), AboutForm().person_id
    looked(Event.CONCERNS_CONCERN_SHOWN, by=current_user, pupils=[concern.pupil_id], concern=concern_id)
    if person_id:
        name_person(concern_id, person_id, by=current_user)
    return _show(concern_id)


@bp.post("/concerns/<uuid:concern_id>/about/<uuid:staff_id>/not")
@requires(Permission.CONCERNS_LEAD)
@writes
def about_not(concern_id: uuid.UUID, staff_id: uuid.UUID) -> ResponseReturnValue:
    """It is not about them after all."""
    unname_person(concern_id, staff_id, by=current_user)
    return _show(concern_id)
