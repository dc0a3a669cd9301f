"""The goals of a pupil: whose words come first, two ladders, and nobody else's child."""

import uuid
from datetime import timedelta

import pytest

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Goal
from tests import cast
from tests.factories.goals import OWN_WORDS, TEAM_WORDS, a_goal
from tests.support.client import Browser
from tests.support.html import Node
from tests.support.portal import SignedInAs

MAYA = f"/goals/of/{cast.pupil('maya')}"


def change(goal: uuid.UUID, **facts: object) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for name, value in facts.items():
            setattr(session.get_one(Goal, goal), name, value)


def stands(page: Node) -> list[str]:
    return [node.text for node in page.all("li", where=lambda node: node.attrs.get("aria-current") == "true")]


def test_leila_reads_mayas_words_first_and_the_adults_beside_them(signed_in_as: SignedInAs, mayas_goal: object) -> None:
    page = signed_in_as("leila").reads(MAYA)
    assert page.one("h1").text == "Maya's goals"
    assert page.one("h2").text == f"“{OWN_WORDS}”"
    assert f"The adults call it: {TEAM_WORDS}" in page.one("main").text


def test_two_ladders_stand_side_by_side_and_a_gap_is_something_to_talk_about(
    signed_in_as: SignedInAs, mayas_goal: object
) -> None:
    page = signed_in_as("leila").reads(MAYA)
    assert stands(page.one("main")) == ["a little", "a lot"]
    assert [node.text for node in page.all("h3")] == ["Maya says", "Sam says"]
    assert "Maya and Sam see it in two ways. That is fine." in page.text


def test_maya_reads_it_as_hers(signed_in_as: SignedInAs, mayas_goal: object) -> None:
    page = signed_in_as("maya").reads(MAYA)
    assert page.one("h1").text == "My goals"
    assert [node.text for node in page.all("h3")] == ["I say", "Sam says"]
    assert "You and Sam see it in two ways." in page.text


def test_words_nobody_has_asked_for_are_not_made_up(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    change(mayas_goal, own_words="")
    assert signed_in_as("leila").reads(MAYA).one("h2").text == "We have not asked yet."
    assert signed_in_as("maya").reads(MAYA).one("h2").text == "We have not asked you yet."


def test_a_review_that_is_late_is_not_hidden_from_the_family(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    change(mayas_goal, review_on=clock.today() + timedelta(days=9))
    assert "We look at this goal on Thursday 3 December." in signed_in_as("leila").reads(MAYA).text
    change(mayas_goal, review_on=clock.today() - timedelta(days=1))
    assert "The day to look at this goal is over." in signed_in_as("leila").reads(MAYA).text


def test_a_goal_that_has_ended_is_folded_away_and_can_be_read(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    change(mayas_goal, ended_on=clock.today())
    leila = signed_in_as("leila")
    page = leila.reads(MAYA)
    assert "Goals that have ended (1)" in page.one("summary", where=lambda n: "ended" in n.text).text
    assert "There is no goal yet." in page.text
    assert "This goal ended today." in leila.reads(f"/goals/{mayas_goal}").text


@pytest.mark.parametrize(
    ("who", "about", "says"),
    [
        ("zofia", "zofia", "There is no goal here yet. We will ask you what you want."),
        ("tomasz", "zofia", "There is no goal yet. We make goals with Zofia and with you."),
        ("okoro", "zofia", "There is no goal yet. Write the first one with Zofia."),
    ],
)
def test_where_there_is_none_yet_the_page_says_what_will_come(
    signed_in_as: SignedInAs, who: str, about: str, says: str
) -> None:
    assert says in signed_in_as(who).reads(f"/goals/of/{cast.pupil(about)}").text


def test_tomasz_goes_from_child_to_child(signed_in_as: SignedInAs) -> None:
    tomasz = signed_in_as("tomasz")
    first = tomasz.get("/goals/").headers["Location"]
    assert first == f"/goals/of/{cast.pupil('jakub')}"
    pills = tomasz.reads(first).one("nav", where=lambda node: node.attrs.get("aria-label") == "Whose goals")
    assert [link.text for link in pills.all("a")] == ["Jakub", "Zofia"]


def test_each_block_has_a_way_to_say_that_it_is_not_right(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    for who in ("leila", "maya"):
        page = signed_in_as(who).reads(f"/goals/{mayas_goal}")
        asked = [link for link in page.all("a") if "not_right" in link.attrs["href"]]
        lines = [link.attrs["href"].partition(f"/not_right/goal/{mayas_goal}")[2] for link in asked]
        assert lines == ["", "?line=steps", "?line=helps_here", "?line=notes"]


@pytest.mark.parametrize("who", ["dan", "tomasz", "priya", "zofia", "lewis", "quinn", "hughes", "amara", "grace"])
def test_nobody_else_finds_mayas_goals(signed_in_as: SignedInAs, mayas_goal: uuid.UUID, who: str) -> None:
    browser = signed_in_as(who)
    paths = [MAYA, *(f"/goals/{mayas_goal}{more}" for more in ("", "/print", "/history", "/note"))]
    assert {browser.get(path).status_code for path in paths} == {404}


def test_who_sees_the_timetable_only_does_not_see_goals(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        made = a_goal(session, "tyler")
    grace = signed_in_as("grace")
    assert grace.get(f"/goals/{made}").status_code == 404
    assert grace.get("/goals/").headers["Location"] == "/"
    assert signed_in_as("amara").get(f"/goals/{made}").status_code == 200


def test_joanna_has_no_goals_at_all(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("joanna").get("/goals/").status_code == 403


def test_a_sheet_for_the_fridge_door_holds_the_goal_and_not_what_people_said(
    signed_in_as: SignedInAs, mayas_goal: uuid.UUID
) -> None:
    leila = signed_in_as("leila")
    leila.sends(f"/goals/{mayas_goal}/note", words="She picked her own coat.")
    page = leila.reads(f"/goals/{mayas_goal}/print")
    for words in (OWN_WORDS, "Wait by the gate.", "A calm start.", "Sam"):
        assert words in page.one("main").text
    assert "coat" not in page.text


def test_the_visitor_is_sent_to_the_door(visitor: Browser, mayas_goal: uuid.UUID) -> None:
    assert visitor.get(f"/goals/{mayas_goal}").status_code == 302
