"""No signal: what was said is sealed on the phone, and comes once, to the right child, whatever lies in between."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.phone import QUESTIONS, Phone, delivered, kept_of, readable_in
from tests.support.visitor import Arrives, Visitor
from tools import browser as chromium
from tools.running import RunningPortal, wait_until

WORDS = "My tummy hurts when the bus comes"
# What the phone must not hold: what was tapped, written, and who it was.
READABLE = (
    "really_hard",
    "really hard",
    "scared",
    "shaky",
    WORDS,
    "tummy",
    "Maya",
    "maya",
    "Sam",
    "just_me",
    "not_sure",
)
KEPT_PAGES = {"/check-in/offline", "/help/offline"}
NOT_TAKEN: dict[str, dict[str, Any]] = {
    "200 of a captive portal": {"status": 200, "content_type": "text/html", "body": "<h1>Free wifi: accept</h1>"},
    "200 with another receipt": {"status": 200, "json": {"stored": "00000000-0000-4000-8000-000000000000"}},
    "302 of a captive portal": {"status": 302, "headers": {"Location": "/help"}},
    **{str(status): {"status": status, "json": {"stored": None}} for status in (401, 403, 409, 413, 429, 500, 502)},
}


def phone_of(visitor: Visitor) -> Phone:
    return Phone(visitor.page, visitor.base_url)


class WithoutSignal(list[str]):
    """What a console says; that there is no signal is no fault."""

    def append(self, line: str) -> None:
        """One line more."""
        if "ERR_INTERNET_DISCONNECTED" not in line:
            super().append(line)


@pytest.fixture
def maya(arrives: Arrives) -> Visitor:
    visitor = arrives("maya", service_workers="allow")
    visitor.goes_to("/")
    phone_of(visitor).ready()
    return visitor


def came_once(portal: RunningPortal, numbers: list[str], whose: str = "Maya") -> bool:
    """Of what was sealed (a check-in and the answer about being safe) the check-in came once, and is this child's."""
    return [row for row in delivered(portal) if row.split()[0] in numbers] in [[f"{one} {whose}"] for one in numbers]


def test_it_is_said_offline_read_by_nobody_on_the_phone_and_sent_once(maya: Visitor, portal: RunningPortal) -> None:
    phone = phone_of(maya)
    maya.context.set_offline(True)
    phone.checks_in(words=WORDS)
    phone.shows("Saved on this phone, not sent yet")
    numbers, stored = phone.waiting(), phone.stored()
    assert len(numbers) == 2
    rows = json.dumps([stored["rows"], stored["local"], stored["session"], stored["cookies"]])
    assert readable_in(rows, READABLE) == []
    assert not [
        path
        for path in stored["caches"]
        if path not in ("/check-in/offline", "/help/offline") and "/static/" not in path
    ]
    assert {path for path in stored["caches"] if not path.startswith("/static/")} == KEPT_PAGES
    assert [path for path in stored["caches"] if "adults" in path] == []
    maya.context.set_offline(False)
    phone.until_sent()
    phone.shows("Sent")
    expect(maya.page.get_by_text("Saved on this phone, not sent yet").locator("visible=true")).to_have_count(0)
    assert came_once(portal, numbers)


def test_a_no_without_signal_shows_who_to_ring_at_once_and_says_that_nobody_has_read_it(
    maya: Visitor, portal: RunningPortal
) -> None:
    phone = phone_of(maya)
    maya.console = WithoutSignal()
    maya.context.set_offline(True)
    maya.goes_to("/check-in/")
    phone.taps("OK, start")
    for _heading, answer in QUESTIONS:
        maya.can_use_this_page()
        phone.taps(answer)
    maya.can_use_this_page()
    phone.taps("No")
    maya.can_use_this_page()
    phone.at("Thank you for telling us")
    phone.shows("You are not in trouble.")
    phone.shows("This is on your phone. No one has read it yet.")
    phone.shows("Please tell an adult near you now.")
    expect(maya.page.locator("section:visible a[href='tel:999']")).to_be_visible()
    expect(maya.page.locator("section:visible a[href^='sms:']")).to_be_visible()
    # She closes the phone here. What she said is on it all the same.
    assert len(phone.waiting()) == 1
    # It is read to her, too, on a phone that has no voice of its own.
    assert phone.hears() == [206, "audio/mpeg", 1000]
    maya.context.set_offline(False)
    phone.until_sent()
    assert "no" in delivered(portal)


@pytest.mark.parametrize(
    ("who", "kind", "how", "is_all"),
    [
        ("zofia", "younger", ["good", "OK", "not so good", "I don't know"], False),
        ("rohan", "middle", ["great", "good", "OK", "not so good", "really hard", "I don't know"], True),
        ("tyler", "older", ["great", "good", "OK", "not so good", "really hard", "I don't know"], True),
    ],
)
def test_it_is_drawn_for_this_young_person_and_asks_where(
    arrives: Arrives, portal: RunningPortal, who: str, kind: str, how: list[str], is_all: bool
) -> None:
    visitor = arrives(who, service_workers="allow")
    visitor.console = WithoutSignal()
    visitor.goes_to("/")
    phone = phone_of(visitor)
    phone.ready()
    visitor.context.set_offline(True)
    visitor.goes_to("/check-in/")
    phone.taps("OK, start")
    shown = visitor.page.locator("section:visible .choice:visible")
    assert [words.strip() for words in shown.all_inner_texts()] == how
    expect(visitor.page.locator(f"section:visible .choices--{kind}")).to_have_count(1)
    phone.taps("OK")
    expect(visitor.page.get_by_role("button", name="lonely", exact=True)).to_be_visible(visible=is_all)
    for answer in ("sad", "fine", "low", "No"):
        phone.taps(answer)
    phone.at("Thank you for telling us")
    phone.taps("Go on")
    phone.at("Where don't you feel safe?")
    visitor.can_use_this_page()
    phone.taps("at home")
    # They are asked once: going back and on again leads past it.
    phone.at("Would you like to talk to someone?")
    phone.taps("Back")
    phone.taps("Go on")
    phone.taps("not today")
    phone.taps("Go on")
    phone.taps("My key worker")
    phone.at("Thank you")
    rows = json.dumps([phone.stored()[name] for name in ("rows", "local", "session")])
    assert readable_in(rows, (*READABLE, "at_home", "lonely", who, who.title())) == []
    assert len(phone.waiting()) == 3
    visitor.context.set_offline(False)
    phone.until_sent()
    assert kept_of(portal, who.title()) == (kind, "ok", ["", "at_home"])


def test_it_stays_on_the_phone_until_the_receipt_names_it(maya: Visitor, portal: RunningPortal) -> None:
    """Whatever answers instead of the portal, one after the other; at last the portal, and it comes once."""
    phone, now, asked, cookies = phone_of(maya), "cut", Counter[str](), set[str]()

    def answer(route: Route) -> None:
        asked[now] += 1
        cookies.add(route.request.headers.get("cookie", ""))
        route.abort("connectionreset") if now == "cut" else route.fulfill(**NOT_TAKEN[now])

    maya.context.set_offline(True)
    phone.checks_in()
    numbers = phone.waiting()
    maya.context.route("**/check-in/sealed", answer)
    maya.context.set_offline(False)
    for now in (*NOT_TAKEN, "cut"):
        maya.goes_to("/")
        sent = f"Everything is sent, and the answer is {now}: that"
        wait_until(sent, lambda now=now: maya.page.wait_for_timeout(50) or asked[now] >= len(numbers))
        phone.shows("Saved on this phone, not sent yet")
        assert sorted(phone.waiting()) == sorted(numbers), now
    assert cookies == {""}
    maya.context.unroute("**/check-in/sealed")
    maya.goes_to("/")
    phone.until_sent()
    assert came_once(portal, numbers)


def test_an_answer_that_was_cut_after_it_was_kept_is_not_kept_twice(maya: Visitor, portal: RunningPortal) -> None:
    phone = phone_of(maya)
    maya.context.set_offline(True)
    phone.checks_in()
    numbers = phone.waiting()

    def cut(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    maya.context.route("**/check-in/sealed", cut)
    maya.context.set_offline(False)
    maya.goes_to("/")
    maya.page.wait_for_timeout(1500)
    assert sorted(phone.waiting()) == sorted(numbers)
    maya.context.unroute("**/check-in/sealed")
    maya.goes_to("/")
    phone.until_sent()
    assert came_once(portal, numbers)


def test_another_child_signs_in_meanwhile_and_it_is_still_mayas(maya: Visitor, portal: RunningPortal) -> None:
    phone = phone_of(maya)
    maya.context.set_offline(True)
    phone.checks_in()
    numbers = phone.waiting()
    maya.context.set_offline(False)
    maya.goes_to("/demo")
    maya.page.locator('form[action$="/demo/rohan"] button').first.click()
    maya.sees("Hello Rohan")
    phone.until_sent()
    assert came_once(portal, numbers, "Maya")


def test_hide_this_takes_nothing_off_the_phone_that_waits(maya: Visitor, portal: RunningPortal) -> None:
    phone = phone_of(maya)
    maya.context.set_offline(True)
    phone.checks_in()
    numbers = phone.waiting()
    maya.page.get_by_role("button", name="Hide this").click()
    maya.page.wait_for_url("about:blank")
    maya.context.set_offline(False)
    maya.goes_to("/sign-in")
    phone.until_sent()
    assert came_once(portal, numbers)


@pytest.fixture
def closed_and_opened(browser: Browser, portal: RunningPortal, tmp_path: Path) -> Iterator[Any]:
    """A browser with a folder of its own, which can be closed and opened again."""
    contexts: list[BrowserContext] = []

    def opened() -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium.find(),
            args=list(chromium.ARGUMENTS),
            locale="en-GB",
            viewport={"width": 360, "height": 740},
        )
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def test_the_browser_is_closed_and_ten_days_pass_and_it_waits_for_her(
    closed_and_opened: Any, portal: RunningPortal
) -> None:
    context = closed_and_opened()
    page = context.new_page()
    phone = Phone(page, portal.url)
    _comes_in(page, portal, "maya")
    phone.ready()
    context.set_offline(True)
    phone.checks_in()
    numbers = phone.waiting()
    context.close()

    # Ten days later by the portal's clock: the ticket is too old.
    clock = portal.folder / "clock"
    before = clock.read_text() if clock.exists() else "0"
    clock.write_text(str(int(before) + 10 * 86400))
    try:
        context = closed_and_opened()
        page = context.new_page()
        phone = Phone(page, portal.url)
        _comes_in(page, portal, "rohan")
        page.wait_for_timeout(1500)
        assert sorted(phone.waiting()) == sorted(numbers)
        assert not came_once(portal, numbers)
        _comes_in(page, portal, "maya")
        phone.until_sent()
        assert came_once(portal, numbers)
    finally:
        clock.write_text(before)


def _comes_in(page: Page, portal: RunningPortal, slug: str) -> None:
    page.goto(f"{portal.url}/demo")
    page.locator(f'form[action$="/demo/{slug}"] button').first.click()
    page.wait_for_load_state()
