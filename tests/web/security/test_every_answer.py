"""Every answer of every page: headers, hosts, how htmx is held, and that looking changes nothing (28-32, 36)."""

import json
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from portal.database import db
from tests.support.examples import EVERYTHING
from tests.support.fingerprints import TRACES, fingerprint
from tests.support.house import ASKED, VISITOR, House, on_both
from tests.support.html import parse

PEOPLE = (VISITOR, "leila", "zofia", "okoro", "byrne", "amara")
# What stands around a page and in its head is the same code on both databases; that looking changes nothing is not.
DRAWN = on_both(PEOPLE) if EVERYTHING else [("sqlite", slug) for slug in PEOPLE]
HOST = re.compile(r"(?:src|href|action|data-cdn|content)=\"(https?://[^\"/]+)")
CDN = "https://cdn.jsdelivr.net"
CDN_HTMX = f"{CDN}/npm/htmx.org@2.0.11/dist/htmx.min.js"
# What the browser may keep: two pages that belong to nobody, the script that keeps them, and the portal's files.
KEPT = ("/help/offline", "/check-in/offline", "/sw.js", "/static/")
HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
}
POLICY = {
    "default-src": {"'none'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}


def every_answer(house: House, slug: str) -> list[tuple[str, TestResponse]]:
    """Where they can go, a part that htmx asks for, files, and every kind of error; asked once for all that is asked
    of the answers."""
    if (house.kind, slug) not in _answers:
        _answers[house.kind, slug] = list(_asked_for(house, slug))
    return _answers[house.kind, slug]


_answers: dict[tuple[str, str], list[tuple[str, TestResponse]]] = {}


def _asked_for(house: House, slug: str) -> Iterator[tuple[str, TestResponse]]:
    yield from house.visit(slug).pages.items()
    browser = house.browser(slug)
    sheet = parse(browser.get("/help").text).all("link", where=lambda node: node.attrs.get("rel") == "stylesheet")[0]
    for address in ("/help/offline", "/check-in/offline", "/sw.js", "/health", "/ready", "/nowhere"):
        yield address, browser.get(address)
    for address in (sheet.attrs["href"], "/static/img/mark.svg", "/static/nothing"):
        with browser.get(address) as file:
            yield address, file
    yield "a part", browser.get("/", headers={"HX-Request": "true", "HX-Target": "today"})
    yield "refused", browser.post("/looks", data={})
    yield "no such method", browser.delete("/")
    yield "too much", browser.post("/looks", data={"text": "x" * 14_000_000})


def policy_of(answer: TestResponse) -> dict[str, set[str]]:
    """The content policy: each directive with its sources."""
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


@pytest.mark.parametrize(ASKED, DRAWN, indirect=["shared_house"])
def test_every_answer_carries_the_headers(house: House, slug: str) -> None:
    statuses = set()
    for address, answer in every_answer(house, slug):
        statuses.add(answer.status_code)
        policy = policy_of(answer)
        assert policy.items() >= POLICY.items(), address
        assert policy.get("script-src", set()) <= {"'self'", CDN_HTMX}, address
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "blob:"} & set().union(*policy.values()), address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Referrer-Policy"] == "no-referrer", address
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert {"camera=()", "geolocation=()"} <= set(answer.headers["Permissions-Policy"].split(", ")), address
        assert answer.headers.getlist("Content-Security-Policy")[1:] == [], address
    assert {200, 400, 404, 405, 413} <= statuses


@pytest.mark.parametrize(ASKED, DRAWN, indirect=["shared_house"])
def test_no_browser_keeps_a_page_and_no_cache_mixes_a_page_with_a_part(house: House, slug: str) -> None:
    for address, answer in every_answer(house, slug):
        if not address.startswith(KEPT):
            assert answer.headers["Cache-Control"] == "no-store", address
        if not address.startswith("/static/"):
            assert {"HX-Request", "HX-Target", "Cookie"} <= set(answer.vary), address
    answer = house.browser(slug).get("/help", headers={"Accept-Encoding": "gzip"})
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(ASKED, DRAWN, indirect=["shared_house"])
def test_htmx_runs_no_script_of_a_page_and_keeps_no_page(house: House, slug: str) -> None:
    for address, answer in house.visit(slug).pages.items():
        if answer.mimetype == "text/html" and "htmx-config" in answer.text:
            page = parse(answer.text)
            settings = page.one("meta", where=lambda node: node.attrs.get("name") == "htmx-config").attrs["content"]
            assert json.loads(settings).items() >= HTMX.items(), address
        elif "hx-" in answer.text:
            raise AssertionError(f"{address} uses htmx without its settings")


@pytest.mark.parametrize(ASKED, DRAWN, indirect=["shared_house"])
def test_no_page_names_a_host_outside_but_the_pinned_one(house: House, slug: str) -> None:
    allowed = {CDN} if slug not in {VISITOR, "zofia"} else set()
    for address, answer in every_answer(house, slug):
        hosts = set(HOST.findall(answer.get_data(as_text=True))) if answer.mimetype == "text/html" else set()
        assert {host for host in hosts - allowed if "meet" not in host} == set(), address
        if not allowed:
            assert "jsdelivr" not in answer.headers["Content-Security-Policy"], f"{address} tells that a child is here"


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["okoro"]), indirect=["shared_house"])
def test_looking_changes_nothing(house: House, slug: str) -> None:
    before = fingerprint(without=TRACES)
    for address in house.visit(slug).pages:
        house.browser(slug).get(address)
    assert len(house.visit(slug).pages) > 5
    assert fingerprint(without=TRACES) == before


def test_a_look_that_tried_to_write_would_be_stopped_by_the_database(house: House) -> None:
    with house.app.test_request_context("/"):
        db.open_for("read")
        with pytest.raises(sa.exc.DBAPIError), db.elevated("a test") as session:
            session.execute(sa.text("UPDATE person SET first_name = 'x'"))
        db.close()
