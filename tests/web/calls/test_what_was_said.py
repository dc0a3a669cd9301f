"""A call, and what was said in it: read back, written down as theirs, seen by nobody they did not choose."""

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    Ask,
    AskKind,
    AuditEntry,
    CallRequest,
    Contribution,
    HowSaid,
    Person,
    Place,
    Relationship,
    Voice,
)
from tests import cast
from tests.support.portal import Look, SignedInAs

MAYA = f"/calls/ask/{cast.pupil('maya')}"
WORDS = "She slept badly. She wants to start at eleven on Thursday."


@pytest.fixture
def asked(signed_in_as: SignedInAs) -> str:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = "en"
    return signed_in_as("leila").sends(MAYA, good_time="any").headers["Location"]


def said(look: Look) -> list[Contribution]:
    return look(sa.select(Contribution))


def test_what_leila_said_by_phone_is_hers_and_sam_wrote_it_down(
    signed_in_as: SignedInAs, look: Look, asked: str
) -> None:
    assert signed_in_as("okoro").sends(f"{asked}/done", words=WORDS, read_back="y").status_code == 302
    [one] = said(look)
    assert (one.person_id, one.voice, one.how_said, one.entered_by_id, one.words) == (
        cast.person("leila"),
        Voice.HOME,
        HowSaid.BY_PHONE,
        cast.person("okoro"),
        WORDS,
    )
    assert look(sa.select(CallRequest))[0].done_by_id == cast.person("okoro")
    page = signed_in_as("leila").reads(asked)
    assert WORDS in page.text
    assert "Sam wrote this down today." in page.text
    assert "This is not right" in page.text


def test_words_that_were_not_read_back_are_not_hers_yet(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    answer = signed_in_as("okoro").sends(f"{asked}/done", words=WORDS)
    assert answer.status_code == 422
    assert "Read it back to them, then tick this" in answer.text
    assert WORDS in answer.text
    assert said(look) == []
    assert look(sa.select(CallRequest))[0].done_at is None


def test_nothing_to_write_needs_no_tick(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    assert signed_in_as("okoro").sends(f"{asked}/done").status_code == 302
    assert look(sa.select(CallRequest))[0].done_at is not None
    assert said(look) == []


def test_who_was_not_reached_stays_on_the_list_and_hears_that_somebody_tried(
    signed_in_as: SignedInAs, look: Look, asked: str
) -> None:
    okoro = signed_in_as("okoro")
    for _ in range(2):
        okoro.sends(f"{asked}/done", how="not_reached")
    [call] = look(sa.select(CallRequest))
    assert (call.tries, call.done_at, call.last_tried_at is not None) == (2, None, True)
    assert "tried 2 times" in okoro.reads("/").text
    assert "We rang and did not reach you. We will try again." in signed_in_as("leila").reads(asked).text
    assert len(look(sa.select(AuditEntry).where(AuditEntry.event == "calls.call.tried"))) == 2


def test_words_of_somebody_who_was_not_reached_are_asked_about(
    signed_in_as: SignedInAs, look: Look, asked: str
) -> None:
    answer = signed_in_as("okoro").sends(f"{asked}/done", words=WORDS, how="not_reached")
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert look(sa.select(CallRequest))[0].tries == 0


@pytest.mark.parametrize("who", ["okoro", "patel", "rees"])
def test_the_same_form_sent_twice_is_written_down_once(
    signed_in_as: SignedInAs, look: Look, asked: str, who: str
) -> None:
    browser = signed_in_as(who)
    sent = {**browser.form(f"{asked}/done").hidden_values(), "words": WORDS, "read_back": "y"}
    assert [browser.post(f"{asked}/done", data=sent).status_code for _ in range(3)] == [302] * 3
    assert len(said(look)) == 1


def test_no_other_carer_is_offered_on_the_telephone_and_none_reads_it(signed_in_as: SignedInAs, look: Look) -> None:
    rohan = f"/calls/ask/{cast.pupil('rohan')}"
    asked = signed_in_as("priya").sends(rohan, good_time="any").headers["Location"]
    lewis = signed_in_as("lewis")
    assert "Arjun" not in lewis.get(f"{asked}/done").text
    lewis.sends(f"{asked}/done", words=WORDS, read_back="y", readers=[cast.person("arjun"), cast.person("rohan")])
    arjun, rohans = signed_in_as("arjun"), signed_in_as("rohan")
    assert arjun.get(asked).status_code == 404
    assert rohans.get(asked).status_code == 404
    assert WORDS not in arjun.get("/calls/").text


def test_a_young_person_who_talked_is_named_as_themself(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    asked = maya.sends(MAYA, good_time="any").headers["Location"]
    signed_in_as("okoro").sends(f"{asked}/done", words="I want to draw.", read_back="y")
    assert [(one.person_id, one.voice) for one in said(look)] == [(cast.person("maya"), Voice.YOUNG)]
    assert "I want to draw." in maya.reads(asked).text


def test_words_that_name_another_child_are_asked_about_first(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    okoro, named = signed_in_as("okoro"), {"words": "She likes Zofia.", "read_back": "y"}
    assert okoro.sends(f"{asked}/done", **named).status_code == 422
    assert said(look) == []
    assert okoro.sends(f"{asked}/done", **named, names_ok="y").status_code == 302
    assert len(said(look)) == 1


@pytest.mark.parametrize("words", ["x" * 1_000_000, "x" * 20_001])
def test_too_many_words_are_asked_for_in_parts(signed_in_as: SignedInAs, look: Look, asked: str, words: str) -> None:
    assert signed_in_as("okoro").sends(f"{asked}/done", words=words, read_back="y").status_code == 422
    assert said(look) == []


def test_what_was_said_may_be_written_down_after_the_quick_tap(
    signed_in_as: SignedInAs, look: Look, asked: str
) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends("/", to=f"{asked}/done")
    okoro.sends(f"{asked}/done", words=WORDS, read_back="y")
    assert [one.words for one in said(look)] == [WORDS]


@pytest.mark.parametrize(("who", "status"), [("lewis", 404), ("quinn", 404), ("leila", 403), ("dan", 403)])
def test_nobody_else_opens_the_page(signed_in_as: SignedInAs, asked: str, who: str, status: int) -> None:
    assert signed_in_as(who).get(f"{asked}/done").status_code == status


def test_leila_finds_her_calls_and_nobody_elses(signed_in_as: SignedInAs, asked: str) -> None:
    page = signed_in_as("leila").reads("/calls/")
    assert [link.text for link in page.one("main").all("a", where=lambda a: a.attrs["href"] == asked)] == [
        "Asked today"
    ]
    assert "When you ask us to talk to you, it is here." in signed_in_as("maya").reads("/calls/").text
    assert signed_in_as("dan").reads("/calls/").text.count("Asked") == 0


def test_a_carer_who_sees_only_the_plan_can_ask_to_be_rung(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = "en"
        session.get_one(Relationship, cast.relationship("leila", "maya")).sees_timetable = False
    leila = signed_in_as("leila")
    assert leila.get("/calls/ask").headers["Location"].startswith(MAYA)
    asked = leila.sends(f"{MAYA}?page=goals.goal_list", good_time="any").headers["Location"]
    assert leila.reads(asked).one("h1").text == "Sam will ring you"
    assert "Asked today" in leila.reads("/calls/").text
    signed_in_as("okoro").sends(f"{asked}/done", words=WORDS, read_back="y")
    assert WORDS in leila.reads(asked).text


def asks(look: Look) -> list[Ask]:
    return look(sa.select(Ask))


@pytest.mark.parametrize("kind", list(AskKind))
def test_a_wish_said_by_phone_is_answered_like_any_other(
    signed_in_as: SignedInAs, look: Look, asked: str, kind: AskKind
) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(f"{asked}/done", words=WORDS, read_back="y", kind=kind.value)
    assert "It is on the list of questions." in okoro.reads("/").text
    [one], [words] = asks(look), said(look)
    assert (one.person_id, one.pupil_id, one.for_id, one.kind) == (
        cast.person("leila"),
        cast.pupil("maya"),
        cast.person("okoro"),
        kind,
    )
    assert (words.place, words.how_said, words.entered_by_id) == (Place.ASK, HowSaid.BY_PHONE, cast.person("okoro"))
    assert look(sa.select(CallRequest))[0].done_at is not None
    assert "Leila asked this. Sam wrote it down today." in okoro.reads(f"/asks/{one.id}/answer").text
    okoro.sends(f"/asks/{one.id}/answer", to="/see")
    leila = signed_in_as("leila")
    assert WORDS in leila.reads(asked).text
    assert "You will hear from Sam by" in leila.reads("/asks/").text
    page = leila.reads(f"/asks/{one.id}").one("main").text
    assert WORDS in page
    assert "You told us this today." in page
    assert "Sam read it today." in page


def test_a_question_that_was_not_read_back_is_none_yet(signed_in_as: SignedInAs, look: Look, asked: str) -> None:
    answer = signed_in_as("okoro").sends(f"{asked}/done", words=WORDS, kind="can_i_ask")
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert asks(look) == []


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"kind": "can_i_ask"}, "Write down what they asked first"),
        ({"kind": "can_i_ask", "how": "not_reached"}, "Write down what they asked first"),
        ({"kind": "x" * 1000, "words": WORDS, "read_back": "y"}, "Tap one of the 4 answers"),
    ],
)
def test_a_question_without_words_is_asked_about(
    signed_in_as: SignedInAs, look: Look, asked: str, answers: dict[str, str], why: str
) -> None:
    answer = signed_in_as("okoro").sends(f"{asked}/done", **answers)
    assert answer.status_code == 422
    assert why in answer.text
    assert (asks(look), said(look), look(sa.select(CallRequest))[0].done_at) == ([], [], None)


@pytest.mark.parametrize("who", ["okoro", "patel"])
def test_a_question_by_phone_that_is_sent_twice_is_one(
    signed_in_as: SignedInAs, look: Look, asked: str, who: str
) -> None:
    browser = signed_in_as(who)
    sent = {**browser.form(f"{asked}/done").hidden_values(), "words": WORDS, "read_back": "y", "kind": "would_like"}
    assert [browser.post(f"{asked}/done", data=sent).status_code for _ in range(3)] == [302] * 3
    assert (len(asks(look)), len(said(look))) == (1, 1)


def test_a_young_persons_question_by_phone_is_theirs_and_nobody_at_home_reads_it(
    signed_in_as: SignedInAs, look: Look
) -> None:
    maya = signed_in_as("maya")
    asked = maya.sends(MAYA, good_time="any").headers["Location"]
    signed_in_as("okoro").sends(f"{asked}/done", words="Can I draw?", read_back="y", kind="can_i_ask")
    [one] = asks(look)
    assert one.person_id == cast.person("maya")
    assert "Can I draw?" in maya.reads(f"/asks/{one.id}").text
    answers = {who: signed_in_as(who).get(f"/asks/{one.id}").status_code for who in ("leila", "dan", "tomasz")}
    assert set(answers.values()) == {404}
