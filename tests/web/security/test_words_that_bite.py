"""Forty ways to make a page run something, in every place where words are kept: they stay words (check 37).

A browser walks the same pages in tests/e2e/test_words_that_bite.py. The portal writes no CSV and no PDF yet, and no
letter holds a word that somebody wrote (tests/web/outbox/test_letters.py).
"""

import re

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Base
from portal.timetable.links import safe_link
from tests.factories import biting_words
from tests.support.crawl import visit
from tests.support.house import ASKED, House, on_both
from tests.support.html import Node, parse_strictly

PEOPLE = ("leila", "maya", "okoro", "byrne", "quinn")
RUNS = re.compile(r"^\s*((javascript|vbscript|data)\s*:|(https?:)?//example\.org)", re.I)
LEADS = ("href", "src", "action", "formaction", "data", "srcdoc", "content", "hx-get", "hx-post")
# What a page of ours never holds.
NEVER = ("iframe", "object", "embed", "base", "math", "animate", "video", "frame", "template")


def what_runs(page: Node) -> list[str]:
    """Everything on a page that a browser would take for more than words."""
    found = [f"<{node.tag}>" for node in page.all(*NEVER)]
    found += [
        f"<script> {node.text}" for node in page.all("script") if not node.attrs.get("src", "").startswith("/static")
    ]
    for node in page.walk():
        found += [f"<{node.tag} {name}>" for name in node.attrs if name.startswith("on") or name == "style"]
        found += [f"<{node.tag} {name}={value[:40]}>" for name, value in node.attrs.items() if _leads(name, value)]
    return found


def _leads(name: str, value: str) -> bool:
    return name in LEADS and bool(RUNS.match(value))


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["maya"]), indirect=["shared_house"])
def test_forty_ways_in_every_place_stay_words(house: House, slug: str) -> None:
    with db.work(SYSTEM, reason="words that bite") as session:
        assert biting_words.put(session, biting_words.ALL_AT_ONCE) > 100
    met = 0
    for address, answer in visit(house.browser(slug), alike=2).pages.items():
        if answer.mimetype != "text/html" or 300 <= answer.status_code < 400:
            continue
        page, complaints = parse_strictly(answer.text)
        assert complaints == [], address
        assert what_runs(page) == [], address
        assert "<img src=x" not in answer.text, address
        met += "alert(1)" in page.text
    assert met > 3, "No page showed a word: it proves nothing."


@pytest.mark.parametrize("payload", biting_words.PAYLOADS)
def test_no_payload_becomes_an_address(payload: str) -> None:
    assert safe_link(payload) == ""
    assert "<" not in safe_link(f"https://example.org/{payload}") or safe_link(payload) == ""


def test_there_are_forty_and_every_table_with_words_is_known() -> None:
    assert len(set(biting_words.PAYLOADS)) == 40
    # A save keeps the words of the row it is about, which are here themselves.
    of_ours = {"ask_move", "attempt", "audit_entry", "call_request", "outbox_item", "revision", "sign_in"}
    # An answer is one of the words of its question.
    of_ours |= {"check_in", "concern_notice", "contribution_sound", "safety_answer"}
    # Addresses of ours; the words are sealed beside them, and come back in tests/web/kept/test_keeping.py.
    of_ours |= {"kept_words"}
    # Which steps, in which order, by their ids; which letter was sent, by our own name for it.
    of_ours |= {"step_order", "way_telling"}
    # What somebody needs to come, a language, the kind of a file, an address that was looked at.
    of_ours |= {f"support_group_{what}" for what in ("coming", "help", "hello", "resource", "resource_file")}
    known = {*biting_words.WHERE_WORDS_STAND, *of_ours}
    kept_secret = ("_hash", "seed", "value", "tapped", "owes", "sealed")
    with_words = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Text) and not column.name.endswith((*kept_secret, "_id"))
    }
    assert with_words <= known, f"Where do these keep words? {with_words - known}"
