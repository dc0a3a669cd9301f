"""I need help now opens without signal once the portal was visited; nothing else is kept on the phone."""

from playwright.sync_api import Page, expect

from tests.e2e.frame.conftest import Opens
from tests.support.parts_server import PartsServer

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found.sort();
}"""


def visited(opens: Opens) -> Page:
    page = opens("today", service_workers="allow")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def test_a_page_that_does_not_come_is_help_without_signal(opens: Opens, parts: PartsServer) -> None:
    page = visited(opens)
    page.context.set_offline(True)
    page.goto(f"{parts.url}/parts/week")
    expect(page.get_by_role("heading", name="Help without signal")).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).marginTop") == "0px"  # its sheet came too
    page.context.set_offline(False)
    page.goto(f"{parts.url}/parts/week")
    expect(page.get_by_role("heading", name="Maya’s week")).to_be_visible()


def test_it_is_kept_in_the_language_the_person_chose(opens: Opens, parts: PartsServer) -> None:
    page = opens("today-ar", service_workers="allow")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(f"{parts.url}/parts/week")
    assert page.evaluate("() => document.documentElement.lang") == "ar"


def test_nothing_but_help_is_kept(opens: Opens, parts: PartsServer) -> None:
    page = visited(opens)
    page.goto(f"{parts.url}/parts/week")
    page.goto(f"{parts.url}/parts/today")
    assert page.evaluate(KEPT) == ["/help/offline", "/static/css/portal.css"]
