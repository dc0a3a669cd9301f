"""The page of threats names a test for each; a row without one is a wish."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "threats.md"


def test_every_threat_has_its_test() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if re.match(r"\| T\d+ ", line)]
    assert len(rows) >= 10
    for row in rows:
        tests = re.findall(r"`(tests/[^`]+\.py)`", row)
        assert tests, row[:60]
        for name in tests:
            assert (PAGE.parents[1] / name).exists(), f"{row[:6]} names {name}, which is not there"
