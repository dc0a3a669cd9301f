"""Every page that anyone can walk to, on the screen they hold and at 320 px; axe is asked once about each kind of page.

A kind is what one rule of the portal draws for one audience: visitors, carers, young people, whoever comes with a job.
Priya and Rohan are asked after a return, Tyler is there part of the week, Amara agrees for the council, and Hana works
with them: they meet what Leila, Maya and Mr Okoro have no page for. Joanna and Grace run groups of parents. The pages
of a check-in, which differ by age, are asked about in test_a_check_in.py. Whoever comes first for families and young
people walks from right to left or in the longest words, the others in English, which test_words_that_bite.py shows at
320 px. Whoever only passes through a page that is known has it asked for and not drawn.
The drill test_every_page_in_every_colour asks axe about everybody's pages in each language, by light and in the dark.
"""

import pytest

from tests.support.everywhere import what_stands_in_the_way
from tests.support.visitor import Arrives
from tests.support.walkers import WALKERS

GROUPS: tuple[tuple[str | None, ...], ...] = (
    (None,),
    ("leila", "priya", "grace"),
    ("zofia", "maya", "rohan", "tyler"),
    ("okoro", "byrne", "lewis", "hughes", "amara", "joanna"),
)
IN = {"leila": "ar", "maya": "ar", "zofia": "pl", "priya": "pl"}


@pytest.mark.parametrize("people", GROUPS, ids=lambda people: ", ".join(filter(None, people)) or "nobody")
def test_nothing_stands_in_anybodys_way(arrives: Arrives, people: tuple[str | None, ...]) -> None:
    """Of those who see pages of the same kinds, each judges what the ones before did not meet."""
    judged: set[str] = set()
    for person in people:
        walker = WALKERS[person]
        somebody = arrives(person, width=walker.width, language=IN.get(person or "", "en"))
        pages = what_stands_in_the_way(somebody, walker.doors, judged=judged)
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
