"""An import never loosens a restriction, and says so; when it makes contact stricter, access ends at once."""

import json
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from portal import clock, roster
from portal.access.sign_ins import start_sign_in
from portal.database import SYSTEM, db
from portal.models import (
    AuditEntry,
    Contact,
    Device,
    OrderType,
    ParentalResponsibility,
    Person,
    Placement,
    Pupil,
    Relationship,
    RoleHolding,
    SignIn,
)
from tests.factories.roster import relationship, small_roster
from tests.web.roster.conftest import Import, Look

Change = Callable[..., None]
CY = sa.update(Relationship).where(Relationship.external_id == "cy-ada")
CYS_ROW = sa.select(Relationship).where(Relationship.external_id == "cy-ada")


def _reads_in_cy(reads_in: Import, **cells: str) -> dict[str, str]:
    """Import again with other words in Cy's row. Returns what was kept as it is, with the reason."""
    again = small_roster()
    again["relationships"][1] |= cells
    outcome = reads_in(again)
    assert outcome.problems == []
    return {kept.column: kept.why for kept in outcome.plans[0].kept}


@pytest.mark.parametrize(
    ("stands", "says", "becomes"),
    [
        (Contact.NONE, "open", Contact.NONE),
        (Contact.NONE, "limited", Contact.NONE),
        (Contact.NONE, "unknown", Contact.NONE),
        (Contact.NONE, "", Contact.NONE),
        (Contact.UNKNOWN, "open", Contact.UNKNOWN),
        (Contact.LIMITED, "open", Contact.LIMITED),
        (Contact.LIMITED, "none", Contact.NONE),
        (Contact.OPEN, "limited", Contact.LIMITED),
        (Contact.OPEN, "", Contact.UNKNOWN),
    ],
)
def test_contact_only_becomes_stricter(
    stands: Contact, says: str, becomes: Contact, reads_in: Import, look: Look, change: Change
) -> None:
    reads_in(small_roster())
    change(CY.values(contact=stands))
    kept = _reads_in_cy(reads_in, contact=says)
    assert look(CYS_ROW)[0].contact is becomes
    assert ("contact" in kept) == (becomes is stands)


def test_contact_that_staff_decided_here_does_not_move_at_all(reads_in: Import, look: Look, change: Change) -> None:
    reads_in(small_roster())
    change(CY.values(contact=Contact.OPEN, contact_decided_here=True))
    assert "staff decided" in _reads_in_cy(reads_in, contact="none")["contact"]
    assert look(CYS_ROW)[0].contact is Contact.OPEN


@pytest.mark.parametrize("says", ["yes", "no", "unknown"])
def test_responsibility_that_staff_checked_stays(says: str, reads_in: Import, look: Look, change: Change) -> None:
    reads_in(small_roster())
    stands = ParentalResponsibility.NO if says != "no" else ParentalResponsibility.YES
    change(CY.values(parental_responsibility=stands, responsibility_checked_on=date(2026, 10, 1)))
    kept = _reads_in_cy(reads_in, parental_responsibility=says, is_education_parent="yes")
    assert kept.keys() == {"parental_responsibility", "is_education_parent"}
    assert (look(CYS_ROW)[0].parental_responsibility, look(CYS_ROW)[0].is_education_parent) == (stands, False)


def test_unknown_responsibility_opens_nothing_and_a_no_does_not_become_a_yes(reads_in: Import, look: Look) -> None:
    first = small_roster()
    first["relationships"][1] |= {"parental_responsibility": "", "contact": "open"}
    reads_in(first)
    (row,) = look(CYS_ROW)
    assert (row.parental_responsibility, row.is_open_on(clock.today())) == (ParentalResponsibility.UNKNOWN, False)
    _reads_in_cy(reads_in, parental_responsibility="no")
    assert "parental_responsibility" in _reads_in_cy(reads_in, parental_responsibility="yes")
    assert look(CYS_ROW)[0].parental_responsibility is ParentalResponsibility.NO


GIVEN = ("sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree")


def test_what_staff_took_away_does_not_come_back_with_the_next_file(
    reads_in: Import, look: Look, change: Change
) -> None:
    reads_in(small_roster())
    change(CY.values({"responsibility_checked_on": date(2026, 10, 1)} | dict.fromkeys(GIVEN, False)))
    kept = _reads_in_cy(reads_in)
    assert {name: "staff decided" in why for name, why in kept.items()} == dict.fromkeys(GIVEN, True)
    assert [getattr(look(CYS_ROW)[0], name) for name in GIVEN] == [False] * 5


def test_what_nobody_here_looked_at_is_still_given_by_a_file(reads_in: Import, look: Look, change: Change) -> None:
    reads_in(small_roster())
    change(CY.values(dict.fromkeys(GIVEN, False)))
    assert _reads_in_cy(reads_in) == {}
    assert [getattr(look(CYS_ROW)[0], name) for name in GIVEN] == [True] * 5


@pytest.mark.parametrize("forgets", ["", "unknown"])
def test_a_no_does_not_become_a_yes_in_two_imports(forgets: str, reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    _reads_in_cy(reads_in, parental_responsibility="no")
    assert _reads_in_cy(reads_in, parental_responsibility=forgets).keys() == {"parental_responsibility"}
    assert "parental_responsibility" in _reads_in_cy(reads_in, parental_responsibility="yes")
    assert look(CYS_ROW)[0].parental_responsibility is ParentalResponsibility.NO


def test_a_no_that_stays_opens_no_more_than_the_unknown_would(reads_in: Import, look: Look) -> None:
    cared_for = {"parental_responsibility": "no", "is_education_parent": "yes"}
    first = small_roster()
    first["relationships"][1] |= cared_for
    reads_in(first)
    assert look(CYS_ROW)[0].is_open_on(clock.today())
    for _time in range(2):
        kept = _reads_in_cy(reads_in, **cared_for | {"parental_responsibility": ""})
        assert "parental_responsibility" in kept
        assert not look(CYS_ROW)[0].is_open_on(clock.today())
    assert "is_education_parent" in kept
    again = small_roster()
    again["relationships"][1] |= cared_for
    for row in again["relationships"]:
        del row["parental_responsibility"]
    reads_in(again)
    assert not look(CYS_ROW)[0].is_open_on(clock.today())
    _reads_in_cy(reads_in, **cared_for)
    assert look(CYS_ROW)[0].is_open_on(clock.today())


def test_nothing_is_given_while_contact_is_unknown(reads_in: Import, look: Look, change: Change) -> None:
    given = (*GIVEN, "collects", "lives_with")
    reads_in(small_roster())
    change(CY.values({"contact": Contact.LIMITED} | dict.fromkeys(given, False)))
    assert _reads_in_cy(reads_in, contact="").keys() == set(given)
    assert look(CYS_ROW)[0].contact is Contact.UNKNOWN
    assert _reads_in_cy(reads_in, contact="limited").keys() == {"contact", *given}
    assert [getattr(look(CYS_ROW)[0], name) for name in given] == [False] * 7


@pytest.mark.parametrize("says", ["yes", "no"])
def test_limited_contact_is_not_opened_by_a_word_about_responsibility(
    says: str, reads_in: Import, look: Look, change: Change
) -> None:
    reads_in(small_roster())
    unknown = ParentalResponsibility.UNKNOWN
    change(CY.values(contact=Contact.LIMITED, parental_responsibility=unknown, is_education_parent=says == "no"))
    cells = {"parental_responsibility": says, "is_education_parent": "yes" if says == "no" else "no"}
    assert _reads_in_cy(reads_in, contact="limited", **cells).keys() == {"parental_responsibility"}
    assert not look(CYS_ROW)[0].is_open_on(clock.today())


def test_an_order_stays_and_may_only_be_added(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    assert _reads_in_cy(reads_in, order_type="prohibited_steps", order_expires_on="2027-03-01") == {}
    kept = _reads_in_cy(reads_in, order_type="other", order_expires_on="2027-02-01")
    assert kept.keys() == {"order_type", "order_expires_on"}
    assert _reads_in_cy(reads_in).keys() == {"order_type", "order_expires_on"}
    assert _reads_in_cy(reads_in, order_type="prohibited_steps", order_expires_on="2027-09-01") == {}
    (row,) = look(CYS_ROW)
    assert (row.order_type, row.order_expires_on) == (OrderType.PROHIBITED_STEPS, date(2027, 9, 1))


def test_an_end_that_was_set_is_neither_taken_back_nor_put_off(reads_in: Import, look: Look, change: Change) -> None:
    reads_in(small_roster())
    ended = date(2026, 10, 1)
    of_kay = sa.select(Person.id).where(Person.external_id == "kay").scalar_subquery()
    change(
        CY.values(until_on=ended),
        sa.update(Person).where(Person.external_id == "bo").values(left_on=ended),
        sa.update(Placement).where(Placement.external_id == "p1").values(ended_on=ended),
        sa.update(RoleHolding).where(RoleHolding.person_id == of_kay).values(until_on=ended),
    )
    again = small_roster()
    again["carers"] = [row | {"left_on": "2027-01-01"} for row in again["carers"]]
    kept = {(each.id, each.column) for each in reads_in(again).plans[0].kept}
    assert kept == {("cy-ada", "until_on"), ("bo", "left_on"), ("p1", "ended_on"), ("kay", "roles")}
    assert look(sa.select(Person.left_on).where(Person.external_id == "bo")) == [ended]
    assert look(sa.select(RoleHolding.until_on).where(RoleHolding.person_id == of_kay)) == [ended]


def test_an_adult_without_contact_is_given_nothing_more(reads_in: Import, look: Look, change: Change) -> None:
    reads_in(small_roster())
    given = ("sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree", "collects", "lives_with")
    change(CY.values({"contact": Contact.NONE, "is_education_parent": False} | dict.fromkeys(given, False)))
    kept = _reads_in_cy(reads_in, is_education_parent="yes")
    assert kept.keys() == {*given, "contact", "is_education_parent"}
    assert [getattr(look(CYS_ROW)[0], name) for name in given] == [False] * 7


def test_an_import_that_takes_contact_away_gives_nothing_in_the_same_breath(reads_in: Import, look: Look) -> None:
    first = small_roster()
    first["relationships"][1] |= {"sees_plan": "no"}
    reads_in(first)
    assert _reads_in_cy(reads_in, contact="none", sees_plan="yes").keys() == {"sees_plan"}
    assert (look(CYS_ROW)[0].contact, look(CYS_ROW)[0].sees_plan) == (Contact.NONE, False)


def test_a_row_made_on_the_portal_is_taken_over_with_its_restriction(
    reads_in: Import, look: Look, change: Change
) -> None:
    reads_in(small_roster())
    change(CY.values(external_id=None, contact=Contact.NONE))
    assert "contact" in _reads_in_cy(reads_in)
    assert look(CYS_ROW)[0].contact is Contact.NONE


def test_a_role_that_is_not_in_the_cell_stays_and_is_said(reads_in: Import, look: Look) -> None:
    now = small_roster()
    now["staff"][0]["roles"] = "key_worker coordinator"
    reads_in(now)
    outcome = reads_in(small_roster())
    assert "an import takes no role away (coordinator)" in "\n".join(roster.lines(outcome))
    kay = sa.select(RoleHolding.role).join(Person, Person.id == RoleHolding.person_id)
    assert len(look(kay.where(Person.external_id == "kay"))) == 2


def _signed_in(slug: str) -> None:
    with db.work(SYSTEM, reason="a test signs somebody in") as session:
        who = session.scalars(sa.select(Person).where(Person.external_id == slug)).one()
        roles = frozenset(session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == who.id)))
        start_sign_in(session, who, roles, device=Device.OWN, way_in="test")


@pytest.mark.parametrize(
    "cells",
    [
        {"contact": "none"},
        {"contact": "limited"},
        {"parental_responsibility": "no"},
        {"until_on": "2026-11-01"},
    ],
)
def test_whoever_loses_access_by_an_import_is_signed_out_at_once(
    cells: dict[str, str], reads_in: Import, look: Look
) -> None:
    first = small_roster()
    first["relationships"].append(relationship("cy", "eve"))
    reads_in(first)
    _signed_in("cy")
    _signed_in("bo")
    first["relationships"][1] |= cells
    reads_in(first)
    ended = (
        sa.select(Person.external_id).join(SignIn, SignIn.person_id == Person.id).where(SignIn.ended_at.is_not(None))
    )
    assert look(ended) == ["cy"]
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "access.everything.ended"))
    assert json.loads(line.facts)["counts"]["sign-ins"] == 1
    assert json.loads(line.pupils) == [str(*look(sa.select(Pupil.id).where(Pupil.external_id == "ada")))]


def test_somebody_who_left_is_signed_out_at_once(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    _signed_in("kay")
    now = small_roster()
    now["staff"][0]["left_on"] = clock.today().isoformat()
    now["staff"].append({"id": "lou", "first_name": "Lou", "roles": "key_worker", "email": "lou@elm.example"})
    now["placements"][0]["key_worker"] = "lou"  # a rung without anybody would stop the import
    reads_in(now)
    assert all(look(sa.select(SignIn.ended_at)))


def test_an_ordinary_change_signs_nobody_out(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    _signed_in("cy")
    assert _reads_in_cy(reads_in, sees_plan="no", lives_with="no") == {}
    assert look(sa.select(SignIn.ended_at)) == [None]
