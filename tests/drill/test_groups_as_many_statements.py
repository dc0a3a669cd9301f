"""No page of the parent groups grows slow as they grow: each asks as often with 200 in a group as with five.

`make figures` reads the same walk, as it does test_as_many_statements.py.
"""

import json
import os
from pathlib import Path
from typing import Any

from portal.models import LeaderKind
from tests.drill.test_as_many_statements import Counting, kind_of
from tests.factories.groups import runs
from tests.factories.plans import speaks_english
from tests.house_rules import examples, matrix, page_rules, reading
from tests.support.crawl import shape_of
from tests.support.group_crowd import more_in_groups
from tests.support.house import House
from tests.support.html import parse

# A mother who belongs to them, a parent who helps to run them; who runs them, invites, sets up, keeps people apart.
READERS = {
    "leila": "family",
    "grace": "family",
    "joanna": "staff",
    "okoro": "staff",
    "patel": "staff",
    "byrne": "staff",
}
ROOMS = frozenset(("groups", "group_dates", "group_talk", "group_lead", "resources"))
# Files and sounds: nobody reads them as a page.
NO_PAGES = frozenset(
    ("groups.hello_sound", "group_lead.hello_sound", "group_dates.date_file", "resources.resource_file")
)
FEW, MANY = 5, 200
FIGURES = os.environ.get("FIGURES", "")


def addresses(house: House) -> list[str]:
    """Every page of the rooms, with the rows of Maya's family."""
    return [
        address
        for method, rule, kind, address in matrix.questions(house.app)
        if method == "GET" and kind in {"maya", ""} and rule.endpoint.split(".")[0] in ROOMS
    ]


def more(many: int) -> None:
    """So many more in each group of the examples."""
    groups = [examples.row(what, "maya") for what in ("group of dates", "talk group", "group", "led group")]
    more_in_groups(
        many, groups=groups, date=examples.row("group date", "maya"), topic=examples.row("shown post", "maya")
    )


def test_every_page_of_groups_asks_the_same_of_5_and_of_200(house: House) -> None:
    speaks_english("leila", "grace")  # a reading grade is one of English words
    for what in ("talk group", "group of dates", "led group"):
        runs("grace", examples.row(what, "maya"), LeaderKind.PEER)
    more(FEW)
    lines: list[dict[str, Any]] = []
    known = set[tuple[str, str]]()
    for who, reader in READERS.items():
        browser = Counting(house.browser(who))
        browser.get("/")
        for address in addresses(house):
            answer = browser.get(address)
            seen = (reader, shape_of(address))
            if answer.status_code != 200 or not page_rules.is_whole_page(answer) or seen in known:
                continue
            known.add(seen)
            of = {"page": kind_of(house, address), "reader": reader, "who": who, "at": address}
            weight = {"bytes": page_rules.weight(answer.text), "grade": reading.grade(parse(answer.text))}
            lines.append(of | weight | {"few": browser.took[address]})
    kinds = {rule.endpoint for rule in house.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    wanted = {one for one in kinds if one.split(".")[0] in ROOMS} - NO_PAGES
    assert wanted - {line["page"] for line in lines} == set()
    more(MANY - FEW)
    for line in lines:
        browser = Counting(house.browser(line["who"]))
        browser.get("/")
        answer = browser.get(line["at"])
        assert answer.status_code == 200, line["at"]
        line["many"] = browser.took[line["at"]]
        line["bytes"] = max(line["bytes"], page_rules.weight(answer.text))
    if FIGURES:
        Path(FIGURES).write_text(json.dumps(lines))
    assert [(one["page"], one["who"]) for one in lines if one["few"] != one["many"]] == []
