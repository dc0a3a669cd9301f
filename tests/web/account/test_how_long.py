"""How long somebody stays in: idle and absolute, by role and device, and what does not keep them in (check 17)."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal.models import Device, SignIn
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime, stopped_at

# person, device, and the minutes of reliability.md §4.4: idle, at most
LIMITS = [
    ("maya", Device.SHARED, 5, 30),
    ("maya", Device.OWN, 30, 720),
    ("leila", Device.SHARED, 10, 60),
    ("leila", Device.OWN, 30, 720),
    ("okoro", Device.SHARED, 15, 600),
]
BACKGROUND = {"Portal-Background": "1"}


def after(minutes: int, seconds: int) -> str:
    """A moment after ten o'clock."""
    at = 10 * 3600 + minutes * 60 + seconds
    return f"2026-11-24 {at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}"


def is_in(browser: Browser, **headers: str) -> bool:
    """True while a page opens that everybody has who is signed in (a small one: hundreds are opened here)."""
    return browser.get("/account", headers=headers).status_code == 200


@pytest.mark.parametrize(("slug", "device", "idle", "most"), LIMITS)
def test_it_ends_with_the_second_when_nothing_is_done(
    signed_in_as: SignedInAs, the_time_is: SetTime, slug: str, device: Device, idle: int, most: int
) -> None:
    the_time_is(after(0, 0))
    early, late = signed_in_as(slug, device=device), signed_in_as(slug, device=device)
    the_time_is(after(idle, -2))
    assert is_in(early)
    the_time_is(after(idle, 1))
    assert most > idle
    assert not is_in(late)


def ends_in(browser: Browser) -> int:
    """After how many seconds a page says that it asks for itself again, when nobody does anything."""
    ending = browser.reads("/account").one("div", where=lambda node: "data-ends-in" in node.attrs)
    return int(ending.attrs["data-ends-in"])


@pytest.mark.parametrize(("slug", "device", "idle", "most"), LIMITS)
def test_a_page_that_is_left_open_finds_nobody_signed_in_when_it_asks_for_itself_again(
    signed_in_as: SignedInAs, slug: str, device: Device, idle: int, most: int
) -> None:
    """It would be renewed for ever otherwise, by a page that nobody looks at."""
    for minutes in (0, 0.99, idle * 0.75):
        with stopped_at("2026-11-24 10:00"):
            browser = signed_in_as(slug, device=device)
        opened = datetime(2026, 11, 24, 10, tzinfo=UTC) + timedelta(minutes=minutes)
        with stopped_at(f"{opened:%F %T.%f}"):
            seconds = ends_in(browser)
        assert idle * 60 < seconds <= idle * 60 + 3
        with stopped_at(f"{opened + timedelta(seconds=seconds):%F %T.%f}"):
            assert not is_in(browser), f"opened after {minutes} minutes"
    with stopped_at("2026-11-24 10:00"):
        browser = signed_in_as(slug, device=device)
    for minute in [*range(0, most - 1, idle - 1), most - 1]:
        with stopped_at(after(minute, 0)):
            seconds = ends_in(browser)
    assert seconds <= 63
    with stopped_at(after(most - 1, seconds)):
        assert not is_in(browser)


@pytest.mark.parametrize(("slug", "device", "idle", "most"), LIMITS)
def test_it_ends_at_its_time_however_busy_somebody_is(
    signed_in_as: SignedInAs, the_time_is: SetTime, slug: str, device: Device, idle: int, most: int
) -> None:
    the_time_is(after(0, 0))
    browser = signed_in_as(slug, device=device)
    for minute in range(0, most, idle - 1):
        the_time_is(after(minute, 0))
        assert is_in(browser), f"after {minute} minutes"
    the_time_is(after(most, -2))
    assert is_in(browser)
    the_time_is(after(most, 1))
    assert not is_in(browser)


def test_what_a_page_fetches_in_the_same_second_is_not_written_down_again(signed_in_as: SignedInAs, look: Look) -> None:
    """Each photo of a page would wait for the disk. A second later they are seen again."""
    seen = sa.select(SignIn.last_seen_at)
    with stopped_at("2026-11-24 10:00"):
        leila = signed_in_as("leila")
        first = look(seen)
    with stopped_at("2026-11-24 10:00:00.9"):
        assert is_in(leila)
        assert look(seen) == first
        assert ends_in(leila) == 602
    with stopped_at("2026-11-24 10:00:02"):
        assert is_in(leila)
        assert look(seen)[0] - first[0] > timedelta(seconds=1)


@pytest.mark.parametrize("slug", ["leila", "maya", "okoro"])
def test_what_a_page_asks_by_itself_keeps_nobody_in(signed_in_as: SignedInAs, the_time_is: SetTime, slug: str) -> None:
    the_time_is(after(0, 0))
    browser, idle = signed_in_as(slug), {"maya": 5, "leila": 10, "okoro": 15}[slug]
    for minute in range(1, idle):
        the_time_is(after(minute, 0))
        assert browser.get("/help", headers=BACKGROUND).status_code == 200
    the_time_is(after(idle, 1))
    assert not is_in(browser)


NOT_SENT = "What you sent just now did not reach us."


def test_a_form_that_came_too_late_is_said_to_be_lost_at_the_door(
    signed_in_as: SignedInAs, the_time_is: SetTime
) -> None:
    the_time_is(after(0, 0))
    writes, looks = signed_in_as("leila"), signed_in_as("leila")
    form = writes.form("/account", to="/everywhere").hidden_values()
    the_time_is(after(11, 0))
    assert writes.post("/account/everywhere", data=form).location == "/sign-in"
    assert NOT_SENT in writes.get("/sign-in").text
    assert NOT_SENT not in writes.get("/sign-in").text
    assert looks.get("/account").location == "/sign-in"
    assert NOT_SENT not in looks.get("/sign-in").text


def test_who_was_never_signed_in_is_not_told_that_they_were(visitor: Browser) -> None:
    form = visitor.form("/sign-in", to="/sign-in").hidden_values()
    assert visitor.post("/account/everywhere", data=form).location == "/sign-in"
    assert NOT_SENT not in visitor.get("/sign-in").text
