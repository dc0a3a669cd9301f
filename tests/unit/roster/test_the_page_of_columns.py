"""docs/roster.md says what the columns are today."""

from portal.roster.describing import page
from portal.roster.kinds import KINDS
from tests.house_rules.sources import ROOT


def test_the_page_is_made_from_the_columns() -> None:
    assert (ROOT / "docs" / "roster.md").read_text(encoding="utf-8") == page(), "run: python tools/roster_page.py"


def test_every_column_says_what_it_is_for() -> None:
    silent = [(kind.name, column.name) for kind in KINDS for column in kind.columns if not column.about.endswith(".")]
    assert silent == []


def test_every_example_can_be_read() -> None:
    for kind in KINDS:
        for column in kind.columns:
            if column.example:
                column.read(column.example)


def test_every_column_goes_somewhere() -> None:
    ours = {"id", "setting", "roles"}
    for kind in KINDS:
        there = {column for table in kind.tables for column in table.fields.values()}
        assert {column.name for column in kind.columns} - ours <= there
