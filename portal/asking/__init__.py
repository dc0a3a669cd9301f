"""Ask and answer: the one life-cycle of everything somebody asks for, wherever it was asked (domain.md §5.3).

`life.py` holds the rules, `clocks.py` the school days they are counted in; neither asks the database. `moving.py` makes
the moves. A later room (check-ins, messages, groups) asks with `ask()` and is answered on the same pages.
"""

from portal.asking.clocks import Clocks, Due, due_of
from portal.asking.life import MOVES, HandedOn, Move, NotNowError, State, read_step, state_of
from portal.asking.moving import (
    Answer,
    ask,
    close,
    decide,
    follow_up,
    hand_on,
    reply,
    see,
    tell,
    think,
    try_again,
)

__all__ = [
    "MOVES",
    "Answer",
    "Clocks",
    "Due",
    "HandedOn",
    "Move",
    "NotNowError",
    "State",
    "ask",
    "close",
    "decide",
    "due_of",
    "follow_up",
    "hand_on",
    "read_step",
    "reply",
    "see",
    "state_of",
    "tell",
    "think",
    "try_again",
]
