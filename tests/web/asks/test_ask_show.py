"""Where it stands, reading the answer, and "Is that OK?": for who asked, and for nobody else."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Ask, AskMove, Contribution, Decision, Place, Reply, Told
from tests import cast
from tests.factories.asks import REASON, asked, decided, in_english, london
from tests.support.client import Browser
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def told(**facts: object) -> dict[str, object]:
    return decided(told=Told.HERE, told_at=london("2026-11-24 09:40"), **facts)


def words_of(browser: Browser, ask: uuid.UUID) -> str:
    return browser.reads(f"/asks/{ask}").one("main").text


def test_the_path_says_who_read_it_and_until_when_sam_thinks(signed_in_as: SignedInAs) -> None:
    seen = {"seen_at": london("2026-11-24 09:00"), "seen_by_id": cast.person("okoro")}
    ask = asked(
        "maya", "maya", on="2026-11-23 14:00", think_until=date(2026, 12, 4), think_why="I ask the bus.", **seen
    )
    words = words_of(signed_in_as("maya"), ask)
    assert "You asked on Monday 23 November." in words
    assert "Sam read it today." in words
    assert "Sam is thinking about it until Friday 4 December. I ask the bus." in words
    assert "You will hear from Sam by Friday 4 December." in words
    assert "late" not in words


def test_what_is_late_is_said_with_a_number_to_ring(signed_in_as: SignedInAs) -> None:
    ask = asked("tomasz", "zofia", on="2026-11-16 14:00")
    page = signed_in_as("tomasz").reads(f"/asks/{ask}")
    assert "This is late. You can ring us." in page.text
    assert "Sam has not read it yet." in page.text
    assert page.one("main").all("a", where=lambda node: node.attrs["href"] == "tel:01632960100")


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision.YES, "Yes"),
        (Decision.PARTLY, "Yes to a part of it"),
        (Decision.NOT_NOW, "Not now"),
        (Decision.CANNOT, "We cannot do this"),
    ],
)
@pytest.mark.parametrize("who", ["leila", "maya"])
def test_an_answer_comes_with_its_reason(signed_in_as: SignedInAs, who: str, decision: Decision, words: str) -> None:
    facts = {"decision": decision, "what_next": "I ask on Monday.", "follow_up_on": date(2026, 12, 3)}
    page = signed_in_as(who).reads(f"/asks/{asked(who, 'maya', **decided(**facts))}")
    [card] = page.all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert card.one("h2").text == words
    assert f"Why {REASON}" in card.text
    assert "What comes next I ask on Monday." in card.text
    assert "We look at it again on Thursday 3 December." in card.text
    assert "Say something about this" in card.text


def test_looking_at_an_answer_is_not_having_been_told(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("leila", "maya", **decided())
    signed_in_as("leila").reads(f"/asks/{ask}")
    assert look(sa.select(Ask.told_at)) == [None]


def test_i_have_read_it_and_it_is_ok(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya", **decided()), signed_in_as("leila")
    answer = leila.sends(f"/asks/{ask}", to="/read")
    assert answer.headers["Location"] == f"/asks/{ask}/reply"
    [row] = look(sa.select(Ask))
    assert (row.told, row.reply) == (Told.HERE, None)
    page = leila.reads(f"/asks/{ask}/reply")
    assert page.one("h1").text == "Is that OK?"
    assert not [radio for radio in page.all("input") if "checked" in radio.attrs]
    answer = leila.sends(f"/asks/{ask}/reply", answer="ok")
    assert look(sa.select(Ask.reply)) == [Reply.OK]
    assert "You said: it is OK." in words_of(leila, ask)
    assert look(sa.select(AskMove.what)) == ["tell", "reply"]


@pytest.mark.parametrize("said", ["not_ok", "talk"])
def test_not_ok_and_wanting_to_talk_come_back_to_sam(signed_in_as: SignedInAs, look: Look, said: str) -> None:
    ask, maya = asked("maya", "maya", **told()), signed_in_as("maya")
    maya.sends(f"/asks/{ask}/reply", answer=said, words="The bus at 10 is quiet.", how_said="read_to_me")
    [row] = look(sa.select(Ask))
    [reply] = look(sa.select(Contribution).where(Contribution.place == Place.ASK_REPLY))
    assert row.reply is Reply.NOT_OK
    assert (reply.words, reply.topic, reply.about_id) == ("The bus at 10 is quiet.", said, ask)
    page = maya.reads(f"/asks/{ask}")
    assert "You will hear from Sam by Friday 27 November." in page.text
    assert page.one("main").all("a", where=lambda node: node.text == "Pick a time to talk")
    assert "The bus at 10 is quiet." in signed_in_as("okoro").reads(f"/asks/{ask}/answer").text


def test_whoever_was_left_out_reads_nothing_of_the_answer_either(signed_in_as: SignedInAs, look: Look) -> None:
    ruths = told(by="byrne", for_id=cast.person("byrne"), not_for_id=cast.person("okoro"))
    ask, maya = asked("maya", "maya", **ruths), signed_in_as("maya")
    assert "Sam" not in maya.reads(f"/asks/{ask}/reply").one("main").text
    maya.sends(f"/asks/{ask}/reply", answer="talk", words="It was Sam.")
    [reply] = look(sa.select(Contribution).where(Contribution.place == Place.ASK_REPLY))
    assert reply.not_for_id == cast.person("okoro")
    assert signed_in_as("okoro").get(f"/asks/{ask}/answer").status_code == 404
    # The call would be Sam's to make.
    assert "Pick a time to talk" not in maya.reads(f"/asks/{ask}").text


def test_the_same_reply_sent_five_times_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya", **told()), signed_in_as("leila")
    sent = {**leila.form(f"/asks/{ask}/reply").hidden_values(), "answer": "ok", "words": "Thank you."}
    assert {leila.post(f"/asks/{ask}/reply", data=sent).status_code for _ in range(5)} == {302}
    assert len(look(sa.select(Contribution).where(Contribution.place == Place.ASK_REPLY))) == 1
    assert look(sa.select(AskMove.what)) == ["reply"]


def test_she_may_say_something_new_until_it_is_closed(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya", **told()), signed_in_as("leila")
    leila.sends(f"/asks/{ask}/reply", answer="ok")
    leila.sends(f"/asks/{ask}/reply", answer="not_ok")
    assert look(sa.select(Ask.reply)) == [Reply.NOT_OK]


def test_a_not_ok_after_somebody_looked_again_is_looked_at_again(signed_in_as: SignedInAs, look: Look) -> None:
    looked = {
        "reply": Reply.NOT_OK,
        "replied_at": london("2026-11-24 09:45"),
        "followed_up_at": london("2026-11-24 09:50"),
    }
    ask = asked("leila", "maya", **told(**looked))
    signed_in_as("leila").sends(f"/asks/{ask}/reply", answer="not_ok", words="Still not.")
    assert look(sa.select(Ask.followed_up_at)) == [None]
    assert "Close it" not in signed_in_as("okoro").reads(f"/asks/{ask}/answer").text


@pytest.mark.parametrize("answer", ["", "nothing", "yes", "\x00"])
def test_one_of_the_three_answers_is_asked_for_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, answer: str
) -> None:
    ask, leila = asked("leila", "maya", **told()), signed_in_as("leila")
    shown = leila.sends(f"/asks/{ask}/reply", answer=answer, words="I am not sure.")
    assert shown.status_code == 422
    assert "Tap one of the 3 answers" in shown.text
    assert parse(shown.text).one("textarea").text == "I am not sure."
    assert look(sa.select(Ask.reply)) == [None]


def test_an_answer_decided_anew_while_she_reads_is_read_first(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya", **decided()), signed_in_as("leila")
    sent = leila.form(f"/asks/{ask}", to="/read").hidden_values()
    decide_anew(ask)
    shown = leila.post(f"/asks/{ask}/read", data=sent)
    assert shown.status_code == 409
    assert "There is a new answer. Please read this one." in shown.text
    assert "Now we can." in shown.text
    assert look(sa.select(Ask.told_at)) == [None]


def test_words_written_to_an_old_answer_are_kept_under_the_new_one(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya", **told()), signed_in_as("leila")
    sent = {**leila.form(f"/asks/{ask}/reply").hidden_values(), "answer": "not_ok", "words": "The bus is not why."}
    decide_anew(ask)
    shown = leila.post(f"/asks/{ask}/reply", data=sent)
    assert shown.status_code == 409
    page = parse(shown.text)
    assert "Now we can." in page.text
    assert page.one("textarea").text == "The bus is not why."
    assert look(sa.select(Ask.reply)) == [None]
    # The new answer stood above the form: sending it again answers that one.
    [form] = [form for form in page.one("main").all("form") if form.all("textarea")]
    leila.post(f"/asks/{ask}/reply", data={**form.hidden_values(), "answer": "ok", "words": "Thank you."})
    [row] = look(sa.select(Ask))
    assert (row.told, row.reply) == (Told.HERE, Reply.OK)


def decide_anew(ask: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        row = session.get_one(Ask, ask)
        row.decision, row.reason, row.decided_at = Decision.YES, "Now we can.", london("2026-11-24 09:59")
        row.told, row.told_at, row.version = None, None, row.version + 1


def test_words_to_what_was_closed_meanwhile_are_kept(signed_in_as: SignedInAs, look: Look) -> None:
    answered = told(reply=Reply.OK, replied_at=london("2026-11-24 09:50"))
    ask, leila = asked("leila", "maya", **answered), signed_in_as("leila")
    sent = {**leila.form(f"/asks/{ask}/reply").hidden_values(), "answer": "not_ok", "words": "One more thing."}
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Ask, ask).closed_at = london("2026-11-24 09:55")
    shown = leila.post(f"/asks/{ask}/reply", data=sent)
    assert shown.status_code == 409
    assert "You can ask once more." in shown.text
    assert parse(shown.text).one("textarea").text == "One more thing."
    assert "This is done." in words_of(leila, ask)


def test_there_is_nothing_to_say_ok_to_before_there_is_an_answer(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya"), signed_in_as("leila")
    assert leila.get(f"/asks/{ask}/reply").headers["Location"] == f"/asks/{ask}"
    token = leila.form("/language", to="/language").hidden_values()
    assert leila.post(f"/asks/{ask}/read", data=token).status_code == 409
    assert leila.post(f"/asks/{ask}/reply", data={**token, "answer": "ok"}).status_code == 409
    [row] = look(sa.select(Ask))
    assert (row.told, row.reply) == (None, None)


def test_an_old_answer_not_ok_is_late_when_nobody_comes_back(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    ask = asked(
        "leila",
        "maya",
        **told(reply=Reply.NOT_OK, replied_at=london("2026-11-24 09:50"), follow_up_on=date(2027, 3, 3)),
    )
    leila = signed_in_as("leila")
    assert "This is late." not in leila.reads(f"/asks/{ask}").text
    the_time_is("2026-11-30 09:00")
    assert "This is late." in signed_in_as("leila").reads(f"/asks/{ask}").text
