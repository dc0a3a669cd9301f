"""Every page that anyone can walk to, on the screen they hold and at 320 px; axe is asked once about each kind of page.

A kind is what one rule of the portal draws for one audience: visitors, carers, young people, staff from outside, staff.
Priya and Rohan are asked after a return, Tyler is there part of the week, Amara agrees for the council, and Hana works
with them: they meet what Leila, Maya and Mr Okoro have no page for. The pages of a check-in, which differ by age, are
asked about in test_a_check_in.py. Leila and Zofia walk in Arabic too, where pages must not tear and targets not shrink:
axe has seen the same templates.
The drill test_every_page_in_every_colour asks axe about everybody's pages in each language, by light and in the dark.
"""

import pytest

from tests.support.everywhere import what_stands_in_the_way
from tests.support.visitor import Arrives
from tests.support.walkers import WALKERS

PEOPLE = (None, "leila, priya", "zofia, maya, rohan, tyler", "hughes, amara", "okoro, byrne, lewis")
WALKS = [
    *((people, "en", True) for people in PEOPLE),
    *((person, "ar", False) for person in ("leila", "zofia")),
]


@pytest.mark.parametrize(("people", "language", "axe"), WALKS)
def test_nothing_stands_in_anybodys_way(arrives: Arrives, people: str | None, language: str, axe: bool) -> None:
    """Of two who see pages of the same kinds, the second judges those that the first did not meet."""
    judged: set[str] = set()
    for person in people.split(", ") if people else [None]:
        walker = WALKERS[person]
        somebody = arrives(person, width=walker.width, language=language)
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
