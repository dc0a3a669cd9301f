"""The first time: a printed code, a password, an app, ten codes on paper; nothing works before all is done."""

import re

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from portal import clock, seals
from portal.database import SYSTEM, db
from portal.keys.printed_codes import print_code
from portal.models import HalfWay, OutboxItem, Person, PrintedCode, RecoveryCode, SignIn, StaffSecret
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look
from tests.web.account.staff_at_the_door import EMAIL, PASSWORD, SEED, code_now, give_password, set_up


def a_paper_for(slug: str = "okoro") -> str:
    """A one-time code from the coordinator."""
    with db.work(SYSTEM, reason="a test prints a code") as session:
        return print_code(session.get_one(Person, person(slug)), by=None)


def begin(browser: Browser, *, email: str = EMAIL, code: str = ""):  # type: ignore[no-untyped-def]
    """Give the paper's code."""
    return browser.sends("/sign-in/staff/first", to="/first", email=email, code=code or a_paper_for())


def choose(browser: Browser, password: str = PASSWORD, again: str | None = None):  # type: ignore[no-untyped-def]
    """Choose a password."""
    return browser.sends("/sign-in/staff/first/password", password=password, again=again or password)


def seed_on(browser: Browser, path: str = "/sign-in/staff/first/generator") -> str:
    """The letters under the square, as somebody types them into an app."""
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", browser.reads(path).text)
    assert found
    return found.group(1).replace(" ", "")


def finish(browser: Browser, path: str = "/sign-in/staff/first/generator"):  # type: ignore[no-untyped-def]
    """Scan the square and type the app's code, all on one page as a person would."""
    form = browser.form(path)
    seed = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", form.text)
    assert seed
    return browser.post(path, data={**form.hidden_values(), "code": code_now(seed.group(1).replace(" ", ""))})


def test_from_paper_to_signed_in(visitor: Browser, look: Look) -> None:
    assert begin(visitor).headers["Location"] == "/sign-in/staff/first/password"
    assert choose(visitor).headers["Location"] == "/sign-in/staff/first/generator"
    assert look(sa.select(StaffSecret.is_ready)) == [False]
    answer = finish(visitor)
    papers = set(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", answer.text))
    assert (answer.status_code, len(papers)) == (200, 10)
    assert look(sa.select(StaffSecret.is_ready)) == [True]
    assert [row.person_id for row in look(sa.select(SignIn)) if row.ended_at is None] == [person("okoro")]
    assert look(sa.select(PrintedCode.used_at)) != [None]
    assert "secret_changed" in look(sa.select(OutboxItem.letter))
    assert visitor.get("/account/ways").status_code == 200


def test_what_was_set_up_opens_the_door(visitor: Browser, app: Flask, look: Look) -> None:
    begin(visitor)
    choose(visitor)
    papers = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", finish(visitor).text)
    other: Browser = app.test_client()  # type: ignore[assignment]
    assert give_password(other).status_code == 303
    seed = seals.unseal(look(sa.select(StaffSecret.totp_seed))[0])
    # The code that proved the app was used by that.
    assert other.sends("/sign-in/staff/code", code=code_now(seed)).status_code == 422
    assert other.sends("/sign-in/staff/paper-code", code=papers[0]).status_code == 303


@pytest.mark.parametrize(
    ("email", "code"), [("lewis@example.org", ""), (EMAIL, "7KQ2-M01A-93TD"), ("x@example.org", "")]
)
def test_email_and_code_must_belong_together(visitor: Browser, look: Look, email: str, code: str) -> None:
    answer = begin(visitor, email=email, code=code)
    assert answer.status_code == 422
    assert "do not work together" in answer.text
    assert look(sa.select(HalfWay)) == []


def test_a_carers_paper_opens_no_staff_door(visitor: Browser) -> None:
    assert begin(visitor, email="leila@example.org", code=a_paper_for("leila")).status_code == 422


def test_ten_codes_are_looked_at(visitor: Browser) -> None:
    answers = [begin(visitor, code="7KQ2-M01A-93TD").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "Type a password"),
        ("14 characters!", "at least 15"),
        ("x" * 201, "200"),
        ("passwordpassword", "easy to guess"),
        ("aaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("orchardroworchardrow", "easy to guess"),
        ("okorookorookoro1", "easy to guess"),
        ("123456789012345", "easy to guess"),
    ],
)
def test_a_password_that_somebody_guesses_is_not_taken(visitor: Browser, look: Look, password: str, why: str) -> None:
    begin(visitor)
    answer = choose(visitor, password)
    assert answer.status_code == 422
    assert why in answer.text
    assert look(sa.select(StaffSecret)) == []


def test_two_different_passwords_are_not_taken(visitor: Browser) -> None:
    begin(visitor)
    assert "not the same" in choose(visitor, again="another one entirely, no").text


@pytest.mark.parametrize(
    "password", ["żółw gra na bębnie w lesie", "صباح الخير يا جاري العزيز", "🦊🪁 kite over gravel teapot"]
)
def test_a_password_may_be_in_any_script(visitor: Browser, password: str) -> None:
    begin(visitor)
    assert choose(visitor, password).status_code == 303


def test_nothing_works_before_the_app_is_proven(visitor: Browser, app: Flask) -> None:
    begin(visitor)
    choose(visitor)
    other: Browser = app.test_client()  # type: ignore[assignment]
    assert give_password(other).status_code == 422


def test_a_wrong_code_keeps_the_same_square(visitor: Browser) -> None:
    begin(visitor)
    choose(visitor)
    path = "/sign-in/staff/first/generator"
    form = visitor.form(path)
    answer = visitor.post(path, data={**form.hidden_values(), "code": "000000"})
    assert answer.status_code == 422
    assert form.text.split("Type these letters")[1][:60] in answer.text.replace("\n", " ") or SEED not in answer.text
    seed = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", form.text)
    assert seed
    assert seed.group(1) in answer.text


def test_a_square_of_somebody_elses_making_is_not_taken(visitor: Browser, look: Look) -> None:
    begin(visitor)
    choose(visitor)
    path = "/sign-in/staff/first/generator"
    form = visitor.form(path).hidden_values()
    for offer in ("", "nonsense", seals.seal('{"person": "x", "seed": "y", "at": "2026-01-01T00:00:00+00:00"}')):
        answer = visitor.post(path, data={**form, "offer": offer, "code": code_now()})
        assert answer.status_code == 200
    assert look(sa.select(StaffSecret.is_ready)) == [False]


def test_the_paper_works_for_one_browser_at_a_time_and_once(visitor: Browser, app: Flask) -> None:
    paper = a_paper_for()
    begin(visitor, code=paper)
    choose(visitor)
    other: Browser = app.test_client()  # type: ignore[assignment]
    begin(other, code=paper)
    assert visitor.get("/sign-in/staff/first/generator").headers["Location"] == "/sign-in/staff/first"
    choose(other)
    assert finish(other).status_code == 200
    third: Browser = app.test_client()  # type: ignore[assignment]
    assert begin(third, code=paper).status_code == 422


def test_a_new_paper_stops_whoever_holds_the_old_one(visitor: Browser) -> None:
    begin(visitor)
    choose(visitor)
    a_paper_for()
    assert visitor.get("/sign-in/staff/first/generator").headers["Location"] == "/sign-in/staff/first"


def test_after_an_hour_it_begins_again(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    begin(visitor)
    later = clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert visitor.get("/sign-in/staff/first/password").headers["Location"] == "/sign-in/staff/first"


def test_after_a_loss_the_old_secrets_open_nothing(visitor: Browser, app: Flask, look: Look) -> None:
    old = set_up()
    begin(visitor)
    choose(visitor, "a very different gravel teapot")
    finish(visitor)
    other: Browser = app.test_client()  # type: ignore[assignment]
    assert give_password(other).status_code == 422
    give_password(other, password="a very different gravel teapot")
    assert other.sends("/sign-in/staff/code", code=code_now()).status_code == 422
    assert other.sends("/sign-in/staff/paper-code", code=old[0]).status_code == 422
    assert len([row for row in look(sa.select(RecoveryCode)) if row.ended_at is None]) == 10


def test_the_command_prints_a_code_for_the_first_of_the_staff(
    visitor: Browser,
    settings,
    db_url: str,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    from portal.cli import first_code as command

    monkeypatch.setattr(command, "Settings", lambda: settings)
    printed = CliRunner().invoke(command.first_code, ["Patel@Example.org"])
    assert printed.exit_code == 0, printed.output
    assert begin(visitor, email="patel@example.org", code=printed.output.split()[0]).status_code == 303
    unknown = CliRunner().invoke(command.first_code, ["nobody@example.org"])
    assert (unknown.exit_code, "Nobody with the email" in unknown.output) == (1, True)
    assert CliRunner().invoke(command.first_code, ["leila@example.org"]).exit_code == 1
