"""`portal import FOLDER [--apply]`: what it prints and how it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from portal import audit
from portal.cli import main
from portal.database import SYSTEM, db
from portal.models import Setting
from tests.factories.roster import small_roster, write
from tests.support.portal import SEAL_KEY, SECRET

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
