"""Each week the safeguarding lead goes through what stands out: who looked where it is not their daily work."""

from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask

from portal import audit
from portal.access.policy import Role
from portal.audit import Event
from portal.audit.reviewing import Findings
from portal.cli.record import audit as command
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Absence, Placement
from tests.cast import person, placement, pupil, setting
from tests.support.portal import SignedInAs
from tests.support.time import SetTime

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def found(since: datetime = MONDAY - timedelta(days=7)) -> dict[str, Findings]:
    """What stands out at Orchard Row, by person."""
    with db.own_look(SYSTEM) as session:
        return {one.who: one for one in audit.review(session, setting(), since)}


def test_who_looks_off_the_caseload_stands_out_and_whose_caseload_it_is_does_not(signed_in_as: SignedInAs) -> None:
    for slug, child in (("okoro", "zofia"), ("byrne", "zofia"), ("byrne", "zofia"), ("byrne", "rohan")):
        assert signed_in_as(slug).get(f"/people/{person(child)}").status_code == 200
    assert {who: dict(one.off_caseload) for who, one in found().items()} == {"byrne": {"zofia": 2, "rohan": 1}}


def test_a_list_of_many_counts_for_nobody(signed_in_as: SignedInAs) -> None:
    for path in ("/", "/people/"):
        signed_in_as("byrne").get(path)
    assert found() == {}


def test_whoever_looks_where_somebody_is_kept_away_stands_out(signed_in_as: SignedInAs) -> None:
    signed_in_as("okoro").get(f"/people/{person('maya')}")
    assert {who: dict(one.restricted) for who, one in found().items()} == {"okoro": {"maya": 1}}


def test_a_family_that_reads_its_own_pages_does_not(signed_in_as: SignedInAs) -> None:
    for slug in ("leila", "maya"):
        signed_in_as(slug).get("/")
        signed_in_as(slug).get(f"/week/{pupil('maya')}/this")
    assert found() == {}


def test_a_caseload_counts_as_it_was_on_the_day(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    signed_in_as("okoro").get(f"/people/{person('zofia')}")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Placement, placement("zofia")).ended_on = date(2026, 11, 24)
    assert found() == {}
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Placement, placement("zofia")).ended_on = date(2026, 11, 23)
    assert dict(found()["okoro"].off_caseload) == {"zofia": 1}
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Placement, placement("zofia")).key_worker_id = person("lewis")
        session.get_one(Placement, placement("zofia")).ended_on = None
        days = {"from_on": date(2026, 11, 24), "until_on": date(2026, 11, 24)}
        session.add(Absence(setting_id=setting(), person_id=person("lewis"), cover_id=person("okoro"), **days))
    assert found() == {}


def test_six_refusals_stand_out_whoever_asked_and_five_do_not(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    for _try in range(5):
        leila.get(f"/week/{pupil('rohan')}/this")
    assert found() == {}
    leila.get(f"/week/{pupil('rohan')}/this")
    assert found()["leila"].refused == 6


@pytest.mark.parametrize(
    ("pupils", "minutes", "most", "stands_out"), [(20, 1, 20, False), (21, 1, 21, True), (21, 3.1, 20, False)]
)
def test_more_than_twenty_pupils_within_an_hour_stand_out(
    pupils: int, minutes: float, most: int, stands_out: bool
) -> None:
    one = Findings("byrne", frozenset({Role.SAFEGUARDING_LEAD}))
    for number in range(pupils):
        for _twice in range(2):
            at = MONDAY + timedelta(minutes=minutes * number)
            one.add_look(at, f"pupil {number}", is_theirs=True, is_restricted=False)
    assert (one.most_in_an_hour, one.stands_out) == (most, stands_out)


def test_the_command_says_it_by_the_ids_of_the_roster_for_as_many_days_as_asked(
    app: Flask, settings: Settings, signed_in_as: SignedInAs, monkeypatch: pytest.MonkeyPatch, the_time_is: SetTime
) -> None:
    monkeypatch.setattr("portal.cli.record.Settings", lambda: settings)
    run = CliRunner().invoke
    assert "Orchard Row, since 17 November 2026, 10:00\n  Nothing stands out.\n" in run(command, ["review"]).output
    signed_in_as("byrne").get(f"/people/{person('maya')}")
    signed_in_as("byrne").get(f"/people/{person('rohan')}")
    said = run(command, ["review"])
    assert said.exit_code == 0
    assert (
        "  byrne (safeguarding_lead)\n"
        "    off the caseload: 2 looks at 2 pupils (maya 1, rohan 1)\n"
        "    somebody is kept away: 1 looks at 1 pupils (maya 1)\n"
    ) in said.output
    assert "Haddad" not in said.output
    the_time_is("2026-12-02 10:00")
    assert "byrne" not in run(command, ["review"]).output
    assert "byrne" in run(command, ["review", "--days", "14"]).output


def test_another_settings_people_do_not_stand_in_it(signed_in_as: SignedInAs) -> None:
    for _try in range(6):
        signed_in_as("quinn").get(f"/people/{person('maya')}")
    assert found() == {}
    with db.own_look(SYSTEM) as session:
        assert [one.who for one in audit.review(session, setting("millbrook"), MONDAY)] == ["quinn"]


def test_events_recorded_for_nobody_count_for_nobody(app: Flask) -> None:
    with db.work(setting(), reason="a test"):
        of = {"setting_id": setting(), "pupils": [pupil("maya")]}
        audit.record(Event.PEOPLE_PERSON_SHOWN, by=None, person=str(person("maya")), **of)
    assert found() == {}
