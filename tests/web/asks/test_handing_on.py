"""Somebody else answers it: why is kept, who asked sees the new name, and nobody whom they left out is given it."""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Ask, AskMove, Reply, Told
from tests import cast
from tests.factories.asks import asked, decided, in_english, london
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

AWAY = {"because": "away"}


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def offered(browser: Browser, ask: uuid.UUID) -> list[str]:
    boxes = browser.reads(f"/asks/{ask}/answer").one("main").all("input", where=lambda n: n.attrs.get("name") == "to")
    return [box.attrs["value"] for box in boxes]


def ids(*slugs: str) -> list[str]:
    return [str(cast.person(one)) for one in slugs]


def send(browser: Browser, ask: uuid.UUID, to: str, **changed: str) -> Any:
    form = browser.form(f"/asks/{ask}/answer", to="/hand-on")
    return browser.post(f"/asks/{ask}/hand-on", data={**form.hidden_values(), "to": str(cast.person(to)), **changed})


def test_sam_gives_it_to_ruth_and_leila_sees_her_name(signed_in_as: SignedInAs, look: Look) -> None:
    ask, sam = asked("leila", "maya"), signed_in_as("okoro")
    assert offered(sam, ask) == ids("byrne", "khan")
    assert send(sam, ask, "byrne", **AWAY).status_code == 302
    assert look(sa.select(Ask))[0].for_id == cast.person("byrne")
    assert look(sa.select(AskMove.what)) == [f"hand_on:away:{cast.person('byrne')}"]
    assert (
        "Sam asked Ruth today to answer you. Ruth will read it by" in signed_in_as("leila").reads(f"/asks/{ask}").text
    )
    ruth = signed_in_as("byrne")
    assert f"/asks/{ask}/answer" in [link.attrs["href"] for link in ruth.reads("/").one("main").all("a")]
    assert "Sam asked Ruth today to answer. Away, or no time." in sam.reads(f"/asks/{ask}/answer").text
    assert offered(ruth, ask) == ids("okoro", "khan")


def test_whoever_reads_it_may_take_it_over(signed_in_as: SignedInAs, look: Look) -> None:
    ask, amir = asked("leila", "maya"), signed_in_as("khan")
    assert send(amir, ask, "khan", because="decides").status_code == 302
    assert look(sa.select(Ask))[0].for_id == cast.person("khan")
    assert "Amir took this over today." in signed_in_as("leila").reads(f"/asks/{ask}").text
    assert "Amir took this over today. It is theirs to decide." in amir.reads(f"/asks/{ask}/answer").text


def test_who_asked_whom_stands_where_it_happened(signed_in_as: SignedInAs) -> None:
    ask, sam, ruth = asked("maya", "maya"), signed_in_as("okoro"), signed_in_as("byrne")
    sam.sends(f"/asks/{ask}/answer", to="/see")
    send(sam, ask, "byrne", **AWAY)
    ruth.sends(f"/asks/{ask}/answer", to="/decide", decision="yes", reason="It is a good idea.")
    send(ruth, ask, "khan", **AWAY)
    steps = [step.one("p").text for step in signed_in_as("maya").reads(f"/asks/{ask}").one("main").one("ol").all("li")]
    assert [step.replace(" today", "") for step in steps[1:5]] == [
        "Sam read it.",
        "Sam asked Ruth to answer you.",
        "Ruth gave you an answer.",
        "Ruth asked Amir to answer you.",
    ]


def test_a_step_from_before_names_were_kept_is_still_told(signed_in_as: SignedInAs) -> None:
    ask = asked("leila", "maya")
    with db.work(SYSTEM, reason="a test") as session:
        facts = {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya"), "moved_at": london("2026-11-24 09:40")}
        session.add(AskMove(ask_id=ask, what="hand_on:away", person_id=cast.person("okoro"), **facts))
    assert "Sam asked somebody else" in signed_in_as("leila").reads(f"/asks/{ask}").text
    assert "Sam gave it to somebody else to answer" in signed_in_as("byrne").reads(f"/asks/{ask}/answer").text


def test_it_is_not_given_to_whom_the_writer_left_out(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("maya", "maya", for_id=cast.person("byrne"), not_for_id=cast.person("okoro"))
    ruth = signed_in_as("byrne")
    assert offered(ruth, ask) == ids("khan")
    assert send(ruth, ask, "okoro", **AWAY).status_code == 422
    assert look(sa.select(Ask))[0].for_id == cast.person("byrne")


@pytest.mark.parametrize("to", ["leila", "lewis", "patel", "quinn", "maya"])
def test_it_is_not_given_to_whom_the_words_were_not_said(signed_in_as: SignedInAs, look: Look, to: str) -> None:
    ask = asked("leila", "maya")
    assert send(signed_in_as("okoro"), ask, to, **AWAY).status_code == 422
    assert look(sa.select(Ask))[0].for_id == cast.person("okoro")


@pytest.mark.parametrize("because", ["", "x", "\x00"])
def test_why_is_needed(signed_in_as: SignedInAs, look: Look, because: str) -> None:
    answer = send(signed_in_as("okoro"), asked("leila", "maya"), "byrne", because=because)
    assert answer.status_code == 422
    assert "Choose why it goes to them" in answer.text
    assert look(sa.select(AskMove)) == []


def test_the_same_form_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    ask, sam = asked("leila", "maya"), signed_in_as("okoro")
    form = sam.form(f"/asks/{ask}/answer", to="/hand-on")
    data = {**form.hidden_values(), "to": str(cast.person("byrne")), **AWAY}
    assert [sam.post(f"/asks/{ask}/hand-on", data=data).status_code for _ in range(2)] == [302, 302]
    assert look(sa.select(AskMove.what)) == [f"hand_on:away:{cast.person('byrne')}"]


def test_a_closed_question_stays_where_it_is(signed_in_as: SignedInAs, look: Look) -> None:
    ask, sam = asked("leila", "maya"), signed_in_as("okoro")
    form = sam.form(f"/asks/{ask}/answer", to="/hand-on").hidden_values()
    at = london("2026-11-24 09:40")
    facts = decided(told=Told.HERE, told_at=at, reply=Reply.OK, replied_at=at, closed_at=at)
    closed = asked("leila", "maya", **facts)
    data = {**form, "to": str(cast.person("byrne")), "version": "1", **AWAY}
    assert sam.post(f"/asks/{closed}/hand-on", data=data).status_code == 409
    assert look(sa.select(AskMove)) == []
