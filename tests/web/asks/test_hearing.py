"""They told me if it is OK: what somebody said by mouth is kept as theirs, and their page says who wrote it down."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from portal.models import Ask, AskMove, Contribution, HowSaid, Place, Reply, Told, Voice
from tests import cast
from tests.factories.asks import asked, decided, in_english, london
from tests.support.client import Browser
from tests.support.examples import each_on_both
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs

WORDS = "Thank you. Ten is good."
SAID = {"answer": "ok", "how": "by_phone"}
READ_BACK = {"words": WORDS, "read_back": "y"}
OWN_NO = "They said themself that it is not OK."


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def told(**facts: object) -> dict[str, object]:
    return decided(told=Told.BY_PHONE, told_at=london("2026-11-24 09:40"), **facts)


def hears(browser: Browser, ask: uuid.UUID, **answers: str) -> TestResponse:
    return browser.sends(f"/asks/{ask}/answer", to="/hear", **{**SAID, **answers})


def is_offered(browser: Browser, ask: uuid.UUID) -> bool:
    forms = browser.reads(f"/asks/{ask}/answer").one("main").all("form")
    return any(form.attrs["action"].endswith("/hear") for form in forms)


def replies(look: Look) -> list[Contribution]:
    return look(sa.select(Contribution).where(Contribution.place == Place.ASK_REPLY).order_by(Contribution.said_at))


def row(look: Look) -> Ask:
    return look(sa.select(Ask))[0]


@pytest.mark.parametrize(
    ("who", "voice", "how", "sentence"),
    [
        ("leila", Voice.HOME, HowSaid.BY_PHONE, "You said it by phone."),
        ("maya", Voice.YOUNG, HowSaid.WRITTEN_FOR_ME, "You said it to us."),
    ],
)
def test_what_they_said_is_theirs_and_their_page_says_who_wrote_it(
    signed_in_as: SignedInAs, look: Look, who: str, voice: Voice, how: HowSaid, sentence: str
) -> None:
    ask, okoro = asked(who, "maya", **told()), signed_in_as("okoro")
    answer = hears(okoro, ask, how=how, **READ_BACK)
    assert answer.headers["Location"] == f"/asks/{ask}/answer"
    [said] = replies(look)
    assert (said.person_id, said.voice, said.entered_by_id) == (cast.person(who), voice, cast.person("okoro"))
    assert (said.words, said.topic, said.how_said, said.about_id) == (WORDS, "ok", how, ask)
    assert row(look).reply is Reply.OK
    shown = signed_in_as(who).reads(f"/asks/{ask}").text
    assert "You said: it is OK." in shown
    assert f"You said to the answer Yes, that is OK {WORDS} {sentence} Sam wrote this down today." in shown
    page = okoro.reads(f"/asks/{ask}/answer").text
    assert "Sam wrote down today if it is OK." in page
    assert WORDS in page


def test_nothing_has_to_be_written(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("grace", "tyler", **told(by="lewis"))
    assert hears(signed_in_as("lewis"), ask).status_code == 302
    assert (replies(look)[0].words, row(look).reply) == ("", Reply.OK)
    shown = signed_in_as("grace").reads(f"/asks/{ask}").text
    assert "Yes, that is OK You said it by phone." in shown


@pytest.mark.parametrize("said", ["not_ok", "talk"])
def test_not_ok_by_mouth_comes_back_as_any_other(signed_in_as: SignedInAs, look: Look, said: str) -> None:
    ask, okoro = asked("leila", "maya", **told()), signed_in_as("okoro")
    hears(okoro, ask, answer=said)
    assert row(look).reply is Reply.NOT_OK
    assert "It can be closed when somebody has looked at it again." in okoro.reads(f"/asks/{ask}/answer").text
    assert "You will hear from Sam by Friday 27 November." in signed_in_as("leila").reads(f"/asks/{ask}").text


def test_who_asked_can_say_otherwise_until_it_is_closed(signed_in_as: SignedInAs, look: Look) -> None:
    ask, leila = asked("leila", "maya", **told()), signed_in_as("leila")
    hears(signed_in_as("okoro"), ask, **READ_BACK)
    leila.sends(f"/asks/{ask}/reply", answer="not_ok", words="I did not say that.")
    assert row(look).reply is Reply.NOT_OK
    shown = leila.reads(f"/asks/{ask}").text
    assert "You said: it is not OK." in shown
    assert "I did not say that." in shown


def test_an_answer_that_comes_late_takes_the_place_of_none(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("leila", "maya", **told(reply=Reply.NOTHING, replied_at=london("2026-11-24 09:50")))
    hears(signed_in_as("okoro"), ask)
    assert row(look).reply is Reply.OK


@each_on_both
@pytest.mark.parametrize(
    "facts",
    [
        {},
        decided(),
        told(reply=Reply.OK, replied_at=london("2026-11-24 09:50"), closed_at=london("2026-11-24 09:55")),
    ],
    ids=["no answer", "not told", "closed"],
)
def test_nobody_is_heard_before_they_were_told_or_when_it_is_done(
    signed_in_as: SignedInAs, look: Look, facts: dict[str, object]
) -> None:
    ask, okoro = asked("leila", "maya", **facts), signed_in_as("okoro")
    assert not is_offered(okoro, ask)
    token = okoro.form("/language", to="/language").hidden_values()
    answer = okoro.post(f"/asks/{ask}/hear", data={**token, **SAID, **READ_BACK, "version": "1"})
    assert answer.status_code == 409
    page = parse(answer.text).text
    assert "They have not been told yet, or it is closed." in page
    assert WORDS in page
    assert replies(look) == []


def test_the_same_form_five_times_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro = asked("leila", "maya", **told()), signed_in_as("okoro")
    sent = {**okoro.form(f"/asks/{ask}/answer", to="/hear").hidden_values(), **SAID, **READ_BACK}
    assert {okoro.post(f"/asks/{ask}/hear", data=sent).status_code for _ in range(5)} == {302}
    okoro.sends(f"/asks/{ask}/answer", to="/close")
    assert okoro.post(f"/asks/{ask}/hear", data=sent).status_code == 302
    assert len(replies(look)) == 1
    assert look(sa.select(AskMove.what).order_by(AskMove.moved_at)) == ["reply", "close"]


def test_two_who_heard_her_do_not_write_over_one_another(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro, byrne = asked("leila", "maya", **told()), signed_in_as("okoro"), signed_in_as("byrne")
    sent = {**byrne.form(f"/asks/{ask}/answer", to="/hear").hidden_values(), **SAID, **READ_BACK, "answer": "not_ok"}
    hears(okoro, ask)
    answer = byrne.post(f"/asks/{ask}/hear", data=sent)
    assert answer.status_code == 409
    assert "Somebody has changed this meanwhile." in answer.text
    assert parse(answer.text).one("textarea", where=lambda node: node.attrs["name"] == "words").text == WORDS
    assert row(look).reply is Reply.OK


def test_words_without_reading_back_are_refused_and_kept(signed_in_as: SignedInAs, look: Look) -> None:
    answer = hears(signed_in_as("okoro"), asked("leila", "maya", **told()), words=WORDS)
    assert answer.status_code == 422
    page = parse(answer.text)
    assert "Read it back to them, then tick this" in page.text
    assert page.one("textarea", where=lambda node: node.attrs["name"] == "words").text == WORDS
    assert page.one("input", where=lambda node: node.attrs.get("value") == "ok" and "checked" in node.attrs)
    assert (replies(look), row(look).reply) == ([], None)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"answer": ""}, "Choose what they said"),
        ({"answer": "nothing"}, "Choose what they said"),
        ({"answer": "\x00"}, "Choose what they said"),
        ({"how": ""}, "Choose how they said it"),
        ({"how": "by_myself"}, "Choose how they said it"),
    ],
)
def test_what_and_how_are_asked_for_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, answers: dict[str, str], sentence: str
) -> None:
    answer = hears(signed_in_as("okoro"), asked("leila", "maya", **told()), **{**READ_BACK, **answers})
    assert answer.status_code == 422
    page = parse(answer.text)
    assert sentence in page.text
    assert page.one("textarea", where=lambda node: node.attrs["name"] == "words").text == WORDS
    assert row(look).reply is None


def test_words_that_name_another_child_are_asked_about_once(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro = asked("leila", "maya", **told()), signed_in_as("okoro")
    named = {"words": "Zofia comes at 10, too.", "read_back": "y"}
    assert "You wrote Zofia." in parse(hears(okoro, ask, **named).text).text
    assert replies(look) == []
    assert hears(okoro, ask, **named, names_ok="y").status_code == 302
    assert [said.words for said in replies(look)] == ["Zofia comes at 10, too."]


@each_on_both
@pytest.mark.parametrize(
    ("words", "kept"), [("It is\x00 OK 🙂", ["It is OK 🙂"]), ("x" * 20_000, ["x" * 20_000]), ("x" * 20_001, [])]
)
def test_words_of_any_kind_are_kept_whole_or_not_at_all(
    signed_in_as: SignedInAs, look: Look, words: str, kept: list[str]
) -> None:
    hears(signed_in_as("okoro"), asked("leila", "maya", **told()), words=words, read_back="y")
    assert [said.words for said in replies(look)] == kept


def test_only_who_answers_it_hears_it(signed_in_as: SignedInAs, look: Look) -> None:
    ask = asked("leila", "maya", **told())
    expected = {"lewis": 404, "rees": 404, "patel": 404, "quinn": 404, "leila": 403, "maya": 403, "dan": 403}
    answered = {}
    for who in expected:
        browser = signed_in_as(who)
        token = browser.form("/language", to="/language").hidden_values()
        answered[who] = browser.post(f"/asks/{ask}/hear", data={**token, **SAID, "version": "1"}).status_code
    assert answered == expected
    assert (replies(look), row(look).reply) == ([], None)


def test_whoever_was_left_out_does_not_read_what_was_said_either(signed_in_as: SignedInAs, look: Look) -> None:
    ruths = told(by="byrne", for_id=cast.person("byrne"), not_for_id=cast.person("okoro"))
    ask = asked("maya", "maya", **ruths)
    hears(signed_in_as("byrne"), ask, how="written_for_me", words="It was Sam.", read_back="y")
    assert [said.not_for_id for said in replies(look)] == [cast.person("okoro")]


def test_whoever_does_not_read_the_question_does_not_write_down_their_words(
    signed_in_as: SignedInAs, look: Look
) -> None:
    # It was put into her hands; she is neither the key worker nor one of those who keep children safe.
    ask, rees = asked("leila", "maya", **told(for_id=cast.person("rees"))), signed_in_as("rees")
    assert not is_offered(rees, ask)
    token = rees.form("/language", to="/language").hidden_values()
    assert rees.post(f"/asks/{ask}/hear", data={**token, **SAID, "version": "1"}).status_code == 409
    assert replies(look) == []


def test_nobody_says_ok_over_their_own_not_ok(signed_in_as: SignedInAs, look: Look) -> None:
    ask, maya, okoro = asked("maya", "maya", **told()), signed_in_as("maya"), signed_in_as("okoro")
    maya.sends(f"/asks/{ask}/reply", answer="not_ok")
    answer = hears(okoro, ask, **READ_BACK)
    assert answer.status_code == 409
    page = parse(answer.text)
    assert OWN_NO in page.text
    assert page.one("textarea", where=lambda node: node.attrs["name"] == "words").text == WORDS
    assert row(look).reply is Reply.NOT_OK
    # What she says beside it is heard all the same, and opens no other way to an OK.
    assert hears(okoro, ask, answer="talk", words="Still not.", read_back="y").status_code == 302
    assert hears(okoro, ask).status_code == 409
    assert [said.words for said in replies(look)] == ["", "Still not."]
    maya.sends(f"/asks/{ask}/reply", answer="ok")
    assert row(look).reply is Reply.OK


def test_her_own_no_was_to_the_answer_that_stood_there(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro = asked("maya", "maya", **told()), signed_in_as("okoro")
    signed_in_as("maya").sends(f"/asks/{ask}/reply", answer="not_ok")
    okoro.sends(f"/asks/{ask}/answer", to="/decide", decision="yes", reason="There is a car at 10.")
    okoro.sends(f"/asks/{ask}/answer", to="/tell", how="by_phone")
    assert hears(okoro, ask).status_code == 302
    assert row(look).reply is Reply.OK


def test_wanting_to_talk_and_a_no_by_mouth_may_become_an_ok_by_mouth(signed_in_as: SignedInAs, look: Look) -> None:
    ask, okoro = asked("leila", "maya", **told()), signed_in_as("okoro")
    signed_in_as("leila").sends(f"/asks/{ask}/reply", answer="talk")
    assert hears(okoro, ask, answer="not_ok").status_code == 302
    assert hears(okoro, ask).status_code == 302
    assert row(look).reply is Reply.OK
