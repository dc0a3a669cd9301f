"""Answering: of the words that were shown, once, one's own, changed and taken back; nobody reads another carer's."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import (
    AgreeAnswer,
    Agreement,
    CallRequest,
    Contact,
    Contribution,
    ContributionReader,
    Place,
    Relationship,
    SectionKind,
    Voice,
)
from portal.returning.agreed import agreed_words, hashes_of, lift_changed
from tests import cast
from tests.factories.ways import agreed, answered, way_of
from tests.support.portal import Look, SignedInAs

MAYA, ROHAN, TYLER = (f"/agreeing/{cast.pupil(slug)}" for slug in ("maya", "rohan", "tyler"))
FORM = "#answers"


def answers(look: Look) -> list[Agreement]:
    return look(sa.select(Agreement).order_by(Agreement.given_at))


def change(child: str, words: str, kind: SectionKind = SectionKind.GOAL) -> None:
    """Somebody saves other words."""
    plan = way_of(child)
    agreed(child, kind, words)
    with db.work(SYSTEM, reason="a test"):
        lift_changed(plan)


def test_leila_reads_the_plan_and_what_happens_if_she_says_no_before_she_is_asked(signed_in_as: SignedInAs) -> None:
    main = signed_in_as("leila").reads(MAYA).one("main").text
    order = [
        "Back for art on Thursdays.",
        "You can say no.",
        "Sam will talk with you",
        "Help that is not us",
        "I agree",
    ]
    assert [main.index(words) for words in order] == sorted(main.index(words) for words in order)
    assert "Not everybody has answered yet." in main


@pytest.mark.parametrize("answer", ["agree", "part", "no", "not_clear"])
def test_leila_answers_about_the_words_she_was_shown(signed_in_as: SignedInAs, look: Look, answer: str) -> None:
    leila = signed_in_as("leila")
    sent = leila.sends(MAYA, answer=answer, about=["goal"])
    assert sent.status_code == 302
    [one] = answers(look)
    assert (one.person_id, one.voice, one.answer) == (cast.person("leila"), Voice.HOME, AgreeAnswer(answer))
    assert one.about == ("" if answer == "agree" else "goal")
    with db.work(SYSTEM, reason="a test"):
        assert json.loads(one.hashes) == hashes_of(agreed_words(one.way_id))
    assert "You said:" in leila.reads(sent.headers["Location"]).one("main").text


def test_her_words_pass_the_one_place_and_her_key_worker_reads_them(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("leila").sends(MAYA, answer="no", words="Thursday is too much for her.")
    [one], [said] = answers(look), look(sa.select(Contribution))
    assert (said.place, said.about_id, said.words) == (Place.AGREEING, one.way_id, "Thursday is too much for her.")
    assert one.contribution_id == said.id
    everybody = signed_in_as("okoro").reads(f"{MAYA}/everybody").one("main").text
    assert "does not agree" in everybody
    assert "Thursday is too much for her." in everybody


def test_no_answer_is_chosen_beforehand_and_one_is_needed(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    assert not [node for node in leila.reads(MAYA).all("input") if "checked" in node.attrs]
    sent = leila.sends(MAYA, words="I have to think.")
    assert sent.status_code == 422
    assert "Tap one of the 4 answers" in sent.text
    assert "I have to think." in sent.text
    assert answers(look) == []


def test_maya_is_asked_in_her_own_words(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    assert maya.reads(MAYA).one("h1").text == "Is this OK for you?"
    assert maya.sends(MAYA, answer="part", about=["helps"]).status_code == 302
    [one] = answers(look)
    assert (one.voice, one.about) == (Voice.YOUNG, "helps")


def test_amara_answers_for_the_council(signed_in_as: SignedInAs, look: Look) -> None:
    assert signed_in_as("amara").sends(TYLER, answer="agree").status_code == 302
    [one] = answers(look)
    assert (one.person_id, one.voice) == (cast.person("amara"), Voice.SCHOOL)


@pytest.mark.parametrize(("slug", "path"), [("dan", MAYA), ("leila", ROHAN), ("grace", TYLER), ("tomasz", MAYA)])
def test_for_whom_it_is_not_it_is_not_there(signed_in_as: SignedInAs, slug: str, path: str) -> None:
    assert signed_in_as(slug).get(path).status_code == 404


def test_who_sees_the_plan_and_is_not_asked_reads_it_and_cannot_answer(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).may_agree = False
    arjun = signed_in_as("arjun")
    page = arjun.reads(ROHAN)
    assert "We do not need an answer from you." in page.one("main").text
    token = next(node.attrs["value"] for node in page.all("input") if node.attrs.get("name") == "csrf_token")
    sent = {"csrf_token": token, "answer": "agree", "shown": "goal:0"}
    assert arjun.post(ROHAN, data=sent).status_code == 404
    assert answers(look) == []


def test_another_carer_reads_only_that_not_everybody_agrees(signed_in_as: SignedInAs) -> None:
    signed_in_as("arjun").sends(ROHAN, answer="no", words="Not before January.", about=["goal"])
    priya = signed_in_as("priya").get(ROHAN).text
    assert "Not everybody agrees." in priya
    for hidden in ("Arjun", "Not before January.", "does not agree", "You said"):
        assert hidden not in priya
    maya = signed_in_as("rohan").get(ROHAN).text
    assert "Not before January." not in maya


def test_nobody_takes_back_the_answer_of_another(signed_in_as: SignedInAs, look: Look) -> None:
    priyas = answered("priya", "rohan")
    arjun = signed_in_as("arjun")
    arjun.sends(ROHAN, answer="agree")
    form = arjun.form(ROHAN, to="take-back").hidden_values()
    assert arjun.post(f"/agreeing/answers/{priyas}/take-back", data=form).status_code == 404
    assert all(one.withdrawn_at is None for one in answers(look))


def test_an_answer_is_changed_and_taken_back_and_nothing_is_overwritten(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    leila.sends(MAYA, to=MAYA, answer="no")
    leila.sends(MAYA, to=MAYA, answer="agree")
    first, second = answers(look)
    assert (first.answer, second.answer) == (AgreeAnswer.NO, AgreeAnswer.AGREE)
    assert first.replaced_at is not None
    assert second.replaced_at is None
    assert leila.sends(MAYA, to="take-back").status_code == 302
    assert answers(look)[1].withdrawn_at is not None
    assert "You said" not in leila.reads(MAYA).one("main").text


def test_the_same_form_twice_at_once_is_one_answer(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA).hidden_values(), "answer": "not_clear"}
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in (leila._cookies or {}).values())

    def send(_number: int) -> int:
        again = leila.application.test_client(use_cookies=False)
        return again.post(MAYA, data=sent, headers={"Cookie": cookies}).status_code

    with ThreadPoolExecutor(4) as many:
        assert set(many.map(send, range(8))) == {302}
    assert len(answers(look)) == 1
    assert len(look(sa.select(CallRequest))) == 1


def test_two_answers_of_one_person_at_once_leave_one_that_counts(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    forms = [{**leila.form(MAYA).hidden_values(), "answer": answer} for answer in ("agree", "no", "part", "agree")]
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in (leila._cookies or {}).values())

    def send(sent: dict[str, str]) -> int:
        again = leila.application.test_client(use_cookies=False)
        return again.post(MAYA, data=sent, headers={"Cookie": cookies}).status_code

    with ThreadPoolExecutor(4) as many:
        assert set(many.map(send, forms)) == {302}
    found = answers(look)
    assert len(found) == 4
    assert len([one for one in found if one.replaced_at is None]) == 1


def test_an_answer_to_words_that_changed_meanwhile_is_refused_and_nothing_is_lost(
    signed_in_as: SignedInAs, look: Look
) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA).hidden_values(), "answer": "agree", "words": "Yes, art is good."}
    change("maya", "Back for art on Mondays.")
    answer = leila.post(MAYA, data=sent)
    assert answer.status_code == 409
    for words in (
        "The words changed while you read them.",
        "Yes, art is good.",
        "Back for art on Mondays.",
        "new words",
    ):
        assert words in answer.text
    assert answers(look) == []
    assert look(sa.select(Contribution)) == []
    sent = {**leila.form(MAYA).hidden_values(), "answer": "agree", "words": "Yes, art is good."}
    assert leila.post(MAYA, data=sent).status_code == 302
    assert len(answers(look)) == 1


def test_an_edit_lifts_the_answers_to_these_words_and_leila_is_asked_again(
    signed_in_as: SignedInAs, look: Look
) -> None:
    leila, maya = signed_in_as("leila"), signed_in_as("maya")
    leila.sends(MAYA, answer="agree")
    change("maya", "Back for art on Mondays.")
    maya.sends(MAYA, answer="agree")
    lifted = {one.person_id: one.lifted for one in answers(look)}
    assert lifted == {cast.person("leila"): "goal", cast.person("maya"): ""}
    main = leila.reads(MAYA).one("main").text
    assert "Some words changed after that. So we ask you again." in main
    assert "new words" in main
    assert "Not everybody has answered yet." in maya.reads(MAYA).one("main").text
    leila.sends(MAYA, to=str(cast.pupil("maya")), answer="agree")
    assert "Everybody agrees." in maya.reads(MAYA).one("main").text


def test_whoever_does_not_understand_yet_is_rung(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("leila").sends(MAYA, answer="not_clear")
    [call] = look(sa.select(CallRequest))
    assert (call.person_id, call.for_id) == (cast.person("leila"), cast.person("okoro"))
    assert "Leila" in signed_in_as("okoro").reads("/").one("main").text


def test_whose_access_ended_while_the_page_was_open_answers_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    arjun = signed_in_as("arjun")
    sent = {**arjun.form(ROHAN).hidden_values(), "answer": "agree"}
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).contact = Contact.NONE
    assert arjun.post(ROHAN, data=sent).status_code == 404
    assert answers(look) == []


def test_the_signatures_of_whoever_has_no_access_any_more_count_no_more(signed_in_as: SignedInAs, look: Look) -> None:
    answered("arjun", "rohan", AgreeAnswer.NO)
    with db.work(SYSTEM, reason="a test"):
        end_access(cast.person("arjun"), pupil_id=cast.pupil("rohan"), why="court_order")
    assert answers(look)[0].ended_at is not None
    assert "Not everybody has answered yet." in signed_in_as("priya").reads(ROHAN).one("main").text


def test_a_number_of_somebody_elses_form_gives_nothing_away(signed_in_as: SignedInAs, look: Look) -> None:
    answered("arjun", "rohan")
    [number] = look(sa.select(Agreement.client_id))
    priya = signed_in_as("priya")
    sent = {**priya.form(ROHAN).hidden_values(), "answer": "agree", "client_id": str(number)}
    assert priya.post(ROHAN, data=sent).status_code == 404
    assert [one.person_id for one in answers(look)] == [cast.person("arjun")]


def test_arjuns_words_have_no_other_carer_among_their_readers(signed_in_as: SignedInAs, look: Look) -> None:
    arjun = signed_in_as("arjun")
    assert "Priya" not in arjun.get(ROHAN).text
    arjun.sends(ROHAN, answer="no", words="Not yet.", readers=str(cast.person("priya")))
    assert look(sa.select(ContributionReader)) == []
