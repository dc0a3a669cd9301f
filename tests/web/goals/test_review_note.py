"""What was seen when a goal was looked at together: asked when its day is set anew or it ends, kept beside it."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Contribution, Goal
from tests import cast
from tests.support.portal import Look, SignedInAs

WORDS = "Maya comes in by the front door now. Next is the bell."
LOOKED = "We looked at this goal together today."


def topics(look: Look) -> list[str]:
    return look(sa.select(Contribution.topic).where(Contribution.words == WORDS))


def look_at_it_on(goal: uuid.UUID, days: int) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Goal, goal).review_on = clock.today() + timedelta(days=days)


def new_day(days: int) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    return {"review_on-day": str(day.day), "review_on-month": str(day.month), "review_on-year": str(day.year)}


def test_a_new_review_day_asks_what_was_seen_and_those_who_were_chosen_read_it(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro, path = signed_in_as("okoro"), f"/goals/{mayas_goal}"
    look_at_it_on(mayas_goal, 0)
    asks = okoro.sends(f"{path}/edit", **new_day(30)).headers["Location"]
    assert asks == f"{path}/note?review=1"
    page = okoro.reads(asks)
    assert page.one("h1").text == "What we saw when we looked at it"
    assert page.one("a", where=lambda node: node.text == "Not now").attrs["href"] == path
    okoro.sends(asks, to=f"{path}/note", words=WORDS, readers=str(cast.person("maya")))
    assert topics(look) == ["review"]
    for who in ("okoro", "maya"):
        main = signed_in_as(who).reads(path).one("main").text
        assert LOOKED in main
        assert WORDS in main
    assert LOOKED not in signed_in_as("leila").get(path).text


def test_the_end_of_a_goal_asks_it_too_and_it_can_be_said_later(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID
) -> None:
    okoro, path = signed_in_as("okoro"), f"/goals/{mayas_goal}"
    assert okoro.sends(f"{path}/end").headers["Location"] == f"{path}/note?review=1"
    link = okoro.reads(path).one("a", where=lambda node: node.text == "Say what we saw together").attrs["href"]
    okoro.sends(link, to=f"{path}/note", words=WORDS)
    assert topics(look) == ["review"]


@pytest.mark.parametrize(("stood", "days"), [(9, 30), (-1, -1)])
def test_a_day_that_is_only_moved_or_stays_asks_nothing(
    signed_in_as: SignedInAs, mayas_goal: uuid.UUID, stood: int, days: int
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Goal, mayas_goal).started_on = clock.today() - timedelta(days=5)
    look_at_it_on(mayas_goal, stood)
    answer = signed_in_as("okoro").sends(f"/goals/{mayas_goal}/edit", helps_here="A lamp.", **new_day(days))
    assert answer.headers["Location"] == f"/goals/{mayas_goal}"


@pytest.mark.parametrize("who", ["leila", "maya"])
def test_what_a_family_says_is_never_marked_as_a_review(
    signed_in_as: SignedInAs, look: Look, mayas_goal: uuid.UUID, who: str
) -> None:
    browser, path = signed_in_as(who), f"/goals/{mayas_goal}/note"
    assert "What we saw when we looked at it" not in browser.get(f"{path}?review=1").text
    assert browser.sends(path, words=WORDS, for_review="yes").status_code == 302
    assert topics(look) == [""]
