"""What an import may not do by one row it may not do by another: no second id, mailbox, role or lesson opens a door."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from portal import roster
from portal.models import AuditEntry, Contact, Person, Relationship
from tests.factories.roster import Roster, relationship, small_roster
from tests.web.roster.conftest import Import, Look

Spoil = Callable[[Roster], object]
Row = dict[str, str]


def _stranger(**cells: str) -> Row:
    return {"id": "new", "first_name": "Nobody", "last_name": "Known", "email": "", "phone": ""} | cells


def _restricted(**cells: str) -> Roster:
    """Bo has no contact with Ada; Cy's row is as `cells` say."""
    first = small_roster()
    first["carers"][1]["phone"] = "07700 900 302"
    first["relationships"][1] |= cells
    return first


@pytest.mark.parametrize(
    ("stands", "comes"),
    [
        ({}, _stranger(first_name="OAK", last_name="bö")),
        ({}, _stranger(phone="07700-900301")),
        ({"contact": "limited"}, _stranger(first_name="cy", last_name="Oak")),
        ({"contact": "unknown"}, _stranger(phone="07700900302")),
        ({"parental_responsibility": "no"}, _stranger(first_name="Cy", last_name="Oak")),
        ({"until_on": "2026-11-01"}, _stranger(first_name="Cy", last_name="Oak")),
    ],
)
def test_a_restricted_adult_does_not_come_back_under_another_id(
    stands: Row, comes: Row, reads_in: Import, look: Look
) -> None:
    reads_in(_restricted(**stands))
    again = _restricted(**stands)
    again["carers"].append(comes)
    again["relationships"].append(relationship("new", "ada"))
    (problem,) = reads_in(again).problems
    assert (problem.file, problem.column) == ("relationships.csv", "contact")
    assert f"the id {'cy' if stands else 'bo'})" in problem.sentence
    assert look(sa.select(Person).where(Person.external_id == "new")) == []
    again["relationships"][-1]["contact"] = "unknown"
    assert reads_in(again).is_applied


def test_somebody_else_of_the_family_comes_in_beside_them(reads_in: Import) -> None:
    reads_in(_restricted())
    again = _restricted()
    again["carers"].append(_stranger(last_name="Oak"))
    again["relationships"].append(relationship("new", "ada"))
    assert reads_in(again).is_applied


@pytest.mark.parametrize("his_own", ["", "bo.new@family.example"])
def test_nobody_is_given_the_mailbox_of_an_adult_without_contact(his_own: str, reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    again = small_roster()
    again["carers"][0]["email"], again["carers"][1]["email"] = his_own, "bo@family.example"
    (problem,) = reads_in(again).problems
    assert (problem.file, problem.line, problem.column) == ("carers.csv", 3, "email")
    again["carers"][1]["email"] = "cy@family.example"
    kept = [each.column for each in reads_in(again).plans[0].kept]
    assert kept == ([] if his_own else ["email"])
    assert look(sa.select(Person.email).where(Person.external_id == "bo")) == [his_own or "bo@family.example"]


@pytest.mark.parametrize("is_barred_first", [True, False])
def test_nor_in_two_imports(is_barred_first: bool, reads_in: Import, look: Look) -> None:
    first = small_roster()
    first["relationships"][0]["contact"] = "none" if is_barred_first else "open"
    reads_in(first)
    first["carers"][0]["email"] = "bo.new@family.example"
    assert reads_in(first).plans[0].kept == []
    again = small_roster()
    again["carers"][0]["email"], again["carers"][1]["email"] = "bo.new@family.example", "bo@family.example"
    (problem,) = reads_in(again).problems
    assert (problem.file, problem.line, problem.column) == ("carers.csv", 3, "email")
    assert "the id bo" in problem.sentence
    again["carers"].append(_stranger(email="bo@family.example"))
    again["carers"][1]["email"] = "cy@family.example"
    assert [each.line for each in reads_in(again).problems] == [4]
    again["carers"].pop()
    again["carers"][0]["email"] = "bo@family.example"
    assert reads_in(again).is_applied
    assert look(sa.select(Person.email).where(Person.external_id == "bo")) == ["bo@family.example"]


def test_an_address_somebody_had_before_another_was_barred_stays_theirs(reads_in: Import) -> None:
    first = small_roster()
    first["relationships"][0]["contact"] = "open"
    reads_in(first)
    first["carers"][0]["email"], first["carers"][1]["email"] = "bo.new@family.example", "bo@family.example"
    assert reads_in(first).is_applied
    first["relationships"][0]["contact"] = "none"
    assert reads_in(first).is_applied


@pytest.mark.parametrize("comes", [_stranger(first_name="Bo", last_name="Oak"), _stranger(phone="07700 900 301")])
def test_a_new_name_and_number_leave_no_restriction_behind(comes: Row, reads_in: Import) -> None:
    reads_in(small_roster())
    again = small_roster()
    again["carers"][0] |= {"first_name": "Zed", "last_name": "Elm", "phone": "07700 900 777"}
    assert reads_in(again).is_applied
    again["carers"].append(comes)
    again["relationships"].append(relationship("new", "ada"))
    (problem,) = reads_in(again).problems
    assert (problem.file, problem.column) == ("relationships.csv", "contact")
    assert "the id bo)" in problem.sentence


def test_what_is_remembered_of_an_address_is_not_the_address(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    again = small_roster()
    again["carers"][0]["email"] = "bo.new@family.example"
    reads_in(again)
    (line,) = look(sa.select(AuditEntry.facts).where(AuditEntry.event == "roster.marks.changed"))
    assert json.loads(line)["were"].keys() == {"e-mail address"}
    assert "family.example" not in line


def _as_staff(**cells: str) -> Spoil:
    def spoil(now: Roster) -> None:
        bo = now["carers"].pop(0)
        now["staff"].append(bo | {"roles": "carer key_worker"} | cells)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "file", "column"),
    [
        (_as_staff(), "staff.csv", "roles"),
        (_as_staff(roles="carer coordinator"), "staff.csv", "roles"),
        (_as_staff(id="new", roles="coordinator", email=""), "staff.csv", "roles"),
        (lambda now: now["placements"][0].update(key_worker="bo"), "placements.csv", "key_worker"),
        (lambda now: now["sessions"][0].update(staff="bo"), "sessions.csv", "staff"),
        (lambda now: now["session_changes"][0].update(staff="bo"), "session_changes.csv", "staff"),
    ],
)
def test_an_adult_without_contact_does_not_come_in_as_staff(
    spoil: Spoil, file: str, column: str, reads_in: Import, look: Look
) -> None:
    reads_in(small_roster())
    again = small_roster()
    # Bo works here already, as somebody whose face is seen, and teaches nobody.
    if file != "staff.csv":
        _as_staff(roles="carer", is_staff="yes")(again)
        assert reads_in(again).is_applied
    spoil(again)
    problems = reads_in(again).problems
    assert {(each.file, each.column) for each in problems if "no contact" in each.sentence} == {(file, column)}


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (_as_staff(roles="carer coordinator"), 4),
        (lambda now: now["staff"][1].update(roles="coordinator", phone="07700 900301"), 3),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_nor_in_the_import_that_takes_contact_away(spoil: Spoil, line: int, is_first: bool, reads_in: Import) -> None:
    before = small_roster()
    before["relationships"][0]["contact"] = "open"
    if not is_first:
        assert reads_in(before).is_applied
    now = small_roster()
    spoil(now)
    (problem,) = reads_in(now).problems
    assert (problem.file, problem.line, problem.column) == ("staff.csv", line, "roles")


def test_an_address_is_not_handed_on_in_the_import_that_takes_contact_away(reads_in: Import) -> None:
    before = small_roster()
    before["relationships"][0]["contact"] = "open"
    reads_in(before)
    now = small_roster()
    now["carers"][0]["email"], now["carers"][1]["email"] = "bo.new@family.example", "bo@family.example"
    (problem,) = reads_in(now).problems
    assert (problem.file, problem.line, problem.column) == ("carers.csv", 3, "email")


def test_a_member_of_staff_with_such_a_name_is_only_said(reads_in: Import) -> None:
    reads_in(small_roster())
    again = small_roster()
    again["staff"].append({"id": "bob", "first_name": "Bo", "last_name": "Oak", "roles": "key_worker"})
    outcome = reads_in(again)
    assert outcome.is_applied
    assert "Look at this: staff.csv, line 4 (bob)" in "\n".join(roster.lines(outcome))


def test_an_adult_with_limited_contact_is_given_nothing_more(reads_in: Import, look: Look) -> None:
    reads_in(_restricted(contact="limited", sees_plan="no", collects="no"))
    kept = {each.column for each in reads_in(_restricted(contact="limited")).plans[0].kept}
    assert kept == {"sees_plan", "collects"}
    (row,) = look(sa.select(Relationship).where(Relationship.external_id == "cy-ada"))
    assert (row.contact, row.sees_plan, row.collects) == (Contact.LIMITED, False, False)
