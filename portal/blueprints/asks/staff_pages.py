"""The page of one question for who answers: the words, what happened so far, and the acts that are open now."""

from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.asking import MOVES, Move, NotNowError, state_of
from portal.asking.life import can_close
from portal.blueprints.asks import queries as rows
from portal.blueprints.asks import staff_forms as forms
from portal.blueprints.asks.presenters import heard_of, history_of, name_of
from portal.blueprints.asks.rows import Found
from portal.blueprints.asks.staff_services import OwnNoError
from portal.blueprints.asks.words import HEARD, TOLD
from portal.models import Ask
from portal.returning.promises import list_promises_of_answer
from portal.web.pages import page

FORMS: dict[Move, type[forms.ActForm]] = {
    Move.SEE: forms.SeeForm,
    Move.THINK: forms.ThinkForm,
    Move.DECIDE: forms.DecideForm,
    Move.TELL: forms.TellForm,
    Move.REPLY: forms.HearForm,
    Move.TRY_AGAIN: forms.TryAgainForm,
    Move.FOLLOW_UP: forms.FollowUpForm,
    Move.HAND_ON: forms.HandOnForm,
    Move.CLOSE: forms.CloseForm,
}
CHANGED = _l("Somebody has changed this meanwhile. Below is how it stands now. What you typed is still here.")
NOT_NOW: dict[Move, LazyString] = {
    Move.SEE: _l("Nothing was changed. Below is how it stands now."),
    Move.THINK: _l("There is an answer already. You can decide it anew."),
    Move.DECIDE: _l("It is closed. It cannot be decided any more."),
    Move.TELL: _l("There is no answer yet to tell them, or they have been told."),
    Move.REPLY: _l("They have not been told yet, or it is closed."),
    Move.TRY_AGAIN: _l("They have not been told yet, or they have answered."),
    Move.FOLLOW_UP: _l("They have not said yet if it is OK."),
    Move.HAND_ON: _l("It is closed, or it is not for them."),
    Move.CLOSE: _l(
        "It cannot be closed yet. It needs an answer, that they were told, what they said, and the second look."
    ),
}
OWN_NO = _l("They said themself that it is not OK. Only they can say that it is OK now.")


@dataclass(frozen=True)
class Refused:
    """A form that was not taken, and why; without a why, a word is missing or a child is named in it."""

    move: Move
    form: forms.ActForm
    why: Exception | None = None

    @property
    def sentence(self) -> LazyString | None:
        """What is said above the page."""
        if self.why is None:
            return None
        if isinstance(self.why, OwnNoError):
            return OWN_NO
        return NOT_NOW[self.move] if isinstance(self.why, NotNowError) else CHANGED

    @property
    def status(self) -> int:
        """409 when it is not as it was, 422 when something is missing."""
        return 409 if self.why else 422


def show_work(found: Found, refused: Refused | None = None) -> ResponseReturnValue:
    """Everything about one question."""
    ask = found.ask
    return page(
        "asks/ask_answer.html",
        status=refused.status if refused else 200,
        found=found,
        ask=ask,
        asker=name_of(ask.person),
        answers=name_of(ask.answers),
        state=state_of(ask),
        due=rows.get_calendar(viewer=current_user).due(ask),
        history=history_of(ask, rows.list_moves(ask.id, viewer=current_user)),
        promised=list_promises_of_answer(ask.id, viewer=current_user),
        replies=heard_of(rows.list_replies(ask.id, viewer=current_user), viewer=current_user),
        readers=rows.list_reader_names(ask, viewer=current_user),
        not_for=_left_out(ask),
        is_gone=not found.is_young and rows.find_open_tie(found, viewer=current_user) is None,
        acts=_acts(ask, refused),
        told_ways=TOLD,
        heard_ways=HEARD,
        refused=refused,
    )


def _left_out(ask: Ask) -> str:
    who = ask.contribution.not_for_id if ask.contribution else None
    return rows.find_first_name(who, viewer=current_user)


def is_open(ask: Ask, move: Move) -> bool:
    """True when the page offers this act now."""
    if move is Move.SEE:
        return ask.seen_at is None
    if move in (Move.REPLY, Move.HAND_ON) and not ask.contribution:
        return False  # it is in their hands, but the words are not for them
    if move is Move.CLOSE:
        return ask.closed_at is None and can_close(ask)
    if move is Move.FOLLOW_UP and ask.followed_up_at:
        return False
    return move in MOVES[state_of(ask)]


def _new_form(ask: Ask, move: Move) -> forms.ActForm:
    """The form as it is opened: a day and a reason that were given before stand in it."""
    if move is Move.HAND_ON:
        hands = rows.list_hands(ask, viewer=current_user)
        return forms.HandOnForm(formdata=None, hands=[one for one in hands if one.person_id != ask.for_id])
    before = {"until": ask.think_until, "why": ask.think_why} if move is Move.THINK else {}
    return FORMS[move](formdata=None, data=before)


def _acts(ask: Ask, refused: Refused | None) -> dict[str, Any]:
    """The forms of the acts that are open now; the one that was refused holds what was typed."""
    made: dict[str, Any] = {}
    for move in FORMS:
        if is_open(ask, move):
            again = refused is not None and refused.move is move
            form = refused.form if refused and again else _new_form(ask, move)
            form.suit(ask)
            form.version.data = str(ask.version)
            made[move.value] = form
    return made
