"""What staff do: the inbox of the team, what needs no answer, closing, their own working times, what was kept."""

import uuid
from datetime import timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.messages import bp
from portal.blueprints.messages.queries.inbox import (
    PER_PAGE,
    count_promises,
    get_whom,
    list_own_times,
    list_team_threads,
    list_waiting,
    list_whom_to_write,
)
from portal.blueprints.messages.queries.threads import get_thread
from portal.blueprints.messages.services import change_times
from portal.messaging.sending import NotYetError, close_thread, need_no_reply, open_thread
from portal.web import notices
from portal.web.pages import page
from portal.web.week_hours import WeekHoursForm

NO_REPLY = notices.sentence("messages.no_reply", _l("It needs no answer. It is off the list."))
CLOSED = notices.sentence("messages.closed", _l("This talk is closed. It stays to be read."))
NOT_YET = notices.sentence(
    "messages.not_yet",
    _l("Somebody waits for an answer there. Answer it first, or say that it needs none."),
    is_done=False,
)
TIMES = notices.sentence("messages.times", _l("Your working times are saved. They count from the next message on."))
# How far back promises are counted.
COUNTED = timedelta(weeks=13)


@bp.get("/inbox")
@requires(Permission.MESSAGES_ANSWER)
def inbox() -> ResponseReturnValue:
    """What waits for an answer, by whose is due first; then all threads of this person's pupils."""
    at = max(1, request.args.get("page", 1, type=int))
    waiting = list_waiting(PER_PAGE, at, viewer=current_user)
    threads = list_team_threads(at, viewer=current_user)
    shown = {one.thread.pupil_id for one in waiting} | {one.thread.pupil_id for one in threads}
    looked(Event.MESSAGES_INBOX_SHOWN, by=current_user, pupils=shown)
    more = len(threads) > PER_PAGE or bool(waiting and waiting[0].of > at * PER_PAGE)
    return page("messages/inbox.html", waiting=waiting, threads=threads[:PER_PAGE], at=at, more=more)


@bp.get("/to")
@requires(Permission.MESSAGES_ANSWER)
def whom_list() -> ResponseReturnValue:
    """To whom somebody of the team may write."""
    people = list_whom_to_write(viewer=current_user)
    looked(Event.MESSAGES_LIST_SHOWN, by=current_user, pupils={one.pupil_id for one in people})
    return page("messages/whom_list.html", people=people)


@bp.post("/to/<uuid:pupil_id>/<uuid:person_id>")
@requires(Permission.MESSAGES_ANSWER)
@writes
def whom_open(pupil_id: uuid.UUID, person_id: uuid.UUID) -> ResponseReturnValue:
    """Write to somebody first."""
    whom = get_whom(pupil_id, person_id, viewer=current_user)
    thread = open_thread(whom.pupil_id, whom.person_id, by=current_user)
    looked(Event.MESSAGES_FORM_SHOWN, by=current_user, pupils=[pupil_id], thread=thread.id)
    return redirect(url_for("messages.message_write", thread_id=thread.id))


@bp.post("/<uuid:thread_id>/no-reply")
@requires(Permission.MESSAGES_ANSWER)
@writes
def thread_no_reply(thread_id: uuid.UUID) -> ResponseReturnValue:
    """What was written needs no answer."""
    need_no_reply(get_thread(thread_id, viewer=current_user).thread.id, by=current_user)
    notices.say_next(NO_REPLY)
    return redirect(url_for("messages.inbox"))


@bp.post("/<uuid:thread_id>/close")
@requires(Permission.MESSAGES_ANSWER)
@writes
def thread_close(thread_id: uuid.UUID) -> ResponseReturnValue:
    """Close a thread, unless somebody waits there."""
    one = get_thread(thread_id, viewer=current_user)
    looked(Event.MESSAGES_THREAD_SHOWN, by=current_user, pupils=[one.pupil.id], thread=thread_id)
    try:
        close_thread(thread_id, by=current_user)
        notices.say_next(CLOSED)
    except NotYetError:
        notices.say_next(NOT_YET)
    return redirect(url_for("messages.thread_show", thread_id=thread_id))


@bp.route("/times", methods=["GET", "POST"])
@requires(Permission.MESSAGES_ANSWER)
@writes
def times_change() -> ResponseReturnValue:
    """When I work: by it a family is told by when they hear."""
    looked(Event.MESSAGES_INBOX_SHOWN, by=current_user, pupils=[])
    form = WeekHoursForm(list_own_times(viewer=current_user))
    if form.validate_on_submit():
        change_times(form.stretches, by=current_user)
        notices.say_next(TIMES)
        return redirect(url_for("messages.inbox"))
    return page("messages/times_change.html", status=422 if form.errors else 200, form=form)


@bp.get("/kept")
@requires(Permission.MESSAGES_ANSWER)
def promises_kept() -> ResponseReturnValue:
    """How many promises of a reply were kept in the last thirteen weeks, and how many were not."""
    now = clock.now()
    looked(Event.MESSAGES_PROMISES_SHOWN, by=current_user, pupils=[])
    return page("messages/promises_kept.html", kept=count_promises(now - COUNTED, now, viewer=current_user))
