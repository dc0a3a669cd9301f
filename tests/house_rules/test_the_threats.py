"""The page of threats names a test for each; a row without one is a wish."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "threats.md"


# What concerns what exists: access, signing in, browser, input, and of keeping these.
CHECKS = {*range(1, 45), 46, 47, 48, *range(52, 58)}


def rows_that(begin: str) -> list[str]:
    """The rows of the page's tables that begin so."""
    return [line for line in PAGE.read_text().splitlines() if re.match(begin, line)]


def test_every_threat_has_its_test() -> None:
    rows = rows_that(r"\| T\d+ ")
    assert [row.split("|")[1].strip() for row in rows] == [f"T{number}" for number in range(1, 14)]
    _each_names_tests_that_are_there(rows)


def test_every_check_has_its_test_or_drill() -> None:
    rows = rows_that(r"\| \d+ ")
    assert {int(row.split("|")[1]) for row in rows} == CHECKS
    _each_names_tests_that_are_there(rows)


def _each_names_tests_that_are_there(rows: list[str]) -> None:
    for row in rows:
        tests = re.findall(r"`(tests/[^`]+\.py)`", row)
        assert tests, row[:60]
        for name in tests:
            assert (PAGE.parents[1] / name).exists(), f"{row[:6]} names {name}, which is not there"
