"""Every answer of every page: its headers, its hosts, and that looking changes nothing."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import db
from portal.models import Base
from tests.support.crawl import visit
from tests.support.portal import SignedInAs

PEOPLE = ("leila", "zofia", "okoro", "byrne", "amara")
HOST = re.compile(r"(?:src|href|action|data-cdn|content)=\"(https?://[^\"/]+)")
# What looking may leave behind: its line in the record, and that somebody is still here.
TRACES = {"audit_entry", "audit_pupil", "sign_in", "alembic_version"}


def fingerprint(*, without: frozenset[str] | set[str] = frozenset()) -> dict[str, int]:
    """One number for what stands in each table."""
    numbers = {}
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT set_config('portal.scope', 'system', true)")
        for table in Base.metadata.sorted_tables:
            if table.name not in without:
                rows = connection.execute(sa.select(table)).all()
                numbers[table.name] = hash(frozenset(repr(tuple(row)) for row in rows))
    return numbers


@pytest.mark.parametrize("slug", PEOPLE)
def test_every_answer_carries_the_headers(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    for address, answer in [*visit(browser).pages.items(), ("/nowhere", browser.get("/nowhere"))]:
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "data:" not in policy, address
        for needed in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert needed in policy, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["Referrer-Policy"] == "no-referrer", address
        assert "HX-Request" in ",".join(answer.headers.getlist("Vary")), address
        if address not in {"/help/offline", "/sw.js"}:
            assert answer.headers["Cache-Control"] == "no-store", address


@pytest.mark.parametrize("slug", PEOPLE)
def test_no_page_names_a_host_outside_but_the_pinned_one(slug: str, signed_in_as: SignedInAs) -> None:
    for address, answer in visit(signed_in_as(slug)).pages.items():
        hosts = set(HOST.findall(answer.text)) if answer.mimetype == "text/html" else set()
        allowed = set() if slug == "zofia" else {"https://cdn.jsdelivr.net"}
        assert {host for host in hosts if host not in allowed and "meet" not in host} == set(), address


def test_nobody_outside_learns_that_a_child_is_here(signed_in_as: SignedInAs) -> None:
    for address, answer in visit(signed_in_as("zofia")).pages.items():
        assert "jsdelivr" not in answer.headers["Content-Security-Policy"], address
        assert "jsdelivr" not in answer.text, address


@pytest.mark.parametrize("slug", PEOPLE)
def test_looking_changes_nothing(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    before = fingerprint(without=TRACES)
    assert len(visit(browser).pages) > 5
    assert fingerprint(without=TRACES) == before


def test_a_look_that_tried_to_write_would_be_stopped_by_the_database(app: Flask) -> None:
    with app.test_request_context("/"):
        db.open_for("read")
        with pytest.raises(sa.exc.DBAPIError), db.elevated("a test") as session:
            session.execute(sa.text("UPDATE person SET first_name = 'x'"))
        db.close()
