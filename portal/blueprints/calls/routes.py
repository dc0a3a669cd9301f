"""Ring me instead."""

import uuid

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.asking.ringing import ask_for_call, ask_to_read, find_key_worker, find_waiting_call
from portal.audit import Event, looked
from portal.blueprints.calls import bp
from portal.blueprints.calls.forms import AskForCallForm, CallDoneForm, ReadToMeForm
from portal.blueprints.calls.languages import CODES, OTHER
from portal.blueprints.calls.queries import (
    find_audience_of_caller,
    find_own_phone,
    find_voice_of_caller,
    get_call_to_make,
    get_own_call,
    get_setting,
    list_own_calls,
    list_said,
)
from portal.blueprints.calls.services import (
    Spoken,
    ask_for_caller,
    note_try,
    write_down,
)
from portal.heard import names_of_others
from portal.heard.for_another import readers_with_writer
from portal.messaging.contacts import finish_call
from portal.models import CallRequest, GoodTime, Voice
from portal.pupils import get_child, list_children
from portal.visibility.conditions import ANYTHING
from portal.web import notices
from portal.web.pages import page

RANG = notices.sentence("calls.rang", _l("Thank you. This call is off the list."))
WRITTEN = notices.sentence("calls.written", _l("Thank you. It is written down, and this call is off the list."))
LISTED = notices.sentence("calls.listed", _l("Thank you. It is on the list of questions. This call is off the list."))
TRIED = notices.sentence("calls.tried", _l("Thank you for trying. The call stays on the list."))
MOST_OWN = 30


def _asked_from() -> str:
    return _known(request.args.get("page", ""))


def _known(name: str | None) -> str:
    # Kept with the call, so only a page that there is.
    return name if name and name in current_app.view_functions else ""


def _about_whom(leads_to: str) -> ResponseReturnValue:
    """The list of their children, each leading on. Nobody to ring about: the setting's own number."""
    children = list_children(viewer=current_user, given=ANYTHING)
    looked(Event.CALLS_FORM_SHOWN, by=current_user, pupils=[child.pupil_id for child in children])
    if not children:
        return redirect(url_for("help.ring"))
    if len(children) == 1:
        return redirect(url_for(leads_to, pupil_id=children[0].pupil_id, page=_asked_from()))
    return page("calls/call_ask.html", children=children, asked_from=_asked_from(), leads_to=leads_to)


@bp.get("/ask")
@requires(Permission.CALLS_ASK)
def call_ask() -> ResponseReturnValue:
    """Ring me: who it is about; with one child there is nothing to ask."""
    return _about_whom("calls.call_when")


@bp.route("/ask/<uuid:pupil_id>", methods=["GET", "POST"])
@requires(Permission.CALLS_ASK)
@writes
def call_when(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """When it suits: one tap, and the call is on the list."""
    child = get_child(pupil_id, viewer=current_user, given=ANYTHING)
    key_worker = find_key_worker(pupil_id, viewer=current_user)
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
    call = ask_for_call(
        pupil_id,
        key_worker_id,
        good_time=GoodTime(form.good_time.data),
        page=_known(form.page.data),
        client_id=form.number,
        by=current_user,
    )
    return redirect(url_for("calls.call_show", call_id=call.id))


@bp.get("/read")
@requires(Permission.CALLS_ASK)
def read_ask() -> ResponseReturnValue:
    """Help me read this: about whom it is; with one child there is nothing to ask."""
    return _about_whom("calls.read_to_me")


@bp.route("/read/<uuid:pupil_id>", methods=["GET", "POST"])
@requires(Permission.CALLS_ASK)
@writes
def read_to_me(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody rings and reads it to me, or with an interpreter of my language: one tap, and it is on the list."""
    child = get_child(pupil_id, viewer=current_user, given=ANYTHING)
    key_worker = find_key_worker(pupil_id, viewer=current_user)
    looked(Event.CALLS_FORM_SHOWN, by=current_user, pupils=[pupil_id])
    if key_worker is None:
        return redirect(url_for("help.ring"))
    form = ReadToMeForm(page=_asked_from())
    if form.validate_on_submit():
        from_page = _known(form.page.data)
        call = ask_to_read(
            pupil_id, key_worker.id, form.interpreter, page=from_page, client_id=form.number, by=current_user
        )
        return redirect(url_for("calls.call_show", call_id=call.id))
    facts = {"child": child, "key_worker": key_worker, "codes": CODES, "other": OTHER}
    return page("calls/read_to_me.html", status=422 if form.errors else 200, form=form, facts=facts)


@bp.get("/<uuid:call_id>")
@requires(Permission.CALLS_ASK)
def call_show(call_id: uuid.UUID) -> ResponseReturnValue:
    """What happens now, and nothing that we cannot keep."""
    call = get_own_call(call_id, viewer=current_user)
    looked(Event.CALLS_CALL_SHOWN, by=current_user, pupils=[call.pupil_id], call=call_id)
    return page(
        "calls/call_show.html",
        call=call,
        child=get_child(call.pupil_id, viewer=current_user, given=ANYTHING),
        said=list_said(call, viewer=current_user),
        key_worker=find_key_worker(call.pupil_id, viewer=current_user),
        setting=get_setting(viewer=current_user),
        own_phone=find_own_phone(viewer=current_user),
    )


@bp.get("/")
@requires(Permission.CALLS_ASK)
def call_list() -> ResponseReturnValue:
    """The calls somebody asked for, and what became of them."""
    children = {child.pupil_id: child for child in list_children(viewer=current_user, given=ANYTHING)}
    looked(Event.CALLS_LIST_SHOWN, by=current_user, pupils=list(children))
    return page("calls/call_list.html", calls=list_own_calls(MOST_OWN, viewer=current_user), children=children)


@bp.route("/<uuid:call_id>/done", methods=["GET", "POST"])
@requires(Permission.CALLS_ANSWER)
@writes
def call_done(call_id: uuid.UUID) -> ResponseReturnValue:
    """I rang: nothing to write, or what was said, read back; or nobody picked up."""
    call = get_call_to_make(call_id, viewer=current_user)
    voice = find_voice_of_caller(call, viewer=current_user)
    form = CallDoneForm(audience=find_audience_of_caller(call, voice, viewer=current_user))
    if form.validate_on_submit() and not _names_somebody(form, call):
        notices.say_next(_finish(call, form, voice))
        return redirect(url_for("home.today"))
    looked(Event.CALLS_CALL_SHOWN, by=current_user, pupils=[call.pupil_id], call=call_id)
    status = 422 if form.errors or form.names else 200
    child = get_child(call.pupil_id, viewer=current_user)
    return page("calls/call_done.html", status=status, form=form, call=call, child=child, young=voice is Voice.YOUNG)


def _names_somebody(form: CallDoneForm, call: CallRequest) -> bool:
    words = form.words.data
    return bool(words) and form.asks_about(names_of_others(words, call.pupil_id, viewer=current_user))


def _finish(call: CallRequest, form: CallDoneForm, voice: Voice) -> str:
    if form.reached_nobody:
        note_try(call, by=current_user)
        return TRIED
    if form.words.data:
        _keep(call, form, voice)
    finish_call(call, form.talked, by=current_user)
    return (LISTED if form.asks else WRITTEN) if form.words.data else RANG


def _keep(call: CallRequest, form: CallDoneForm, voice: Voice) -> None:
    readers = readers_with_writer(form.audience, form.readers, by=current_user)
    spoken = Spoken(form.words.data, voice, readers, form.number)
    if form.asks is None:
        write_down(call, spoken, by=current_user)
        return
    # As if they had asked themself; where nobody else is there, whoever rang sees to it.
    for_id = next((reader.person_id for reader in form.audience.always), current_user.person_id)
    ask_for_caller(call, spoken, form.asks, for_id=for_id, by=current_user)
