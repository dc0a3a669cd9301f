"""Staff enter an answer with what shows it; a named person decides about a "no"; families never read who."""

import uuid
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    AgreeAnswer,
    Agreement,
    AgreementDecision,
    CallRequest,
    Contribution,
    HowGiven,
    HowSaid,
    PartTime,
    PersonRole,
    Voice,
    Way,
    WayPerson,
    WayStep,
)
from portal.returning.agreed import lift_changed_part_time
from portal.returning.needed import Answers, part_time_answers
from tests import cast
from tests.factories.part_times import a_part_time
from tests.factories.ways import answered, way_of
from tests.support.portal import Look, SignedInAs
from tests.web.home.test_statements import statements

MAYA, ROHAN = (f"/agreeing/{cast.pupil(slug)}" for slug in ("maya", "rohan"))
ENTER = f"{MAYA}/enter/{cast.person('leila')}"
RANG: dict[str, Any] = {"how_given": "phone", "read_back": "y", "evidence": "Rang at 3 on Monday."}


def answers(look: Look) -> list[Agreement]:
    return look(sa.select(Agreement).order_by(Agreement.given_at))


def test_mr_okoro_enters_what_leila_said_on_the_phone_and_read_back(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    assert okoro.sends(ENTER, answer="part", about=["goal"], words="Not on a Monday.", **RANG).status_code == 302
    [one], [said] = answers(look), look(sa.select(Contribution))
    assert (one.person_id, one.how_given, one.entered_by_id) == (
        cast.person("leila"),
        HowGiven.PHONE,
        cast.person("okoro"),
    )
    assert one.evidence == "Rang at 3 on Monday."
    assert (said.person_id, said.voice, said.how_said) == (cast.person("leila"), Voice.HOME, HowSaid.BY_PHONE)
    leila = signed_in_as("leila").reads(MAYA).one("main").text
    assert "Not on a Monday." in leila
    assert "One of us wrote it down for you." in leila


@pytest.mark.parametrize("left_out", ["answer", "how_given", "read_back", "evidence"])
def test_without_what_shows_it_no_answer_is_entered(signed_in_as: SignedInAs, look: Look, left_out: str) -> None:
    sent: dict[str, Any] = {"answer": "agree", "words": "All of it.", **RANG}
    del sent[left_out]
    answer = signed_in_as("okoro").sends(ENTER, **sent)
    assert answer.status_code == 422
    assert "All of it." in answer.text
    assert answers(look) == []


def test_who_does_not_understand_yet_on_paper_is_rung_too(signed_in_as: SignedInAs, look: Look) -> None:
    paper: dict[str, Any] = {"how_given": "paper", "evidence": "In the file."}
    assert signed_in_as("okoro").sends(ENTER, answer="not_clear", **paper).status_code == 302
    [call] = look(sa.select(CallRequest))
    assert call.person_id == cast.person("leila")


@pytest.mark.parametrize("path", [f"{MAYA}/enter/{cast.person('dan')}", f"{MAYA}/enter/{cast.person('priya')}"])
def test_nothing_is_entered_for_who_is_not_asked(signed_in_as: SignedInAs, path: str) -> None:
    assert signed_in_as("okoro").get(path).status_code == 404


@pytest.mark.parametrize("slug", ["lewis", "quinn"])
def test_staff_of_others_see_nothing_of_it(signed_in_as: SignedInAs, slug: str) -> None:
    assert signed_in_as(slug).get(f"{MAYA}/everybody").status_code == 404
    assert signed_in_as(slug).get(ENTER).status_code == 404


def test_staff_see_who_is_asked_and_where_each_stands_and_never_dan(signed_in_as: SignedInAs) -> None:
    answered("leila", "maya", AgreeAnswer.PART, about="goal")
    main = signed_in_as("okoro").reads(f"{MAYA}/everybody").one("main").text
    for words in ("Leila", "agrees with part", "no answer yet", "Has parental responsibility"):
        assert words in main
    assert "Dan" not in main


def test_a_named_person_decides_about_a_no_and_everybody_reads_why_but_not_about_whom(
    signed_in_as: SignedInAs, look: Look
) -> None:
    no = answered("arjun", "rohan", AgreeAnswer.NO)
    byrne = signed_in_as("byrne")
    path = f"/agreeing/answers/{no}/decide"
    assert "Decide about it" in byrne.reads(f"{ROHAN}/everybody").one("main").text
    sent = byrne.sends(path, decision="We go on as it is.", reason="He said that he likes it.")
    assert sent.status_code == 302
    [one] = look(sa.select(AgreementDecision))
    assert (one.person_id, one.agreement_id) == (cast.person("byrne"), no)
    for slug in ("priya", "rohan", "arjun"):
        main = signed_in_as(slug).reads(ROHAN).one("main").text
        for words in ("Ruth", "today", "We go on as it is.", "He said that he likes it."):
            assert words in main
    assert "Arjun" not in signed_in_as("priya").get(ROHAN).text


def test_no_decision_without_a_reason_and_none_about_who_agrees(signed_in_as: SignedInAs, look: Look) -> None:
    no, yes = answered("arjun", "rohan", AgreeAnswer.NO), answered("priya", "rohan")
    byrne = signed_in_as("byrne")
    assert byrne.sends(f"/agreeing/answers/{no}/decide", decision="We go on.").status_code == 422
    assert byrne.sends(f"/agreeing/answers/{yes}/decide", decision="x", reason="y").status_code == 404
    assert signed_in_as("lewis").get(f"/agreeing/answers/{no}/decide").status_code == 403
    assert look(sa.select(AgreementDecision)) == []


def read_now(part_time_id: uuid.UUID) -> Answers:
    with db.work(SYSTEM, reason="a test"):
        return part_time_answers(part_time_id)


def test_a_part_time_timetable_needs_one_agreement_and_one_parents_no_stops_it(
    signed_in_as: SignedInAs, look: Look
) -> None:
    one = a_part_time("rohan", "lewis")
    path = f"/agreeing/part-time/{one}"
    page = signed_in_as("priya").reads(path).one("main").text
    for words in ("part-time plan", "You can say no.", "It ends on Friday 18 December", "Monday"):
        assert words in page
    assert read_now(one) == Answers(agreed_with_evidence=False, no=False)
    signed_in_as("rohan").sends(path, answer="agree")
    assert read_now(one) == Answers(agreed_with_evidence=False, no=False)
    signed_in_as("priya").sends(path, answer="agree")
    assert read_now(one) == Answers(agreed_with_evidence=True, no=False)
    signed_in_as("arjun").sends(path, answer="no")
    assert read_now(one) == Answers(agreed_with_evidence=True, no=True)
    [no] = look(sa.select(Agreement).where(Agreement.answer == AgreeAnswer.NO))
    byrne = signed_in_as("byrne")
    assert "This timetable does not start." in byrne.reads(f"{path}/everybody").one("main").text
    answer = byrne.sends(f"/agreeing/answers/{no.id}/decide", decision="It starts.", reason="I think so.")
    assert answer.status_code == 404, "nobody decides over a parent's no"


def test_other_words_of_a_part_time_timetable_need_another_agreement_but_take_no_no_away(
    signed_in_as: SignedInAs, look: Look
) -> None:
    one = a_part_time("rohan", "lewis")
    signed_in_as("priya").sends(f"/agreeing/part-time/{one}", answer="agree")
    signed_in_as("arjun").sends(f"/agreeing/part-time/{one}", answer="no")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(PartTime, one).step_up = "Each month a day more."
        assert lift_changed_part_time(one) == 2
    assert read_now(one) == Answers(agreed_with_evidence=False, no=True)
    assert {answer.lifted for answer in answers(look)} == {"step_up"}
    assert "So we ask you again." in signed_in_as("priya").reads(f"/agreeing/part-time/{one}").one("main").text


def test_answers_to_the_plan_and_to_a_part_time_timetable_are_two(signed_in_as: SignedInAs, look: Look) -> None:
    one = a_part_time("rohan", "lewis")
    priya = signed_in_as("priya")
    priya.sends(ROHAN, answer="agree")
    priya.sends(f"/agreeing/part-time/{one}", answer="no")
    assert [answer.replaced_at for answer in answers(look)] == [None, None]


def steps_and_people(numbers: range) -> None:
    plan, of = way_of("rohan"), {"setting_id": cast.setting(), "pupil_id": cast.pupil("rohan")}
    with db.work(SYSTEM, reason="a test") as session:
        for number in numbers:
            days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2)}
            facts = {"title": f"Step {number}", "way": Way.SCHOOL, "meets_id": cast.person("lewis"), **days}
            session.add(WayStep(way_id=plan, position=number, **of, **facts))
            session.add(WayPerson(way_id=plan, role=PersonRole.OTHER, name=f"Person {number}", **of))


def test_the_pages_ask_the_same_few_statements_however_much_there_is(signed_in_as: SignedInAs) -> None:
    pages = [(signed_in_as("priya"), ROHAN), (signed_in_as("lewis"), f"{ROHAN}/everybody")]
    answered("priya", "rohan", AgreeAnswer.NO)
    steps_and_people(range(1))
    few = [statements(browser, path) for browser, path in pages]
    for slug in ("arjun", "rohan"):
        answered(slug, "rohan", AgreeAnswer.NO)
    steps_and_people(range(1, 21))
    assert [statements(browser, path) for browser, path in pages] == few
