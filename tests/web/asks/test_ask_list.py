"""What I asked, where each stands, and that nobody finds in it what somebody else asked."""

import uuid
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Contact, Relationship, Reply, Told
from tests import cast
from tests.factories.asks import REASON, asked, decided, in_english, london
from tests.support.portal import Look, SignedInAs


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def test_nobody_else_opens_what_somebody_asked(signed_in_as: SignedInAs) -> None:
    ask = asked("priya", "rohan", **decided(told=Told.HERE, told_at=london("2026-11-24 09:40")))
    outside = ("arjun", "rohan", "leila", "tomasz", "dan", "grace")
    pages = (f"/asks/{ask}", f"/asks/{ask}/reply")
    assert {signed_in_as(who).get(page).status_code for who in outside for page in pages} == {404}
    for who in ("arjun", "rohan"):
        browser = signed_in_as(who)
        token = browser.form("/language", to="/language").hidden_values()
        answers = {
            browser.post(f"/asks/{ask}/{act}", data={**token, "answer": "ok"}).status_code for act in ("read", "reply")
        }
        assert answers == {404}
    assert {signed_in_as(who).get(f"/asks/{ask}").status_code for who in ("lewis", "hughes", "amara")} == {403}


def test_what_a_child_asked_no_parent_sees(signed_in_as: SignedInAs) -> None:
    ask = asked("rohan", "rohan", **decided())
    for who in ("priya", "arjun"):
        browser = signed_in_as(who)
        assert browser.get(f"/asks/{ask}").status_code == 404
        assert "has answered you" not in browser.reads("/").text
        assert "You have not asked a thing yet." in browser.reads("/asks/").text


def test_a_reader_reads_the_words_and_not_the_answer(signed_in_as: SignedInAs) -> None:
    ask = asked("maya", "maya", readers=("leila",), **decided())
    words = signed_in_as("leila").reads(f"/asks/{ask}").one("main").text
    assert "Can she start at 10?" in words
    assert REASON not in words
    assert signed_in_as("leila").get(f"/asks/{ask}/reply").status_code == 404


def test_access_that_ended_ends_this_too(signed_in_as: SignedInAs) -> None:
    ask, leila = asked("leila", "maya", **decided()), signed_in_as("leila")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    assert leila.get(f"/asks/{ask}").status_code == 404
    assert "has answered you" not in leila.reads("/").text


def test_the_list_says_where_each_stands_the_newest_first(signed_in_as: SignedInAs, look: Look) -> None:
    asked("tomasz", "zofia", on="2026-11-20 14:00", **decided())
    asked("tomasz", "jakub", on="2026-11-23 14:00")
    page = signed_in_as("tomasz").reads("/asks/")
    assert page.one("h1").text == "What I asked"
    first, second = [
        link.text
        for link in page.one("main").all(
            "a", where=lambda node: len(node.attrs["href"]) == len(f"/asks/{uuid.uuid4()}")
        )
    ]
    assert "Jakub" in first
    assert "You will hear from Sam by Thursday 26 November." in first
    assert "Zofia" in second
    assert "Now you can read it." in second
    headings = [heading.text for heading in page.all("h2")]
    assert headings == ["Ask something else about Jakub", "Ask something else about Zofia"]
    [line] = look(sa.select(AuditEntry).where(AuditEntry.event == "asks.list.shown"))
    assert {str(cast.pupil("jakub")), str(cast.pupil("zofia"))} <= set(line.pupils.split('"'))


THOUGHT = {"seen_at": london("2026-11-16 15:00"), "think_until": date(2026, 11, 19), "think_why": "I ask the bus."}
NOT_OK_AT = london("2026-11-16 09:00")
NOT_OK = decided("2026-11-13 09:00", told=Told.HERE, told_at=NOT_OK_AT, reply=Reply.NOT_OK, replied_at=NOT_OK_AT)


@pytest.mark.parametrize("facts", [{}, THOUGHT, NOT_OK], ids=["no reply", "thinking", "not ok"])
def test_a_promise_that_was_not_kept_is_not_made_again(signed_in_as: SignedInAs, facts: dict[str, Any]) -> None:
    ask = asked("maya", "maya", on="2026-11-16 12:00" if facts is not NOT_OK else "2026-11-10 12:00", **facts)
    maya = signed_in_as("maya")
    for path in ("/asks/", f"/asks/{ask}"):
        words = maya.reads(path).one("main").text
        assert (
            "You should have heard from Sam by Thursday 19 November. That is our mistake. Ring us if you like." in words
        )
        assert "You will hear" not in words
        assert "until Thursday" not in words


def test_a_long_list_comes_in_pages(signed_in_as: SignedInAs) -> None:
    for number in range(22):
        asked("leila", "maya", on=f"2026-10-{number + 1:02d} 12:00")
    leila = signed_in_as("leila")
    assert "Page 1 of 2" in leila.reads("/asks/").text
    assert "Page 2 of 2" in leila.reads("/asks/?page=2").text
    assert {leila.get(f"/asks/?page={page}").status_code for page in ("0", "-1", "x", "99")} == {200}


def test_nothing_asked_yet_says_what_will_stand_there(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("zofia").reads("/asks/")
    assert "You have not asked a thing yet." in page.text
    assert [link.text for link in page.one("main").all("a") if "/new/" in link.attrs["href"]] == [
        "This is not right",
        "I would like…",
        "Can I ask?",
    ]
