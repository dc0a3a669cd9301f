"""The pages people open first, each in three languages, by light and in the dark, on the screen they hold."""

import pytest

from tests.support.visitor import Arrives

PHONE, TABLET, LAPTOP = 360, 768, 1200
PAGES = [
    (None, "/sign-in", PHONE),
    (None, "/help", PHONE),
    (None, "/card", TABLET),
    ("leila", "/", PHONE),
    ("leila", "/week/", PHONE),
    ("zofia", "/", TABLET),
    ("maya", "/week/", TABLET),
    ("okoro", "/", LAPTOP),
    ("okoro", "/people/", LAPTOP),
]


@pytest.mark.parametrize(("person", "path", "width"), PAGES, ids=lambda value: str(value))
@pytest.mark.parametrize("language", ["en", "pl", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(
    arrives: Arrives, person: str | None, path: str, width: int, language: str, scheme: str
) -> None:
    somebody = arrives(person, width=width, language=language, scheme=scheme)
    somebody.goes_to(path)
    somebody.can_use_this_page()


def test_leila_sees_who_comes_today_with_one_touch_from_the_door(arrives: Arrives) -> None:
    leila = arrives("leila", scripts=False)
    leila.sees("Anna")
    leila.can_use_this_page()


def test_dan_sees_nothing_of_maya(arrives: Arrives) -> None:
    dan = arrives("dan")
    dan.does_not_see("Maya")
    dan.goes_to("/week/")
    dan.does_not_see("Maya")
