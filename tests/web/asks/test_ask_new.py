"""Asking: about which line, who reads it before it is sent, and that it is kept once, in their own words."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.models import (
    AboutWhat,
    Ask,
    AskKind,
    AskMove,
    AuditEntry,
    Contact,
    Contribution,
    ContributionReader,
    HowSaid,
    MeetingWay,
    Place,
    PlanReview,
    Policy,
    PolicyTopic,
    Relationship,
    RoleHolding,
    Voice,
)
from tests import cast
from tests.factories.asks import a_goal, asked, decided, in_english, new
from tests.factories.demo_day import Sessions
from tests.factories.ways import without_placements
from tests.support.examples import drawn_once
from tests.support.html import Node, parse
from tests.support.portal import Look, SignedInAs

WORDS = "Maya would rather start at 10."


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def in_main(node: Node) -> bool:
    return node.has_ancestor("main")


def test_leila_asks_and_sees_where_it_stands(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    answer = leila.sends(new("maya", "would_like"), words=WORDS)
    [ask], [said] = look(sa.select(Ask)), look(sa.select(Contribution))
    assert (ask.person_id, ask.pupil_id, ask.for_id) == (
        cast.person("leila"),
        cast.pupil("maya"),
        cast.person("okoro"),
    )
    assert (ask.kind, ask.about, ask.about_words) == (AskKind.WOULD_LIKE, AboutWhat.SOMETHING_ELSE, "")
    assert (said.words, said.place, said.voice) == (WORDS, Place.ASK, Voice.HOME)
    page = leila.reads(answer.headers["Location"])
    words = page.one("main").text
    assert page.one("h1").text == "What you asked"
    assert "Thank you. We have it now." in words
    assert "You will hear from Sam by Friday 27 November." in words
    assert "Sam will read it by Wednesday 25 November." in words
    assert WORDS in words


@drawn_once
@pytest.mark.parametrize(
    ("kind", "heading"),
    [("not_right", "This is not right"), ("would_like", "I would like…"), ("can_i_ask", "Can I ask?")],
)
def test_the_page_is_the_question(signed_in_as: SignedInAs, kind: str, heading: str) -> None:
    page = signed_in_as("maya").reads(new("maya", kind))
    assert (page.one("h1").text, page.one("title").text) == (heading, heading)


def test_who_reads_it_stands_there_before_it_is_sent(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("leila").reads(new("maya"))
    words = page.one("main").text
    assert "Who reads this? Sam Ruth Amir" in words
    assert "Sam will read this." in words
    assert {"Dan", "Amara", "Hughes"} & set(words.split()) == set()
    ticks = page.all("input", where=lambda node: node.attrs.get("type") == "checkbox")
    assert not [tick for tick in ticks if "checked" in tick.attrs]


def test_a_young_person_says_who_helped_and_lets_her_mother_read_it(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    assert "Who helped me?" in maya.reads(new("maya")).text
    answer = maya.sends(
        new("maya"), words="Can I sit by the door?", how_said="written_for_me", readers=str(cast.person("leila"))
    )
    [said] = look(sa.select(Contribution))
    assert (said.how_said, said.voice) == (HowSaid.WRITTEN_FOR_ME, Voice.YOUNG)
    assert look(sa.select(ContributionReader.person_id)) == [cast.person("leila")]
    leila = signed_in_as("leila")
    page = leila.reads(answer.headers["Location"])
    assert page.one("h1").text == "A question you can read"
    assert "Maya asked this today, and let you read it." in page.text
    assert "Can I sit by the door?" in page.text
    assert answer.headers["Location"] in str([link.attrs["href"] for link in leila.reads("/asks/").all("a")])


def test_afterwards_who_asked_still_reads_whom_they_chose(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    chosen = maya.sends(new("maya"), words="Can I sit by the door?", readers=str(cast.person("leila")))
    assert "You let them read it too: Leila." in maya.reads(chosen.headers["Location"]).one("main").text
    alone = maya.sends(new("maya"), words="Can I draw?")
    assert "You let them read it too" not in maya.reads(alone.headers["Location"]).text


def test_a_carer_cannot_add_another_carer(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("priya").sends(new("rohan"), words="Is it too early?", readers=str(cast.person("arjun")))
    assert look(sa.select(ContributionReader)) == []


def test_not_sam_please_goes_to_ruth_and_sam_never_sees_it(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    assert "Not Sam, please. Ruth reads it then." in maya.reads(new("maya")).text
    answer = maya.sends(new("maya", "not_right"), words="It is too loud.", not_first="y")
    [ask], [said] = look(sa.select(Ask)), look(sa.select(Contribution))
    assert (ask.for_id, said.not_for_id) == (cast.person("byrne"), cast.person("okoro"))
    shown = maya.reads(answer.headers["Location"]).text
    assert "Ruth will read it by Wednesday 25 November." in shown
    assert "Sam does not read this. You asked for that." in shown
    okoro = signed_in_as("okoro")
    assert okoro.get(f"/asks/{ask.id}/answer").status_code == 404
    assert "No reply yet" not in okoro.reads("/").text
    assert "No reply yet" not in okoro.reads("/asks/waiting").text
    byrne = signed_in_as("byrne")
    assert "Maya does not want Sam to read this. Do not pass it on." in byrne.reads(f"/asks/{ask.id}/answer").text
    assert "No reply yet" in byrne.reads("/").text


def test_with_nobody_to_ask_the_settings_number_is_given(signed_in_as: SignedInAs) -> None:
    without_placements()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(RoleHolding).where(RoleHolding.role.like("%safeguarding_lead")))
    assert signed_in_as("leila").get(new("maya")).headers["Location"] == "/ring"


def test_between_two_key_workers_ruth_sees_to_it(signed_in_as: SignedInAs, look: Look) -> None:
    without_placements()
    signed_in_as("leila").sends(new("maya"), words=WORDS)
    assert look(sa.select(Ask.for_id)) == [cast.person("byrne")]


def test_beside_a_goal_its_words_are_quoted_and_kept(signed_in_as: SignedInAs, look: Look) -> None:
    goal = a_goal("maya", "I want to walk in by the front door.")
    maya = signed_in_as("maya")
    assert "“I want to walk in by the front door.”" in maya.reads(new("maya", "not_right", "goal", goal)).text
    maya.sends(new("maya", "not_right", "goal", goal), words="Not the front door.")
    [ask] = look(sa.select(Ask))
    assert (ask.about, ask.about_id, ask.about_words) == (
        AboutWhat.GOAL,
        goal,
        "I want to walk in by the front door.",
    )


def test_beside_a_session_a_review_and_a_policy(signed_in_as: SignedInAs, planned: Sessions) -> None:
    about = {"setting_id": cast.setting()}
    review = PlanReview(
        id=uuid.uuid4(), pupil_id=cast.pupil("maya"), on=date(2026, 12, 3), starts=time(14), way=MeetingWay.PHONE,
        arranged_by_id=cast.person("okoro"), **about,
    )  # fmt: skip
    policy = Policy(
        id=uuid.uuid4(), topic=PolicyTopic.EXAMS, words="Words.", dated_on=clock.today(), contact="Nisha", **about
    )
    lesson = planned["maya"][1].id
    ids = {"review": review.id, "policy": policy.id}
    with db.work(SYSTEM, reason="a test") as session:
        session.add_all([review, policy])
    leila = signed_in_as("leila")
    shown = {kind: leila.reads(new("maya", "can_i_ask", kind, found)).text for kind, found in ids.items()}
    assert "When we look at the plan Listen Thursday 3 December" in shown["review"]
    assert "How we do things here Listen Exams" in shown["policy"]
    assert "The week Listen English, Tuesday" in leila.reads(new("maya", "can_i_ask", "session", lesson)).text


def test_beside_an_answer_of_ones_own_and_of_nobody_elses(signed_in_as: SignedInAs) -> None:
    hers = asked("leila", "maya", **decided())
    assert "“The bus only comes at 9.”" in signed_in_as("leila").reads(new("maya", "not_right", "decision", hers)).text
    assert signed_in_as("maya").get(new("maya", "not_right", "decision", hers)).status_code == 404


def test_a_line_that_is_not_there_or_not_this_childs_is_not_there(signed_in_as: SignedInAs) -> None:
    zofias, rohans = a_goal("zofia"), a_goal("rohan")
    leila, tomasz = signed_in_as("leila"), signed_in_as("tomasz")
    abouts = [about.value for about in AboutWhat]
    assert {leila.get(new("maya", "can_i_ask", about, uuid.uuid4())).status_code for about in abouts} == {404}
    assert leila.get(new("maya", "can_i_ask", "goal", rohans)).status_code == 404
    assert leila.get(new("maya", "can_i_ask", "decision")).status_code == 404
    # Both are his children, and the goal is only one's.
    assert tomasz.get(new("jakub", "can_i_ask", "goal", zofias)).status_code == 404
    assert tomasz.get(new("zofia", "can_i_ask", "goal", zofias)).status_code == 200
    assert leila.get(new("maya", "can_i_ask", "secrets")).status_code == 404


def test_nobody_asks_about_a_child_that_is_not_theirs(signed_in_as: SignedInAs, look: Look) -> None:
    others = ("dan", "tomasz", "priya", "zofia")
    assert {signed_in_as(who).get(new("maya")).status_code for who in others} == {404}
    assert signed_in_as("okoro").get(new("maya")).status_code == 403
    assert look(sa.select(Ask)) == []


def test_access_that_ends_while_she_writes_ends_it(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(new("maya")).hidden_values(), "words": WORDS}
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    assert leila.post(new("maya"), data=sent).status_code == 404
    assert look(sa.select(Ask)) == []


def test_a_form_sent_five_times_is_one_question(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(new("maya")).hidden_values(), "words": WORDS}
    assert len({leila.post(new("maya"), data=sent).headers["Location"] for _ in range(5)}) == 1
    assert (len(look(sa.select(Ask))), len(look(sa.select(AskMove)))) == (1, 1)


def test_the_same_form_at_the_same_moment_is_one_question(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(new("maya")).hidden_values(), "words": WORDS}
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in leila._cookies.values())

    def send(_number: int) -> str:
        again = leila.application.test_client(use_cookies=False)
        return again.post(new("maya"), data=sent, headers={"Cookie": cookies}).headers["Location"]

    with ThreadPoolExecutor(4) as many:
        assert len(set(many.map(send, range(8)))) == 1
    assert len(look(sa.select(Ask))) == 1


def test_another_childs_name_is_asked_about_once(signed_in_as: SignedInAs, look: Look) -> None:
    leila, words = signed_in_as("leila"), "Zofia takes her pens."
    answer = leila.sends(new("maya", "not_right"), words=words)
    assert answer.status_code == 422
    assert "You wrote Zofia. That is the name of another child here." in parse(answer.text).text
    assert parse(answer.text).one("textarea").text == words
    assert look(sa.select(Ask)) == []
    assert leila.sends(new("maya", "not_right"), words=words, names_ok="y").status_code == 302
    assert [said.words for said in look(sa.select(Contribution))] == [words]


@pytest.mark.parametrize("words", ["", "   ", "\x00", "\n\n"])
def test_no_words_are_asked_for(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    answer = signed_in_as("leila").sends(new("maya"), words=words)
    assert answer.status_code == 422
    assert "Write your words first" in answer.text
    assert look(sa.select(Ask)) == []


@pytest.mark.parametrize("words", ["Ab\x00out 👨‍👩‍👧‍👦 <b>O'Neill</b>", "سؤال عن مايا", "One line.\r\nAnother."])
def test_any_words_are_kept_and_shown(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    leila = signed_in_as("leila")
    answer = leila.sends(new("maya"), words=words)
    kept = look(sa.select(Contribution.words))
    assert kept == [words.replace("\x00", "").replace("\r\n", "\n")]
    assert " ".join(kept[0].split()) in leila.reads(answer.headers["Location"]).text


def test_a_million_letters_are_not_cut_but_asked_for_in_parts(signed_in_as: SignedInAs, look: Look) -> None:
    words = "x" * 1_000_000
    answer = signed_in_as("leila").sends(new("maya"), words=words)
    assert answer.status_code in {413, 422}
    assert look(sa.select(Ask)) == []
    answer = signed_in_as("leila").sends(new("maya"), words="y" * 20_001)
    assert answer.status_code == 422
    assert "y" * 20_001 in answer.text


def test_the_record_says_that_leila_asked(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("leila").sends(new("maya"), words=WORDS)
    [ask] = look(sa.select(Ask))
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "asks.ask.moved"))
    assert [str(ask.id) in line.facts for line in lines] == [True]


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_it_is_asked_in_every_language_and_kept_in_the_settings(
    signed_in_as: SignedInAs, planned: Sessions, look: Look, language: str
) -> None:
    leila = signed_in_as("leila")
    leila.sends("/language", to="/language", language=language)
    leila.sends(new("maya", "not_right", "session", planned["maya"][1].id), words=WORDS)
    assert look(sa.select(Ask.about_words)) == ["English, Tuesday"]
