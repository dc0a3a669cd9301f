"""The code on paper from the key worker: no e-mail, once, seven days, counted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.keys.printed_codes import print_code
from portal.models import Contact, Person, PrintedCode, Relationship, SignIn
from tests.cast import person, relationship
from tests.support.client import Browser
from tests.support.portal import Look
from tests.support.time import SetTime
from tests.web.account.letters import cookies_of, with_cookies


def printed_for(slug: str) -> str:
    """A fresh code for somebody, as it stands on the paper."""
    with db.work(SYSTEM, reason="a test prints a code") as session:
        return print_code(session.get_one(Person, person(slug)), by=None)


def types(browser: Browser, code: str, phone: str = "shared") -> TestResponse:
    """Type a code from paper."""
    return browser.sends("/sign-in/paper", to="/sign-in/paper", code=code, phone=phone)


def test_a_carer_without_e_mail_comes_in_with_paper(visitor: Browser, look: Look) -> None:
    answer = types(visitor, printed_for("grace"))
    assert (answer.status_code, answer.location) == (303, "/")
    assert look(sa.select(SignIn.way_in)) == ["printed_code"]


def test_small_letters_and_no_hyphens_are_fine(visitor: Browser) -> None:
    assert types(visitor, printed_for("grace").replace("-", " ").lower()).location == "/"


def test_a_paper_works_once(visitor: Browser, look: Look) -> None:
    code = printed_for("grace")
    types(visitor, code)
    visitor.post("/leave")
    assert "does not work" in types(visitor, code).text
    assert len(look(sa.select(SignIn.id))) == 1


def test_a_paper_is_worth_nothing_after_a_week(visitor: Browser, the_time_is: SetTime) -> None:
    code = printed_for("grace")
    the_time_is("2026-12-01 10:01")
    assert types(visitor, code).status_code == 422


def test_20_threads_with_one_paper_get_one_session(visitor: Browser, app: Flask, look: Look) -> None:
    code, token = printed_for("grace"), visitor.form("/sign-in/paper", to="/sign-in/paper").hidden_values()
    held = cookies_of(visitor)

    def one(_: int) -> int:
        return with_cookies(app, held).post("/sign-in/paper", data={**token, "code": code}).status_code

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(one, range(20)))
    assert answers.count(303) == 1
    assert look(sa.select(SignIn.person_id)) == [person("grace")]


@pytest.mark.parametrize("slug", ["okoro", "amara", "maya"])
def test_a_code_of_somebody_else_s_door_is_not_spent_here(visitor: Browser, look: Look, slug: str) -> None:
    assert types(visitor, printed_for(slug)).status_code == 422
    assert look(sa.select(PrintedCode.used_at)) == [None]


def test_a_paper_in_the_drawer_opens_nothing_after_contact_was_stopped(visitor: Browser, look: Look) -> None:
    code = printed_for("arjun")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("arjun", "rohan")).contact = Contact.NONE
    assert types(visitor, code).status_code == 422
    assert look(sa.select(SignIn.id)) == []


def test_ending_access_ends_the_paper(visitor: Browser) -> None:
    code = printed_for("grace")
    with db.work(SYSTEM, reason="a test"):
        end_access(person("grace"), why="a test")
    assert types(visitor, code).status_code == 422


def test_half_a_code_is_asked_for_in_whole(visitor: Browser) -> None:
    assert "Type all 12 letters and numbers" in types(visitor, "7KQ2-M0").text
