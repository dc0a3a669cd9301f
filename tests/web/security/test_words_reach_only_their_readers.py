"""Everybody says something everywhere, to each choice of readers; then the whole cast walks everywhere (issue 2).

Each contribution is a word that stands nowhere else. Whoever meets one they were not shown as a reader of, is a leak.
"""

import itertools
import re
import uuid
from dataclasses import dataclass

import pytest

from portal.asking import ask
from portal.database import db
from portal.heard import Reader, Saying, find_audience, say
from portal.models import AboutWhat, AskKind, Place
from tests.cast import SLUGS, person, pupil
from tests.house_rules import examples
from tests.support.crawl import visit
from tests.support.house import House
from tests.support.narrowed import narrowed_to

# The walls are the same rule on both databases: those who could meet the words walk on the second one.
ON_POSTGRESQL = ("maya", "leila", "okoro", "rohan", "priya", "arjun", "lewis")
WRITERS = {"maya": ("maya", "leila", "okoro"), "rohan": ("rohan", "priya", "arjun", "lewis")}
TEAM = {"maya": {"okoro", "byrne", "khan"}, "rohan": {"lewis", "byrne", "khan"}}
MARK = re.compile(r"qx\d+xq")
A_QUESTION = re.compile(r'href="(/asks/[0-9a-f-]{36})"')


@dataclass(frozen=True)
class Said:
    """A word, where it was said, and the only people who may ever meet it."""

    mark: str
    place: Place
    by: str
    may_read: frozenset[str]


@pytest.fixture
def said(house: House) -> dict[str, Said]:
    """Something from everybody, at each place, to nobody beside the team and to each reader they are offered."""
    number = itertools.count()
    found = [
        _says(f"qx{next(number)}xq", place, writer, child, chosen)
        for child, writers in WRITERS.items()
        for writer in writers
        for place in (Place.GOAL_NOTE, Place.ABOUT_ME, Place.REVIEW, Place.ASK)
        for chosen in [(), *((reader,) for reader in _offered(writer, child, place))]
        if place is not Place.ASK or writer not in ("okoro", "lewis")
    ]
    return {each.mark: each for each in found}


def _offered(writer: str, child: str, place: Place) -> tuple[Reader, ...]:
    with narrowed_to(writer) as session:
        return find_audience(pupil(child), place, viewer=session.info["viewer"], is_for_school=True).may_add


def _says(mark: str, place: Place, writer: str, child: str, chosen: tuple[Reader, ...]) -> Said:
    about = {Place.GOAL_NOTE: examples.row("goal", child), Place.REVIEW: examples.row("review", child)}.get(place)
    topic = {Place.ABOUT_ME: "helps", Place.REVIEW: "going_well"}.get(place, "")
    saying = Saying(pupil(child), place, uuid.uuid4(), f"{mark} is what I say.", about, topic, readers=chosen)
    with narrowed_to(writer) as session:
        viewer = session.info["viewer"]
        if place is Place.ASK:
            key_worker = person("okoro" if child == "maya" else "lewis")
            about_what = AboutWhat.SOMETHING_ELSE
            ask(saying, kind=AskKind.CAN_I_ASK, about=about_what, about_words="", for_id=key_worker, by=viewer)
        else:
            say(saying, by=viewer)
        db.keep()
    names = {slug for slug in SLUGS if person(slug) in {reader.person_id for reader in chosen}}
    return Said(mark, place, writer, frozenset({writer, *TEAM[child], *names}))


def test_nobody_meets_words_outside_their_audience(house: House, said: dict[str, Said]) -> None:
    met: dict[str, set[str]] = {mark: set() for mark in said}
    for slug in SLUGS if house.kind == "sqlite" else ON_POSTGRESQL:
        # A walk of this test's own: what was said just now stands nowhere else. It opens two questions of a list; what
        # somebody asked a moment ago may be the third.
        browser = house.browser(slug)
        pages = visit(browser).pages
        asked = set(A_QUESTION.findall(pages["/asks/"].text)) - set(pages) if "/asks/" in pages else set()
        for answer in (*pages.values(), *map(browser.get, asked)):
            for mark in MARK.findall(answer.get_data().decode("utf-8", "replace") + str(answer.headers)):
                met[mark].add(slug)
    leaks = [(said[mark].place, said[mark].by, slug) for mark, who in met.items() for slug in who - said[mark].may_read]
    assert leaks == []
    # What somebody said they find again themselves, and so does who was to read it.
    for place in (Place.GOAL_NOTE, Place.ASK):
        for writer in (*WRITERS["maya"], *WRITERS["rohan"]):
            mine = [each for each in said.values() if (each.place, each.by) == (place, writer)]
            assert not mine or any(writer in met[each.mark] for each in mine), f"{writer} finds nothing of {place}"
