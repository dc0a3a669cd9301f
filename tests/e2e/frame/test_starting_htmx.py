"""htmx is a courtesy: from the CDN when it answers, else our own copy, never both, and never waited for."""

import hashlib
import time
from base64 import b64encode
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from portal.web.static import ROOT
from tests.e2e.frame.conftest import Opens
from tests.support.parts_server import PartsServer

CDN = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.11/dist/htmx.min.js"
OWN = "/static/vendor/htmx-2.0.11.min.js"
HTMX = (ROOT / "vendor" / "htmx-2.0.11.min.js").read_bytes()

COUNT_RUNS = """() => {
  let held;
  window.runs = 0;
  Object.defineProperty(window, "htmx", { get: () => held, set: (it) => { held = it; window.runs += 1; } });
}"""


# Somebody's script that found a way into the page, and what became of it.
ADD = """(address) => new Promise((answer) => {
  const script = document.createElement("script");
  const refused = (event) => { if (event.blockedURI === address) answer("refused"); };
  document.addEventListener("securitypolicyviolation", refused);
  script.onload = () => answer("ran");
  script.src = address;
  document.head.append(script);
})"""


def cdn(answer: Callable[[Route], object]) -> Callable[[BrowserContext], None]:
    """A CDN that answers like this."""
    return lambda context: context.route(CDN, answer)


def sends(body: bytes) -> Callable[[Route], object]:
    return lambda route: route.fulfill(
        body=body, content_type="text/javascript", headers={"Access-Control-Allow-Origin": "*"}
    )


def works(page: Page) -> bool:
    page.get_by_role("link", name="Change it").click()
    page.locator("#here").get_by_text("Zofia’s card").wait_for()
    return "swapping" in page.url


def ready(page: Page) -> None:
    page.wait_for_function("() => window.htmx")


def own_copies(page: Page) -> int:
    return int(page.locator(f'script[src^="{OWN}"]').count())


def test_the_page_carries_the_hash_of_our_copy() -> None:
    digest = b64encode(hashlib.sha384(HTMX).digest()).decode()
    assert f"sha384-{digest}" in (ROOT.parent / "templates" / "layouts" / "_head.html").read_text()


def test_the_cdn_is_used_when_it_answers(opens: Opens) -> None:
    page = opens("swapping?htmx=cdn", before=cdn(sends(HTMX)))
    ready(page)
    assert works(page)
    assert own_copies(page) == 0


def test_our_copy_takes_over_when_the_cdn_is_gone(opens: Opens) -> None:
    page = opens("swapping?htmx=cdn", before=cdn(lambda route: route.abort()))
    ready(page)
    assert works(page)
    assert own_copies(page) == 1


def test_a_wrong_file_under_the_cdns_address_never_runs(opens: Opens) -> None:
    page = opens("swapping?htmx=cdn", before=cdn(sends(b"window.evil = true;")))
    ready(page)
    assert page.evaluate("() => window.evil") is None
    assert own_copies(page) == 1


@pytest.mark.parametrize(
    "other", [f"{CDN}.js", CDN.replace("2.0.11", "2.0.10"), "https://cdn.jsdelivr.net/npm/evil@1.0.0/evil.js"]
)
def test_no_other_file_of_the_cdn_runs(opens: Opens, other: str) -> None:
    evil = sends(b"window.evil = true;")
    page = opens("swapping?htmx=cdn", before=lambda context: context.route("https://cdn.jsdelivr.net/**", evil))
    assert page.evaluate(ADD, other) == "refused"
    assert page.evaluate("() => window.evil") is None


def test_a_cdn_that_hangs_delays_nothing_and_never_runs_late(opens: Opens) -> None:
    waiting: list[Route] = []
    begun = time.monotonic()
    page = opens("swapping?htmx=cdn", before=cdn(lambda route: waiting.append(route)))
    assert time.monotonic() - begun < 2.5, "The page waited for the CDN."
    page.evaluate(COUNT_RUNS)
    ready(page)
    assert own_copies(page) == 1
    sends(HTMX)(waiting[0])
    assert works(page)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.runs") == 1


def test_young_people_and_visitors_name_no_other_host(opens: Opens, parts: PartsServer) -> None:
    asked: list[str] = []
    page = opens("board", before=lambda context: context.on("request", lambda request: asked.append(request.url)))
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(parts.url) for url in asked)
    assert "//" not in page.content().replace("//127.0.0.1", "").replace("http://www.w3.org", "")


def test_a_page_without_parts_fetches_no_htmx_at_all(opens: Opens, parts: PartsServer) -> None:
    page = opens("today?htmx=own")
    page.wait_for_load_state("networkidle")
    assert OWN not in parts.paths()
