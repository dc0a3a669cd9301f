"""Ring me instead."""

import uuid

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.calls import bp
from portal.blueprints.calls.forms import AskForCallForm
from portal.blueprints.calls.queries import (
    find_key_worker,
    find_own_phone,
    find_waiting_call,
    get_call_to_make,
    get_own_call,
    get_setting,
)
from portal.blueprints.calls.services import ask_for_call, finish_call
from portal.models import GoodTime
from portal.pupils import get_child, list_children
from portal.web import notices
from portal.web.pages import page

RANG = notices.sentence("calls.rang", _l("Thank you. This call is off the list."))


def _asked_from() -> str:
    # Kept with the call, so only a page that there is.
    name = request.args.get("page", "")
    return name if name in current_app.view_functions else ""


@bp.get("/ask")
@requires(Permission.CALLS_ASK)
def call_ask() -> ResponseReturnValue:
    """Who it is about; with one child there is nothing to ask. Nobody to ring about: the setting's own number."""
    children = list_children(viewer=current_user)
    looked(Event.CALLS_FORM_SHOWN, by=current_user, pupils=[child.pupil_id for child in children])
    if not children:
        return redirect(url_for("help.ring"))
    if len(children) == 1:
        return redirect(url_for("calls.call_when", pupil_id=children[0].pupil_id, page=_asked_from()))
    return page("calls/call_ask.html", children=children, asked_from=_asked_from())


@bp.route("/ask/<uuid:pupil_id>", methods=["GET", "POST"])
@requires(Permission.CALLS_ASK)
@writes
def call_when(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """When it suits: one tap, and the call is on the list."""
    child, key_worker = get_child(pupil_id, viewer=current_user), find_key_worker(pupil_id, viewer=current_user)
    looked(Event.CALLS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    if key_worker is None:
        return redirect(url_for("help.ring"))
    form = AskForCallForm(page=_asked_from())
    if form.validate_on_submit():
        return _put_on_the_list(form, pupil_id, key_worker.id)
    waiting = find_waiting_call(pupil_id, viewer=current_user)
    facts = {"child": child, "key_worker": key_worker, "waiting": waiting, "times": list(GoodTime)}
    return page("calls/call_when.html", status=422 if form.errors else 200, form=form, facts=facts)


def _put_on_the_list(form: AskForCallForm, pupil_id: uuid.UUID, key_worker_id: uuid.UUID) -> ResponseReturnValue:
    known = form.page.data in current_app.view_functions
    call = ask_for_call(
        pupil_id,
        key_worker_id,
        good_time=GoodTime(form.good_time.data),
        page=form.page.data if known else "",
        client_id=uuid.UUID(form.client_id.data),
        by=current_user,
    )
    return redirect(url_for("calls.call_show", call_id=call.id))


@bp.get("/<uuid:call_id>")
@requires(Permission.CALLS_ASK)
def call_show(call_id: uuid.UUID) -> ResponseReturnValue:
    """What happens now, and nothing that we cannot keep."""
    call = get_own_call(call_id, viewer=current_user)
    looked(Event.CALLS_CALL_SHOWN, by=current_user, pupils=[call.pupil_id], call=call_id)
    return page(
        "calls/call_show.html",
        call=call,
        child=get_child(call.pupil_id, viewer=current_user),
        key_worker=find_key_worker(call.pupil_id, viewer=current_user),
        setting=get_setting(viewer=current_user),
        own_phone=find_own_phone(viewer=current_user),
    )


@bp.post("/<uuid:call_id>/done")
@requires(Permission.CALLS_ANSWER)
@writes
def call_done(call_id: uuid.UUID) -> ResponseReturnValue:
    """I rang."""
    finish_call(get_call_to_make(call_id, viewer=current_user), by=current_user)
    notices.say_next(RANG)
    return redirect(url_for("home.today"))
