"""Whoever is signed in and asks for what is not there or not theirs leaves a line, which does not say whose it was."""

import json
import uuid

import pytest
import sqlalchemy as sa

from portal.models import AuditEntry, AuditPupil
from tests.cast import person, pupil, relationship
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

REFUSED = sa.select(AuditEntry).where(AuditEntry.event == "access.page.refused").order_by(AuditEntry.number)
NOBODY = uuid.UUID("6f2d1c1e-5a53-4c0e-9d2b-0f4f8a1b7c33")
# A mother asks for another family's week, and for nobody's; a key worker for a child who is not on the caseload.
ASKED = [
    ("leila", f"/week/{pupil('rohan')}/this", "timetable.week", 404),
    ("leila", f"/week/{NOBODY}/this", "timetable.week", 404),
    ("okoro", f"/people/{person('rohan')}", "people.person_show", 404),
    ("leila", f"/people/{person('maya')}", "people.person_show", 403),
    ("maya", "/people/", "people.person_list", 403),
]


@pytest.mark.parametrize(("slug", "path", "endpoint", "status"), ASKED)
def test_a_refusal_leaves_one_line(
    signed_in_as: SignedInAs, look: Look, slug: str, path: str, endpoint: str, status: int
) -> None:
    browser = signed_in_as(slug)
    assert browser.get(path).status_code == status
    (line,) = look(REFUSED)
    assert line.by_id == person(slug)
    assert line.request_number
    assert line.sign_in_id
    assert json.loads(line.facts) == {"endpoint": endpoint, "status": status}
    # Neither the address nor the child: a line is no other for a child who is here than for one who is nowhere.
    assert line.pupils == "[]"
    assert not [row for row in look(sa.select(AuditPupil)) if row.entry_id == line.id]


def test_a_form_that_is_refused_leaves_one_line(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    token = okoro.form("/language", to="/language").hidden_values()["csrf_token"]
    path = f"/people/relationships/{relationship('priya', 'rohan')}/contact"
    sent = {"csrf_token": token, "contact": "none", "note": "Words that nobody else reads."}
    assert okoro.post(path, data=sent).status_code == 404
    (line,) = look(REFUSED)
    assert json.loads(line.facts) == {"endpoint": "people.contact_ask", "status": 404}


def test_visitors_leave_none_and_neither_does_an_address_that_is_none(
    visitor: Browser, signed_in_as: SignedInAs, look: Look
) -> None:
    for path in (
        f"/week/{NOBODY}/this",
        f"/people/{person('maya')}",
        f"/photos/{NOBODY}",
        "/nowhere",
        "/static/nothing",
    ):
        visitor.get(path)
    for path in ("/nowhere", "/static/nothing", "/people/not-an-id"):
        assert signed_in_as("leila").get(path).status_code == 404
    assert look(REFUSED) == []


def test_nobody_reads_on_a_childs_page_that_somebody_was_refused(signed_in_as: SignedInAs, look: Look) -> None:
    assert signed_in_as("lewis").get(f"/people/{person('maya')}").status_code == 404
    assert len(look(REFUSED)) == 1
    signed_in_as("byrne").get(f"/people/{person('maya')}")
    looks = signed_in_as("byrne").reads(f"/people/{person('maya')}").one("section", where=_is_looks).text
    assert "Safeguarding lead" in looks
    assert "Key worker" not in looks


def _is_looks(node: object) -> bool:
    return getattr(node, "attrs", {}).get("aria-labelledby") == "looks"
