"""Not safe: the one mechanism by which a concern reaches a named person, or climbs until it does (domain.md §7).

`answers.py`, `life.py`, `ladder.py`, `naming.py`, `watch.py` and `whereabouts.py` hold the rules and ask no database.
`raising.py` keeps a concern with what caused it; `climbing.py` and `looking.py` are asked by the worker; `keeping.py`
lets no rung become empty; `moving.py` makes the moves of the adults.
A later room raises with `raise_concern(Alarm(...))` and has nothing else to do.
"""

from portal.safeguarding.answers import number_of_where, raised_by
from portal.safeguarding.climbing import climb
from portal.safeguarding.keeping import EmptyRungError, keep_rungs
from portal.safeguarding.life import Move, NotNowError, State, check, moves_of, somebody_knows, state_of
from portal.safeguarding.looking import find_empty_rungs
from portal.safeguarding.naming import is_named
from portal.safeguarding.raising import RAISED, Alarm, first_told, hours_now, own_pupil_id, raise_concern, raised_now

__all__ = [
    "RAISED",
    "Alarm",
    "EmptyRungError",
    "Move",
    "NotNowError",
    "State",
    "check",
    "climb",
    "find_empty_rungs",
    "first_told",
    "hours_now",
    "is_named",
    "keep_rungs",
    "moves_of",
    "number_of_where",
    "own_pupil_id",
    "raise_concern",
    "raised_by",
    "raised_now",
    "somebody_knows",
    "state_of",
]
