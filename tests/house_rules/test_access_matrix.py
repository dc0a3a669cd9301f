"""Every route, asked by everyone of the cast with real requests: the answers are the picture under version control, and
they are what people decided (expected_access.yml). On both databases."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.database import SYSTEM, db
from portal.outbox import heartbeat
from tests import cast
from tests.factories import everything
from tests.house_rules import examples, expectations, matrix
from tests.support.client import Browser
from tests.support.copies import PostgresCopies, SqliteCopies, watched_writes
from tests.support.databases import KINDS
from tests.support.examples import EVERYTHING
from tests.support.portal import browser_with, key_of, new_portal, settings_for
from tests.support.time import TUESDAY, stopped_at

# A young person, a carer, one of staff and one of another setting are enough for the second database: its own walls are
# asked about in tests/web/access. `make drill` asks as everybody on both (EVERYBODY=1).
ON_POSTGRESQL = ("maya", "leila", "lewis", "quinn")
REDRAW = "Who may open what has changed. `make matrix` redraws the picture; read its diff."
MATRIX = Path(__file__).with_name("access_matrix.txt")


class NotingBrowser(Browser):
    """Goes on asking after a page that breaks a house rule, and keeps what was wrong with it."""

    broken: ClassVar[set[str]] = set()

    def judge(self, response: TestResponse) -> None:
        """Keep what is wrong with the page."""
        try:
            super().judge(response)
        except AssertionError as error:
            self.broken.add(str(error))


@pytest.fixture(scope="module", params=KINDS)
def cells(request: pytest.FixtureRequest, fast_folder: Path) -> Iterator[list[matrix.Cell]]:
    """Every answer, from a portal of this module's own."""
    copies = (SqliteCopies if request.param == "sqlite" else PostgresCopies)(request, fast_folder)
    with stopped_at(TUESDAY):
        db.start(copies.url)
        with db.work(SYSTEM, reason="the matrix's example rows") as session:
            examples.stock(session)
            session.flush()
            for family in everything.ADULTS:
                everything.mark(session, family, names=False)
        app = new_portal(settings_for(copies.url, fast_folder))
        # Without a token every form is refused; that is a test of its own, and here it would hide the answer.
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        app.test_client_class = NotingBrowser
        people: dict[str, Callable[[], FlaskClient]] = {"visitor": app.test_client}
        asking = cast.SLUGS if request.param == "sqlite" or EVERYTHING else ON_POSTGRESQL
        people |= {slug: partial(browser_with, app, key_of(slug)) for slug in asking}
        copies.keep()
        with watched_writes() as writes:
            drawn = matrix.draw(app, people, partial(_put_back, copies, writes, fast_folder))
    yield drawn
    db.stop()


def _put_back(copies: SqliteCopies | PostgresCopies, writes: list[str], folder: Path) -> None:
    for whose in heartbeat.EVERYBODY:  # they are there, however long the drawing takes
        heartbeat.beat(folder, whose)
    if writes:
        copies.put_back()
        writes.clear()


def test_each_page_opens_only_for_the_people_in_the_picture(cells: list[matrix.Cell]) -> None:
    everyone = len({cell.person for cell in cells}) > len(ON_POSTGRESQL) + 1
    if everyone and os.environ.get("REDRAW_MATRIX"):
        MATRIX.write_text(matrix.as_text(cells))
    picture = matrix.read(MATRIX.read_text())
    if everyone:
        assert matrix.as_text(cells) == MATRIX.read_text(), REDRAW
    changed = [cell for cell in cells if picture.get((cell.line, cell.person)) != cell.answer]
    assert changed == [], REDRAW


def test_each_page_opens_only_for_the_people_it_was_decided_for(cells: list[matrix.Cell]) -> None:
    expected = expectations.load()
    wrong = [
        f"{cell.line}: {cell.person} got {cell.answer} ({cell.meaning}), expected {wanted}"
        for cell in cells
        if not expected.fits(cell, wanted := expected.meaning(cell))
    ]
    leaks = [line for line in wrong if "(open)" in line]
    summary = f"{len(leaks)} leaks, {len(wrong)} of {len(cells)} cells other than decided:"
    assert not wrong, "\n".join([summary, *wrong[:60]])


ROOMS_OF_GROUPS = frozenset({"group_dates", "group_lead", "group_talk", "groups"})


def test_no_answer_holds_a_word_of_a_family_that_is_not_theirs(cells: list[matrix.Cell]) -> None:
    of_rohan = ("rohan", "priya", "arjun", "lewis", "byrne", "khan", "rees", "patel")
    own = dict.fromkeys(of_rohan, "r") | {"quinn": "e"}
    read = {cell.person for cell in cells if cell.words}
    assert {"lewis", "quinn"} <= read, "Nobody met a marked word: it proves nothing."
    leaks = [
        f"{cell.line}: {cell.person} read {sorted(cell.words)}"
        for cell in cells
        if any(word[2] != own.get(cell.person) for word in cell.words)
        # Whoever runs a group reads what members of it write and are called there; of no child, and on no other page.
        if not (cell.person == "joanna" and cell.endpoint.partition(".")[0] in ROOMS_OF_GROUPS)
    ]
    assert leaks == []


def test_every_route_has_a_decision_and_every_decision_a_route(cells: list[matrix.Cell]) -> None:
    rules = set(expectations.load().rules)
    asked = {cell.endpoint for cell in cells} | {f"{cell.method} {cell.endpoint}" for cell in cells}
    assert rules <= asked, f"These routes are gone: {sorted(rules - asked)}"
    silent = {cell.endpoint for cell in cells if expectations.load().rule_for(cell) is None}
    assert not silent, f"Say in expected_access.yml who may open: {', '.join(sorted(silent))}"


def test_nobody_meets_a_page_that_breaks(cells: list[matrix.Cell]) -> None:
    assert [f"{cell.line} {cell.person} {cell.answer}" for cell in cells if cell.meaning == "broken"] == []


def test_every_page_that_anyone_meets_keeps_the_house_rules(cells: list[matrix.Cell]) -> None:
    assert cells
    assert sorted(NotingBrowser.broken) == []
