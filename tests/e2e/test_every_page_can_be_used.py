"""Every page that anyone can walk to, on the screen they hold; in three languages, by light and in the dark.

Here everybody walks in English by light, and axe is asked everything. One of each audience walks in Arabic in the dark,
where pages must not tear and axe is asked about the colours; Leila walks in Polish too, whose words are long: the same
templates were judged before.
The drill test_every_page_in_every_colour asks axe everything about everybody's pages in each language in both.
"""

import pytest

from tests.support.everywhere import what_stands_in_the_way
from tests.support.visitor import COLOURS, EVERYTHING, Arrives
from tests.support.walkers import WALKERS

ONE_OF_EACH = (None, "leila", "zofia", "okoro")
WALKS = [
    *((person, "en", "light", EVERYTHING) for person in (None, "leila", "zofia, maya", "hughes", "okoro, byrne")),
    *((person, "ar", "dark", COLOURS) for person in ONE_OF_EACH),
    ("leila", "pl", "light", ""),
]


@pytest.mark.parametrize(("people", "language", "scheme", "axe"), WALKS)
def test_nothing_stands_in_anybodys_way(
    arrives: Arrives, people: str | None, language: str, scheme: str, axe: str
) -> None:
    """Of two who see pages of the same kinds, the second judges those that the first did not meet."""
    judged: set[str] = set()
    for person in people.split(", ") if people else [None]:
        walker = WALKERS[person]
        somebody = arrives(person, width=walker.width, language=language, scheme=scheme)
        pages = what_stands_in_the_way(somebody, walker.doors, judged=judged, axe=axe)
        assert len(pages) >= walker.least_pages
        assert list(filter(None, pages.values())) == []


def test_leila_sees_who_comes_today_with_one_touch_from_the_door(arrives: Arrives) -> None:
    leila = arrives("leila", scripts=False)
    leila.sees("Anna")
    leila.can_use_this_page()


def test_dan_sees_nothing_of_maya(arrives: Arrives) -> None:
    dan = arrives("dan")
    dan.does_not_see("Maya")
    dan.goes_to("/week/")
    dan.does_not_see("Maya")
