"""A person at the portal in a real browser: what they do, what they see, and whether they can use the page at all."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, Route, expect

from tests.support.html import parse
from tools import browser as chromium
from tools.running import ROOT, RunningPortal

AXE = (ROOT / "tests" / "vendor" / "axe-4.14.1.min.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passed stays in the browser: handing it over takes as long as asking.
RUN_AXE = "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations"
CDN_HTMX = re.compile(r"^https://cdn\.jsdelivr\.net/npm/htmx\.org@2\.0\.11/dist/htmx\.min\.js$")
OUR_HTMX = ROOT / "portal" / "static" / "vendor" / "htmx-2.0.11.min.js"
OUTSIDE = re.compile(r"^(https?|wss?)://(?!127\.0\.0\.1[:/])")
# A page that is awaited may be slow on a busy machine; one that never comes is late at any time.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
PHONE_UP_TO = 600
NARROWEST = 320
LOCALES = {"en": "en-GB", "pl": "pl-PL", "ar": "ar"}
LOCK = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
OVER = "() => { const it = document.documentElement; return [innerWidth, it.scrollWidth - it.clientWidth]; }"
# Words beside something that takes all the room: one letter a line, seven lines and more, no wider than three signs.
SQUEEZED = """() => [...document.querySelectorAll('main p, main h1, main h2, main h3')]
  .filter(it => it.textContent.trim().length > 12)
  .map(it => [it, it.getBoundingClientRect(), parseFloat(getComputedStyle(it).fontSize)])
  .filter(([it, box, size]) => box.width < 3 * size && box.height > 7 * size)
  .map(([it]) => `“${it.textContent.trim().slice(0, 30)}” stands one letter a line`)"""
TARGETS = (ROOT / "tests" / "support" / "targets.js").read_text()


class Visitor:
    """One person with one browser. Roles and labels only: what a person can find, not what a template is called."""

    def __init__(self, browser: Browser, base_url: str, options: dict[str, Any], *, cdn: bool = False) -> None:
        self.context = context = browser.new_context(**options)
        self.base_url = base_url
        self.options = options
        self.scripts: bool = options["java_script_enabled"]
        self.cdn = cdn
        self.asked_outside: list[str] = []
        self.asked_cdn: list[str] = []
        self.console: list[str] = []
        # Only noted: no name outside is found (tools/browser.py), and each route asks Python about every request.
        context.on("request", lambda request: self._note(request.url))
        if cdn:
            context.route(CDN_HTMX, self._give_htmx)
        context.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: self.console.append(str(error.error)))
        self.page: Page = context.new_page()
        self.page.on("websocket", lambda line: self._note(line.url))
        self.page.set_default_timeout(PATIENCE)

    def _note(self, address: str) -> None:
        if CDN_HTMX.match(address):
            self.asked_cdn.append(address)
        if OUTSIDE.match(address) and not (self.cdn and CDN_HTMX.match(address)):
            self.asked_outside.append(address)

    def _give_htmx(self, route: Route) -> None:
        # The tag carries crossorigin, so the answer has to allow it.
        route.fulfill(path=OUR_HTMX, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"})

    # --- what they do

    def goes_to(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.base_url}{path}")

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Press a link, by its words."""
        self.the("link", name).click()
        self.page.wait_for_load_state()

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Press a button, by its words."""
        self.the("button", name).click()
        self.page.wait_for_load_state()

    def fills(self, label: str, words: str) -> None:
        """Write into a field, by its label."""
        self.page.get_by_label(label, exact=True).fill(words)

    def chooses(self, name: str) -> None:
        """Choose an answer or tick a box, by its words."""
        self.page.get_by_label(name, exact=True).check(force=True)

    def the(self, role: Any, name: str | re.Pattern[str]) -> Locator:
        """The first thing with this role and these words."""
        return self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first

    # --- what they see

    def sees_page(self, heading: str | re.Pattern[str]) -> None:
        """The page whose one big heading has these words."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Words somewhere on the page, not hidden."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def does_not_see(self, words: str | re.Pattern[str]) -> None:
        """Words that stand nowhere on the page."""
        expect(self.page.get_by_text(words)).to_have_count(0)

    def is_told_to(self, message: str, *, at: str) -> None:
        """Summary, field and title agree about a mistake, and the summary leads to the field."""
        self.page.get_by_role("alert").get_by_role("link", name=message).click()
        expect(self.page.get_by_label(at, exact=True)).to_be_focused()
        assert ": " in self.page.title(), f"the title “{self.page.title()}” does not say that there is a problem"

    def links(self) -> list[str]:
        """Where the links of this page lead on this site, without what stands behind a # or a ?."""
        return list(
            self.page.evaluate(
                "() => [...document.links].filter(a => a.origin === location.origin).map(a => a.pathname)"
            )
        )

    def links_undrawn(self, path: str) -> list[str]:
        """The same of the page at `path`, asked for and not drawn: for what lies behind a page that is known."""
        answer = self.context.request.get(f"{self.base_url}{path}")
        found = [urljoin(answer.url, link.attrs.get("href") or "") for link in parse(answer.text()).all("a")]
        return [urlsplit(link).path for link in found if link.startswith(f"{self.base_url}/")]

    # --- whether they can use it

    def keeps_axe_at_hand(self) -> None:
        """For a walk over many pages: handing it to each of them anew takes as long as the page."""
        self.page.add_init_script(AXE)

    def can_use_this_page(self) -> None:
        """AssertionError with what stands in somebody's way: axe, width, targets, console, strangers."""
        assert self.page.locator("main").is_visible(), f"{self.page.url} has no main part"
        found = [*self._axe(), *self._too_wide(), *self._too_small()]
        found += [f"the console says: {line}" for line in self.console]
        found += [f"it asked {address}" for address in self.asked_outside]
        assert not found, f"{self.page.url}\n  " + "\n  ".join(found)

    def _axe(self) -> list[str]:
        page = self.page if self.scripts else self._twin()
        if not page.evaluate("() => Boolean(window.axe)"):
            page.evaluate(AXE)  # evaluate, not a script tag: the content policy stays as it is
        violations = page.evaluate(RUN_AXE, AXE_TAGS)
        if page is not self.page:
            page.context.close()
        return [
            f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
            for rule in violations
            for node in rule["nodes"]
        ]

    def _twin(self) -> Page:
        """The same page in a browser with scripts, none of its own in it: axe needs timers, and here there are none."""
        browser = self.context.browser
        assert browser
        twin = browser.new_context(**{**self.options, "java_script_enabled": True}).new_page()
        drawn = re.sub(r"<script\b.*?</script>", "", self.page.content(), flags=re.S)
        twin.route(self.page.url, lambda route: route.fulfill(body=drawn, content_type="text/html; charset=utf-8"))
        twin.goto(self.page.url)
        return twin

    def _too_wide(self) -> list[str]:
        size = self.page.viewport_size
        found = [self._over()] if size else []
        if not size or size["width"] != NARROWEST:
            self.page.set_viewport_size({"width": NARROWEST, "height": size["height"] if size else 800})
            found.append(self._over())
            if size:
                self.page.set_viewport_size(size)
        return list(filter(None, found))

    def _over(self) -> str:
        width, over = self.page.evaluate(OVER)
        found = [f"it scrolls sideways by {over} px"] if over > 0 else []
        found += self.page.evaluate(SQUEEZED)
        return f"at {width} px " + "; ".join(found) if found else ""

    def _too_small(self) -> list[str]:
        least = 64 if self.page.locator("body.page--young").count() else 48
        return list(self.page.evaluate(TARGETS, least))


Arrives = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that `make test` found or installed."""
    path = chromium.find()
    if not path:
        pytest.fail("There is no browser, so nobody can walk. `make browser` finds or installs one.", pytrace=False)
    return {**browser_type_launch_args, "executable_path": path, "args": list(chromium.ARGUMENTS)}


@pytest.fixture
def arrives(browser: Browser, portal: RunningPortal) -> Iterator[Arrives]:
    """Brings a person to the portal: `arrives("leila", width=360, scripts=False, language="ar")`, or a visitor.

    `cdn`: htmx comes from its address outside, out of our own copy; nothing else from outside ever comes.
    """
    contexts: list[BrowserContext] = []

    def arrive(
        person: str | None = None,
        *,
        width: int = 360,
        height: int = 740,
        scripts: bool = True,
        language: str = "en",
        scheme: str = "light",
        service_workers: str = "block",
        cdn: bool = False,
    ) -> Visitor:
        small = width <= PHONE_UP_TO
        options = {
            "viewport": {"width": width, "height": height},
            "has_touch": small,
            "is_mobile": small,
            "java_script_enabled": scripts,
            "locale": LOCALES[language],
            "timezone_id": "Europe/London",
            "color_scheme": scheme,
            "service_workers": service_workers,
        }
        visitor = Visitor(browser, portal.url, options, cdn=cdn)
        contexts.append(visitor.context)
        if person:
            _signs_in(visitor, person)
            _chooses_language(visitor, language)
        return visitor

    yield arrive
    for context in contexts:
        context.close()


def _signs_in(visitor: Visitor, person: str) -> None:
    """Through the demo's own door, as anybody at a demo would."""
    visitor.goes_to("/demo")
    visitor.page.locator(f'form[action$="/demo/{person}"] button').first.click()
    visitor.page.wait_for_load_state()


def _chooses_language(visitor: Visitor, language: str) -> None:
    """Everyone of the cast has a language of their own; a journey may want another."""
    if visitor.page.locator("html").get_attribute("lang") != language:
        first = visitor.page.url.removeprefix(visitor.base_url)
        visitor.goes_to("/language")
        visitor.page.locator(f'main button[name="language"][value="{language}"]').click()
        visitor.page.wait_for_load_state()
        visitor.goes_to(first)


def with_a_lock(page: Page) -> tuple[CDPSession, str]:
    """Give the browser an authenticator, as a phone has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": LOCK})
    return session, str(made["authenticatorId"])


def keep_a_picture(visitor: Visitor, name: str, folder: Path) -> None:
    """A picture of the whole page, for somebody to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=folder / f"{name}.png", full_page=True)
