"""Every page that anyone can walk to, in three languages, by light and in the dark, on the screen they hold.

The drill test_every_page_in_every_colour asks each language in both; here each has one of them.
"""

import pytest

from tests.support.everywhere import what_stands_in_the_way
from tests.support.visitor import Arrives
from tests.support.walkers import WALKERS


@pytest.mark.parametrize("person", WALKERS, ids=str)
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("pl", "dark"), ("ar", "light")])
def test_nothing_stands_in_anybodys_way(arrives: Arrives, person: str | None, language: str, scheme: str) -> None:
    walker = WALKERS[person]
    somebody = arrives(person, width=walker.width, language=language, scheme=scheme)
    pages = what_stands_in_the_way(somebody, walker.doors)
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
