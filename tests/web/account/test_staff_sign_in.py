"""Staff sign in with a password and a code; whoever guesses learns nothing."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import seals
from portal.database import SYSTEM, db
from portal.models import AuditEntry, Card, HalfWay, Person, RoleHolding, SignIn, StaffSecret
from tests.cast import person
from tests.support.client import Browser
from tests.support.examples import each_on_both
from tests.support.portal import Look
from tests.web.account.staff_at_the_door import EMAIL, PASSWORD, SEED, code_now, give_password, set_up


def test_mr_okoro_comes_in_with_password_and_code(visitor: Browser, look: Look) -> None:
    set_up()
    assert give_password(visitor).headers["Location"] == "/sign-in/staff/code"
    assert look(sa.select(SignIn)) == []
    answer = visitor.sends("/sign-in/staff/code", code=code_now())
    assert answer.headers["Location"] == "/"
    (sign_in,) = look(sa.select(SignIn))
    assert (sign_in.person_id, sign_in.way_in) == (person("okoro"), "password")
    assert all(row.ended_at for row in look(sa.select(HalfWay)))


@pytest.mark.parametrize("email", [" Okoro@Example.ORG ", "OKORO@EXAMPLE.ORG", "\uff4fkoro@example.org"])
def test_an_address_may_be_typed_in_any_shape(visitor: Browser, email: str) -> None:
    set_up()
    assert give_password(visitor, email=email).status_code == 303


def test_a_password_is_the_same_from_every_keyboard(visitor: Browser, look: Look) -> None:
    set_up()
    with db.work(SYSTEM, reason="a test") as session:
        from portal.blueprints.account.services.passwords import hashed

        session.execute(sa.update(StaffSecret).values(password_hash=hashed("caf\u00e9 gravel teapot seventeen")))
    assert give_password(visitor, password="cafe\u0301 gravel teapot seventeen").status_code == 303


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor: Browser, look: Look, email: str) -> None:
    set_up()
    answer = give_password(visitor, email=email, password="not the password at all")
    assert answer.status_code == 422
    assert "This is not the email and password of anybody here" in answer.text
    assert "not the password at all" not in answer.text
    assert look(sa.select(HalfWay)) == []


def test_the_answers_are_the_same_to_the_byte(visitor: Browser) -> None:
    """How long they take is measured in tests/drill/test_staff_guessing.py."""
    set_up()
    token = visitor.form("/sign-in/staff", to="/sign-in/staff").hidden_values()
    answers = [
        visitor.post("/sign-in/staff", data={**token, "email": email, "password": "not the password at all"})
        for email in (EMAIL, "nobody@example.org")
    ]
    bodies = {re.sub(r' value="[^"]*"', "", answer.text) for answer in answers}
    assert len(bodies) == 1
    assert [answer.status_code for answer in answers] == [422, 422]


def test_ten_passwords_are_looked_at_and_no_more_whoever_asks_from_where(
    app: Flask, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up()
    looked_at: list[object] = []
    monkeypatch.setattr(seals, "slow_matches", lambda *both: looked_at.append(both) or False)

    def guess(number: int) -> int:
        browser: Browser = app.test_client()  # type: ignore[assignment]
        token = browser.form("/sign-in/staff", to="/sign-in/staff").hidden_values()
        where = {"X-Forwarded-For": f"198.51.100.{number}"}
        return browser.post(
            "/sign-in/staff", data={**token, "email": EMAIL, "password": f"guess {number}"}, headers=where
        ).status_code

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(guess, range(60)))
    assert len(looked_at) == 10
    assert (answers.count(422), answers.count(429)) == (10, 50)


def test_a_victim_of_guessing_still_comes_in_another_way(visitor: Browser, look: Look) -> None:
    """Ten guesses close the password; the codes of the second half have counters of their own."""
    papers = set_up()
    give_password(visitor)
    for number in range(5):
        visitor.sends("/sign-in/staff/code", code=f"{number}00000")
    assert visitor.sends("/sign-in/staff/code", code=code_now()).status_code == 429
    assert visitor.sends("/sign-in/staff/paper-code", code=papers[0]).headers["Location"] == "/"


def test_a_code_works_once_with_and_without_spaces(visitor: Browser, app: Flask) -> None:
    set_up()
    code = code_now()
    give_password(visitor)
    assert visitor.sends("/sign-in/staff/code", code=f" {code[:3]} {code[3:]} ").headers["Location"] == "/"
    other: Browser = app.test_client()  # type: ignore[assignment]
    give_password(other)
    for replayed in (code, f"{code[:3]} {code[3:]}", code_now(seconds=-30)):
        assert other.sends("/sign-in/staff/code", code=replayed).status_code == 422
    assert other.sends("/sign-in/staff/code", code=code_now(seconds=30)).headers["Location"] == "/"


@pytest.mark.parametrize("seconds", [-61, 61, -3600])
def test_a_phone_whose_clock_is_wrong_shows_no_code_of_ours(visitor: Browser, seconds: int) -> None:
    set_up()
    give_password(visitor)
    assert visitor.sends("/sign-in/staff/code", code=code_now(seconds=seconds)).status_code == 422


def test_of_twenty_browsers_with_one_code_one_comes_in(app: Flask, look: Look) -> None:
    set_up()
    browsers: list[Browser] = [app.test_client() for _ in range(4)]  # type: ignore[misc]
    tokens = []
    for browser in browsers:
        give_password(browser)
        tokens.append(browser.form("/sign-in/staff/code").hidden_values())
    code = code_now()

    def give(pair: tuple[Browser, dict[str, str]]) -> int:
        return pair[0].post("/sign-in/staff/code", data={**pair[1], "code": code}).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(give, zip(browsers, tokens, strict=True)))
    assert answers == [303, 422, 422, 422]
    assert len(look(sa.select(SignIn))) == 1


def test_a_code_on_paper_works_once(visitor: Browser, app: Flask) -> None:
    papers = set_up()
    give_password(visitor)
    assert visitor.sends("/sign-in/staff/paper-code", code=papers[3].lower().replace("-", "")).status_code == 303
    other: Browser = app.test_client()  # type: ignore[assignment]
    give_password(other)
    assert other.sends("/sign-in/staff/paper-code", code=papers[3]).status_code == 422
    assert other.sends("/sign-in/staff/paper-code", code=papers[4]).status_code == 303


def test_another_persons_paper_opens_nothing(visitor: Browser) -> None:
    set_up()
    theirs = set_up("lewis")
    give_password(visitor)
    assert visitor.sends("/sign-in/staff/paper-code", code=theirs[0]).status_code == 422


def test_the_second_half_needs_the_first_in_this_browser(visitor: Browser, app: Flask) -> None:
    set_up()
    give_password(visitor)
    other: Browser = app.test_client()  # type: ignore[assignment]
    for path in ("/sign-in/staff/code", "/sign-in/staff/paper-code"):
        assert other.get(path).headers["Location"] == "/sign-in/staff"


def _change(statement: sa.Update) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(statement)


@each_on_both
@pytest.mark.parametrize(
    "change",
    [
        sa.update(StaffSecret).values(is_ready=False),
        sa.update(StaffSecret).values(ended_at=sa.func.current_timestamp()),
        sa.update(Person).where(Person.email == EMAIL).values(left_on=sa.func.date("2026-09-02")),
        sa.update(RoleHolding).where(RoleHolding.person_id == person("okoro")).values(role="carer"),
    ],
    ids=["not set up", "ended", "has left", "no role"],
)
def test_whoever_is_not_or_no_more_of_the_staff_is_an_unknown_address(visitor: Browser, change: sa.Update) -> None:
    set_up()
    _change(change)
    assert give_password(visitor).status_code == 422


def test_failures_stand_in_the_record_and_the_password_nowhere(visitor: Browser, look: Look) -> None:
    set_up()
    give_password(visitor, password="a canary nobody may see")
    lines = look(sa.select(AuditEntry))
    assert [(line.event, line.by_id) for line in lines] == [("account.try.failed", person("okoro"))]
    assert "canary" not in str([vars(line) for line in lines])
    assert PASSWORD not in str(vars(look(sa.select(StaffSecret))[0]))
    assert SEED not in str(vars(look(sa.select(StaffSecret))[0]))
    assert look(sa.select(Card)) == []
