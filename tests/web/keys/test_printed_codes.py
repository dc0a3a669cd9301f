"""A one-time code on paper works once, for a week, for one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.keys.printed_codes import find_printed_code, print_code, spend_printed_code
from portal.models import Person, PrintedCode
from tests.cast import person
from tests.support.portal import Look


def _print(slug: str = "leila") -> str:
    with db.work(SYSTEM, reason="a test") as session:
        return print_code(session.get_one(Person, person(slug)), by=None)


def _spend(code: str) -> object:
    with db.own_transaction(SYSTEM) as session:
        return spend_printed_code(session, code)


def test_a_code_finds_its_person_and_works_once(app: Flask) -> None:
    code = _print()
    with db.own_transaction(SYSTEM) as session:
        assert find_printed_code(session, code.lower().replace("-", " ")) == person("leila")
    assert _spend(code) == person("leila")
    assert _spend(code) is None


def test_of_twenty_at_once_one_gets_in(app: Flask) -> None:
    code = _print()
    with ThreadPoolExecutor(20) as pool:
        got = list(pool.map(lambda _: _spend(code), range(20)))
    assert [each for each in got if each] == [person("leila")]


def test_a_new_code_ends_the_one_before(app: Flask) -> None:
    first, second = _print(), _print()
    assert _spend(first) is None
    assert _spend(second) == person("leila")


def test_a_code_lasts_seven_days(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    code, begun = _print(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=7, seconds=1))
    assert _spend(code) is None


def test_the_code_itself_is_not_kept(app: Flask, look: Look) -> None:
    code = _print()
    assert code.replace("-", "") not in str(vars(look(sa.select(PrintedCode))[0]))
    assert _spend("not a code") is None
    assert _spend("") is None
