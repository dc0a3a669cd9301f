"""Rows that do not fit together, or do not fit what the portal knows: named, and nothing is written."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.models import Person, Setting
from portal.roster import Outcome, import_folder
from tests.factories.roster import Roster, relationship, small_roster, write
from tests.web.roster.conftest import Import, Look

Spoil = Callable[[Roster], object]


def _put(file: str, number: int, /, **cells: str) -> Spoil:
    """Write other words into some cells of a row; a new row when the file is not that long."""

    def spoil(roster: Roster) -> None:
        if number == len(roster[file]):
            roster[file].append(dict(roster[file][0]))
        roster[file][number] |= cells

    return spoil


WRONG = [
    (_put("placements", 0, pupil="nobody"), "placements.csv", 2, "pupil", "pupils.csv"),
    (_put("placements", 0, site="nowhere"), "placements.csv", 2, "site", "sites.csv"),
    (_put("placements", 0, key_worker="bo"), "placements.csv", 2, "key_worker", "staff.csv"),
    (_put("placements", 0, key_worker="tom"), "placements.csv", 2, "key_worker", "role key_worker"),
    (_put("placements", 0, link_teacher="kay"), "placements.csv", 2, "link_teacher", "role link_teacher"),
    (_put("placements", 0, ended_on="2026-08-01"), "placements.csv", 2, "ended_on", "before it begins"),
    (_put("term_dates", 0, until_on="2026-08-01"), "term_dates.csv", 2, "until_on", "before it begins"),
    (_put("pupils", 1, id="ada"), "pupils.csv", 3, "id", "pupils.csv, line 2"),
    (_put("carers", 2, id="kay", email=""), "carers.csv", 4, "id", "staff, pupils and carers share"),
    (_put("carers", 1, email="bo@family.example"), "carers.csv", 3, "email", "cannot share a mailbox"),
    (_put("carers", 1, email="KAY@elm.example "), "carers.csv", 3, "email", "staff.csv, line 2"),
    (_put("staff", 0, roles="key_worker pupil"), "staff.csv", 2, "roles", "pupils.csv"),
    (_put("pupils", 1, setting="oak"), "pupils.csv", 3, "setting", "settings.csv"),
    (_put("relationships", 2, id="r9"), "relationships.csv", 4, "person", "line 2 joins"),
    (_put("relationships", 1, person="kay"), "relationships.csv", 3, "person", "role carer or social_worker"),
    (_put("relationships", 0, person="ada"), "relationships.csv", 2, "person", "carers.csv or staff.csv"),
    (
        _put("relationships", 1, kind="foster_carer", parental_responsibility="council"),
        "relationships.csv",
        3,
        "parental_responsibility",
        "row of the social worker",
    ),
    (_put("sessions", 0, site=""), "sessions.csv", 2, "site", "needs a site"),
    (_put("sessions", 0, starts="10:30"), "sessions.csv", 2, "ends", "before it begins"),
    (_put("sessions", 0, way="home visit", place="Flat 2"), "sessions.csv", 2, "place", "where a family lives"),
    (_put("sessions", 0, place="Yard, SN1 2AB"), "sessions.csv", 2, "place", "postcode"),
    (_put("staff", 1, roles="link_teacher"), "sessions.csv", 2, "staff", "see this person's face"),
    (_put("session_changes", 0, session="s9"), "session_changes.csv", 2, "session", "sessions.csv"),
    (_put("session_changes", 0, on="2026-12-02"), "session_changes.csv", 2, "on", "is a Wednesday"),
    (_put("session_changes", 0, on="2026-08-25"), "session_changes.csv", 2, "on", "begins later"),
    (_put("session_changes", 0, starts="10:30"), "session_changes.csv", 2, "starts", "end before it begins"),
    (_put("session_changes", 1, id="c2"), "session_changes.csv", 3, "on", "Make one row of both"),
]


def wrong(outcome: Outcome) -> list[tuple[str, int, str]]:
    return [(each.file, each.line, each.column) for each in outcome.problems]


@pytest.mark.parametrize(("spoil", "file", "line", "column", "hint"), WRONG)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_written(
    spoil: Spoil, file: str, line: int, column: str, hint: str, reads_in: Import, look: Look
) -> None:
    roster = small_roster()
    spoil(roster)
    outcome = reads_in(roster)
    assert wrong(outcome) == [(file, line, column)]
    assert hint.lower() in outcome.problems[0].sentence.lower()
    assert look(sa.select(Setting).where(Setting.external_id == "elm")) == []


def test_everything_that_is_wrong_is_said_at_once(reads_in: Import) -> None:
    roster = small_roster()
    for spoil, *_rest in (WRONG[0], WRONG[6], WRONG[9], WRONG[23]):
        spoil(roster)
    roster["pupils"][0]["year_group"] = roster["placements"][0]["tier"] = "99"
    assert wrong(reads_in(roster)) == [
        ("carers.csv", 3, "email"),
        ("placements.csv", 2, "pupil"),
        ("placements.csv", 2, "tier"),
        ("pupils.csv", 2, "year_group"),
        ("session_changes.csv", 2, "on"),
        ("term_dates.csv", 2, "until_on"),
    ]


KNOWN_ELSEWHERE = [
    # A row does not move to another person: what was decided about the first would come along.
    (_put("placements", 0, pupil="eve"), "placements.csv", "pupil", "another pupil"),
    (_put("sessions", 0, pupil="eve"), "sessions.csv", "pupil", "another pupil"),
    (_put("relationships", 0, pupil="eve"), "relationships.csv", "pupil", "another pupil"),
    (_put("relationships", 1, id="new-id"), "relationships.csv", "id", "by the id cy-ada"),
    (_put("session_changes", 0, id="new-id"), "session_changes.csv", "on", "with the id c1"),
    (lambda roster: roster["carers"].append(roster["staff"].pop()), "carers.csv", "id", "a member of staff"),
    (lambda roster: roster["staff"].append(roster["carers"].pop()), "staff.csv", "id", "write carer among their roles"),
    (lambda roster: roster["carers"].append(roster["pupils"].pop()), "carers.csv", "id", "a pupil"),
]


@pytest.mark.parametrize(("spoil", "file", "column", "hint"), KNOWN_ELSEWHERE)
def test_an_id_the_portal_knows_does_not_become_something_else(
    spoil: Spoil, file: str, column: str, hint: str, reads_in: Import
) -> None:
    roster = small_roster()
    reads_in(roster)
    spoil(roster)
    outcome = reads_in(roster)
    assert (file, column) in {(each.file, each.column) for each in outcome.problems}
    assert hint in " ".join(each.sentence for each in outcome.problems)


@pytest.mark.parametrize("kind", ["settings", "sites", "staff", "pupils", "carers", "sessions"])
def test_a_file_that_cannot_be_read_is_all_that_is_said(kind: str, reads_in: Import, tmp_path: Path) -> None:
    """What refers to it may well be right: seventy sentences about that would hide the one that helps."""
    folder = write(tmp_path / "roster", small_roster())
    (folder / f"{kind}.csv").write_bytes(b"PK\x03\x04")
    outcome = import_folder(folder, apply=True)
    assert [(each.file, each.line) for each in outcome.problems] == [(f"{kind}.csv", 0)]
    assert not outcome.is_applied


def test_an_address_of_somebody_who_is_not_in_the_files_is_taken_too(reads_in: Import) -> None:
    reads_in(small_roster())
    roster = small_roster()
    roster["carers"] = [{"id": "new", "first_name": "New", "email": "cy@family.example"}]
    (problem,) = reads_in(roster).problems
    assert "the portal, for the id cy" in problem.sentence


def test_somebody_without_contact_does_not_come_back_under_another_id(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    roster = small_roster()
    roster["carers"].append({"id": "bo2", "first_name": "BO", "last_name": "oak", "email": "bo.oak@other.example"})
    roster["relationships"].append(relationship("bo2", "ada"))
    (problem,) = reads_in(roster).problems
    assert (problem.file, problem.column) == ("relationships.csv", "contact")
    assert "the id bo)" in problem.sentence
    assert look(sa.select(Person).where(Person.external_id == "bo2")) == []
    roster["relationships"][2]["contact"] = "unknown"
    assert reads_in(roster).is_applied


def test_nor_does_the_child_come_back_under_another_id_for_them(reads_in: Import) -> None:
    reads_in(small_roster())
    roster = small_roster()
    roster["pupils"].append({"id": "ada2", "first_name": "Ada", "last_name": "Oak", "year_group": "8"})
    roster["relationships"].append(relationship("bo", "ada2"))
    assert wrong(reads_in(roster)) == [("relationships.csv", 4, "contact")]


def test_a_folder_about_the_only_setting_need_not_say_which_but_here_are_more(reads_in: Import) -> None:
    (problem,) = reads_in({"carers": [{"id": "x", "first_name": "X"}]}).problems
    assert (problem.column, "must say which setting" in problem.sentence) == ("setting", True)
