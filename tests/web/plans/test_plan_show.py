"""Where we are: the way in plain words, the weeks as they are, and nobody else's plan."""

from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Contact, Journey, MeetingWay, Plan, Relationship, Stage
from tests import cast
from tests.factories.plans import change_placement, put_review, write_plan
from tests.factories.ways import without_placements
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs

MAYA = f"/plan/{cast.pupil('maya')}"


def steps(page: Node) -> list[str]:
    [way] = page.all("ol", where=lambda node: node.attrs.get("class") == "stages")
    return [step.text for step in way.all("li")]


def test_leila_reads_where_maya_is(signed_in_as: SignedInAs) -> None:
    change_placement("maya", planned_weeks=24)
    write_plan("maya", stage=Stage.HELPING, journey=Journey.HYBRID, next_step="One art class.")
    page = signed_in_as("leila").reads(MAYA)
    assert page.one("h1").text == "Maya's plan"
    assert steps(page) == ["Getting to know you (done)", "Helping (we are here)", "Going back", "Looking after it"]
    words = page.one("main").text
    assert "Week 13 of 24" in words
    assert "We promised 11 hours a week." in words
    assert "One art class." in words


@drawn_once
@pytest.mark.parametrize(
    ("tier", "third", "purpose"),
    [
        (1, "Staying in", "We help Maya in their own school."),
        (2, "Going back", "Maya is with us for a time, and then goes back to school."),
        (3, "Moving on", "Maya is with us for a time, and then goes to a new place."),
    ],
)
def test_the_way_is_told_by_the_tier(signed_in_as: SignedInAs, tier: int, third: str, purpose: str) -> None:
    change_placement("maya", tier=tier)
    page = signed_in_as("leila").reads(MAYA)
    assert steps(page)[2] == third
    assert purpose in page.text
    assert bool(page.all("ol", where=lambda node: node.attrs.get("class") == "steps")) == (tier != 1)


@drawn_once
@pytest.mark.parametrize(
    ("planned", "starts_on", "said"),
    [
        (12, date(2026, 9, 1), "Week 13. It was planned for 12 weeks."),
        (None, date(2026, 10, 27), "Week 5"),
        (12, date(2026, 10, 27), "Week 5 of 12"),
        (12, date(2026, 11, 30), "It starts on Monday 30 November."),
    ],
)
def test_the_weeks_are_said_as_they_are(
    signed_in_as: SignedInAs, planned: int | None, starts_on: date, said: str
) -> None:
    change_placement("maya", planned_weeks=planned, starts_on=starts_on)
    page = signed_in_as("leila").reads(MAYA)
    assert said in [line.text for line in page.all("p")]


def test_a_young_person_counts_no_weeks_until_they_ask(signed_in_as: SignedInAs, look: Look) -> None:
    change_placement("maya", planned_weeks=24)
    maya = signed_in_as("maya")
    assert "Week" not in maya.reads(MAYA).one("main").text
    maya.sends(MAYA, to="/weeks/show")
    assert "Week 13 of 24" in maya.reads(MAYA).text
    maya.sends(MAYA, to="/weeks/hide")
    assert "Week 13" not in maya.reads(MAYA).text
    [plan] = look(sa.select(Plan))
    assert (plan.shows_weeks, plan.version) == (False, 1)


def test_only_the_young_person_says_if_they_see_the_weeks(signed_in_as: SignedInAs) -> None:
    for slug in ("leila", "okoro"):
        browser = signed_in_as(slug)
        token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
        assert browser.post(f"{MAYA}/weeks/show", data={"csrf_token": token}).status_code == 403


def test_a_plan_nobody_has_written_begins_at_the_beginning(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("maya").reads(MAYA)
    assert steps(page)[0] == "Getting to know you (we are here)"
    assert "We have not picked one yet. We pick it with you." in page.text


def test_a_pupil_with_no_placement_has_no_plan_and_is_told_so(signed_in_as: SignedInAs) -> None:
    without_placements()
    for slug in ("leila", "maya", "byrne"):
        browser = signed_in_as(slug)
        assert "There is no plan now." in browser.reads(MAYA).text
        for part in ("about", "reviews", "history", "print"):
            assert browser.get(f"{MAYA}/{part}").status_code == 200
        assert browser.get(f"{MAYA}/welcome").headers["Location"] == MAYA
    assert signed_in_as("byrne").get(f"{MAYA}/edit").headers["Location"] == MAYA


def test_a_late_review_is_said_to_the_family_with_whom_to_ask(signed_in_as: SignedInAs) -> None:
    put_review("maya", date(2026, 11, 20))
    for slug in ("leila", "maya", "okoro"):
        page = signed_in_as(slug).reads(MAYA)
        notices = page.all("div", where=lambda node: "notice--late" in node.attrs.get("class", ""))
        # Sam is not told to ask himself.
        sentence = "This review is late." if slug == "okoro" else "This review is late. Ask Sam."
        [late] = [each for each in notices if sentence in each.text]
        assert ("Ask Sam." in late.text) is (slug != "okoro")
        assert "Friday 20 November" in late.text


def test_a_review_that_was_held_or_is_to_come_is_not_late(signed_in_as: SignedInAs) -> None:
    put_review("maya", date(2026, 11, 20), held_on=date(2026, 11, 20))
    put_review("maya", date(2026, 11, 24))
    assert "This review is late." not in signed_in_as("leila").reads(MAYA).text


@drawn_once
def test_beside_each_block_the_family_can_say_something(signed_in_as: SignedInAs) -> None:
    for slug in ("leila", "maya"):
        page = signed_in_as(slug).reads(MAYA)
        for card in page.one("main").all("section"):
            assert card.all("details"), f"{slug} can say nothing about {card.all('h2')[0].text}"
    assert not signed_in_as("okoro").reads(MAYA).one("main").all("details")


def test_dan_and_others_find_nothing(signed_in_as: SignedInAs) -> None:
    parts = ("", "/about", "/about/helps", "/welcome", "/reviews", "/history", "/print")
    for slug in ("dan", "tomasz", "priya", "zofia", "grace", "lewis", "quinn"):
        browser = signed_in_as(slug)
        assert {browser.get(MAYA + part).status_code for part in parts} == {404}
    assert signed_in_as("dan").get("/plan/").headers["Location"] == "/"


def test_a_carer_who_is_not_given_the_plan_finds_none(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).sees_plan = False
    leila = signed_in_as("leila")
    assert leila.get(f"/week/{cast.pupil('maya')}/this").status_code == 200
    assert leila.get(MAYA).status_code == 404
    assert leila.get("/plan/").headers["Location"] == "/"


def test_a_carer_whose_contact_ends_finds_nothing_from_that_moment(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    assert leila.get(MAYA).status_code == 200
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    assert leila.get(MAYA).status_code == 404


def test_plan_leads_to_the_first_child_and_to_the_others_from_there(signed_in_as: SignedInAs) -> None:
    tomasz = signed_in_as("tomasz")
    assert tomasz.get("/plan/").headers["Location"] == f"/plan/{cast.pupil('jakub')}"
    [pills] = (
        tomasz.reads(f"/plan/{cast.pupil('jakub')}")
        .one("main")
        .all("nav", where=lambda node: node.attrs.get("aria-label") == "Whose plan")
    )
    assert [link.text for link in pills.all("a")] == ["Jakub", "Zofia"]


@drawn_once
def test_the_bar_has_a_place_for_the_plan(signed_in_as: SignedInAs) -> None:
    for slug, label in (("leila", "Plan"), ("maya", "My plan")):
        page = signed_in_as(slug).reads(f"{MAYA}/about")
        [here] = page.one("nav", where=lambda n: n.attrs.get("class") == "bar").all(
            "a", where=lambda n: "aria-current" in n.attrs
        )
        assert (here.text, here.attrs["href"]) == (label, "/plan/")
    assert signed_in_as("okoro").get("/plan/").headers["Location"] == "/"


def test_staff_come_to_the_plan_from_the_week_and_from_the_pupil(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    for page in (f"/week/{cast.pupil('maya')}/this", f"/people/{cast.person('maya')}"):
        assert MAYA in [link.attrs["href"] for link in okoro.reads(page).one("main").all("a")]


def test_each_look_at_the_plan_leaves_its_line(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    for part in ("", "/about", "/welcome", "/reviews", "/history", "/print"):
        leila.reads(MAYA + part)
    lines = look(sa.select(AuditEntry.event).where(AuditEntry.event.like("plans.%")))
    assert sorted(lines) == [
        "plans.about.shown",
        "plans.history.shown",
        "plans.plan.shown",
        "plans.print.shown",
        "plans.reviews.shown",
        "plans.welcome.shown",
    ]


def card(page: Node) -> Node:
    return page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "next-review")


def test_the_next_review_stands_in_the_plan_with_its_own_ask(signed_in_as: SignedInAs) -> None:
    put_review("maya", date(2026, 12, 17))
    review = put_review("maya", date(2026, 12, 3))
    for slug in ("leila", "maya", "okoro"):
        shown = card(signed_in_as(slug).reads(MAYA))
        assert "Thursday 3 December, 2:00" in shown.text
        assert "At our place, Mill Lane" in shown.text
        first, *ways = [link.attrs["href"] for link in shown.all("a")]
        assert first == f"/plan/reviews/{review}"
        if slug != "okoro":
            assert ways.pop(0) == f"{MAYA}/reviews/ask"
        assert [str(review) in way for way in ways] == ([] if slug == "okoro" else [True] * 3)


def test_a_review_without_a_day_is_said_and_an_address_never(signed_in_as: SignedInAs) -> None:
    assert "It has no day yet." in card(signed_in_as("leila").reads(MAYA)).text
    put_review("maya", date(2026, 12, 3), way=MeetingWay.HOME, place="7 Mill Street")
    shown = card(signed_in_as("leila").reads(MAYA)).text
    assert "Thursday 3 December" in shown
    assert "7 Mill Street" not in shown
