"""Leila's taps, counted one by one: from the icon on her home screen to who comes to Maya tomorrow, on her own phone.

A touch of the phone's own lock counts as a tap, and so does a swipe, should tomorrow stand below the first screen.
"""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.visitor import with_a_lock
from tools.crowd import school_morning, sign_in
from tools.running import RunningPortal

PICTURES = ("fox", "kite", "drum", "owl")
SCREEN = {"width": 360, "height": 740}
# How many screens further down a thing stands; 0 when the whole of it is on this one.
FURTHER_DOWN = "it => Math.max(0, Math.ceil((it.getBoundingClientRect().bottom - innerHeight) / innerHeight))"


@pytest.fixture
def phone(browser: Browser, named_portal: RunningPortal) -> Iterator[Page]:
    """Leila's phone; she is in, reads English, and has said that it is hers."""
    context = browser.new_context(viewport=SCREEN, has_touch=True, is_mobile=True, locale="en-GB")
    named_portal.the_time_is(f"{school_morning()} 10:00")
    key = sign_in(named_portal, "leila")["leila"]
    context.add_cookies([{"name": "portal", "value": key, "url": named_portal.url, "httpOnly": True}])
    page = context.new_page()
    page.goto(f"{named_portal.url}/language")
    page.locator('main button[name="language"][value="en"]').tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(f"{named_portal.url}/phone")
    # With the language the page that is kept for times without signal changes too. A tap in the very moment in which
    # one takes over from the other was seen to wait for half a minute, and taps are what is counted here.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller?.scriptURL.endsWith('l=en')")
    yield page
    context.close()


def a_day_before_sam_comes() -> date:
    """The next Monday, Tuesday or Wednesday: on the day after it Sam teaches Maya, and nobody stands in for him."""
    return next(day for ahead in range(1, 8) if (day := school_morning() + timedelta(ahead)).weekday() <= 2)


def taps_to_tomorrow(page: Page, portal: RunningPortal, at: str, unlock: Callable[[Page], int]) -> int:
    """Taps on a phone that was put away hours ago; `unlock` opens it and returns how often it was touched."""
    portal.the_time_is(f"{a_day_before_sam_comes()} {at}")
    page.context.clear_cookies(name="portal")  # the browser was closed in between
    page.goto(portal.url)
    touched = 1 + unlock(page)  # the icon, and what the lock asks for
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Leila")
    return touched + int(who_comes_tomorrow(page).evaluate(FURTHER_DOWN))


def who_comes_tomorrow(page: Page) -> Locator:
    """The name that stands under "Tomorrow" on Maya's card."""
    return page.locator(".card__line").filter(has=page.get_by_text("Tomorrow", exact=True)).get_by_text("Sam").first


def keep_with_the_lock(page: Page) -> None:
    """Leila chooses the lock that her phone has."""
    with_a_lock(page)
    page.get_by_role("link", name="With this phone's own lock").tap()
    page.get_by_role("button", name="Use this phone's lock").tap()
    page.wait_for_url("**/account/ways")


def keep_with_pictures(page: Page) -> None:
    """Leila chooses four pictures, and the same four again."""
    page.get_by_role("link", name="With 4 pictures").tap()
    taps_pictures(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Now the same 4 again")
    taps_pictures(page)
    page.wait_for_url(re.compile(r":\d+/$"))


def with_the_lock(page: Page) -> int:
    """A button, and the finger that the phone asks for."""
    page.get_by_role("button", name="Open with this phone's lock").tap()
    return 2


def with_pictures(page: Page) -> int:
    """Four pictures, in her order."""
    taps_pictures(page)
    return len(PICTURES)


def taps_pictures(page: Page) -> None:
    """One after the other; the page says how many are done."""
    for number, picture in enumerate(PICTURES):
        expect(page.get_by_role("status").filter(has_text=f"{number} of 4")).to_be_attached()
        page.get_by_role("button", name=picture).tap()


@pytest.mark.parametrize(
    ("keep", "unlock", "most"),
    [(keep_with_the_lock, with_the_lock, 4), (keep_with_pictures, with_pictures, 6)],
    ids=["the phone's own lock", "four pictures"],
)
def test_leila_needs_few_taps_to_know_who_comes_tomorrow(
    phone: Page, named_portal: RunningPortal, keep: Callable[[Page], None], unlock: Callable[[Page], int], most: int
) -> None:
    """In the evening, when nothing else is left of the day, and in the morning, when today comes first."""
    keep(phone)
    evening = taps_to_tomorrow(phone, named_portal, "19:00", unlock)
    morning = taps_to_tomorrow(phone, named_portal, "07:30", unlock)
    sys.stdout.write(f"\n  Leila's taps to who comes tomorrow: {evening} in the evening, {morning} in the morning\n")
    assert max(evening, morning) <= most
