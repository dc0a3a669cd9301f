"""Maya is half way through her words when her time on the page ends: she comes back, and they are there."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from portal.database import SYSTEM, db
from portal.models import KeptWords, Person, Pupil, Thread
from tests.e2e.conftest import Copied
from tests.e2e.test_words_that_bite import KEPT_ON_THE_PHONE, NOBODYS
from tests.support.visitor import Arrives, Visitor
from tools.crowd import school_morning
from tools.running import RunningPortal, wait_until

HALF, WHOLE = "I like it when Sam", "I like it when Sam comes"
YOUNG = "You were writing. Your words are here."
# Five minutes on a phone that several use; the page says so two minutes before.
WARNS_AFTER, ENDS_AFTER = 181_000, 302_000


@pytest.fixture(scope="module")
def portal(copied: Copied) -> Iterator[RunningPortal]:
    """A running portal of this file's own: its clock is moved."""
    running = copied("kept")
    running.start_web(workers=1)
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def ten_in_the_morning(portal: RunningPortal) -> None:
    portal.the_time_is(f"{school_morning()} 10:00:00")


def look(portal: RunningPortal, statement: sa.Select[tuple[object]]) -> list[object]:
    db.start(portal.database_url)
    try:
        with db.work(SYSTEM, reason="a test looks") as session:
            return list(session.scalars(statement))
    finally:
        db.stop()


def about(portal: RunningPortal, card: str) -> str:
    mayas = sa.select(Pupil.id).join(Person, Person.id == Pupil.person_id).where(Person.external_id == "maya")
    return f"/plan/{look(portal, mayas)[0]}/about/{card}"


class Time:
    """The time of the portal and of one page, moved together."""

    def __init__(self, portal: RunningPortal, page: Page) -> None:
        self._portal, self._page, self._gone = portal, page, 0
        page.clock.install()

    def is_after(self, milliseconds: int) -> None:
        """So long after ten o'clock."""
        seconds = milliseconds // 1000
        self._portal.the_time_is(f"{school_morning()} 10:{seconds // 60:02}:{seconds % 60:02}")
        self._page.clock.run_for(milliseconds - self._gone)
        self._gone = milliseconds


def half_typed(maya: Visitor, portal: RunningPortal, path: str) -> None:
    """She types, the warning comes, she types on; then her session ends, and she stands at the door."""
    time = Time(portal, maya.page)
    maya.goes_to(path)
    box = maya.page.locator("main textarea")
    box.fill(HALF)
    with maya.page.expect_response("**/kept") as first:
        time.is_after(WARNS_AFTER)
    assert first.value.status == 204
    maya.sees("This page closes in 2 minutes.")
    box.fill(WHOLE)
    with maya.page.expect_response("**/kept") as second:
        time.is_after(ENDS_AFTER - 10_000)
    assert second.value.status == 204
    with maya.page.expect_navigation(url="**/sign-in"):
        time.is_after(ENDS_AFTER)


def test_her_words_come_back_and_are_sent(arrives: Arrives, portal: RunningPortal) -> None:
    maya, path = arrives("maya"), about(portal, "likes")
    half_typed(maya, portal, path)
    left = maya.page.evaluate(KEPT_ON_THE_PHONE)
    assert [one for one in left if not one.startswith(NOBODYS)] == []
    back = arrives("maya", width=320)
    back.goes_to(path)
    back.sees(YOUNG)
    back.sees(WHOLE)
    back.can_use_this_page()
    expect(back.page.locator("main textarea")).not_to_have_value(WHOLE)
    back.presses("Put them back")
    expect(back.page.locator("main textarea")).to_have_value(WHOLE)
    expect(back.page.get_by_text(YOUNG)).to_be_hidden()
    back.chooses("I did it by myself")
    back.presses("Save")
    back.sees("Thank you. Your words are here now.")
    assert look(portal, sa.select(KeptWords.id).where(KeptWords.page == path)) == []


def test_without_a_script_they_are_read_and_thrown_away(arrives: Arrives, portal: RunningPortal) -> None:
    path = about(portal, "talk")
    half_typed(arrives("maya"), portal, path)
    back = arrives("maya", scripts=False)
    back.goes_to(path)
    back.sees(WHOLE)
    back.can_use_this_page()
    expect(back.page.get_by_role("button", name="Put them back")).to_be_hidden()
    back.presses("Throw them away")
    back.does_not_see(YOUNG)
    expect(back.page).to_have_url(f"{portal.url}{path}")
    assert look(portal, sa.select(KeptWords.id).where(KeptWords.page == path)) == []


def test_a_phone_that_is_put_away_keeps_them_too(arrives: Arrives, portal: RunningPortal) -> None:
    maya, path = arrives("maya"), about(portal, "matters")
    maya.goes_to(path)
    maya.page.locator("main textarea").fill(HALF)
    with maya.page.expect_response("**/kept") as kept:
        maya.page.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    assert kept.value.status == 204
    back = arrives("maya")
    back.goes_to(path)
    back.sees(HALF)


def test_what_somebody_wrote_there_meanwhile_is_not_typed_over(arrives: Arrives, portal: RunningPortal) -> None:
    maya, path = arrives("maya"), about(portal, "helps")
    half_typed(maya, portal, path)
    back = arrives("maya")
    back.goes_to(path)
    back.page.locator("main textarea").fill("First this.")
    back.presses("Put them back")
    expect(back.page.locator("main textarea")).to_have_value(f"First this.\n\n{WHOLE}")


def test_a_half_typed_message_is_the_draft_of_its_thread(arrives: Arrives, portal: RunningPortal) -> None:
    """That page keeps a draft by itself: the same words are not kept twice."""
    maya = arrives("maya")
    maya.goes_to("/messages/")
    mine = sa.select(Thread.id).join(Person, Person.id == Thread.person_id).where(Person.external_id == "maya")
    path = f"/messages/{look(portal, mine)[0]}/write"
    time = Time(portal, maya.page)
    maya.goes_to(path)
    time.is_after(ENDS_AFTER - 12_500)
    maya.page.locator("main textarea").fill(HALF)
    with maya.page.expect_response(f"**{path}") as kept:
        time.is_after(ENDS_AFTER - 11_000)
    assert kept.value.ok
    # Not htmx after its pause, which would be too late for whoever types until the end: that sends no parts.
    assert kept.value.request.headers["content-type"].startswith("multipart/")
    assert look(portal, sa.select(KeptWords.id).where(KeptWords.page == path)) == []
    with maya.page.expect_navigation(url="**/sign-in"):
        portal.the_time_is(f"{school_morning()} 10:30:00")
        maya.page.clock.run_for(30_000)
    portal.the_time_is(f"{school_morning()} 10:31:00")
    back = arrives("maya")
    back.goes_to(path)
    expect(back.page.locator("main textarea")).to_have_value(HALF)


def test_after_a_week_the_worker_throws_them_away(arrives: Arrives, portal: RunningPortal) -> None:
    path = about(portal, "early_signs")
    half_typed(arrives("maya"), portal, path)
    kept = sa.select(KeptWords.id).where(KeptWords.page == path)
    assert len(look(portal, kept)) == 1
    portal.the_time_is(f"{school_morning() + timedelta(days=8)} 10:00")
    portal.start_worker()
    wait_until("that nothing is kept any more", lambda: look(portal, kept) == [])
