"""The history of a goal: saves, moves of its ladders and steps that were done, the newest first, in pages."""

import uuid
from datetime import timedelta

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import GoalStep, LadderMove, Revision, Rung
from tests import cast
from tests.factories.goals import moved
from tests.support.client import Browser
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements


def headings(browser: Browser, goal: uuid.UUID, page: int = 1) -> list[str]:
    return [node.text for node in browser.reads(f"/goals/{goal}/history?page={page}").one("main").all("h2")]


def days_ago(goal: uuid.UUID) -> None:
    """It was written 9 days ago; Maya moved her ladder 7 days ago, Sam the adults' 3, and a step was done 5 ago."""
    now = clock.now()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(
            sa.update(Revision).values(saved_at=now - timedelta(days=9), fields='{"own_words": "I go in."}')
        )
        for who, days in (("maya", 7), ("okoro", 3)):
            theirs = sa.update(LadderMove).where(LadderMove.person_id == cast.person(who))
            session.execute(theirs.values(moved_at=now - timedelta(days=days)))
        step = sa.update(GoalStep).where(GoalStep.done_on.is_not(None))
        session.execute(step.values(done_on=clock.today() - timedelta(days=5)))


def test_everything_that_happened_to_a_goal_stands_there_the_newest_first(
    signed_in_as: SignedInAs, mayas_goal: uuid.UUID
) -> None:
    days_ago(mayas_goal)
    signed_in_as("okoro").sends(f"/goals/{mayas_goal}/ladder?young=1", rung="not_yet")
    for who, mine, says in (("leila", "Maya", "Maya says"), ("maya", "You", "I say")):
        browser = signed_in_as(who)
        assert headings(browser, mayas_goal) == [
            "Sam wrote this down today.",
            "Sam moved it on Saturday 21 November.",
            "A small step was done on Thursday 19 November",
            f"{mine} moved it on Tuesday 17 November.",
            "Sam wrote it on Sunday 15 November",
        ]
        main = browser.reads(f"/goals/{mayas_goal}/history").one("main").text
        assert f"{says} Before: a little Now: not yet" in main
        assert "Sam says Now: a lot" in main
        assert "Wait by the gate." in main
        assert "Come in with Sam." not in main
        own = {"maya": "The goal in my words", "leila": "The goal in the words of your child"}[who]
        assert own in main


def test_a_step_that_is_not_done_after_all_is_in_no_history(signed_in_as: SignedInAs, mayas_goal: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(GoalStep).values(done_on=None))
    assert not any("small step" in heading for heading in headings(signed_in_as("leila"), mayas_goal))


def test_a_long_history_comes_in_pages_and_asks_the_database_the_same(
    signed_in_as: SignedInAs, mayas_goal: uuid.UUID
) -> None:
    leila, path = signed_in_as("leila"), f"/goals/{mayas_goal}/history"
    leila.get(path)
    few = statements(leila, path)
    assert "Page 1" not in leila.get(path).text
    with db.work(SYSTEM, reason="a test") as session:
        for number in range(40):
            moved(session, "maya", ("maya", "okoro")[number % 2], Rung.A_LOT)
    assert statements(leila, path) == few
    assert [len(headings(leila, mayas_goal, page)) for page in (1, 2, 3, 99)] == [20, 20, 4, 4]
    assert "Page 3 of 3" in leila.get(f"{path}?page=3").text
