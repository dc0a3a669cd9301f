"""Reading: one's own threads, one thread, and looking for words in them."""

import uuid

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.messages import bp
from portal.blueprints.messages.presenters import show_thread
from portal.blueprints.messages.queries.drafts import list_drafted_threads
from portal.blueprints.messages.queries.threads import (
    get_paper,
    get_photo,
    get_sound,
    get_thread,
    list_found,
    list_own_threads,
)
from portal.blueprints.messages.services import read_thread
from portal.messaging.sending import open_thread
from portal.pupils import get_child, list_children
from portal.web import notices
from portal.web.pages import page
from portal.web.typed import tidy

READ = notices.sentence("messages.read", _l("Thank you. It is marked as read."))
GIVEN = "gets_messages"


@bp.get("/")
@requires(Permission.MESSAGES_READ)
def thread_list() -> ResponseReturnValue:
    """One's own threads, for each child; staff have the inbox of the team."""
    if current_user.audience == "staff":
        return redirect(url_for("messages.inbox"))
    children = list_children(viewer=current_user, given=GIVEN)
    looked(Event.MESSAGES_LIST_SHOWN, by=current_user, pupils=[child.pupil_id for child in children])
    threads = list_own_threads(viewer=current_user)
    drafted = list_drafted_threads(viewer=current_user)
    return page("messages/thread_list.html", children=children, threads=threads, drafted=drafted)


@bp.post("/open/<uuid:pupil_id>")
@requires(Permission.MESSAGES_WRITE)
@writes
def thread_open(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """Write to the team about a child: in the thread that is open, or a new one. Staff are no family: not there."""
    if current_user.audience == "staff":
        abort(404)
    child = get_child(pupil_id, viewer=current_user, given=GIVEN)
    thread = open_thread(child.pupil_id, current_user.person_id, by=current_user)
    looked(Event.MESSAGES_FORM_SHOWN, by=current_user, pupils=[pupil_id], thread=thread.id)
    return redirect(url_for("messages.message_write", thread_id=thread.id))


@bp.get("/<uuid:thread_id>")
@requires(Permission.MESSAGES_READ)
def thread_show(thread_id: uuid.UUID) -> ResponseReturnValue:
    """What was written, the newest at the end; who reads it, and by when there is an answer."""
    one = get_thread(thread_id, viewer=current_user)
    looked(Event.MESSAGES_THREAD_SHOWN, by=current_user, pupils=[one.pupil.id], thread=thread_id)
    shown = show_thread(one, request.args.get("page", 1, type=int), viewer=current_user)
    return page("messages/thread_show.html", shown=shown)


@bp.post("/<uuid:thread_id>/read")
@requires(Permission.MESSAGES_READ)
@writes
def thread_read(thread_id: uuid.UUID) -> ResponseReturnValue:
    """I have read it: from a list it opens the thread as well."""
    read_thread(thread_id, by=current_user)
    if "open" not in request.form:
        notices.say_next(READ)
    return redirect(url_for("messages.thread_show", thread_id=thread_id))


@bp.get("/search")
@requires(Permission.MESSAGES_READ)
def thread_search() -> ResponseReturnValue:
    """Words in the threads somebody sees."""
    words = tidy(request.args.get("q", ""))[:200]
    found = list_found(words, viewer=current_user) if words else []
    looked(Event.MESSAGES_SEARCHED, by=current_user, pupils={one.message.pupil_id for one in found})
    return page("messages/thread_search.html", words=words, found=found)


@bp.get("/said/<uuid:contribution_id>/photo")
@requires(Permission.MESSAGES_READ)
def said_photo(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A photo, for whoever reads the message it came with; not kept by the browser, as every answer."""
    photo = get_photo(contribution_id, viewer=current_user)
    looked(Event.MESSAGES_PHOTO_SHOWN, by=current_user, pupils=[photo.pupil_id], contribution=contribution_id)
    return _file(photo.content, "image/jpeg", "inline", "photo.jpg")


@bp.get("/said/<uuid:contribution_id>/sound")
@requires(Permission.MESSAGES_READ)
def said_sound(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """A voice note, in the same way."""
    sound = get_sound(contribution_id, viewer=current_user)
    looked(Event.MESSAGES_SOUND_HEARD, by=current_user, pupils=[sound.pupil_id], contribution=contribution_id)
    return _file(sound.content, sound.kind, "attachment", "voice")


@bp.get("/said/<uuid:message_id>/paper")
@requires(Permission.MESSAGES_READ)
def said_paper(message_id: uuid.UUID) -> ResponseReturnValue:
    """A PDF, to be kept or opened by what shows PDFs on this device; under our own name for it."""
    paper = get_paper(message_id, viewer=current_user)
    looked(Event.MESSAGES_PAPER_SHOWN, by=current_user, pupils=[paper.pupil_id], message=message_id)
    return _file(paper.content, "application/pdf", "attachment", "paper.pdf")


def _file(content: bytes, kind: str, shown: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response
