"""The link in the letter: looking spends nothing, pressing spends it once, elsewhere it is nothing (checks 18, 19)."""

import re
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from portal.models import LinkRequest, SignIn
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look
from tests.support.time import SetTime
from tests.web.account.letters import asks, cookies_of, letters, with_cookies

OVER = "This link does not work any more"
ELSEWHERE = "Go back to where you asked"


def path(letter: int = -1) -> str:
    """The link of a letter, without our own address."""
    return letters()[letter]["link"].removeprefix("https://localhost")


def test_a_carer_opens_the_link_and_presses_the_button(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    answer = visitor.sends(path(), to=path())
    assert (answer.status_code, answer.location) == (303, "/")
    assert look(sa.select(SignIn.way_in)) == ["link"]


def test_a_mail_scanner_spends_nothing_and_gets_nothing(visitor: Browser, app: Flask, look: Look) -> None:
    asks(visitor, "leila@example.org")
    for _ in range(10):
        scanner = app.test_client()
        assert ELSEWHERE in scanner.get(path()).text
        assert scanner.head(path()).status_code == 200
    assert look(sa.select(SignIn.id)) == []
    assert visitor.sends(path(), to=path()).location == "/"


def test_another_browser_never_gets_a_session(visitor: Browser, app: Flask, look: Look) -> None:
    asks(visitor, "leila@example.org")
    other: Browser = app.test_client()  # type: ignore[assignment]
    other.get("/sign-in")
    token = other.form("/sign-in", to="/sign-in").hidden_values()
    answer = other.post(path(), data=token)
    assert ELSEWHERE in answer.text
    assert "6 numbers" in answer.text
    assert look(sa.select(SignIn.id)) == []
    assert look(sa.select(LinkRequest.used_at)) == [None]


def test_a_link_works_once(visitor: Browser, look: Look) -> None:
    asks(visitor, "leila@example.org")
    token = visitor.form(path(), to=path()).hidden_values()
    assert visitor.post(path(), data=token).status_code == 303
    visitor.post("/leave")
    assert OVER in visitor.get(path()).text


def test_used_old_newer_and_made_up_links_look_the_same(visitor: Browser, app: Flask, the_time_is: SetTime) -> None:
    asks(visitor, "leila@example.org")
    older = path()
    asks(visitor, "leila@example.org")
    seen = {visitor.get(older).data, visitor.get("/sign-in/link/made-up").data}
    newest = path()
    the_time_is("2026-11-24 10:11")
    seen.add(visitor.get(newest).data)
    assert len({_without_token(page) for page in seen}) == 1


def test_a_link_works_for_nine_minutes(visitor: Browser, the_time_is: SetTime) -> None:
    asks(visitor, "leila@example.org")
    the_time_is("2026-11-24 10:09")
    assert visitor.sends(path(), to=path()).location == "/"


def test_the_code_is_spent_with_the_link(visitor: Browser) -> None:
    asks(visitor, "leila@example.org")
    visitor.sends(path(), to=path())
    visitor.post("/leave")
    answer = visitor.sends("/sign-in/code", to="/sign-in/code", code=letters()[0]["code"])
    assert answer.status_code == 422


def test_20_threads_with_one_link_get_one_session(visitor: Browser, app: Flask, look: Look) -> None:
    asks(visitor, "leila@example.org")
    where, token = path(), visitor.form(path(), to=path()).hidden_values()
    held = cookies_of(visitor)
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: with_cookies(app, held).post(where, data=token).status_code, range(20)))
    assert answers.count(303) == 1
    assert look(sa.select(SignIn.person_id)) == [person("leila")]


def test_the_link_does_not_stand_on_the_page_that_answers_for_it(visitor: Browser) -> None:
    asks(visitor, "leila@example.org")
    visitor.sends(path(), to=path())
    assert path() not in visitor.get("/looks").text


def _without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", page)
