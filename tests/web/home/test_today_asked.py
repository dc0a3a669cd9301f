"""Questions on Today: nothing that somebody was promised falls off it, and who asked always finds the way back."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.models import AuditEntry, Reply, Told
from tests.factories.asks import asked, decided, in_english, london
from tests.factories.demo_day import Sessions
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.home.test_statements import more_pupils


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def on_today(browser: Browser) -> dict[str, list[str]]:
    """The ids of the questions under each heading, in the order of the page."""
    found = {}
    for section in browser.reads("/").one("main").all("section"):
        links = section.all("a", where=lambda node: node.attrs["href"].endswith("/answer"))
        if links:
            found[section.one("h2").text] = [link.attrs["href"].split("/")[2] for link in links]
    return found


def thinking(until: date) -> dict[str, Any]:
    return {"seen_at": london("2026-11-17 09:00"), "think_until": until, "think_why": "I ask the bus."}


def told(on: str, **facts: Any) -> dict[str, Any]:
    return decided(on, told=Told.HERE, told_at=london(on), **facts)


def replied(reply: Reply, on: str, **facts: Any) -> dict[str, Any]:
    return told(on, reply=reply, replied_at=london(on), **facts)


def test_what_was_promised_and_not_kept_stands_on_today(signed_in_as: SignedInAs) -> None:
    asked("jakub", "jakub", on="2026-11-16 12:00", **thinking(date(2026, 11, 24)))
    asked("leila", "maya", on="2026-11-16 12:00", **told("2026-11-23 09:00"))
    asked("leila", "maya", on="2026-11-16 12:00", **replied(Reply.OK, "2026-11-20 09:00"))
    looked_at = {"followed_up_at": london("2026-11-18 09:00")}
    asked("leila", "maya", on="2026-11-02 12:00", **replied(Reply.NOT_OK, "2026-11-16 09:00", **looked_at))
    later = {"follow_up_on": date(2026, 11, 25)}
    asked("leila", "maya", on="2026-11-02 12:00", **replied(Reply.OK, "2026-11-16 09:00", **later))
    come = {"follow_up_on": date(2026, 11, 24)}
    look_again = asked("leila", "maya", on="2026-11-02 12:00", **replied(Reply.OK, "2026-11-16 09:00", **come))
    not_heard = asked("tomasz", "zofia", on="2026-11-02 12:00", **told("2026-11-17 09:00"))
    not_told = asked("tomasz", "jakub", on="2026-11-16 12:00", **decided("2026-11-23 09:00"))
    broken = asked("zofia", "zofia", on="2026-11-16 12:00", **thinking(date(2026, 11, 23)))
    not_ok = asked("maya", "maya", on="2026-11-16 12:00", **replied(Reply.NOT_OK, "2026-11-24 09:00"))
    no_reply = asked("leila", "maya", on="2026-11-24 09:00")
    today = on_today(signed_in_as("okoro"))
    assert list(today.items()) == [
        ("No reply yet", [str(no_reply)]),
        ("They said: it is not OK", [str(not_ok)]),
        ("Somebody is thinking about it", [str(broken)]),
        ("Decided, not told yet", [str(not_told)]),
        ("Told. Is it OK?", [str(not_heard)]),
        ("Look again, then close", [str(look_again)]),
    ]
    assert on_today(signed_in_as("lewis")) == {}


def test_who_keeps_children_safe_has_them_when_they_are_late(signed_in_as: SignedInAs) -> None:
    late = asked("maya", "maya", on="2026-11-09 12:00", **replied(Reply.NOT_OK, "2026-11-17 09:00"))
    asked("tomasz", "zofia", on="2026-11-16 12:00", **replied(Reply.NOT_OK, "2026-11-24 09:00"))
    broken = asked("zofia", "zofia", on="2026-11-16 12:00", **thinking(date(2026, 11, 23)))
    for who in ("byrne", "khan"):
        assert on_today(signed_in_as(who)) == {
            "They said: it is not OK": [str(late)],
            "Somebody is thinking about it": [str(broken)],
        }


def test_many_without_a_reply_do_not_push_a_no_off_the_page(signed_in_as: SignedInAs) -> None:
    for number in range(8):
        asked("leila", "maya", on=f"2026-11-{number + 10} 12:00")
        asked("tomasz", "zofia", on=f"2026-11-{number + 10} 12:00", **decided("2026-11-20 09:00"))
    not_ok = asked("maya", "maya", on="2026-11-23 12:00", **replied(Reply.NOT_OK, "2026-11-24 09:00"))
    okoro = signed_in_as("okoro")
    today = on_today(okoro)
    assert len(today["No reply yet"]) == 5
    assert today["They said: it is not OK"] == [str(not_ok)]
    assert len(today["Decided, not told yet"]) == 4
    text = okoro.reads("/").text
    assert "3 more wait after these." in text
    assert "4 more wait after these." in text


def test_no_reply_yet_comes_before_a_call(signed_in_as: SignedInAs, planned: Sessions) -> None:
    more_pupils(2)
    okoro = signed_in_as("okoro")
    not_ok = asked("maya", "maya", on="2026-11-20 12:00", **replied(Reply.NOT_OK, "2026-11-24 09:00"))
    words = okoro.reads("/").one("main").text
    assert words.index("First Ring Lou") < words.index("They said: it is not OK") < words.index("Calls to make")
    asked("leila", "maya")
    page = okoro.reads("/")
    words = page.one("main").text
    [lit] = page.all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert lit.one("h2").text == "No reply yet"
    assert words.index("No reply yet") < words.index("They said: it is not OK") < words.index("Ring Lou")
    assert {"Ring Lou0", "Ring Lou1"} <= {heading.text for heading in page.all("h3")}
    assert on_today(okoro)["They said: it is not OK"] == [str(not_ok)]


@pytest.mark.parametrize("who", ["rees", "patel"])
def test_a_leader_sees_that_a_question_waits_and_not_whose(signed_in_as: SignedInAs, look: Look, who: str) -> None:
    leader = signed_in_as(who)
    assert "waits here" not in leader.reads("/").text
    asked("tomasz", "zofia", on="2026-11-16 12:00", words="Is Zofia sad?")
    for path in ("/", "/asks/waiting"):
        assert "1 question waits here The oldest was asked on Monday 16 November. 1 is late" in leader.reads(path).text
    asked("leila", "maya", on="2026-11-24 09:30")
    asked("leila", "maya", on="2026-11-02 12:00", **replied(Reply.OK, "2026-11-24 09:00"))
    page = leader.reads("/")
    assert "2 questions wait here The oldest was asked on Monday 16 November. 1 is late" in page.text
    assert "Nobody waits" not in page.text
    assert not [name for name in ("Zofia", "Tomasz", "Leila", "Maya", "sad") if name in page.one("main").text]
    assert on_today(leader) == {}
    assert {line.pupils for line in look(sa.select(AuditEntry).where(AuditEntry.event == "home.today.shown"))} == {"[]"}
    assert "Nobody waits" not in leader.reads("/asks/waiting").text


@pytest.mark.parametrize("who", ["okoro", "byrne", "quinn", "amara"])
def test_nobody_else_has_that_count(signed_in_as: SignedInAs, who: str) -> None:
    asked("tomasz", "zofia", on="2026-11-16 12:00")
    assert "waits here" not in signed_in_as(who).reads("/").text


@pytest.mark.parametrize(("who", "child"), [("grace", "tyler"), ("leila", "maya"), ("zofia", "zofia")])
def test_who_ever_asked_finds_the_way_to_it_on_today(signed_in_as: SignedInAs, who: str, child: str) -> None:
    browser = signed_in_as(who)
    assert "What I asked" not in browser.reads("/").text
    asked(
        who, child, on="2026-10-05 12:00", closed_at=london("2026-10-12 09:00"), **replied(Reply.OK, "2026-10-08 09:00")
    )
    [link] = browser.reads("/").all("a", where=lambda node: node.text == "What I asked")
    assert browser.get(link.attrs["href"]).status_code == 200
    assert "has answered you" not in browser.reads("/").text


def test_grace_is_told_why_there_is_no_plan_and_whom_to_ask(signed_in_as: SignedInAs) -> None:
    grace = signed_in_as("grace")
    assert grace.get("/plan/").headers["Location"] == "/"
    why = "No plan is shared with you here. Ring us if you want to ask why."
    assert why in grace.reads("/").text
    assert why not in grace.reads("/").text
