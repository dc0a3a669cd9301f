"""What was asked, for those who were asked and for nobody else; each sees their own answer alone."""

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contact, Contribution, Person, Place, Relationship
from tests import cast
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs
from tests.web.proposals.conftest import WORDS, Asks


def answers(look: Look) -> list[Contribution]:
    rows = sa.select(Contribution).where(Contribution.place == Place.PROPOSAL_REPLY, Contribution.replaced_at.is_(None))
    return look(rows.order_by(Contribution.said_at))


def label(page: Node) -> str:
    return page.one("article").all("p")[0].text


def test_the_honest_label_comes_first(signed_in_as: SignedInAs, asks: Asks) -> None:
    leila = signed_in_as("leila")
    page = leila.reads(asks("okoro", "maya", to=["leila"]))
    assert label(page) == "We have not decided. Help us choose."
    assert WORDS in page.text
    assert "Please answer by Friday 27 November." in page.text
    told = leila.reads(asks("okoro", "maya", to=["leila"], label="decided", choices="", words="Anna leaves in May."))
    assert label(told) == "We have decided. This is to tell you."
    assert not told.all("input", where=lambda box: box.attrs.get("name") == "choice")


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_words_that_agreement_hangs_on_bring_the_english_along(
    signed_in_as: SignedInAs, asks: Asks, language: str
) -> None:
    opened = asks("okoro", "maya", to=["leila"])
    told = asks("okoro", "maya", to=["leila"], label="decided", choices="", words="Anna leaves in May.")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = language
    leila = signed_in_as("leila")
    leila.sends(opened, choice="no_choice")
    for address, english in (
        (opened, ["We have not decided. Help us choose.", *["I do not want to choose"] * 2]),
        (told, ["We have decided. This is to tell you.", "I have read this"]),
    ):
        beside = leila.reads(address).all("span", where=lambda node: node.attrs.get("class") == "original")
        assert [span.text for span in beside] == english


def test_no_choice_is_made_beforehand_and_not_to_choose_is_an_answer(signed_in_as: SignedInAs, asks: Asks) -> None:
    leila, address = signed_in_as("leila"), asks("okoro", "maya", to=["leila"])
    page = leila.reads(address)
    boxes = page.all("input", where=lambda box: box.attrs.get("type") == "radio")
    assert not [box for box in boxes if "checked" in box.attrs]
    assert leila.sends(address, choice="no_choice").status_code == 302
    assert "You said: I do not want to choose" in leila.reads(address).text


def test_leila_answers_changes_her_mind_and_only_the_last_one_counts(
    signed_in_as: SignedInAs, look: Look, asks: Asks
) -> None:
    leila, address = signed_in_as("leila"), asks("okoro", "maya", to=["leila"])
    leila.sends(address, choice="0", words="Mornings are best.")
    leila.sends(address, choice="1")
    leila.sends(address, choice="0")
    assert [(one.topic, one.words) for one in answers(look)] == [("0", "")]
    assert "You said: Monday" in leila.reads(address).text


@pytest.mark.parametrize("who", ["okoro", "byrne", "khan"])
def test_staff_see_every_answer_with_its_name(signed_in_as: SignedInAs, asks: Asks, who: str) -> None:
    address = asks("okoro", "maya", to=["leila", "maya"])
    signed_in_as("leila").sends(address, choice="1", words="After two.")
    page = signed_in_as(who).reads(address).text
    assert "Leila Thursday After two." in page
    assert "Maya no answer yet" in page


def test_neither_of_two_separated_parents_learns_of_the_other(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("lewis", "rohan", to=["priya", "arjun"])
    signed_in_as("priya").sends(address, choice="0", words="Not on his days.")
    page = signed_in_as("arjun").get(address).text
    assert "Priya" not in page
    assert "Not on his days." not in page
    assert "You said" not in page


def test_who_asked_reads_the_answer_also_when_she_is_not_of_the_team(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("patel", "maya", to=["leila"])
    leila = signed_in_as("leila")
    assert "Nisha" in leila.reads(address).one("form", where=lambda f: "/answer" in f.attrs["action"]).text
    leila.sends(address, choice="1")
    assert "Leila Thursday" in signed_in_as("patel").reads(address).text


def test_a_social_worker_who_was_asked_answers(signed_in_as: SignedInAs, asks: Asks) -> None:
    address, amara = asks("lewis", "tyler", to=["amara"]), signed_in_as("amara")
    assert amara.sends(address, to="/answer", choice="0").status_code == 302
    assert "Amara Monday" in signed_in_as("lewis").reads(address).text


def test_nobody_else_reads_it(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("okoro", "maya", to=["leila"])
    others = ("maya", "dan", "tomasz", "priya", "lewis", "quinn", "amara", "rees", "patel")
    assert {who: signed_in_as(who).get(address).status_code for who in others} == dict.fromkeys(others, 404)
    for who in ("maya", "dan", "tomasz"):
        browser = signed_in_as(who)
        token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
        assert browser.post(f"{address}/answer", data={"csrf_token": token, "choice": "0"}).status_code == 404


def test_when_contact_ends_while_leila_writes_nothing_is_kept(signed_in_as: SignedInAs, look: Look, asks: Asks) -> None:
    leila, address = signed_in_as("leila"), asks("okoro", "maya", to=["leila"])
    sent = leila.form(address).hidden_values()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    assert leila.post(f"{address}/answer", data={**sent, "choice": "0"}).status_code == 404
    assert answers(look) == []


@pytest.mark.parametrize("choice", ["", "2", "9", "-1", "x", "\x00", "٠", "read", "²"])
def test_an_answer_that_was_not_offered_is_asked_for_again(
    signed_in_as: SignedInAs, look: Look, asks: Asks, choice: str
) -> None:
    answer = signed_in_as("leila").sends(asks("okoro", "maya", to=["leila"]), choice=choice)
    assert answer.status_code == 422
    assert "Tap an answer, or write your own words" in answer.text
    assert answers(look) == []


def test_own_words_alone_are_an_answer_and_stay_as_they_are(signed_in_as: SignedInAs, look: Look, asks: Asks) -> None:
    leila, address = signed_in_as("leila"), asks("okoro", "maya", to=["leila"])
    leila.sends(address, words="Ani jedno, ani drugie 🐢\x00 <b>")
    assert [(one.topic, one.words) for one in answers(look)] == [("own_words", "Ani jedno, ani drugie 🐢 <b>")]
    assert "<b>" in leila.reads(address).text


def test_words_that_name_another_child_are_asked_about_and_stay(
    signed_in_as: SignedInAs, look: Look, asks: Asks
) -> None:
    leila, address = signed_in_as("leila"), asks("okoro", "maya", to=["leila"])
    answer = leila.sends(address, choice="1", words="With Zofia please.")
    assert answer.status_code == 422
    assert "With Zofia please." in answer.text
    assert answers(look) == []


def test_the_same_answer_sent_twice_is_one(signed_in_as: SignedInAs, look: Look, asks: Asks) -> None:
    leila, address = signed_in_as("leila"), asks("okoro", "maya", to=["leila"])
    sent = {**leila.form(address).hidden_values(), "choice": "1"}
    assert [leila.post(f"{address}/answer", data=sent).status_code for _ in range(3)] == [302] * 3
    assert len(look(sa.select(Contribution).where(Contribution.place == Place.PROPOSAL_REPLY))) == 1


def test_a_young_person_answers_with_help(signed_in_as: SignedInAs, look: Look, asks: Asks) -> None:
    maya, address = signed_in_as("maya"), asks("okoro", "maya", to=["maya"])
    maya.sends(address, choice="0", how_said="written_for_me")
    assert [one.how_said.value for one in answers(look)] == ["written_for_me"]


def test_what_is_open_stands_first_and_only_ones_own_is_listed(signed_in_as: SignedInAs, asks: Asks) -> None:
    asks("okoro", "maya", to=["leila"])
    here = f"/choices/of/{cast.pupil('maya')}"
    assert "We have not decided" in signed_in_as("leila").reads(here).text
    assert "When we ask you something, it is here." in signed_in_as("maya").reads(here).text
    assert signed_in_as("dan").get(here).status_code == 404
    assert signed_in_as("hughes").get(here).status_code == 403


def test_today_says_that_sam_asks_until_leila_has_answered(signed_in_as: SignedInAs, asks: Asks) -> None:
    address, leila = asks("okoro", "maya", to=["leila"]), signed_in_as("leila")
    assert "Sam asks you something" in leila.reads("/").text
    assert "asks you something" not in signed_in_as("maya").reads("/").text
    leila.sends(address, choice="0")
    assert "asks you something" not in leila.reads("/").text


def test_it_opens_in_every_language(signed_in_as: SignedInAs, asks: Asks) -> None:
    address = asks("okoro", "maya", to=["leila"])
    for language in ("ar", "pl"):
        with db.work(SYSTEM, reason="a test") as session:
            session.get_one(Person, cast.person("leila")).language = language
        assert signed_in_as("leila").get(address).status_code == 200


@drawn_once
@pytest.mark.parametrize(
    ("who", "child", "name"),
    [
        ("okoro", "maya", "Choices and news"),
        ("byrne", "maya", "Choices and news"),
        ("leila", "maya", "What we asked you"),
        ("maya", "maya", "What we asked you"),
        ("amara", "tyler", "What we asked you"),
    ],
)
def test_the_plan_leads_to_all_that_was_asked_and_back(
    signed_in_as: SignedInAs, who: str, child: str, name: str
) -> None:
    plan, browser = f"/plan/{cast.pupil(child)}", signed_in_as(who)
    [way] = browser.reads(plan).one("main").all("a", where=lambda a: a.text == name)
    listed = browser.reads(way.attrs["href"])
    assert listed.one("h1").text == name
    assert listed.all("a", where=lambda a: a.attrs["href"] == plan)
