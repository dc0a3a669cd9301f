"""A folder is read in: what is new, what changed, and nothing else."""

import json
from collections import Counter
from datetime import date, time

import sqlalchemy as sa

from portal import roster
from portal.access.policy import Role
from portal.models import (
    AuditEntry,
    AuditPupil,
    Contact,
    HelpNumber,
    Person,
    Pupil,
    Relationship,
    RoleHolding,
    SessionChange,
    Setting,
    TimetableSession,
)
from portal.roster import Outcome
from tests.factories.roster import Roster, relationship, small_roster
from tests.web.roster.conftest import Import, Look

ALL_THERE = {
    "settings": 1, "sites": 1, "term_dates": 1, "help_numbers": 1, "independent_help": 1, "staff": 2, "pupils": 2,
    "carers": 2, "relationships": 2, "placements": 1, "sessions": 1, "session_changes": 1,
}  # fmt: skip


def added(outcome: Outcome) -> dict[str, int]:
    return dict(Counter(step.row.kind.name for plan in outcome.plans for step in plan.added))


def changed(outcome: Outcome) -> dict[str, list[str]]:
    return {step.row.id: step.changed for plan in outcome.plans for step in plan.changed}


def test_a_dry_run_says_everything_and_writes_nothing(reads_in: Import, look: Look) -> None:
    outcome = reads_in(small_roster(), apply=False)
    assert (added(outcome), outcome.is_applied, outcome.problems) == (ALL_THERE, False, [])
    assert look(sa.select(Setting).where(Setting.external_id == "elm")) == []
    assert "Add --apply to write it" in "\n".join(roster.lines(outcome))


def test_what_was_read_in_is_there(reads_in: Import, look: Look) -> None:
    assert reads_in(small_roster()).is_applied
    (ada,) = look(sa.select(Pupil).join(Person).where(Person.first_name == "Ada"))
    assert (ada.external_id, ada.year_group, ada.picture) == ("ada", 8, "kite")
    (bo,) = look(sa.select(Relationship).where(Relationship.external_id == "bo-ada"))
    assert (bo.contact, bo.pupil_id, bo.until_on) == (Contact.NONE, ada.id, None)
    (change,) = look(sa.select(SessionChange).where(SessionChange.external_id == "c1"))
    assert (change.pupil_id, change.starts, change.ends, change.subject) == (ada.id, time(10), None, None)
    roles = look(sa.select(RoleHolding.role).where(RoleHolding.setting_id == ada.setting_id).order_by(RoleHolding.role))
    assert roles == [Role.CARER, Role.CARER, Role.KEY_WORKER, Role.PUPIL, Role.PUPIL]
    assert look(sa.select(Person.is_staff).where(Person.external_id.in_(["kay", "tom", "bo", "ada"])).distinct()) != [
        True
    ]


def test_a_second_import_changes_nothing(reads_in: Import) -> None:
    reads_in(small_roster())
    again = reads_in(small_roster())
    assert (added(again), changed(again), again.plans[0].kept) == ({}, {}, [])
    assert len(again.plans[0].unchanged) == sum(ALL_THERE.values())


def test_only_what_changed_is_changed_and_named_by_its_column(reads_in: Import, look: Look) -> None:
    before = small_roster()
    reads_in(before)
    now = small_roster()
    now["pupils"][0]["first_name"] = "Adela"
    now["carers"][1]["phone"] = "07700 900309"
    now["sessions"][0]["starts"] = "9:00"
    now["placements"][0]["weekly_minutes"] = "660"
    outcome = reads_in(now)
    assert changed(outcome) == {
        "ada": ["first_name"], "cy": ["phone"], "s1": ["starts"], "p1": ["weekly_minutes"]
    }  # fmt: skip
    words = "\n".join(roster.lines(outcome))
    assert "carers.csv changes: cy (phone)" in words
    assert not {"Adela", "07700 900309", "Oak", "bo@family.example"} & set(words.replace(",", " ").split())
    assert look(sa.select(TimetableSession.starts).where(TimetableSession.external_id == "s1")) == [time(9)]


def test_what_is_missing_from_a_file_stays_and_is_named(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["carers"].pop()
    now["relationships"].pop()
    now["pupils"].pop()
    now["sessions"] = [now["sessions"][0] | {"id": "s2"}]
    outcome = reads_in(now)
    assert outcome.plans[0].missing["carers"] == ["cy"]
    assert outcome.plans[0].missing["pupils"] == ["eve"]
    assert outcome.plans[0].missing["sessions"] == ["s1"]
    assert outcome.plans[0].missing["staff"] == []
    (cy,) = look(sa.select(Relationship).where(Relationship.external_id == "cy-ada"))
    assert (cy.contact, cy.until_on, cy.sees_timetable) == (Contact.OPEN, None, True)


def test_a_file_that_is_not_in_the_folder_says_nothing(reads_in: Import) -> None:
    reads_in(small_roster())
    outcome = reads_in({"carers": small_roster()["carers"], "settings": small_roster()["settings"]})
    assert set(outcome.plans[0].missing) == {"carers"}


def test_a_column_that_is_left_out_says_nothing_and_an_empty_cell_says_empty(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    del now["settings"][0]["open_hours"]
    now["carers"][0]["phone"] = ""
    assert changed(reads_in(now)) == {"bo": ["phone"]}
    assert look(sa.select(Setting.open_hours).where(Setting.external_id == "elm")) == ["8 to 4"]


def test_one_bad_row_in_one_setting_and_nothing_is_written_in_any(reads_in: Import, look: Look) -> None:
    two: Roster = {kind: [{"setting": "elm"} | row for row in rows] for kind, rows in small_roster().items()}
    two["settings"] = [*small_roster()["settings"], {**small_roster()["settings"][0], "id": "fir", "name": "Fir"}]
    two["sites"].append({"setting": "fir", "id": "barn", "name": "The Barn"})
    two["placements"].append({**two["placements"][0], "setting": "fir", "id": "p9"})
    outcome = reads_in(two)
    assert {(each.file, each.line) for each in outcome.problems} == {("placements.csv", 3)}
    assert look(sa.select(Setting).where(Setting.external_id.in_(["elm", "fir"]))) == []
    two["placements"].pop()
    assert reads_in(two).is_applied
    assert len(look(sa.select(Setting).where(Setting.external_id.in_(["elm", "fir"])))) == 2


def test_the_same_ids_in_another_setting_are_other_people(reads_in: Import, look: Look) -> None:
    theirs = small_roster()
    theirs["pupils"][0]["id"] = theirs["placements"][0]["pupil"] = theirs["sessions"][0]["pupil"] = "maya"
    theirs["relationships"] = [relationship("dan", "maya")]
    theirs["carers"] = [{"id": "dan", "first_name": "Dan", "email": "dan@example.org"}]
    assert reads_in(theirs).is_applied
    contacts = sa.select(Relationship.contact).join(Person, Person.id == Relationship.person_id)
    assert sorted(look(contacts.where(Person.external_id == "dan"))) == [Contact.NONE, Contact.OPEN]


def test_an_import_leaves_one_line_in_the_record_about_the_pupils_it_changed(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["sessions"][0]["subject"] = "Maths"
    reads_in(now)
    reads_in(now)
    imported = sa.select(AuditEntry).where(AuditEntry.event == "roster.folder.imported")
    first, second = look(imported.order_by(AuditEntry.number))
    assert json.loads(first.facts) == {"added": ALL_THERE, "changed": {}}
    assert json.loads(second.facts) == {"added": {}, "changed": {"sessions": 1}}
    ada = sa.select(Pupil.id).where(Pupil.external_id == "ada")
    assert look(sa.select(AuditPupil.about_id).where(AuditPupil.entry_id == second.id)) == look(ada)


def test_two_carers_may_exchange_their_addresses_and_two_changes_their_days(reads_in: Import, look: Look) -> None:
    now = small_roster()
    now["relationships"][0]["contact"] = "open"
    now["session_changes"].append({**now["session_changes"][0], "id": "c2", "on": "2026-12-08"})
    reads_in(now)
    for kind, column in (("carers", "email"), ("session_changes", "on")):
        one, other = now[kind]
        one[column], other[column] = other[column], one[column]
    now["carers"].append({"id": "di", "first_name": "Di", "last_name": "", "email": "", "phone": ""})
    assert changed(reads_in(now)) == {"bo": ["email"], "cy": ["email"], "c1": ["on"], "c2": ["on"]}
    emails = sa.select(Person.email).where(Person.external_id.in_(["bo", "cy"])).order_by(Person.external_id)
    assert look(emails) == ["cy@family.example", "bo@family.example"]
    days = sa.select(SessionChange.on).where(SessionChange.external_id.in_(["c1", "c2"]))
    assert look(days.order_by(SessionChange.external_id)) == [date(2026, 12, 8), date(2026, 12, 1)]


def test_a_change_that_changes_is_unseen_again(reads_in: Import, look: Look) -> None:
    now = small_roster()
    reads_in(now)
    now["session_changes"][0]["starts"] = "10:15"
    reads_in(now)
    reads_in(now)
    assert look(sa.select(SessionChange.revision).where(SessionChange.external_id == "c1")) == [2]


def test_a_carer_may_become_a_facilitator_and_stays_a_carer(reads_in: Import, look: Look) -> None:
    now = small_roster()
    reads_in(now)
    cy = now["carers"].pop()
    now["staff"].append(cy | {"roles": "facilitator carer"})
    assert changed(reads_in(now))["cy"] == ["roles"]
    roles = sa.select(RoleHolding.role).join(Person, Person.id == RoleHolding.person_id)
    assert look(roles.where(Person.external_id == "cy").order_by(RoleHolding.role)) == [Role.CARER, Role.FACILITATOR]


def test_help_numbers_show_in_the_order_of_the_file(reads_in: Import, look: Look) -> None:
    now = small_roster()
    now["help_numbers"].append({**now["help_numbers"][0], "id": "h2", "service": "Night"})
    reads_in(now)
    now["help_numbers"].reverse()
    reads_in(now)
    ordered = (
        sa.select(HelpNumber.service).where(HelpNumber.external_id.in_(["h1", "h2"])).order_by(HelpNumber.position)
    )
    assert look(ordered) == ["Night", "Day"]
