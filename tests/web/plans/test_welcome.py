"""Before the first day: who comes, what it is like, what to bring, what somebody can say no to; all of it can wait."""

from datetime import date

import pytest

from tests import cast
from tests.factories.demo_day import Sessions
from tests.factories.plans import change_placement, write_plan
from tests.support.examples import drawn_once
from tests.support.portal import SignedInAs

MAYA = f"/plan/{cast.pupil('maya')}"
# A Wednesday, the day after the tests' own.
TOMORROW = date(2026, 11, 25)


def test_maya_and_her_mother_see_who_they_will_meet(signed_in_as: SignedInAs, planned: Sessions) -> None:
    change_placement("maya", starts_on=TOMORROW)
    for slug in ("maya", "leila"):
        page = signed_in_as(slug).reads(f"{MAYA}/welcome").one("main")
        people = page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "people")
        assert people.all("li")[0].text.startswith("Sam")
        assert len(people.all("img")) == len(people.all("li", where=lambda n: n.attrs.get("class") == "fact")) > 1
        first = page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "first-day")
        assert "Wednesday 25 November" in first.text
        assert "9:30 to 12:30 Garden" in first.text
        assert "Boots" in page.text


def test_what_the_team_wrote_stands_first(signed_in_as: SignedInAs) -> None:
    write_plan("maya", first_day="Sam waits at the gate.\nYou look round.", bring="A hat.")
    page = signed_in_as("maya").reads(f"{MAYA}/welcome").text
    assert "Sam waits at the gate." in page
    assert "A hat." in page


def test_with_no_timetable_nothing_is_made_up(signed_in_as: SignedInAs) -> None:
    change_placement("maya", starts_on=TOMORROW)
    page = signed_in_as("leila").reads(f"{MAYA}/welcome").text
    assert "We will tell you, before the day comes." in page
    assert "There is nothing you must bring." in page


@drawn_once
def test_everything_that_is_asked_can_be_skipped(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("maya").reads(f"{MAYA}/welcome").one("main")
    cards = [link.attrs["href"] for link in page.all("a") if "/about/" in link.attrs["href"]]
    assert len(cards) == 6
    assert "You can skip them all." in page.text
    assert not page.all("input", where=lambda node: node.attrs.get("type") != "hidden")


@pytest.mark.parametrize(
    ("starts_on", "is_new"), [(date(2026, 12, 1), True), (date(2026, 11, 11), True), (date(2026, 11, 10), False)]
)
def test_the_welcome_stands_in_front_only_while_somebody_is_new(
    signed_in_as: SignedInAs, planned: Sessions, starts_on: date, is_new: bool
) -> None:
    change_placement("maya", starts_on=starts_on)
    for slug in ("leila", "maya"):
        browser = signed_in_as(slug)
        for path in ("/", MAYA):
            links = browser.reads(path).one("main").all("a")
            inviting = [a for a in links if a.attrs["href"] == f"{MAYA}/welcome" and a.text.startswith("Welcome")]
            assert bool(inviting) == is_new


def test_today_invites_nobody_to_a_child_of_somebody_else(signed_in_as: SignedInAs) -> None:
    change_placement("maya", starts_on=TOMORROW)
    for slug in ("dan", "tomasz", "priya", "zofia"):
        assert "/welcome" not in signed_in_as(slug).get("/").text
