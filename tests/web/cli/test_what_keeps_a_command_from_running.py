"""An installation that is set up wrongly is told so in a sentence: no traceback, and never a piece of a key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.database import db
from tests.support.portal import SEAL_KEY, SECRET

Command = Callable[..., Result]
COMMANDS = ("serve", "worker --once", "import .", "audit verify", "first-code a@b.example")


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command of an installation in production whose database is empty: `portal("serve", PORTAL_DEMO="1")`."""
    right = {
        **dict.fromkeys(("PORTAL_SECRET_KEY", "PORTAL_AUDIT_KEY", "PORTAL_PEPPER"), SECRET),
        "PORTAL_SEAL_KEYS": SEAL_KEY,
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path}/portal.db",
        "PORTAL_DATA_FOLDER": str(tmp_path),
        "PORTAL_PUBLIC_URL": "https://portal.example",
        "PORTAL_MAIL": f"folder://{tmp_path}/mail",
        "PORTAL_MAIL_FROM": "portal@example.org",
    }

    def run(command: str, **changes: str | None) -> Result:
        for name, value in {**right, **changes}.items():
            monkeypatch.delenv(name, raising=False) if value is None else monkeypatch.setenv(name, value)
        return CliRunner().invoke(main, command.split())

    yield run
    db.stop()


def says(result: Result) -> str:
    """What it printed; it ended by itself with 1, and kept the keys to itself."""
    assert (type(result.exception), result.exit_code) == (SystemExit, 1)
    for key in (SECRET, SEAL_KEY):
        assert key[:8] not in result.output
        assert key[-8:] not in result.output
    return result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_production_with_the_demo_on_does_not_start(command: str, portal: Command) -> None:
    said = says(portal(command, PORTAL_STAGE="production", PORTAL_DEMO="1"))
    assert "In the demo anyone can sign in as anyone. The portal does not start." in said


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_missing_is_named(command: str, portal: Command) -> None:
    said = says(portal(command, PORTAL_DATA_FOLDER=None, PORTAL_MAIL=None, PORTAL_STAGE="prod"))
    assert "PORTAL_DATA_FOLDER is not set.\n" in said
    assert "PORTAL_MAIL is not set.\n" in said
    assert "PORTAL_STAGE should be 'production' or 'demo'." in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"PORTAL_PUBLIC_URL": "http://portal.example"}, "PORTAL_PUBLIC_URL must begin with https:// in production"),
        ({"PORTAL_SECRET_KEY": "a short one"}, "PORTAL_SECRET_KEY must hold 32 characters or more"),
        ({"PORTAL_SEAL_KEYS": "x" * 44}, "PORTAL_SEAL_KEYS must hold keys that portal make-keys has made"),
        ({"PORTAL_DATABASE_URL": "mysql://here"}, "PORTAL_DATABASE_URL must begin with postgresql:// or sqlite:///"),
        ({"PORTAL_DATABASE_URL": "sqlite:////nowhere/portal.db"}, "cannot be used: unable to open database file"),
        ({"PORTAL_MAIL": "pigeon"}, "PORTAL_MAIL must look like smtp://host:port"),
        ({}, "Bring it to the newest: portal migrate"),
    ],
)
def test_each_wrong_setting_has_its_sentence(changes: dict[str, str], sentence: str, portal: Command) -> None:
    said = says(portal("worker --once", **changes))
    assert sentence in said
    assert "a short one" not in said


@pytest.mark.parametrize("wrong", [{"PORTAL_SEAL_KEYS": "x" * 44}, {"PORTAL_DATABASE_URL": "mysql://here"}])
def test_the_web_does_not_begin_with_keys_or_a_database_it_cannot_use(wrong: dict[str, str], portal: Command) -> None:
    assert "PORTAL_" in says(portal("serve", **wrong))


@pytest.mark.parametrize("command", ["import ROSTER", "audit verify", "first-code a@b.example"])
def test_an_empty_database_is_told_from_a_broken_one(command: str, portal: Command, tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("id,setting,name\nmill,elm,The Mill\n")
    assert "portal migrate" in says(portal(command.replace("ROSTER", str(tmp_path))))
