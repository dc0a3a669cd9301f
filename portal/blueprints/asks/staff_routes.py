"""Answering: what waits, and the acts of who answers, one form each."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import asking
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.asking import HandedOn, Move, NotNowError
from portal.audit import Event, looked
from portal.blueprints.asks import bp
from portal.blueprints.asks import queries as rows
from portal.blueprints.asks import staff_forms as forms
from portal.blueprints.asks.pages import page_number
from portal.blueprints.asks.rows import PER_PAGE
from portal.blueprints.asks.services import ChangedMeanwhileError
from portal.blueprints.asks.staff_pages import Refused, is_open, show_work
from portal.blueprints.asks.staff_services import Act, act_on, hear
from portal.blueprints.asks.waiting_queries import count_waiting, find_unread, list_waiting
from portal.heard import names_of_others
from portal.models import Told
from portal.web import notices
from portal.web.pages import page

SEEN = notices.sentence("asks.seen", _l("They can see now that you have read it."))
THINKING = notices.sentence("asks.thinking", _l("They can see now by which day you answer, and why."))
DECIDED = notices.sentence("asks.decided", _l("Decided. They see it on their page. You can also tell them yourself."))
TOLD = notices.sentence("asks.told", _l("Thank you. Now we wait to hear if it is OK."))
HEARD = notices.sentence("asks.heard_by_mouth", _l("Thank you. They can see that you wrote it down for them."))
TRIED = notices.sentence("asks.tried", _l("Your try is counted."))
LOOKED = notices.sentence("asks.looked", _l("Thank you for looking at it again."))
HANDED_ON = notices.sentence("asks.handed_on", _l("Somebody else answers it now. Who asked can see that."))
CLOSED = notices.sentence("asks.closed", _l("It is closed."))


@bp.get("/waiting")
@requires(Permission.ASKS_ANSWER)
def waiting_list() -> ResponseReturnValue:
    """All that is not closed: no reply yet first."""
    calendar = rows.get_calendar(viewer=current_user)
    of = max(1, -(-count_waiting(viewer=current_user) // PER_PAGE))
    at = min(page_number(), of)
    waiting = list_waiting(at, calendar=calendar, viewer=current_user)
    looked(Event.ASKS_LIST_SHOWN, by=current_user, pupils={one.found.pupil.id for one in waiting})
    unread = find_unread(calendar=calendar, viewer=current_user)
    return page("asks/waiting_list.html", waiting=waiting, unread=unread, at=at, of=of)


@bp.get("/<uuid:ask_id>/answer")
@requires(Permission.ASKS_ANSWER)
def ask_answer(ask_id: uuid.UUID) -> ResponseReturnValue:
    """One question, and what can be done about it now."""
    found = rows.get_ask_to_answer(ask_id, viewer=current_user)
    looked(Event.ASKS_ASK_SHOWN, by=current_user, pupils=[found.pupil.id], ask=ask_id)
    return show_work(found)


@bp.post("/<uuid:ask_id>/see")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_see(ask_id: uuid.UUID) -> ResponseReturnValue:
    """I have read it."""
    return _act(ask_id, Move.SEE, forms.SeeForm(), lambda row: asking.see(row, by=current_user), SEEN)


@bp.post("/<uuid:ask_id>/think")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_think(ask_id: uuid.UUID) -> ResponseReturnValue:
    """It takes until a day, for a reason."""
    form = forms.ThinkForm()
    act = lambda row: asking.think(row, form.day, form.why.data, by=current_user)  # noqa: E731
    return _act(ask_id, Move.THINK, form, act, THINKING)


@bp.post("/<uuid:ask_id>/decide")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_decide(ask_id: uuid.UUID) -> ResponseReturnValue:
    """This is decided, for this reason, and this happens next."""
    form = forms.DecideForm()
    return _act(ask_id, Move.DECIDE, form, lambda row: asking.decide(row, form.answer, by=current_user), DECIDED)


@bp.post("/<uuid:ask_id>/tell")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_tell(ask_id: uuid.UUID) -> ResponseReturnValue:
    """I told them."""
    form = forms.TellForm()
    return _act(ask_id, Move.TELL, form, lambda row: asking.tell(row, Told(form.how.data), by=current_user), TOLD)


@bp.post("/<uuid:ask_id>/hear")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_hear(ask_id: uuid.UUID) -> ResponseReturnValue:
    """They told me whether it is OK."""
    form = forms.HearForm()
    return _act(ask_id, Move.REPLY, form, lambda row: hear(row, form, by=current_user), HEARD)


@bp.post("/<uuid:ask_id>/try-again")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_try_again(ask_id: uuid.UUID) -> ResponseReturnValue:
    """I tried to hear whether it is OK."""
    return _act(ask_id, Move.TRY_AGAIN, forms.TryAgainForm(), lambda row: asking.try_again(row, by=current_user), TRIED)


@bp.post("/<uuid:ask_id>/follow-up")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_follow_up(ask_id: uuid.UUID) -> ResponseReturnValue:
    """I looked at it again."""
    return _act(
        ask_id, Move.FOLLOW_UP, forms.FollowUpForm(), lambda row: asking.follow_up(row, by=current_user), LOOKED
    )


@bp.post("/<uuid:ask_id>/hand-on")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_hand_on(ask_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody else answers it from now on."""
    hands = rows.list_hands(rows.get_ask_to_answer(ask_id, viewer=current_user).ask, viewer=current_user)
    form = forms.HandOnForm(hands=hands)
    act = lambda row: asking.hand_on(row, form.who, HandedOn(form.because.data), by=current_user)  # noqa: E731
    return _act(ask_id, Move.HAND_ON, form, act, HANDED_ON)


@bp.post("/<uuid:ask_id>/close")
@requires(Permission.ASKS_ANSWER)
@writes
def ask_close(ask_id: uuid.UUID) -> ResponseReturnValue:
    """It is done."""
    return _act(ask_id, Move.CLOSE, forms.CloseForm(), lambda row: asking.close(row, by=current_user), CLOSED)


def _act(ask_id: uuid.UUID, move: Move, form: forms.ActForm, act: Act, done: str) -> ResponseReturnValue:
    """One act: the page again when a word is missing or it is refused, with everything that was typed."""
    found = rows.get_ask_to_answer(ask_id, viewer=current_user, lock=True)
    looked(Event.ASKS_ASK_SHOWN, by=current_user, pupils=[found.pupil.id], ask=ask_id)
    named = form.validate_on_submit() and names_of_others(form.typed, found.pupil.id, viewer=current_user)
    if form.errors or form.asks_about(named or []):
        why = None if is_open(found.ask, move) else NotNowError()
        return show_work(found, Refused(move, form, why))
    try:
        act_on(found.ask, form, act, by=current_user)
    except (ChangedMeanwhileError, NotNowError) as refused:
        return show_work(found, Refused(move, form, refused))
    notices.say_next(done)
    return redirect(url_for("asks.waiting_list") if move is Move.CLOSE else url_for("asks.ask_answer", ask_id=ask_id))
