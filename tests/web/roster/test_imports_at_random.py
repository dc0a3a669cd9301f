"""However a row stands and whatever a file says, an import loosens nothing. `make drill` does it more often."""

from pathlib import Path

from tests.factories.random_rosters import read_in_at_random


def test_no_import_loosens_a_restriction(started: str, tmp_path: Path) -> None:
    assert not any(read_in_at_random(tmp_path / "roster", times=25))
