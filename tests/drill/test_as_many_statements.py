"""No page grows slow, or fails, as a setting grows: each kind asks as often with 2,000 pupils as with 20.

`make figures` reads the same walk: FIGURES names the file that then gets a line for each page. What no link leads to on
the day of the walk (a question that was answered, a part of the plan beside the first one) is opened by the example
rows of the access matrix: no kind of page of the way back is left out.
"""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from werkzeug.test import TestResponse

from portal.database import SYSTEM, db
from portal.models import WayStep
from tests import cast
from tests.factories.plans import speaks_english
from tests.house_rules import matrix, page_rules, reading
from tests.support.client import Browser
from tests.support.crawl import DOORS, shape_of, visit
from tests.support.crowd import counted, more_pupils
from tests.support.house import House
from tests.support.html import parse

# A mother, a key worker with all the new pupils, and who sees the whole setting.
PEOPLE = {"leila": "family", "okoro": "staff", "byrne": "staff"}
FIGURES = os.environ.get("FIGURES", "")
READERS = PEOPLE | ({"maya": "young", "hughes": "staff"} if FIGURES else {})
WAY_BACK = frozenset(("after", "agreeing", "marks", "part_time", "promises", "steps", "way"))
# They lead on, or are a file: nobody reads them as a page.
NO_PAGES = frozenset(("way.way_first", "part_time.part_time_first", "way.said_photo", "way.said_sound"))


class Counting:
    """A browser that only opens pages, and notes how many statements each one took."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.took: dict[str, int] = {}

    def get(self, address: str) -> TestResponse:
        """Open a page."""
        with counted() as said:
            answer = self._browser.get(address)
        self.took[address] = len(said)
        return answer


def pages_of(house: House, who: str, known: set[str]) -> tuple[dict[str, TestResponse], dict[str, int]]:
    """One page of each kind that somebody can open and nobody before them did; how many statements each took."""
    browser = Counting(house.browser(who))
    browser.get("/")
    opened = visit(browser, alike=1).pages  # type: ignore[arg-type]
    shapes = {shape_of(address) for address in opened}
    opened |= {address: browser.get(address) for address in examples(house) if shape_of(address) not in shapes}
    pages = {
        address: answer
        for address, answer in opened.items()
        if answer.status_code == 200
        and page_rules.is_whole_page(answer)
        and (address in DOORS or shape_of(address) not in known)
    }
    return pages, {address: browser.took[address] for address in pages}


def examples(house: House) -> list[str]:
    """The pages of the way back that the access matrix asks for with Maya's rows."""
    asked = matrix.questions(house.app)
    return [
        address
        for method, rule, kind, address in asked
        if method == "GET" and kind in {"maya", ""} and rule.endpoint.split(".")[0] in WAY_BACK
    ]


def one_more_step() -> None:
    """Two steps that are to come: then Maya is asked which of them is easier."""
    with db.work(SYSTEM, reason="a drill") as session:
        step = session.scalars(sa.select(WayStep).where(WayStep.pupil_id == cast.pupil("maya"))).first()
        assert step is not None
        of = {"setting_id": step.setting_id, "pupil_id": step.pupil_id, "way_id": step.way_id, "way": step.way}
        starts_on = step.ends_on + timedelta(days=1)
        days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=6)}
        session.add(WayStep(position=1, title="Wave at the gate", **of, **days))


def kind_of(house: House, address: str) -> str:
    """The rule that draws the page at this address."""
    return str(house.app.url_map.bind("localhost").match(urlsplit(address).path)[0])


def test_every_page_asks_the_same_of_20_pupils_and_of_2000(house: House) -> None:
    more_pupils(20)
    one_more_step()
    speaks_english("leila")  # a reading grade is one of English words
    known: dict[str, set[str]] = {}
    few, lines = {}, []
    for who, reader in READERS.items():
        pages, few[who] = pages_of(house, who, known.setdefault(reader, set()))
        known[reader] |= {shape_of(address) for address in pages}
        lines += [line_of(house, who, address, answer) for address, answer in pages.items() if FIGURES]
    assert min(len(few["leila"]), len(few["okoro"])) > 20, "A walk that ends at the door proves nothing."
    more_pupils(1980)
    many = {}
    for who, counts in few.items():
        browser = Counting(house.browser(who))
        browser.get("/")
        assert {address for address in counts if browser.get(address).status_code != 200} == set()
        many[who] = {address: browser.took[address] for address in counts}
    if FIGURES:
        rules = (rule for rule in house.app.url_map.iter_rules() if "GET" in (rule.methods or ()))
        kinds = {rule.endpoint for rule in rules if rule.endpoint.split(".")[0] in WAY_BACK} - NO_PAGES
        assert kinds - {kind_of(house, line["at"]) for line in lines} == set()
        shown = [line | {"few": few[line["who"]][line["at"]], "many": many[line["who"]][line["at"]]} for line in lines]
        Path(FIGURES).write_text(json.dumps(shown))
    assert many == few


def line_of(house: House, who: str, address: str, answer: TestResponse) -> dict[str, Any]:
    """What `make figures` says of a page, beside its statements."""
    grade = reading.grade(parse(answer.text))
    return {
        "page": kind_of(house, address), "reader": READERS[who], "who": who, "at": address, "grade": grade,
        "bytes": page_rules.weight(answer.text),
    }  # fmt: skip
