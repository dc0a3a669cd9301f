"""Writing: a phrase by one tap, words, a photo, a voice note, a PDF; what is typed is kept; and taking back."""

import uuid
from typing import Any

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.messages import bp
from portal.blueprints.messages.presenters import before_writing, readers_of
from portal.blueprints.messages.queries.drafts import find_draft
from portal.blueprints.messages.queries.threads import get_own_message, get_thread
from portal.blueprints.messages.rows import OneThread
from portal.blueprints.messages.services import keep_draft
from portal.heard import names_of_others
from portal.messaging.answering import find_answering
from portal.messaging.form import WriteForm
from portal.messaging.phrase_book import offered_to
from portal.messaging.sending import ClosedError, SentBeforeError, TooManyError, send, take_back
from portal.web import notices
from portal.web.limits import takes_photos, takes_sounds
from portal.web.pages import page
from portal.web.press import PressForm

SENT = notices.sentence("messages.sent", _l("Sent."))
KEPT = notices.sentence("messages.kept", _l("Kept for later. Nobody else can see it."))
TAKEN_BACK = notices.sentence("messages.taken_back", _l("You took it back. They can see that there was a message."))


@bp.route("/<uuid:thread_id>/write", methods=["GET", "POST"])
@requires(Permission.MESSAGES_WRITE)
@writes
def message_write(thread_id: uuid.UUID) -> ResponseReturnValue:
    """Phrases first, then words; what was typed may be kept for later."""
    return _write(thread_id, "words")


@bp.route("/<uuid:thread_id>/photo", methods=["GET", "POST"])
@takes_photos
@requires(Permission.MESSAGES_WRITE)
@writes
def message_photo(thread_id: uuid.UUID) -> ResponseReturnValue:
    """A photo, and words if there are any."""
    return _write(thread_id, "photo")


@bp.route("/<uuid:thread_id>/speak", methods=["GET", "POST"])
@takes_sounds
@requires(Permission.MESSAGES_WRITE)
@writes
def message_speak(thread_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note."""
    return _write(thread_id, "voice")


@bp.route("/<uuid:thread_id>/paper", methods=["GET", "POST"])
@takes_photos
@requires(Permission.MESSAGES_WRITE)
@writes
def message_paper(thread_id: uuid.UUID) -> ResponseReturnValue:
    """A PDF, and words if there are any."""
    return _write(thread_id, "paper")


def _write(thread_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    one = get_thread(thread_id, viewer=current_user)
    looked(Event.MESSAGES_FORM_SHOWN, by=current_user, pupils=[one.pupil.id], thread=thread_id)
    form, facts = _form(one, kind)
    if form.is_submitted() and "keep" in request.form:
        return _keep(one, form)
    if form.validate_on_submit() and not _names_somebody(form, one):
        return _send(one, form, facts)
    return _page(form, one, 422 if form.is_submitted() else 200, **facts)


def _form(one: OneThread, kind: str) -> tuple[WriteForm, dict[str, Any]]:
    thread = one.thread
    answering = find_answering(thread.setting_id, thread.pupil_id, thread.id)
    is_own = thread.person_id == current_user.person_id
    draft = find_draft(thread.id, viewer=current_user) if kind == "words" else None
    form = WriteForm(
        kind,
        audience=readers_of(thread.pupil_id, answering, viewer=current_user),
        offered=offered_to(current_user.audience) if kind == "words" else (),
        words=draft.words if draft else "",
        most_bytes=current_app.extensions["portal"].max_upload_bytes,
    )
    saved_at = draft.saved_at if draft else None
    before = before_writing(answering) if is_own else ()
    offers_help = is_own and not answering.is_there_now
    return form, {"is_own": is_own, "before": before, "offers_help": offers_help, "saved_at": saved_at}


def _names_somebody(form: WriteForm, one: OneThread) -> bool:
    words = form.words.data
    return bool(words) and form.asks_about(names_of_others(words, one.pupil.id, viewer=current_user))


def _keep(one: OneThread, form: WriteForm) -> ResponseReturnValue:
    # What is kept need not be fit to be sent; its number is looked at all the same.
    form.validate_client_id(form.client_id)
    kept_at = keep_draft(one.thread, form.words.data or "", form.number, by=current_user)
    if request.headers.get("HX-Request") == "true":
        return page("messages/_saved.html", saved_at=kept_at)
    notices.say_next(KEPT)
    return redirect(url_for("messages.thread_show", thread_id=one.thread.id))


def _send(one: OneThread, form: WriteForm, facts: dict[str, Any]) -> ResponseReturnValue:
    try:
        send(one.thread.id, form.sent, by=current_user)
    except SentBeforeError:
        form.renew()
        return _page(form, one, 422, why_not="sent_before", **facts)
    except (ClosedError, TooManyError) as error:
        keep_draft(one.thread, form.words.data or "", form.number, by=current_user)
        is_closed = isinstance(error, ClosedError)
        return _page(form, one, 409 if is_closed else 429, why_not="closed" if is_closed else "too_many", **facts)
    notices.say_next(SENT)
    return redirect(url_for("messages.thread_show", thread_id=one.thread.id))


def _page(form: WriteForm, one: OneThread, status: int, why_not: str = "", **facts: Any) -> ResponseReturnValue:
    return page("messages/message_write.html", status=status, form=form, one=one, why_not=why_not, **facts)


@bp.route("/take-back/<uuid:message_id>", methods=["GET", "POST"])
@requires(Permission.MESSAGES_WRITE)
@writes
def message_take_back(message_id: uuid.UUID) -> ResponseReturnValue:
    """Take back what one has sent: asked once, and done by a second press."""
    one = get_own_message(message_id, viewer=current_user)
    looked(Event.MESSAGES_THREAD_SHOWN, by=current_user, pupils=[one.message.pupil_id], thread=one.message.thread_id)
    form = PressForm()
    if form.validate_on_submit():
        take_back(one.message, by=current_user)
        notices.say_next(TAKEN_BACK)
        return redirect(url_for("messages.thread_show", thread_id=one.message.thread_id))
    return page("messages/message_take_back.html", form=form, one=one)
