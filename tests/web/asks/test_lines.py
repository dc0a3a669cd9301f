"""Beside every line: each asks about itself, quotes its own words, and quotes them to nobody they were not said to."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Ask, Contribution, Place, Plan, Voice
from tests import cast
from tests.factories.asks import in_english, new
from tests.factories.demo_day import Sessions
from tests.factories.goals import a_goal, goal_id, said
from tests.factories.plans import put_review, write_plan
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs

PLAN = {
    "next_step": "Two lessons.",
    "learning": "She likes to draw.",
    "first_day": "Sam waits at the gate.",
    "bring": "A hat.",
    "medical_needs": "An inhaler.",
    "sensory_needs": "Low light.",
    "offered": "Art, each week.",
}


@pytest.fixture(autouse=True)
def read_english(app: Flask) -> None:
    in_english()


def says(who: str, words: str, place: Place, topic: str, about_id: uuid.UUID | None = None, **facts: object) -> None:
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil("maya"), "person_id": cast.person(who)}
    voice = {"maya": Voice.YOUNG, "okoro": Voice.TEAM}.get(who, Voice.HOME)
    words_of = {"place": place, "topic": topic, "words": words, "about_id": about_id, "client_id": uuid.uuid4()}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(Contribution(voice=voice, **about, **words_of, **facts))


@pytest.fixture
def pages(read_english: None) -> dict[str, str]:
    """Every page of Maya's plan, with something on each of its lines, and their addresses."""
    write_plan("maya", **PLAN)
    review = put_review("maya", date(2026, 11, 20), held_on=date(2026, 11, 20), outcome="One more lesson.")
    with db.work(SYSTEM, reason="a test") as session:
        goal = a_goal(session, "maya", helps_here="A walk.", review_on=date(2026, 12, 3), is_for_school=True)
        said(session, "maya", "leila", "She hummed.")
    for who in ("maya", "leila"):
        says(who, f"A quiet corner, says {who}.", Place.ABOUT_ME, "helps")
        says(who, f"The bus, says {who}.", Place.REVIEW, "hard", review)
    plan = f"/plan/{cast.pupil('maya')}"
    review_page = f"/plan/reviews/{review}"
    return {
        "plan": plan,
        "welcome": f"{plan}/welcome",
        "about": f"{plan}/about",
        "review": review_page,
        "goal": f"/goals/{goal}",
    }


def beside(browser: Browser, address: str) -> dict[str, Node]:
    """What each line of a page is called, and the page on which somebody asks about it."""
    ways = browser.reads(address).all("details", where=lambda node: node.attrs.get("class") == "beside noprint")
    names = [each.one("summary").text.removeprefix("Say something about this: ") for each in ways]
    asks = [browser.reads(each.all("a")[0].attrs["href"]).one("section") for each in ways]
    return dict(zip(names, asks, strict=True))


def words_of(ask: Node) -> str:
    """What stands there about the line, without the button that reads it aloud."""
    return ask.text.replace(" Listen", "", 1)


@pytest.mark.parametrize("who", ["leila", "maya"])
def test_no_two_lines_of_a_page_are_one(signed_in_as: SignedInAs, pages: dict[str, str], who: str) -> None:
    browser, of_the_plan = signed_in_as(who), {}
    for page, address in pages.items():
        found = beside(browser, address)
        assert len({ask.text for ask in found.values()}) == len(found), page
        of_the_plan.update(found)
        if page != "goal":
            titles = {name: ask.one("h2").text for name, ask in found.items()}
            own = {"The next review": "When we look at the plan"}
            own |= {"The next step": "My next step"} if who == "maya" else {}
            assert titles == {name: own.get(name, name) for name in titles}
    assert len(of_the_plan) == 4 + 4 + 9 + 5 + 6


@drawn_once
@pytest.mark.parametrize(
    ("page", "line", "words"),
    [
        ("plan", "Where we are", "Where we are Getting to know you"),
        ("plan", "The next step", "The next step “Two lessons.”"),
        ("plan", "What we are learning, with you", "What we are learning, with you “She likes to draw.”"),
        ("welcome", "What the first day is like", "What the first day is like “Sam waits at the gate.”"),
        ("welcome", "What to bring", "What to bring “A hat.”"),
        ("welcome", "Who you will meet", "Who you will meet"),
        ("about", "What helps Maya", "What helps Maya “A quiet corner, says leila.”"),
        ("about", "Health", "Health “An inhaler.”"),
        ("about", "Lessons and help here", "Lessons and help here “Art, each week.”"),
        ("review", "What is hard?", "What is hard? “The bus, says leila.”"),
        ("review", "What we decided", "What we decided “One more lesson.”"),
        ("review", "When and where", "When and where Friday 20 November"),
        ("goal", "The goal", "A goal “I want to walk in by the front door.”"),
        ("goal", "Small steps", "Small steps “Wait by the gate. · Come in with Sam.”"),
        ("goal", "What helps", "What helps “A walk. · A calm start.”"),
        ("goal", "What we saw", "What we saw “She hummed.”"),
        ("goal", "The day we look at this goal", "The day we look at this goal Thursday 3 December"),
        ("goal", "What the school can read", "What the school can read “I want to walk in by the front door.”"),
    ],
)
def test_each_line_quotes_itself(
    signed_in_as: SignedInAs, pages: dict[str, str], page: str, line: str, words: str
) -> None:
    shown = beside(signed_in_as("leila"), pages[page])[line]
    assert words_of(shown) == f"{words} It is about Maya."


def test_the_line_is_kept_as_it_stood_when_she_asked(
    signed_in_as: SignedInAs, pages: dict[str, str], look: Look
) -> None:
    leila, goal = signed_in_as("leila"), goal_id("maya")
    leila.sends(f"{new('maya', 'not_right', 'goal', goal)}?line=steps", words="Not the gate.")
    leila.sends(f"{new('maya', 'not_right', 'about_me')}?line=helps", words="Not the corner.")
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Plan).values(medical_needs="None."))
    kept = {ask.about_words: ask for ask in look(sa.select(Ask))}
    steps, helps = "Small steps: Wait by the gate. · Come in with Sam.", "What helps Maya: A quiet corner, says leila."
    assert set(kept) == {steps, helps}
    assert f"A goal: {steps}" in leila.reads(f"/asks/{kept[steps].id}").text
    assert helps in signed_in_as("okoro").reads(f"/asks/{kept[helps].id}/answer").text


def test_words_with_readers_of_their_own_do_not_travel_to_another_reader(
    signed_in_as: SignedInAs, pages: dict[str, str], look: Look
) -> None:
    maya, line = signed_in_as("maya"), f"{new('maya', 'not_right', 'about_me')}?line=helps"
    assert "“A quiet corner, says maya.”" in maya.reads(line).text
    maya.sends(line, words="It is not quiet.", readers=str(cast.person("leila")))
    assert look(sa.select(Ask.about_words)) == ["What helps me"]


def test_nothing_is_quoted_that_was_said_without_sam(signed_in_as: SignedInAs) -> None:
    says("leila", "Sam is late.", Place.ABOUT_ME, "talk", not_for_id=cast.person("okoro"))
    assert "Sam is late." not in signed_in_as("leila").reads(f"{new('maya', 'not_right', 'about_me')}?line=talk").text


@pytest.mark.parametrize(
    ("about", "key"),
    [("way", "password"), ("way", "steps"), ("goal", "steps"), ("policy", "where"), ("review", "hard")],
)
def test_a_line_that_nobody_knows_is_not_there(signed_in_as: SignedInAs, about: str, key: str) -> None:
    assert signed_in_as("leila").get(f"{new('maya', 'not_right', about)}?line={key}").status_code == 404


def test_a_line_of_another_child_is_not_there(signed_in_as: SignedInAs, pages: dict[str, str], look: Look) -> None:
    [plan], priya = look(sa.select(Plan.id)), signed_in_as("priya")
    for about, key in (("way", "where"), ("way", "learning"), ("about_me", "medical_needs")):
        assert priya.get(f"{new('rohan', 'not_right', about, plan)}?line={key}").status_code == 404
    assert priya.get(f"{new('rohan', 'not_right', 'goal', goal_id('maya'))}?line=notes").status_code == 404


def test_an_old_address_still_asks_about_the_next_step(
    signed_in_as: SignedInAs, pages: dict[str, str], look: Look
) -> None:
    [plan] = look(sa.select(Plan.id))
    assert "The plan Listen “Two lessons.”" in signed_in_as("leila").reads(new("maya", "not_right", "way", plan)).text


@drawn_once
@pytest.mark.parametrize("who", ["leila", "maya"])
def test_each_session_of_the_week_can_be_asked_about(
    signed_in_as: SignedInAs, planned: Sessions, look: Look, who: str
) -> None:
    browser = signed_in_as(who)
    found = beside(browser, f"/week/{cast.pupil('maya')}/this")
    quoted = {name: words_of(ask).removesuffix(" It is about Maya.") for name, ask in found.items()}
    assert quoted["Monday 23 9:30"] == "The week Cooking, Monday"
    # What is different on that day is a line of its own.
    assert quoted["Tuesday 24 10:00"] == "The week English, Tuesday 24 November"
    assert len(set(quoted.values())) == len(quoted) == 5


def test_a_change_on_today_can_be_asked_about(signed_in_as: SignedInAs, planned: Sessions) -> None:
    shown = beside(signed_in_as("leila"), "/")["Tuesday 24"]
    assert words_of(shown) == "The week English, Tuesday 24 November It is about Maya."


def test_staff_ask_on_no_line_of_the_week(signed_in_as: SignedInAs, planned: Sessions) -> None:
    assert (
        not signed_in_as("okoro")
        .reads(f"/week/{cast.pupil('maya')}/this")
        .all("details", where=lambda node: "beside" in node.attrs.get("class", ""))
    )
