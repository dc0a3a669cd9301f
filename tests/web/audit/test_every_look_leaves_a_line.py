"""Each page about a child leaves exactly one line, whoever opens it; no line, no page; nothing personal in a line."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask, Response, g, request, request_finished
from flask.testing import FlaskClient

from portal.access.guard import access_of
from portal.database import SYSTEM, db
from portal.models import AuditEntry, Person
from tests.cast import PEOPLE, PUPILS, SLUGS, person, pupil, relationship
from tests.support.examples import EVERYTHING
from tests.support.portal import Look, SignedInAs
from tests.support.tampering import as_the_owner

# A line is written by the same code for all of one kind, and on both databases: one of each kind of person asks, and on
# the second database a carer and one of staff. `make drill` asks as everybody on both (EVERYBODY=1).
ONE_OF_EACH = ("maya", "leila", "dan", "grace", "amara", "lewis", "byrne", "rees", "patel", "hughes", "joanna", "quinn")
ON_POSTGRESQL = ("leila", "lewis")
ASKING = [("sqlite", slug) for slug in (SLUGS if EVERYTHING else ONE_OF_EACH)]
ASKING += [("postgresql", slug) for slug in (SLUGS if EVERYTHING else ON_POSTGRESQL)]
CHILDREN = {str(pupil(slug)) for slug in PUPILS}


@pytest.fixture
def numbers(app: Flask) -> Iterator[dict[str, tuple[str, bool]]]:
    """What each request did: its number, the page, and whether rows of a pupil were read for it."""
    seen: dict[str, tuple[str, bool]] = {}

    def note(_app: Flask, response: Response) -> None:
        read = bool(db.session.info.get("pupil_rows_read")) and response.status_code == 200
        seen[g.request_number] = (f"{request.method} {request.path}", read)

    with request_finished.connected_to(note, app):
        yield seen


def _pages(app: Flask) -> list[str]:
    """Every page that is not open to everybody, asked for with ids of the cast."""
    known = {
        "person_id": [person(slug) for slug in ("maya", "leila", "dan", "priya", "okoro")],
        "pupil_id": [pupil(slug) for slug in ("maya", "rohan", "tyler")],
        "relationship_id": [relationship("dan", "maya"), relationship("priya", "rohan")],
        "which": ["this"],
    }
    pages = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or access_of(app.view_functions[rule.endpoint]) == "public":
            continue
        if not rule.arguments <= set(known):
            continue
        one = [{}] if not rule.arguments else _combined(sorted(rule.arguments), known)
        with app.test_request_context():
            pages += [app.url_for(rule.endpoint, **values, _external=False) for values in one]
    return list(dict.fromkeys(pages))


def _combined(names: list[str], known: dict[str, list[object]]) -> list[dict[str, object]]:
    from itertools import product

    return [dict(zip(names, values, strict=True)) for values in product(*(known[name] for name in names))]


@pytest.mark.parametrize(("db_url", "slug"), ASKING, indirect=["db_url"])
def test_each_page_that_was_read_left_exactly_one_line(
    app: Flask, numbers: dict[str, tuple[str, bool]], signed_in_as: SignedInAs, look: Look, slug: str
) -> None:
    browser = signed_in_as(slug)
    for path in _pages(app):
        FlaskClient.open(browser, path, base_url="https://localhost")
    shown = Counter(line.request_number for line in look(sa.select(AuditEntry)) if line.event.endswith(".shown"))
    missing = [page for number, (page, read) in numbers.items() if read and shown[number] == 0]
    doubled = [page for number, (page, _read) in numbers.items() if shown[number] > 1]
    assert (missing, doubled) == ([], [])


def test_a_line_names_every_pupil_whose_page_it_was(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("byrne").get("/people/")
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "people.list.shown"))
    assert set(json.loads(line.pupils)) == CHILDREN


@pytest.mark.parametrize(
    "path", ["/people/", f"/people/{person('maya')}", "/people/contact-changes", f"/people/{person('maya')}/card"]
)
def test_where_no_line_can_be_written_there_is_no_page(signed_in_as: SignedInAs, path: str) -> None:
    byrne = signed_in_as("byrne")
    assert byrne.get(path).status_code == 200
    _nothing_can_be_added()
    answer = byrne.get(path)
    assert answer.status_code >= 500
    assert "Haddad" not in answer.text


def test_where_no_line_can_be_written_nothing_is_changed(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, leila = signed_in_as("okoro"), signed_in_as("leila")
    path = f"/people/{person('leila')}/end-access"
    form = okoro.form(path).hidden_values()
    _nothing_can_be_added()
    assert okoro.post(path, data=form).status_code >= 500
    assert leila.get("/help").status_code == 200
    with db.own_look(SYSTEM) as session:
        ended = "select count(*) from sign_in where ended_at is not null"
        assert session.connection().scalar(sa.text(ended)) == 0


def test_nothing_that_a_family_is_called_or_wrote_stands_in_a_line(
    app: Flask, signed_in_as: SignedInAs, look: Look
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in PEOPLE:
            who = session.get_one(Person, person(slug))
            who.first_name, who.last_name, who.phone = f"Canary {slug}", "Canary", "Canary 01632"
            who.email = f"canary-{slug}@example.org"
    for slug in ("byrne", "okoro", "leila", "maya"):
        browser = signed_in_as(slug)
        for path in _pages(app):
            FlaskClient.open(browser, path, base_url="https://localhost")
    okoro = signed_in_as("okoro")
    okoro.sends("/people/", to="/search", name="Canary maya")
    ask = f"/people/relationships/{relationship('leila', 'maya')}/contact"
    okoro.sends(ask, contact="none", reason="family", order_type="", note="Canary words about somebody")
    okoro.sends(f"/people/{person('maya')}/card")
    lines = look(sa.select(AuditEntry))
    assert len(lines) > 20
    for line in lines:
        assert "canary" not in f"{line.facts} {line.pupils} {line.event} {line.roles}".lower(), line.event


def _nothing_can_be_added() -> None:
    with as_the_owner() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                sa.text("create trigger full_up before insert on audit_entry execute function portal_added_only()")
            )
        else:
            stop = "begin select raise(abort, 'the disk is full'); end"
            connection.execute(sa.text(f"create trigger full_up before insert on audit_entry {stop}"))


def test_the_tests_reach_pages_about_children(app: Flask) -> None:
    assert len(_pages(app)) > 20
