"""Hide this: blank at once, the session ended, far away; with a script and without one."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.frame.conftest import Opens
from tests.support.parts_server import PartsServer
from tools.running import wait_until

AWAY = re.compile(r"/bye$")


def is_away(page: Page, parts: PartsServer) -> None:
    page.wait_for_url(AWAY)
    # Nobody waits for this answer: the page that is far away may be there first.
    wait_until("The session is ended", lambda: bool(parts.left_with))
    assert parts.left_with == [{"csrf_token": "token"}]


def test_one_press_ends_the_session_and_goes_far_away(opens: Opens, parts: PartsServer) -> None:
    page = opens("today")
    page.get_by_role("button", name="Hide this").click()
    is_away(page, parts)


def test_shift_three_times_does_the_same(opens: Opens, parts: PartsServer) -> None:
    page = opens("today")
    for _press in range(3):
        page.keyboard.press("Shift")
    is_away(page, parts)


def test_writing_capital_letters_leaves_nobody(opens: Opens, parts: PartsServer) -> None:
    page = opens("fields")
    page.get_by_label("Anything we should know").press_sequentially("A B C D")
    assert parts.left_with == []
    expect(page.get_by_role("heading", name="Every field")).to_be_visible()


def test_the_page_is_blank_before_anything_else_happens(opens: Opens) -> None:
    page = opens("today", before=lambda context: context.route(AWAY, lambda _route: None))
    blank_after = page.evaluate(
        """() => {
          const begun = performance.now();
          document.querySelector("[data-leave] button").click();
          const over = document.elementFromPoint(180, 300);
          return { after: performance.now() - begun, over: over.className, hidden: document.body.hidden };
        }"""
    )
    assert blank_after["over"] == "blank"
    assert blank_after["hidden"]
    assert blank_after["after"] < 100


def test_without_a_network_the_page_is_empty_and_not_an_error(opens: Opens) -> None:
    page = opens("today")
    page.context.set_offline(True)
    page.get_by_role("button", name="Hide this").click()
    page.wait_for_url("about:blank")


def test_going_back_shows_nothing_of_the_page_before(opens: Opens) -> None:
    page = opens("board")
    page.get_by_role("button", name="Hide this").click()
    page.wait_for_url(AWAY)
    page.go_back()
    expect(page.get_by_text("Zofia")).to_have_count(0)


def test_without_a_script_it_is_a_form(opens: Opens, parts: PartsServer) -> None:
    page = opens("today", java_script_enabled=False)
    page.get_by_role("button", name="Hide this").click()
    assert parts.left_with == [{"csrf_token": "token"}]
