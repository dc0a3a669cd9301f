"""`portal import FOLDER [--apply]`: what it prints and how it ends."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from portal import audit
from portal.cli import main
from portal.database import SYSTEM, db
from portal.models import Contact, Person, Relationship, Setting
from tests.factories.roster import relationship, small_roster, write
from tests.support.portal import SEAL_KEY, SECRET
from tools.running import ROOT

Command = Callable[..., Result]


@pytest.fixture
def portal_import(db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command on a database with the cast in it."""
    for name in ("secret_key", "audit_key", "pepper"):
        monkeypatch.setenv(f"PORTAL_{name.upper()}", SECRET)
    for name, value in {
        "seal_keys": SEAL_KEY,
        "database_url": db_url,
        "data_folder": str(tmp_path),
        "public_url": "https://localhost",
        "mail": f"folder://{tmp_path}/mail",
        "mail_from": "Elm Street <portal@example.org>",
    }.items():
        monkeypatch.setenv(f"PORTAL_{name.upper()}", value)

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, ["import", str(tmp_path / "roster"), *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    write(tmp_path / "roster", small_roster())
    yield run
    db.stop()


def _is_there() -> bool:
    with db.work(SYSTEM, reason="a test looks") as session:
        return session.scalar(sa.select(Setting.id).where(Setting.external_id == "elm")) is not None


def test_it_runs_dry_until_it_is_told_to_apply(portal_import: Command) -> None:
    result = portal_import()
    assert (result.exit_code, _is_there()) == (0, False)
    assert "carers.csv                  2        0          0                0" in result.stdout
    assert "Nothing was written: this was a dry run" in result.stdout
    result = portal_import("--apply")
    assert (result.exit_code, _is_there()) == (0, True)
    assert result.stdout.endswith("All of it was written.\n")
    assert portal_import("--apply").stdout.endswith("The portal has all of this already. Nothing was written.\n")


def test_it_says_every_bad_row_and_ends_with_1(portal_import: Command, tmp_path: Path) -> None:
    roster = small_roster()
    roster["pupils"][0]["year_group"] = "nine"
    roster["carers"][1]["email"] = "bo@family.example"
    write(tmp_path / "roster", roster)
    result = portal_import("--apply")
    assert (result.exit_code, _is_there()) == (1, False)
    assert "pupils.csv, line 2, column year_group, “nine”: Write a whole number from 1 to 13 here." in result.stdout
    assert "carers.csv, line 3, column email, “bo@family.example”: This address stands in carers.csv" in result.stdout
    assert "2 things have to be mended first. Nothing was written." in result.stdout


def test_the_size_of_a_file_can_be_limited(portal_import: Command, tmp_path: Path) -> None:
    (tmp_path / "roster" / "pupils.csv").write_bytes(b"x" * 1_200_000)
    assert "1 MB is the most" in portal_import("--most-megabytes", "1").stdout


def test_a_folder_that_is_not_there_is_a_sentence(portal_import: Command, tmp_path: Path) -> None:
    for file in (tmp_path / "roster").iterdir():
        file.unlink()
    (tmp_path / "roster").rmdir()
    result = portal_import()
    assert (result.exit_code, "There is no folder of this name" in result.stdout) == (1, True)


def test_the_record_is_whole_afterwards(portal_import: Command) -> None:
    portal_import("--apply")
    with db.work(SYSTEM, reason="verify the record") as session:
        assert audit.verify(session, None) == []


def test_in_a_process_of_its_own_another_settings_rows_are_not_there(portal_import: Command, tmp_path: Path) -> None:
    """As somebody types it: only what the command itself brings in stands between two settings with the same ids."""
    portal_import("--apply")
    theirs = small_roster()
    theirs["pupils"].append({"id": "maya", "first_name": "May", "last_name": "Elm", "year_group": "5"})
    theirs["relationships"] = [relationship("dan", "maya")]
    theirs["carers"] = [{"id": "dan", "first_name": "Daniel", "email": "daniel@example.org"}]
    write(tmp_path / "roster", theirs)
    command = [sys.executable, "-m", "portal", "import", str(tmp_path / "roster"), "--apply"]
    typed = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert typed.returncode == 0, typed.stdout + typed.stderr
    db.start(os.environ["PORTAL_DATABASE_URL"])
    with db.work(SYSTEM, reason="a test looks") as session:
        dans = sa.select(Person.first_name, Relationship.contact).join(
            Relationship, Relationship.person_id == Person.id
        )
        assert sorted(map(tuple, session.execute(dans.where(Person.external_id == "dan")))) == [
            ("Dan", Contact.NONE),
            ("Daniel", Contact.OPEN),
        ]


def test_nothing_opens_a_database_without_the_nets() -> None:
    """A command that forgot them stops, and reads nothing."""
    alone = "from portal.database import db; db.start('sqlite://')"
    typed = subprocess.run([sys.executable, "-c", alone], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "NothingKeepsThemApartError" in typed.stderr
