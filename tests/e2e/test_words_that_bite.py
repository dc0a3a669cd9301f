"""In a real browser: words that would run run nothing (37), stay on no phone (34), and tear no page at 320 px (38)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser

from portal.database import SYSTEM, db
from portal.models import Setting
from tests.e2e.conftest import Copied
from tests.factories import biting_words
from tests.support.crawl import shape_of
from tests.support.everywhere import PLAIN
from tests.support.visitor import Visitor
from tools.crowd import sign_in
from tools.running import RunningPortal

PAGES = {
    "leila": ("/", "/week/", "/calls/ask", "/account", "/help"),
    "maya": ("/", "/week/", "/calls/ask", "/help"),
    "okoro": ("/", "/people/", "/people/contact-changes"),
    "patel": ("/people/staff", "/people/"),
    "": ("/help", "/ring", "/sign-in"),
}
# One page of each kind, wherever it is found; one member of staff is enough.
WHO_WALKS_THE_PLAN = ("leila", "maya", "okoro")
OF_THE_PLAN = ", ".join(f"a[href^='/{room}/']" for room in ("asks", "choices", "goals", "house", "plan"))
PERSON_PAGES = 3
# Everything a page could leave on a phone, by name and place (check 34).
KEPT_ON_THE_PHONE = """async () => {
  const found = [];
  for (const [name, value] of Object.entries(localStorage)) found.push(`local ${name}=${value}`);
  for (const [name, value] of Object.entries(sessionStorage)) found.push(`session ${name}=${value}`);
  for (const { name } of await indexedDB.databases()) found.push(`database ${name}`);
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  if (document.cookie) found.push(`cookie ${document.cookie}`);
  return found;
}"""
# The pages for nobody in particular, the portal's own files, and where a check-in waits sealed for signal: what may
# stand in that one, test_a_check_in_without_signal.py reads row by row.
NOBODYS = ("/help/offline", "/check-in/offline", "/static/", "database portal")

OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def portal(copied: Copied) -> Iterator[RunningPortal]:
    """A running portal of this file's own: nobody else wants these words."""
    running = copied("biting")
    running.start_web(workers=1)
    yield running
    running.stop()


def put(portal: RunningPortal, *words: str) -> dict[str, str]:
    """Put the words everywhere. Returns the keys of people who are signed in."""
    db.start(portal.database_url)
    with db.work(SYSTEM, reason="words that bite") as session:
        assert biting_words.put(session, *words) > 100
    db.stop()
    return sign_in(portal, *(slug for slug in PAGES if slug))


def walks(browser: Browser, portal: RunningPortal, keys: dict[str, str], slug: str) -> Iterator[Visitor]:
    """Somebody on a narrow phone, page by page; people's own pages too."""
    options = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": True, "locale": "en-GB"}
    visitor = Visitor(browser, portal.url, options)
    if slug:
        visitor.context.add_cookies([{"name": "portal", "value": keys[slug], "url": portal.url, "httpOnly": True}])
    waiting, seen = list(PAGES[slug]), set(map(shape_of, PAGES[slug]))
    while waiting:
        visitor.goes_to(waiting.pop(0))
        yield visitor
        of_the_plan = visitor.page.locator(OF_THE_PLAN if slug in WHO_WALKS_THE_PLAN else "none")
        for link in of_the_plan.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
            shape = shape_of(urlsplit(link).path)
            waiting += [] if shape in seen or not PLAIN.match(urlsplit(link).path) else [link]
            seen.add(shape)
        links = visitor.page.eval_on_selector_all("a[href^='/people/']", "all => all.map(a => a.getAttribute('href'))")
        if visitor.page.url.endswith("/people/"):
            waiting += [link for link in links if link.count("/") == 2 and len(link) > 30][:PERSON_PAGES]
    visitor.context.close()


@pytest.fixture(scope="module")
def bitten(portal: RunningPortal) -> dict[str, str]:
    """Words that would run stand everywhere, behind words that are hard to set; the keys of people who are signed in.

    One long word stands in the name that every page bears.
    """
    keys = put(portal, *(f"{hard} {biting_words.ALL_AT_ONCE}" for hard in biting_words.HARD))
    db.start(portal.database_url)
    with db.work(SYSTEM, reason="a long name in every header") as session:
        session.execute(sa.update(Setting).values(name=f"{'W' * 200} {biting_words.ALL_AT_ONCE}"))
    db.stop()
    return keys


@pytest.mark.parametrize("slug", PAGES)
def test_nothing_runs_and_no_page_is_torn_at_320_px(
    browser: Browser, portal: RunningPortal, bitten: dict[str, str], slug: str
) -> None:
    ran, torn, met, kept = [], [], 0, set[str]()
    for visitor in walks(browser, portal, bitten, slug):
        visitor.page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        visitor.page.mouse.move(160, 300)
        visitor.page.keyboard.press("Tab")
        met += "alert(1)" in visitor.page.inner_text("body")
        assert visitor.page.locator("iframe, object, embed, base, [onerror], [onload], [onfocus]").count() == 0
        # A script that the content policy stops has come too far: the console says so.
        assert visitor.console == [], visitor.page.url
        assert visitor.asked_outside == [], visitor.page.url
        over = visitor.page.evaluate(OVER)
        torn += [f"{visitor.page.url} by {over} px"] if over > 0 else []
        kept |= set(visitor.page.evaluate(KEPT_ON_THE_PHONE))
    assert ran == []
    assert torn == []
    assert met, "No page showed a word: it proves nothing."
    assert {one for one in kept if not one.startswith(NOBODYS)} == set()
