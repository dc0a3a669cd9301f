"""Where a concern stands, and what may happen to it next. Plain functions on a row; no database, no web.

    raised -> sent -> opened -> taken -> child seen -> action -> outcome -> child told

Each step is made by a named adult on a page, and needs the one before it; only looking needs none. The database says
the same of the last one (models/concern.py). Nothing goes back, and nothing is deleted: more is added.
"""

from enum import StrEnum

from portal.models import Concern


class State(StrEnum):
    """Where it stands. `SENT` is the outbox's word: a mail or text was taken by somebody's provider."""

    RAISED = "raised"
    SENT = "sent"
    OPENED = "opened"
    TAKEN = "taken"
    CHILD_SEEN = "child_seen"
    ACTION = "action"
    OUTCOME = "outcome"
    CHILD_TOLD = "child_told"


class Move(StrEnum):
    """What an adult does. `ADD` puts a note beside it at any time."""

    OPEN = "open"
    TAKE = "take"
    SEE_CHILD = "see_child"
    ACT = "act"
    CONCLUDE = "conclude"
    TELL_CHILD = "tell_child"
    ADD = "add"


class NotNowError(Exception):
    """This move is not open to a concern that stands where it does."""


# What must have happened before each move.
_NEEDS: dict[Move, tuple[str, ...]] = {
    Move.OPEN: (),
    Move.TAKE: (),
    Move.ADD: (),
    Move.SEE_CHILD: ("taken_at",),
    Move.ACT: ("taken_at",),
    Move.CONCLUDE: ("taken_at", "child_seen_at", "action_at"),
    Move.TELL_CHILD: ("taken_at", "child_seen_at", "action_at", "outcome_at"),
}
# What is written down with it: none of these is done by one press.
NEEDS_WORDS = frozenset({Move.SEE_CHILD, Move.ACT, Move.CONCLUDE, Move.TELL_CHILD, Move.ADD})


def state_of(concern: Concern, *, is_sent: bool = False) -> State:
    """Where it stands; `is_sent` is what the outbox knows."""
    reached = (
        (concern.child_told_at, State.CHILD_TOLD),
        (concern.outcome_at, State.OUTCOME),
        (concern.action_at, State.ACTION),
        (concern.child_seen_at, State.CHILD_SEEN),
        (concern.taken_at, State.TAKEN),
        (concern.opened_at, State.OPENED),
    )
    found = next((state for moment, state in reached if moment), None)
    return found or (State.SENT if is_sent else State.RAISED)


def moves_of(concern: Concern) -> frozenset[Move]:
    """The moves that are open now."""
    return frozenset(move for move, needs in _NEEDS.items() if all(getattr(concern, need) for need in needs))


def check(concern: Concern, move: Move, words: str = "") -> None:
    """NotNowError unless this move is open now; ValueError without the words it needs."""
    if move not in moves_of(concern):
        raise NotNowError(f"{move} is not open to a concern that is {state_of(concern)}.")
    if move in NEEDS_WORDS and not words.strip():
        raise ValueError(f"{move} is written down in words.")


def somebody_knows(concern: Concern) -> bool:
    """True when a named person has opened it signed in, or pressed "I have this". Before that nobody says "told"."""
    return concern.opened_at is not None or concern.taken_at is not None
