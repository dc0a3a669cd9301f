"""While an import compares and writes, nobody's decision on the portal is lost in between."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from portal.models import Contact, Person, Relationship
from portal.roster import import_folder
from tests.factories.roster import Roster, small_roster, write
from tests.web.roster.conftest import Import, Look

BAR = "UPDATE relationship SET contact = 'none' WHERE external_id = 'cy-ada'"


def _bar_cy(url: str) -> None:
    """Somebody else, on a connection of their own that does not wait, says that Cy must have no contact."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as own:
            own.execute(BAR)
        return
    with psycopg.connect(url) as connection:
        connection.execute("SELECT set_config('portal.scope', 'system', true)")
        connection.execute("SET LOCAL lock_timeout = '100ms'")
        connection.execute(BAR)


def _progress(at: str, happens: Callable[[], None]) -> Callable[..., object]:
    @contextmanager
    def progress(what: str, _how_much: int) -> Iterator[Callable[[int], None]]:
        if what == at:
            happens()
        yield lambda _done: None

    return progress


@pytest.mark.parametrize("moment", ["Comparing with the portal", "Writing"])
def test_a_decision_during_an_import_waits_until_it_is_written(
    moment: str, reads_in: Import, look: Look, started: str, tmp_path: Path
) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["relationships"][1]["contact"] = "limited"
    refused: list[str] = []

    def bar() -> None:
        with pytest.raises((sqlite3.OperationalError, psycopg.OperationalError), match="lock") as caught:
            _bar_cy(started)
        refused.append(str(caught.value))

    folder = write(tmp_path / "roster", now)
    assert import_folder(folder, apply=True, progress=_progress(moment, bar)).is_applied  # type: ignore[arg-type]
    assert len(refused) == 1
    _bar_cy(started)
    assert look(sa.select(Relationship.contact).where(Relationship.external_id == "cy-ada")) == [Contact.NONE]


def _dry_run(now: Roster, folder: Path, happens: Callable[[], None]) -> list[str]:
    """Run dry, with something else happening at every stage of it. Returns the stages."""
    stages: list[str] = []

    @contextmanager
    def progress(what: str, _how_much: int) -> Iterator[Callable[[int], None]]:
        # Once before the first row of this stage, once after its last, when all of it is still held.
        happens()
        yield lambda _done: happens()
        stages.append(what)

    assert import_folder(write(folder, now), progress=progress).problems == []
    return stages


def test_a_dry_run_keeps_nobody_waiting(reads_in: Import, look: Look, started: str, tmp_path: Path) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["relationships"][1]["sees_plan"] = "no"
    now["carers"][0]["phone"] = "07700 900 399"
    now["sessions"][0]["subject"] = "Maths"
    stages = _dry_run(now, tmp_path / "roster", lambda: _bar_cy(started))
    assert stages == ["Reading the files", "Comparing with the portal"]
    assert look(sa.select(Relationship.contact).where(Relationship.external_id == "cy-ada")) == [Contact.NONE]


def test_a_dry_run_that_must_try_holds_no_row_of_a_family(reads_in: Import, started: str, tmp_path: Path) -> None:
    """Whether somebody is still told of a concern is tried out; on SQLite everybody who writes waits for that."""
    reads_in(small_roster())
    now = small_roster()
    now["staff"][0]["job"] = "Key worker"
    now["relationships"][1]["sees_plan"] = "no"
    is_one_lock_for_all = started.startswith("sqlite")
    stages = _dry_run(now, tmp_path / "roster", lambda: None if is_one_lock_for_all else _bar_cy(started))
    assert stages[-1] == "Trying it out"
    _bar_cy(started)


def test_a_clash_that_nobody_could_see_coming_is_a_sentence(
    reads_in: Import, look: Look, started: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["carers"][1]["email"] = "bo@family.example"
    monkeypatch.setattr("portal.roster.checks.TOGETHER", ())
    outcome = import_folder(write(tmp_path / "roster", now), apply=True)
    assert (outcome.is_applied, [each.sentence[:40] for each in outcome.problems]) == (
        False,
        ["Something changed on the portal while th"],
    )
    assert look(sa.select(Person.email).where(Person.external_id == "cy")) == ["cy@family.example"]
