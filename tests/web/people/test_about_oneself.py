"""Nobody decides about themself: Ms Patel coordinates, and is a mother here as well (reliability.md §4.5)."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.access.oneself import AboutThemselfError
from portal.access.policy import Role
from portal.blueprints.people.services.contact import Wanted, answer_change, ask_for_contact
from portal.blueprints.people.services.responsibility import Checked, check_responsibility
from portal.database import SYSTEM, db
from portal.keys.printed_codes import print_code
from portal.models import (
    Contact,
    ContactChange,
    ContactReason,
    ParentalResponsibility,
    Person,
    PrintedCode,
    Relationship,
    RelationshipKind,
    ResponsibilityProof,
    RoleHolding,
)
from tests.cast import SINCE, person, pupil, relationship, setting
from tests.support.narrowed import narrowed_to
from tests.support.portal import Look, SignedInAs

HERS = uuid.uuid5(uuid.NAMESPACE_URL, "Ms Patel and Rohan")
PATHS = [f"/people/relationships/{HERS}/{what}" for what in ("responsibility", "contact")]
LOOSER = {"contact": "open", "reason": "mistake", "order_type": "", "note": ""}


@pytest.fixture(autouse=True)
def ms_patel_is_a_mother_here(app: Flask) -> None:
    """She came in by the roster with limited contact, and nobody has checked anything."""
    with db.work(SYSTEM, reason="a test") as session:
        session.add(RoleHolding(setting_id=setting(), person_id=person("patel"), role=Role.CARER))
        session.add(
            Relationship(
                id=HERS,
                setting_id=setting(),
                pupil_id=pupil("rohan"),
                person_id=person("patel"),
                kind=RelationshipKind.MOTHER,
                parental_responsibility=ParentalResponsibility.UNKNOWN,
                contact=Contact.LIMITED,
                from_on=SINCE,
            )
        )


def _row(look: Look) -> Relationship:
    (row,) = look(sa.select(Relationship).where(Relationship.id == HERS))
    return row  # type: ignore[no-any-return]


def _asked(signed_in_as: SignedInAs, look: Look) -> ContactChange:
    """Mr Khan asks for more contact for her."""
    assert signed_in_as("khan").sends(PATHS[1], **LOOSER).status_code == 302
    return look(sa.select(ContactChange))[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", PATHS)
def test_her_own_row_is_not_hers_to_decide(signed_in_as: SignedInAs, look: Look, path: str) -> None:
    patel = signed_in_as("patel")
    token = patel.form(f"/people/relationships/{relationship('priya', 'rohan')}/contact").hidden_values()["csrf_token"]
    yes = {"answer": "yes", "proof": "nothing", "sees_plan": "y", **LOOSER}
    assert patel.get(path).status_code == 404
    assert patel.post(path, data={"csrf_token": token, "was": "unknown", **yes}).status_code == 404
    row = _row(look)
    assert (row.parental_responsibility, row.contact) == (ParentalResponsibility.UNKNOWN, Contact.LIMITED)
    assert look(sa.select(ContactChange)) == []


def test_her_own_page_says_that_somebody_else_decides(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("patel").reads(f"/people/{person('patel')}")
    assert "This is about you, so somebody else decides it." in page.text
    for path in (*PATHS, f"/people/{person('patel')}/code"):
        assert not page.all("a", where=lambda node, path=path: node.attrs.get("href") == path)


def test_a_colleague_decides_it(signed_in_as: SignedInAs, look: Look) -> None:
    khan = signed_in_as("khan")
    assert khan.sends(PATHS[0], answer="yes", proof="birth_certificate").status_code == 302
    assert _row(look).parental_responsibility == ParentalResponsibility.YES
    assert "somebody else decides it" not in khan.reads(f"/people/{person('patel')}").text


def test_what_a_colleague_asked_for_about_her_is_not_hers_to_confirm(signed_in_as: SignedInAs, look: Look) -> None:
    change, patel = _asked(signed_in_as, look), signed_in_as("patel")
    token = patel.form(f"/people/relationships/{relationship('priya', 'rohan')}/contact").hidden_values()["csrf_token"]
    path = f"/people/contact-changes/{change.id}"
    assert patel.get(path).status_code == 404
    assert patel.post(path, data={"csrf_token": token, "answer": "yes"}).status_code == 404
    assert _row(look).contact == Contact.LIMITED
    assert signed_in_as("byrne").sends(path, answer="yes").status_code == 302
    assert _row(look).contact == Contact.OPEN


def test_she_is_not_told_that_a_change_about_her_waits(signed_in_as: SignedInAs, look: Look) -> None:
    change, patel = _asked(signed_in_as, look), signed_in_as("patel")
    assert str(change.id) not in patel.get("/people/contact-changes").text
    assert "waits for a second person" not in patel.reads(f"/people/{person('patel')}").text
    assert "waits for a second person" in signed_in_as("byrne").reads(f"/people/{person('patel')}").text


def test_she_prints_no_code_for_herself(signed_in_as: SignedInAs, look: Look) -> None:
    patel = signed_in_as("patel")
    path = f"/people/{person('patel')}/code"
    token = patel.form(f"/people/{person('khan')}/code").hidden_values()
    assert patel.get(path).status_code == 403
    assert patel.post(path, data=token).status_code == 403
    assert look(sa.select(PrintedCode)) == []
    assert signed_in_as("khan").sends(path).status_code == 200


def test_the_services_refuse_it_whoever_asks_them(signed_in_as: SignedInAs, look: Look) -> None:
    change_id = _asked(signed_in_as, look).id
    nothing = Checked(ParentalResponsibility.YES, ResponsibilityProof.NOTHING, False, frozenset())
    wanted = Wanted(Contact.OPEN, None, None, ContactReason.MISTAKE, "")
    with narrowed_to("patel") as session:
        viewer = session.info["viewer"]
        with pytest.raises(AboutThemselfError):
            check_responsibility(HERS, nothing, was="unknown", by=viewer)
        with pytest.raises(AboutThemselfError):
            ask_for_contact(HERS, wanted, was="limited", by=viewer)
        with pytest.raises(AboutThemselfError):
            answer_change(session.get_one(ContactChange, change_id), is_confirmed=True, by=viewer)
        with pytest.raises(AboutThemselfError):
            print_code(session.get_one(Person, person("patel")), by=viewer)
