"""How pages look outlives the browser on somebody's own phone, and ends with it on a shared one."""

import pytest
from flask import Flask

from portal.models import Device
from tests.support.client import Browser
from tests.support.portal import SignedInAs
from tests.support.time import SetTime
from tests.web.account.letters import asks, letters, with_cookies

LOOK = {"text": "largest", "scheme": "dark"}


def chooses(browser: Browser, **wish: str) -> None:
    browser.sends("/looks", to="/looks", **(LOOK | wish))


def comes_in(browser: Browser, *, phone: str) -> None:
    """Leila comes in by e-mail and says whose phone it is."""
    asks(browser, "leila@example.org", phone=phone)
    browser.sends("/sign-in/code", to="/sign-in/code", code=letters()[-1]["code"])


def keeps_it_open(browser: Browser) -> None:
    for picture in ("fox", "kite", "drum", "owl") * 2:
        browser.sends("/phone/pictures", to="/phone/pictures", picture=picture)


def closed_and_opened_again(app: Flask, browser: Browser) -> Browser:
    """The same phone after its browser was closed: only cookies that were given a time are still there."""
    stay = {cookie.key: cookie.value for cookie in browser._cookies.values() if cookie.max_age or cookie.expires}
    return with_cookies(app, stay)


def looks_like(browser: Browser, path: str = "/help") -> dict[str, str]:
    """What the page at `path` says about how it looks."""
    said = browser.reads(path).one("html").attrs
    return {name: said[f"data-{name}"] or "" for name in ("text", "scheme") if f"data-{name}" in said}


def test_on_her_own_phone_leilas_words_are_still_large_the_next_day(
    visitor: Browser, app: Flask, the_time_is: SetTime
) -> None:
    comes_in(visitor, phone="own")
    keeps_it_open(visitor)
    chooses(visitor)
    the_time_is("2026-11-25 08:00")
    again = closed_and_opened_again(app, visitor)
    assert looks_like(again, "/open") == LOOK
    for picture in ("fox", "kite", "drum", "owl"):
        again.sends("/open", to="/open", picture=picture)
    assert looks_like(again, "/") == LOOK
    chosen = {box.attrs["value"] for box in again.reads("/looks").all("input") if "checked" in box.attrs}
    assert chosen == set(LOOK.values())


def test_what_was_chosen_at_the_door_stays_once_the_phone_is_said_to_be_theirs(visitor: Browser, app: Flask) -> None:
    chooses(visitor)
    assert looks_like(closed_and_opened_again(app, visitor)) == {}
    comes_in(visitor, phone="own")
    assert looks_like(closed_and_opened_again(app, visitor)) == LOOK


@pytest.mark.parametrize("slug", ["leila", "zofia", "okoro"])
def test_nothing_stays_on_a_shared_phone(signed_in_as: SignedInAs, app: Flask, slug: str) -> None:
    browser = signed_in_as(slug, device=Device.SHARED)
    chooses(browser)
    assert looks_like(browser) == LOOK
    assert "portal-look" not in {cookie.key.removeprefix("__Host-") for cookie in browser._cookies.values()}
    assert looks_like(closed_and_opened_again(app, browser)) == {}


def test_a_phone_that_is_shared_from_now_on_keeps_the_look_until_it_is_closed(visitor: Browser, app: Flask) -> None:
    comes_in(visitor, phone="own")
    chooses(visitor)
    again = closed_and_opened_again(app, visitor)
    comes_in(again, phone="shared")
    assert looks_like(again) == LOOK
    assert looks_like(closed_and_opened_again(app, again)) == {}


def test_signing_out_everywhere_leaves_no_look_on_the_phone(visitor: Browser, app: Flask) -> None:
    comes_in(visitor, phone="own")
    chooses(visitor)
    visitor.sends("/account", to="/everywhere")
    assert looks_like(visitor) == LOOK
    assert looks_like(closed_and_opened_again(app, visitor)) == {}


def test_as_they_are_is_a_choice_too(visitor: Browser, app: Flask) -> None:
    comes_in(visitor, phone="own")
    chooses(visitor)
    chooses(visitor, text="", scheme="")
    assert looks_like(visitor) == looks_like(closed_and_opened_again(app, visitor)) == {}


@pytest.mark.parametrize("kept", ["pink.huge", "dark", ".", "", "dark.largest.x", '"><script>', "x" * 4000])
def test_a_cookie_that_somebody_wrote_themselves_makes_no_other_page(app: Flask, kept: str) -> None:
    said = looks_like(with_cookies(app, {"__Host-portal-look": kept}))
    assert said in ({}, {"scheme": "dark"})
