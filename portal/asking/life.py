"""Where a question stands, and what may happen to it next. Plain functions on a row; no database, no web.

    shared -> seen -> thinking -> decided -> told -> replied -> closed
                 \\_______________/                 \\-> asked again (not OK): decided anew

It cannot close without a decision, a reason, having been told, and what they said to "Is that OK?" (or two tries to
hear it). The database says the same (models/ask.py).
"""

import uuid
from enum import StrEnum

from portal.models import Ask, Reply

# Tries to hear whether it is OK before "no answer" counts as one (domain.md §5.3).
TRIES = 2


class State(StrEnum):
    """Where a question stands, for whoever asked."""

    SHARED = "shared"
    SEEN = "seen"
    THINKING = "thinking"
    DECIDED = "decided"
    TOLD = "told"
    REPLIED = "replied"
    CLOSED = "closed"


class Move(StrEnum):
    """What somebody does to a question."""

    ASK = "ask"
    SEE = "see"
    THINK = "think"
    DECIDE = "decide"
    TELL = "tell"
    REPLY = "reply"
    TRY_AGAIN = "try_again"
    FOLLOW_UP = "follow_up"
    HAND_ON = "hand_on"
    CLOSE = "close"


class HandedOn(StrEnum):
    """Why somebody else answers from now on."""

    AWAY = "away"
    DECIDES = "decides"
    WISH = "wish"


def read_step(what: str) -> tuple[str, str, uuid.UUID | None]:
    """A step as it is kept (models/ask.py): the move; for one that hands it on, why and to whom."""
    move, _colon, more = what.partition(":")
    why, _colon, to = more.partition(":")
    return move, why, uuid.UUID(to) if to else None


class NotNowError(Exception):
    """This move is not open to a question that stands where it does."""


# The moves that are open in each state.
MOVES: dict[State, frozenset[Move]] = {
    State.SHARED: frozenset({Move.SEE, Move.HAND_ON, Move.THINK, Move.DECIDE}),
    State.SEEN: frozenset({Move.SEE, Move.HAND_ON, Move.THINK, Move.DECIDE}),
    State.THINKING: frozenset({Move.SEE, Move.HAND_ON, Move.THINK, Move.DECIDE}),
    State.DECIDED: frozenset({Move.SEE, Move.HAND_ON, Move.DECIDE, Move.TELL}),
    State.TOLD: frozenset({Move.SEE, Move.HAND_ON, Move.DECIDE, Move.REPLY, Move.TRY_AGAIN}),
    State.REPLIED: frozenset({Move.SEE, Move.HAND_ON, Move.DECIDE, Move.REPLY, Move.FOLLOW_UP, Move.CLOSE}),
    State.CLOSED: frozenset({Move.SEE}),
}


def state_of(ask: Ask) -> State:
    """Where it stands."""
    if ask.closed_at:
        return State.CLOSED
    if ask.reply:
        return State.REPLIED
    if ask.told_at:
        return State.TOLD
    if ask.decided_at:
        return State.DECIDED
    if ask.think_until:
        return State.THINKING
    return State.SEEN if ask.seen_at else State.SHARED


def check(ask: Ask, move: Move) -> None:
    """NotNowError unless this move is open now."""
    state = state_of(ask)
    if move not in MOVES[state]:
        raise NotNowError(f"{move} is not open to a question that is {state}.")
    if move is Move.CLOSE and not can_close(ask):
        raise NotNowError("It is not OK for who asked: decide anew, or follow it up first.")


def can_close(ask: Ask) -> bool:
    """True when it was decided with a reason, told and answered, and what was to be looked at again was."""
    complete = bool(ask.decided_at and ask.reason and ask.told_at and ask.reply)
    looks_again = ask.reply is Reply.NOT_OK or ask.follow_up_on is not None
    return complete and (not looks_again or ask.followed_up_at is not None)


def waits_for_reply(ask: Ask) -> bool:
    """True while who asked has heard nothing: neither a day until which it is thought about, nor a decision."""
    return state_of(ask) in (State.SHARED, State.SEEN)
