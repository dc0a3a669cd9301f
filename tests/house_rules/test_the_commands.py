"""What `make` and `.ci/run` promise: every kind of test is run, and each command says what it is for."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMISED = ("demo", "test", "drill", "check", "matrix", "bench", "faults", "pictures")


def said(*words: str) -> str:
    """What make would do, or says."""
    make = shutil.which("make")
    assert make
    return subprocess.run([make, *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_a_bare_make_lists_every_command_with_what_it_is_for() -> None:
    listed = dict(re.findall(r"^  make (\S+) +(\S.*)$", said(), re.MULTILINE))
    assert set(PROMISED) <= set(listed)


def test_make_test_runs_every_folder_of_tests_but_the_drills_and_installs_what_it_needs() -> None:
    does = said("-n", "test")
    folders = {one.parent.relative_to(ROOT / "tests").parts[0] for one in ROOT.glob("tests/*/**/test_*.py")}
    for folder in folders - {"drill", "vendor"}:
        assert f"tests/{folder}" in does.split(), folder
    for step in ("tools/setup.sh", "tools/browser.py"):
        assert step in does, step


@pytest.mark.parametrize(
    "step", ["ruff format --check", "ruff check", "mypy", "lint-imports", "djlint", "phrases.py check"]
)
def test_make_check_looks_at(step: str) -> None:
    assert step in said("-n", "check")


def test_what_lands_was_checked_and_tested() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines[-2:] == ["make check", "make test"]
    assert "set -euo pipefail" in lines


def test_the_demo_lets_other_machines_in_only_where_somebody_asks() -> None:
    assert "--host" not in said("-n", "demo")
    assert '--host "0.0.0.0"' in said("-n", "demo", "HOST=0.0.0.0")


def test_the_readme_begins_with_two_commands_and_pictures_that_are_there() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:60])
    assert "make demo" in first_screen
    assert "make test" in first_screen
    pictures = re.findall(r"\(([^)]+\.(?:png|jpg|webp))\)|src=\"([^\"]+\.(?:png|jpg|webp))\"", first_screen)
    assert len(pictures) >= 3
    assert [name for pair in pictures for name in pair if name and not (ROOT / name).is_file()] == []
