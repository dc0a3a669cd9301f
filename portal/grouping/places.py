"""Who has a place at a date of a parent group: the rule of the waiting list. It knows no database and no web.

The rule, in the words of a facilitator: places are given in turn. Somebody who brings one needs two. When there is one
place and whoever is first needs two, the next who needs one may go before them; twice at most, then the free place is
kept until there are two. So no place stands empty without a reason, and nobody is overtaken for ever.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MOST_OVERTAKEN = 2


@dataclass(frozen=True)
class Wish:
    """Somebody's wish to come to one date.

    `asked_at` is their turn; `place_at` when they got their place, None while they wait; `is_over` when they do not
    come any more (that they once had a place still counts for those whom they overtook).
    """

    id: uuid.UUID
    asked_at: datetime
    brings_one: bool = False
    place_at: datetime | None = None
    is_over: bool = False

    @property
    def size(self) -> int:
        """How many places they need."""
        return 2 if self.brings_one else 1

    @property
    def turn(self) -> tuple[datetime, str]:
        """Where they stand in the list; two who asked in the same moment have an order, too."""
        return self.asked_at, str(self.id)

    @property
    def holds_place(self) -> bool:
        """Do they have a place now?"""
        return self.place_at is not None and not self.is_over


def places_left(places: int, wishes: Iterable[Wish]) -> int:
    """How many places of a date nobody has; 0 where there are fewer than were given (somebody took some away)."""
    return max(0, places - sum(one.size for one in wishes if one.holds_place))


def waiting(wishes: Iterable[Wish]) -> list[Wish]:
    """Those who wait, in turn."""
    return sorted((one for one in wishes if one.place_at is None and not one.is_over), key=lambda one: one.turn)


def who_gets_a_place(places: int, wishes: Iterable[Wish]) -> list[uuid.UUID]:
    """The ids of those who get a place now, in turn, when a date has `places` and `wishes` are all there ever were.

    Nobody who has a place loses it. The next who fits gets one; whoever does not fit is overtaken MOST_OVERTAKEN times
    at most. A wish that is larger than the whole date keeps no place from anybody.
    """
    everyone = list(wishes)
    free, given, passed = places_left(places, everyone), [], dict[uuid.UUID, int]()
    for one in waiting(everyone):
        if one.size <= free:
            given.append(one.id)
            free -= one.size
            passed = {each: times + 1 for each, times in passed.items()}
        elif one.size <= places:
            passed[one.id] = times_overtaken(one, everyone)
        if not free or any(times >= MOST_OVERTAKEN for times in passed.values()):
            break
    return given


def times_overtaken(one: Wish, wishes: Iterable[Wish]) -> int:
    """How often somebody who asked later than `one` got a place before them."""
    return sum(each.turn > one.turn and each.place_at is not None for each in wishes)
