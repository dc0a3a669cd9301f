"""What is usual for one young person, and whether it is different now. Their own words only; nothing is predicted.

One low answer tells nothing (domain.md §6.2): younger children answer at the extremes. Only what they said three times
running, below what they say themselves, is worth a sentence. No child is set beside another one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# From the best; what is no place in this order ("I don't know", a skip) says nothing about it.
ORDER = ("great", "good", "ok", "not_so_good", "really_hard")
# Fewer than these tell nothing.
FEWEST = 6
IN_A_ROW = 3


@dataclass(frozen=True)
class Different:
    """What they usually say, and what they said now; the answers of a question, at most two each."""

    usual: tuple[str, ...]
    now: tuple[str, ...]


def different_now(said: Sequence[str]) -> Different | None:
    """`said` is what they answered to "How are you?", the newest first. None: nothing is to be said about it."""
    answered = [ORDER.index(one) for one in said if one in ORDER]
    if len(answered) < FEWEST:
        return None
    newest, before = answered[:IN_A_ROW], answered[IN_A_ROW:]
    middle, usual = median(before), _most(before)
    # Below the middle, and not one of what they say most anyway.
    if not all(one > middle and ORDER[one] not in usual for one in newest):
        return None
    return Different(usual, _most(newest))


def _most(places: Sequence[int]) -> tuple[str, ...]:
    """The one or two that were said most often, the better one first."""
    return tuple(ORDER[place] for place, _times in sorted(Counter(places).most_common(2)))
