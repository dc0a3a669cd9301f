"""Answering: each act under the version it was opened with, nothing typed is lost, and the whole way to "closed"."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Ask, AskMove, Contact, Decision, Relationship, Reply, Told
from tests import cast
from tests.factories.asks import REASON, asked, decided, in_english, london
from tests.support.client import Browser
from tests.support.examples import each_on_both
from tests.support.html import Node, parse
from tests.support.portal import Look, SignedInAs

DAY = {"until-day": "4", "until-month": "12", "until-year": "2026"}
ACTS = ("see", "think", "decide", "tell", "try-again", "follow-up", "close")


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def told(**facts: object) -> dict[str, object]:
    return decided(told=Told.HERE, told_at=london("2026-11-24 09:40"), **facts)


def acts(browser: Browser, ask: uuid.UUID) -> set[str]:
    forms = browser.reads(f"/asks/{ask}/answer").one("main").all("form")
    return {form.attrs["action"].rpartition("/")[2] for form in forms}


def do(browser: Browser, ask: uuid.UUID, act: str, **answers: str):
    return browser.sends(f"/asks/{ask}/answer", to=f"/{act}", **answers)


def row(look: Look) -> Ask:
    return look(sa.select(Ask))[0]


def area(page: Node, name: str) -> str:
    return page.one("textarea", where=lambda node: node.attrs["name"] == name).text


def test_the_whole_way_of_a_question(signed_in_as: SignedInAs, look: Look) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    sent = leila.sends(
        f"/asks/new/{cast.pupil('maya')}/would_like/something_else", words="I would like to start at 10."
    )
    ask = uuid.UUID(sent.headers["Location"].rpartition("/")[2])
    page = okoro.reads(f"/asks/{ask}/answer").one("main").text
    assert "Leila, for Maya" in page
    assert "I would like to start at 10." in page
    assert "Leila asked today." in page
    do(okoro, ask, "see")
    assert "Sam read it today." in leila.reads(f"/asks/{ask}").text
    do(okoro, ask, "think", why="I ask the bus.", **DAY)
    assert "Sam is thinking about it until Friday 4 December. I ask the bus." in leila.reads(f"/asks/{ask}").text
    do(okoro, ask, "decide", decision="not_now", reason=REASON, what_next="We ask again in March.")
    assert "Sam has answered you" in leila.reads("/").text
    leila.sends(f"/asks/{ask}", to="/read")
    assert "Sam has answered you" not in leila.reads("/").text
    leila.sends(f"/asks/{ask}/reply", answer="not_ok", words="There is a bus at 10.")
    shown = okoro.reads(f"/asks/{ask}/answer").text
    assert "It is not OK." in shown
    assert "There is a bus at 10." in shown
    assert "close" not in acts(okoro, ask)
    do(okoro, ask, "follow-up")
    assert do(okoro, ask, "close").headers["Location"] == "/asks/waiting"
    assert row(look).closed_at is not None
    assert acts(okoro, ask) == set()
    assert "This is done." in leila.reads(f"/asks/{ask}").text
    moves = ["ask", "see", "think", "decide", "tell", "reply", "follow_up", "close"]
    assert look(sa.select(AskMove.what).order_by(AskMove.moved_at)) == moves


@pytest.mark.parametrize(
    ("how", "kept"), [("in_person", Told.IN_PERSON), ("by_phone", Told.BY_PHONE), ("on_paper", Told.ON_PAPER)]
)
def test_told_by_a_person_and_two_tries_to_hear(signed_in_as: SignedInAs, look: Look, how: str, kept: Told) -> None:
    ask, lewis = asked("grace", "tyler", **decided(by="lewis")), signed_in_as("lewis")
    do(lewis, ask, "tell", how=how)
    assert row(look).told is kept
    assert "We told you today." in signed_in_as("grace").reads(f"/asks/{ask}").text
    do(lewis, ask, "try-again")
    assert row(look).reply is None
    do(lewis, ask, "try-again")
    assert row(look).reply is Reply.NOTHING
    do(lewis, ask, "close")
    assert row(look).closed_at is not None


@pytest.mark.parametrize("how", ["", "here", "by_pigeon", "\x00"])
def test_staff_do_not_say_for_somebody_that_they_read_it(signed_in_as: SignedInAs, look: Look, how: str) -> None:
    ask = asked("grace", "tyler", **decided(by="lewis"))
    assert do(signed_in_as("lewis"), ask, "tell", how=how).status_code == 422
    assert row(look).told is None


def test_a_decision_needs_its_reason_and_keeps_what_was_typed(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("leila", "maya")
    answer = do(signed_in_as("okoro"), ask, "decide", decision="yes", reason=" ", what_next="I ring them.")
    assert answer.status_code == 422
    assert "Say why. An answer without a reason is none" in answer.text
    page = parse(answer.text)
    assert area(page, "what_next") == "I ring them."
    assert page.one("input", where=lambda node: node.attrs.get("value") == "yes" and "checked" in node.attrs)
    assert row(look).decision is None


@pytest.mark.parametrize(
    "day", [("24", "11", "2026"), ("1", "1", "2020"), ("31", "2", "2027"), ("", "", ""), ("x", "y", "z")]
)
def test_a_day_to_answer_by_is_still_to_come(signed_in_as: SignedInAs, look: Look, day: tuple[str, str, str]) -> None:
    typed = dict(zip(("until-day", "until-month", "until-year"), day, strict=True))
    answer = do(signed_in_as("okoro"), asked("leila", "maya"), "think", why="I ask the bus.", **typed)
    assert answer.status_code == 422
    assert area(parse(answer.text), "why") == "I ask the bus."
    assert row(look).think_until is None


def test_thinking_longer_needs_a_new_reason(signed_in_as: SignedInAs, look: Look) -> None:
    answer = do(signed_in_as("okoro"), asked("leila", "maya"), "think", why="", **DAY)
    assert (answer.status_code, row(look).think_until) == (422, None)


def test_words_that_name_another_child_are_asked_about_once(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro, reason = asked("leila", "maya"), signed_in_as("okoro"), "Zofia comes at 10, too."
    answer = do(okoro, ask, "decide", decision="cannot", reason=reason)
    assert answer.status_code == 422
    assert "You wrote Zofia." in parse(answer.text).text
    assert area(parse(answer.text), "reason") == reason
    assert row(look).decision is None
    assert do(okoro, ask, "decide", decision="cannot", reason=reason, names_ok="y").status_code == 302
    assert row(look).reason == reason


@pytest.mark.parametrize("words", ["x" * 4001, "x" * 1_000_000])
def test_a_very_long_reason_is_not_cut(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    answer = do(signed_in_as("okoro"), asked("leila", "maya"), "decide", decision="yes", reason=words)
    assert answer.status_code in {413, 422}
    assert row(look).decision is None


def test_what_changed_meanwhile_is_said_and_the_words_stay(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro, byrne = asked("leila", "maya"), signed_in_as("okoro"), signed_in_as("byrne")
    sent = okoro.form(f"/asks/{ask}/answer", to="/decide").hidden_values()
    do(byrne, ask, "decide", decision="yes", reason="I rang the bus.")
    answer = okoro.post(f"/asks/{ask}/decide", data={**sent, "decision": "cannot", "reason": REASON})
    assert answer.status_code == 409
    page = parse(answer.text)
    assert "Somebody has changed this meanwhile." in page.text
    assert "Why I rang the bus." in page.text
    assert area(page, "reason") == REASON
    assert row(look).reason == "I rang the bus."
    # The form carries what stands there now: sent again, it is his decision.
    [form] = [form for form in page.all("form") if form.attrs["action"].endswith("/decide")]
    assert (
        okoro.post(
            f"/asks/{ask}/decide", data={**form.hidden_values(), "decision": "cannot", "reason": REASON}
        ).status_code
        == 302
    )
    assert row(look).reason == REASON


def test_words_of_an_act_that_is_not_open_any_more_are_shown(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro = asked("leila", "maya"), signed_in_as("okoro")
    sent = okoro.form(f"/asks/{ask}/answer", to="/think").hidden_values()
    do(signed_in_as("byrne"), ask, "decide", decision="yes", reason="I rang the bus.")
    answer = okoro.post(f"/asks/{ask}/think", data={**sent, **DAY, "why": "I want to ask Anna."})
    assert answer.status_code == 409
    assert "What you typed: I want to ask Anna." in parse(answer.text).text


@each_on_both
@pytest.mark.parametrize(
    ("act", "answers"),
    [
        ("see", {}),
        ("think", {"why": "I ask the bus.", **DAY}),
        ("decide", {"decision": "yes", "reason": REASON}),
    ],
)
def test_the_same_form_five_times_is_one_act(
    signed_in_as: SignedInAs, look: Look, act: str, answers: dict[str, str]
) -> None:
    ask, okoro = asked("leila", "maya"), signed_in_as("okoro")
    sent = {**okoro.form(f"/asks/{ask}/answer", to=f"/{act}").hidden_values(), **answers}
    assert {okoro.post(f"/asks/{ask}/{act}", data=sent).status_code for _ in range(5)} == {302}
    assert look(sa.select(AskMove.what)) == [act]


def test_a_form_that_misses_a_word_and_is_too_late_says_so(signed_in_as: SignedInAs) -> None:
    ask, okoro = asked("leila", "maya"), signed_in_as("okoro")
    sent = okoro.form(f"/asks/{ask}/answer", to="/think").hidden_values()
    do(signed_in_as("byrne"), ask, "decide", decision="yes", reason="I rang the bus.")
    answer = okoro.post(f"/asks/{ask}/think", data={**sent, "why": "I want to ask Anna."})
    assert answer.status_code == 409
    assert "What you typed: I want to ask Anna." in parse(answer.text).text


def test_the_same_try_pressed_five_times_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro = asked("leila", "maya", **told()), signed_in_as("okoro")
    sent = okoro.form(f"/asks/{ask}/answer", to="/try-again").hidden_values()
    assert {okoro.post(f"/asks/{ask}/try-again", data=sent).status_code for _ in range(5)} == {302}
    assert (row(look).tries, row(look).reply) == (1, None)


@each_on_both
@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({}, ("tell", "try-again", "follow-up", "close")),
        (decided(), ("think", "try-again", "follow-up", "close")),
        (told(), ("think", "tell", "follow-up", "close")),
        (told(reply=Reply.NOT_OK, replied_at=london("2026-11-24 09:45")), ("think", "tell", "try-again", "close")),
        (
            told(reply=Reply.OK, replied_at=london("2026-11-24 09:45"), follow_up_on=date(2026, 12, 9)),
            ("think", "tell", "try-again", "close"),
        ),
    ],
    ids=["shared", "decided", "told", "not ok", "to look at again"],
)
def test_a_move_that_is_not_open_is_refused_with_a_sentence(
    signed_in_as: SignedInAs, look: Look, facts: dict[str, object], refused: tuple[str, ...]
) -> None:
    ask, okoro = asked("leila", "maya", **facts), signed_in_as("okoro")
    token = okoro.form("/language", to="/language").hidden_values()
    sent = {**token, "version": "1", "how": "in_person", "why": "I ask the bus.", **DAY}
    for act in refused:
        assert act not in acts(okoro, ask)
        answer = okoro.post(f"/asks/{ask}/{act}", data=sent)
        assert answer.status_code == 409
        assert parse(answer.text).all("div", where=lambda node: node.attrs.get("role") == "alert")
    assert look(sa.select(AskMove)) == []


def test_an_answer_given_anew_is_told_again(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("leila", "maya", **told(reply=Reply.NOT_OK, replied_at=london("2026-11-24 09:45")))
    do(signed_in_as("okoro"), ask, "decide", decision="yes", reason="There is a bus at 10.")
    assert (row(look).told, row(look).reply, row(look).decision) == (None, None, Decision.YES)
    assert "Sam has answered you" in signed_in_as("leila").reads("/").text


def test_only_the_key_worker_and_who_keeps_children_safe_open_it(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("leila", "maya")
    opens = {who: signed_in_as(who).get(f"/asks/{ask}/answer").status_code for who in ("okoro", "byrne", "khan")}
    assert set(opens.values()) == {200}
    others = ("lewis", "rees", "patel", "quinn")
    for who in others:
        browser = signed_in_as(who)
        token = browser.form("/language", to="/language").hidden_values()
        assert browser.get(f"/asks/{ask}/answer").status_code == 404
        assert {browser.post(f"/asks/{ask}/{act}", data={**token, "version": "1"}).status_code for act in ACTS} == {404}
    assert look(sa.select(AskMove)) == []


def test_staff_are_told_that_an_adult_does_not_reach_the_child_any_more(signed_in_as: SignedInAs) -> None:
    ask = asked("leila", "maya", **decided())
    warning = "Leila does not reach the pages of Maya any more."
    assert warning not in signed_in_as("okoro").reads(f"/asks/{ask}/answer").text
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    assert warning in signed_in_as("okoro").reads(f"/asks/{ask}/answer").text


def test_staff_see_whom_the_writer_let_read_it(signed_in_as: SignedInAs) -> None:
    ask = asked("maya", "maya", readers=("leila",))
    assert "And by: Leila." in signed_in_as("okoro").reads(f"/asks/{ask}/answer").text


def test_the_day_and_the_reason_given_before_stand_in_the_form(signed_in_as: SignedInAs) -> None:
    ask, okoro = asked("leila", "maya"), signed_in_as("okoro")
    do(okoro, ask, "think", why="I ask the bus.", **DAY)
    page = okoro.reads(f"/asks/{ask}/answer")
    boxes = page.all("input", where=lambda node: node.attrs.get("name", "").startswith("until-"))
    assert {box.attrs["name"]: box.attrs["value"] for box in boxes} == DAY
    assert area(page, "why") == "I ask the bus."
