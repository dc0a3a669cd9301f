"""Nobody guesses for long, and nobody locks somebody else out of every way (reliability.md check 21)."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from portal.models import LinkRequest, OutboxItem, SignIn
from tests.support.client import Browser
from tests.support.html import parse
from tests.support.portal import Look
from tests.support.rarely import as_many
from tests.support.time import SetTime
from tests.web.account.letters import asks, cookies_of, letters, with_cookies
from tests.web.account.test_paper import printed_for


def asks_from(app: Flask, email: str, network: str, **headers: str) -> TestResponse:
    """Ask for a code from a network, in a fresh browser."""
    browser: Browser = app.test_client()  # type: ignore[assignment]
    token = browser.form("/sign-in", to="/sign-in").hidden_values()
    data = {**token, "email": email, "phone": "shared"}
    return browser.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": network}, headers=headers)


def test_a_person_who_asks_too_often_reads_when_and_whom_to_ring(visitor: Browser, look: Look) -> None:
    for _ in range(5):
        asks(visitor, "leila@example.org")
    answer = asks(visitor, "leila@example.org")
    assert answer.status_code == 429
    assert "You can try again at 10:1" in parse(answer.text).text
    assert "01632 960 100" in answer.text
    assert len(look(sa.select(LinkRequest.id))) == 5


def test_an_address_that_nobody_has_is_limited_in_the_same_way(app: Flask) -> None:
    answers = {
        email: [asks_from(app, f"{email}@example.org", f"192.0.2{n}.7").status_code for _ in range(6)]
        for n, email in enumerate(("leila", "nobody", "dan"))
    }
    assert set(map(tuple, answers.values())) == {(303,) * 5 + (429,)}


def test_saying_where_one_comes_from_changes_nothing(app: Flask, look: Look) -> None:
    for n in range(30):
        forged = f"198.51.{n}.7"
        asks_from(app, "leila@example.org", "192.0.2.1", **{"X-Forwarded-For": forged, "X-Real-IP": forged})
    assert len(look(sa.select(OutboxItem.id))) == 5


def test_somebody_far_away_cannot_keep_leila_from_asking(app: Flask, visitor: Browser) -> None:
    for _ in range(12):
        asks_from(app, "leila@example.org", "198.51.100.1")
    assert asks(visitor, "leila@example.org").status_code == 303


def test_of_many_guesses_of_a_code_at_once_ten_are_looked_at_at_most(app: Flask, look: Look) -> None:
    browsers, many = [], as_many(in_a_run=100, in_a_drill=500)
    for _ in range(5):
        browser: Browser = app.test_client()  # type: ignore[assignment]
        asks(browser, "leila@example.org")
        token = browser.form("/sign-in/code", to="/sign-in/code").hidden_values()
        browsers.append((cookies_of(browser), token))
    right = {letter["code"] for letter in letters()}
    guesses = [code for code in (f"{n:06d}" for n in range(700)) if code not in right][:many]

    def guess(n: int) -> int:
        held, token = browsers[n % 5]
        browser = with_cookies(app, held)
        return browser.post(
            "/sign-in/code", data={**token, "code": guesses[n]}, headers={"X-Forwarded-For": f"198.51.{n % 250}.7"}
        ).status_code

    with ThreadPoolExecutor(as_many(in_a_run=12, in_a_drill=50)) as threads:
        answers = list(threads.map(guess, range(many)))
    assert sum(look(sa.select(LinkRequest.wrong_tries))) <= 10
    assert set(answers) == {422, 429}
    assert look(sa.select(SignIn.id)) == []


def test_the_true_person_still_comes_in_another_way(app: Flask, visitor: Browser) -> None:
    asks(visitor, "leila@example.org")
    for _ in range(12):
        visitor.sends("/sign-in/code", to="/sign-in/code", code="000000")
    assert visitor.sends("/sign-in/paper", to="/sign-in/paper", code=printed_for("leila")).location == "/"


def test_the_link_still_works_when_the_code_was_tried_too_often(visitor: Browser) -> None:
    asks(visitor, "leila@example.org")
    for _ in range(12):
        visitor.sends("/sign-in/code", to="/sign-in/code", code="000000")
    path = letters()[0]["link"].removeprefix("https://localhost")
    assert visitor.sends(path, to=path).location == "/"


def test_codes_of_one_address_are_counted_over_the_day(app: Flask, the_time_is: SetTime) -> None:
    """Twenty wrong codes a day for one address, from wherever they come, known or not."""
    for slug in ("leila", "nobody"):
        seen = []
        for n in range(5):
            the_time_is(f"2026-11-24 {11 + n}:00")
            browser: Browser = app.test_client()  # type: ignore[assignment]
            asks(browser, f"{slug}@example.org")
            token = browser.form("/sign-in/code", to="/sign-in/code").hidden_values()
            where = {"REMOTE_ADDR": f"203.0.{n}.{len(slug)}"}
            for _ in range(5):
                data = {**token, "code": "000000"}
                seen.append(browser.post("/sign-in/code", data=data, environ_base=where).status_code)
        assert seen == [422] * 20 + [429] * 5


def test_wrong_papers_are_counted_by_network(app: Flask, visitor: Browser) -> None:
    token = visitor.form("/sign-in/paper", to="/sign-in/paper").hidden_values()
    data = {**token, "code": "7KQ2-M0XA-93TD", "phone": "shared"}
    answers = [visitor.post("/sign-in/paper", data=data).status_code for _ in range(12)]
    assert answers == [422] * 10 + [429] * 2
    elsewhere = visitor.post("/sign-in/paper", data=data, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert elsewhere.status_code == 422


def test_right_tries_of_a_whole_school_do_not_count(app: Flask) -> None:
    for _ in range(12):
        browser: Browser = app.test_client()  # type: ignore[assignment]
        assert browser.sends("/sign-in/paper", to="/sign-in/paper", code=printed_for("grace")).location == "/"
