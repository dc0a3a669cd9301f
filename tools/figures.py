"""A table of every kind of page: who reads it, its weight, its reading grade, how often it asks the database.

The walk and the counting are those of two tests, on SQLite: all rooms as a setting grows (tests/drill/
test_as_many_statements.py), and the rooms of parent groups as a group grows (test_groups_as_many_statements.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.running import ROOT

TESTS = ("tests/drill/test_as_many_statements.py", "tests/drill/test_groups_as_many_statements.py")
MOST_BYTES = 14 * 1024
MOST_GRADE = {"young": 2, "family": 4}


def walk() -> list[dict[str, Any]]:
    """Open every page; SystemExit with what a test said when it could not be counted."""
    pages, of_groups = (_walk(test) for test in TESTS)
    known = {(one["page"], one["reader"]) for one in of_groups}
    others = (one for one in pages if (one["page"], one["reader"]) not in known)
    return sorted([*of_groups, *others], key=lambda one: (one["page"], one["reader"], one["at"]))


def _walk(test: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="figures-") as folder:
        path = Path(folder) / "pages.json"
        command = [sys.executable, "-m", "pytest", "-q", test, "-k", "sqlite"]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | {"FIGURES": str(path)}, capture_output=True, text=True, check=False
        )
        if not path.exists():
            sys.exit(done.stdout + done.stderr)
        pages: list[dict[str, Any]] = json.loads(path.read_text())
        return pages


def grade(value: float | None) -> str:
    """A grade, or a dash where a page has too few words of ours to say."""
    return "-" if value is None else f"{max(value, 0):.1f}"


def is_over(one: dict[str, Any]) -> bool:
    """True when a page is heavier or harder than it may be, or asks more of the database as a setting grows."""
    hard = (one["grade"] or 0) > MOST_GRADE.get(one["reader"], 99)
    return bool(hard or one["bytes"] > MOST_BYTES or one["few"] != one["many"])


def foot(pages: Sequence[dict[str, Any]]) -> list[str]:
    """The figures over all pages."""
    heaviest = max(pages, key=lambda one: int(one["bytes"]))
    weight = f"{heaviest['bytes']:,} bytes of {MOST_BYTES:,}"
    lines = [f"{len(pages)} pages. The heaviest: {heaviest['page']} for {heaviest['reader']}, {weight}."]
    for reader, most in MOST_GRADE.items():
        hardest = max(
            (one for one in pages if one["reader"] == reader),
            key=lambda one: -99 if one["grade"] is None else float(one["grade"]),
        )
        lines.append(f"The highest grade for {reader}: {grade(hardest['grade'])} of {most} ({hardest['page']}).")
    unequal = sum(one["few"] != one["many"] for one in pages)
    return [
        *lines,
        f"Pages that ask more with 2,000 pupils than with 20, or with 200 in a group than with 5: {unequal}.",
        f"Over a limit: {sum(map(is_over, pages))}.",
    ]


def main() -> None:
    """Print the table and its foot; fail when a page is over a limit."""
    pages = walk()
    print(f"{'page':30} {'reader':7} {'opened by':9} {'bytes':>6} {'grade':>5} {'SQL, few':>15} {'many':>6}")
    for one in pages:
        figures = f"{one['bytes']:6} {grade(one['grade']):>5} {one['few']:15} {one['many']:6}"
        print(f"{one['page']:30} {one['reader']:7} {one['who']:9} {figures}{'  over' if is_over(one) else ''}")
    print(*foot(pages), sep="\n")
    sys.exit(1 if any(map(is_over, pages)) else 0)


if __name__ == "__main__":
    main()
