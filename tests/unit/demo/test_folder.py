"""The demo's folder: keys once, and nothing else is ever thrown away."""

import stat
from pathlib import Path

import pytest

from portal.config import Settings, UnsafeConfigurationError
from portal.demo import folder


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORTAL_DATABASE_URL", "PORTAL_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)


def test_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first = folder.environment(tmp_path / "demo", host="127.0.0.1", port=8000)
    assert folder.environment(tmp_path / "demo", host="127.0.0.1", port=8000) == first
    assert stat.S_IMODE((tmp_path / "demo" / "keys.env").stat().st_mode) == 0o600


def test_the_settings_of_the_demo_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_STAGE", "production")
    for name, value in folder.environment(tmp_path / "a demo", host="0.0.0.0", port=8123).items():
        monkeypatch.setenv(name, value)
    settings = Settings()  # type: ignore[call-arg]
    assert (settings.stage, settings.demo, settings.public_url) == ("demo", True, "http://localhost:8123")


def test_starting_again_empties_the_demos_folder(tmp_path: Path) -> None:
    folder.environment(tmp_path / "demo", host="127.0.0.1", port=8000)
    folder.start_again(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()
    folder.start_again(tmp_path / "demo")


def test_starting_again_leaves_any_other_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("of a wedding")
    with pytest.raises(UnsafeConfigurationError, match="left alone"):
        folder.start_again(tmp_path)
    assert (tmp_path / "photos").exists()


def test_starting_again_empties_no_other_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql:///somebodys")
    with pytest.raises(UnsafeConfigurationError, match="PORTAL_DATABASE_URL"):
        folder.start_again(tmp_path)
