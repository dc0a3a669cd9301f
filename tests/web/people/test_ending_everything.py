"""Revoke everything for this person: one press, counted, and refused on every page within a second."""

import json
import time

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.access.ending import REGISTRY, UNTOLD
from portal.blueprints.people.words import ENDED
from portal.database import SYSTEM, db
from portal.models import AuditEntry, Device
from tests.cast import person
from tests.house_rules import examples
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

# Open to everybody, signed in or not.
PUBLIC = "public"


def _end(browser: Browser, slug: str) -> str:
    answer = browser.sends(f"/people/{person(slug)}/end-access")
    assert answer.status_code == 200
    return str(answer.text)


def test_what_has_ended_is_counted(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("leila")
    signed_in_as("leila", device=Device.OWN)
    text = _end(signed_in_as("okoro"), "leila")
    assert "2 open pages" in text
    assert "Leila Haddad" in text
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "access.everything.ended"))
    assert json.loads(line.facts)["counts"]["sign-ins"] == 2
    assert "There was nothing left that still worked" in _end(signed_in_as("okoro"), "leila")


@pytest.mark.parametrize("slug", ["leila", "maya", "okoro"])
def test_every_page_is_closed_to_a_session_that_was_open(app: Flask, signed_in_as: SignedInAs, slug: str) -> None:
    with db.work(SYSTEM, reason="a row of each kind, so that there is a page to close") as session:
        examples.stock(session)
    theirs = signed_in_as(slug)
    assert _ask(theirs, "/", follow_redirects=True).status_code == 200
    pressed = time.monotonic()
    _end(signed_in_as("byrne"), slug)
    assert _ask(theirs, "/week/").status_code == 302
    assert time.monotonic() - pressed < 10, "ending and the next page took longer than anybody should wait"
    for path in _pages(app):
        for answer in (_ask(theirs, path), _ask(theirs, path, "POST")):
            closed = answer.status_code in (400, 404, 405) or (
                answer.status_code == 302 and "/sign-in" in answer.headers["Location"]
            )
            assert closed, f"{path} still answers {answer.status_code}"


def test_the_page_of_somebody_else_stays_open(signed_in_as: SignedInAs) -> None:
    tomasz = signed_in_as("tomasz")
    _end(signed_in_as("okoro"), "leila")
    assert tomasz.get("/week/").status_code == 200


def test_a_key_worker_ends_nobody_outside_the_caseload(signed_in_as: SignedInAs) -> None:
    lewis = signed_in_as("lewis")
    for slug in ("leila", "maya", "okoro", "byrne"):
        assert lewis.get(f"/people/{person(slug)}/end-access").status_code == 404


def test_looking_at_the_question_ends_nothing(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    signed_in_as("okoro").get(f"/people/{person('leila')}/end-access")
    assert leila.get("/week/").status_code == 200


def _ask(browser: Browser, path: str, method: str = "GET", *, follow_redirects: bool = False) -> TestResponse:
    """Any answer; how the page looks is not what this is about."""
    return FlaskClient.open(
        browser, path, method=method, base_url="https://localhost", follow_redirects=follow_redirects
    )


def _pages(app: Flask) -> list[str]:
    """Every address of the portal that is not open to everybody, with an id of the cast in each place."""
    from portal.access.guard import access_of

    pages = []
    for rule in app.url_map.iter_rules():
        if access_of(app.view_functions[rule.endpoint]) == PUBLIC:
            continue
        values = {name: examples.value(rule.endpoint, name, "maya") for name in rule.arguments}
        with app.test_request_context():
            pages.append(app.url_for(rule.endpoint, **values, _external=False))
    return pages


def test_each_thing_that_ends_has_its_sentence() -> None:
    assert set(ENDED) == set(REGISTRY) - UNTOLD
