"""A roster that knows of a suspension begins its small plan on the sixth school day; one that does not ends nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.cli.telling import Teller
from portal.models import AuditEntry, Placement, WayBack, WayKind, WaySection
from tests.factories.roster import Roster, small_roster
from tests.support.time import SetTime
from tests.web.roster.conftest import Import, Look

Worker = Callable[[], object]


@pytest.fixture
def worker(tmp_path: Path) -> Callable[[], object]:
    """What the worker does in one of its half minutes, freshly started."""
    return lambda: Teller(tmp_path).tell_once()


def suspended(on: str) -> Roster:
    """The small roster, with the first day of a suspension."""
    roster = small_roster()
    roster["placements"][0]["suspended_on"] = on
    return roster


def breaks(look: Look) -> list[WayBack]:
    """The small plans of the roster's one placement."""
    theirs = sa.select(WayBack).join(Placement).where(Placement.external_id == "p1")
    return look(theirs.where(WayBack.kind == WayKind.SHORT_BREAK).order_by(WayBack.begun_on))


def days(look: Look) -> list[date]:
    return [one.begun_on for one in breaks(look)]


# Tuesday 24 November: the sixth school day of one that began on Tuesday 17 November, weekends not counted.
@pytest.mark.parametrize(
    ("first_day", "begun"),
    [("2026-11-16", [date(2026, 11, 23)]), ("17/11/2026", [date(2026, 11, 24)]), ("2026-11-18", []), ("", [])],
)
def test_the_small_plan_begins_with_the_import_when_the_sixth_day_is_here(
    first_day: str, begun: list[date], reads_in: Import, look: Look
) -> None:
    assert reads_in(suspended(first_day)).is_applied
    assert days(look) == begun


def test_it_has_its_small_sections_beside_the_plan_that_goes_on_and_stands_in_the_record(
    reads_in: Import, look: Look
) -> None:
    reads_in(suspended("2026-11-16"))
    (small,) = breaks(look)
    assert set(look(sa.select(WaySection.kind).where(WaySection.way_id == small.id))) == {
        "about_me", "helps", "people", "arrival", "wobble"
    }  # fmt: skip
    assert look(sa.select(WayBack.kind).join(Placement).where(Placement.external_id == "p1")) != [WayKind.SHORT_BREAK]
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "way.break.begun"))
    assert line.by_id is None


def test_an_import_before_the_sixth_day_leaves_it_to_the_worker(
    reads_in: Import, look: Look, the_time_is: SetTime, worker: Worker
) -> None:
    reads_in(suspended("2026-11-18"))
    the_time_is("2026-11-24 18:00")
    worker()
    assert days(look) == []
    the_time_is("2026-11-25 06:00")
    for _restart in range(2):
        worker()
        worker()
    assert days(look) == [date(2026, 11, 25)]
    reads_in(suspended("2026-11-18"))
    assert days(look) == [date(2026, 11, 25)]


def test_holidays_do_not_count(reads_in: Import, look: Look, the_time_is: SetTime, worker: Worker) -> None:
    roster = suspended("2026-11-16")
    roster["term_dates"].append(
        {"id": "h", "kind": "holiday", "from_on": "2026-11-19", "until_on": "2026-11-20", "reason": ""}
    )
    reads_in(roster)
    assert days(look) == []
    the_time_is("2026-11-25 06:00")
    worker()
    assert days(look) == [date(2026, 11, 25)]


def test_a_dry_run_begins_nothing(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    reads_in(suspended("2026-11-16"), apply=False)
    assert days(look) == []


def test_a_pupil_we_know_already_is_suspended(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    outcome = reads_in(suspended("2026-11-16"))
    assert [step.changed for step in outcome.plans[0].changed] == [["suspended_on"]]
    assert days(look) == [date(2026, 11, 23)]


@pytest.mark.parametrize("later", ["without the column", "an empty cell"])
def test_what_a_later_file_does_not_say_ends_no_plan(later: str, reads_in: Import, look: Look) -> None:
    reads_in(suspended("2026-11-16"))
    assert reads_in(small_roster() if later == "without the column" else suspended("")).is_applied
    (small,) = breaks(look)
    assert small.ended_on is None
    (first_day,) = look(sa.select(Placement.suspended_on).where(Placement.external_id == "p1"))
    assert first_day == (date(2026, 11, 16) if later == "without the column" else None)


@pytest.mark.parametrize("corrected", ["2026-11-13", "2026-11-17"])
def test_a_first_day_that_is_corrected_afterwards_begins_no_second_plan(
    corrected: str, reads_in: Import, look: Look, worker: Worker
) -> None:
    reads_in(suspended("2026-11-16"))
    reads_in(suspended(corrected))
    worker()
    assert days(look) == [date(2026, 11, 23)]


def test_the_next_suspension_has_a_plan_of_its_own(reads_in: Import, look: Look, the_time_is: SetTime) -> None:
    reads_in(suspended("2026-11-02"))
    the_time_is("2026-12-10 10:00")
    reads_in(suspended("2026-12-01"))
    assert days(look) == [date(2026, 11, 9), date(2026, 12, 8)]


def test_a_day_that_was_left_over_in_the_records_begins_nothing(reads_in: Import, look: Look, worker: Worker) -> None:
    roster = suspended("2026-03-02")
    roster["placements"][0]["starts_on"] = "2026-02-02"
    roster["term_dates"][0]["from_on"] = "2026-01-05"
    assert reads_in(roster).is_applied
    worker()
    assert days(look) == []


def test_nothing_begins_once_the_placement_is_over(reads_in: Import, look: Look) -> None:
    roster = suspended("2026-11-16")
    roster["placements"][0]["ended_on"] = "2026-11-20"
    assert reads_in(roster).is_applied
    assert days(look) == []


def test_a_bad_day_is_named_and_nothing_is_written(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    outcome = reads_in(suspended("31/11/2026"))
    (problem,) = outcome.problems
    assert (problem.file, problem.line, problem.column, problem.value) == (
        "placements.csv", 2, "suspended_on", "31/11/2026"
    )  # fmt: skip
    assert problem.sentence == "There is no such day. Write the day first, then the month: 03/11/2026."
    assert (outcome.is_applied, days(look)) == (False, [])
