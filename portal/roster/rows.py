"""From cells to values: each row of a file, read column by column; every bad cell is named."""

import difflib
from dataclasses import dataclass, field
from typing import Any

from portal.roster.cleaning import CellError, clean
from portal.roster.columns import Column, Kind, squeeze
from portal.roster.problems import BadFileError, Problem
from portal.roster.tables import Line, split

# So many different cells of a column are remembered while a file is read.
REMEMBERED = 1000
# A wrong cell in every row of a big roster; with more of them it is another file, and naming it all helps nobody.
MOST_PROBLEMS = 20_000


@dataclass
class Row:
    """One row of a file. `values` holds the columns that the file has, `raw` the cells as they were written."""

    kind: Kind
    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    is_whole: bool = True

    @property
    def id(self) -> str:
        """The id in the other system."""
        return self.raw["id"]

    def problem(self, column: str, sentence: str) -> Problem:
        """What is wrong with one cell of this row."""
        self.is_whole = False
        return Problem(self.file, self.line, column, self.raw.get(column, ""), sentence)


@dataclass
class Contents:
    """What stands in one file: rows, what is wrong, and what is only good to know."""

    kind: Kind
    file: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    was_read: bool = True


def read_rows(words: str, kind: Kind, file: str) -> Contents:
    """Read a whole file; what is wrong with it is in `problems`, as many as there are."""
    contents = Contents(kind, file)
    try:
        lines = split(words, kind)
        head = next(lines, None)
        if head is None:
            raise BadFileError("This file is empty. Fill it, or take it out of the folder.")
        places = _places(head, contents)
        for line in lines:
            contents.rows.append(_row(line, places, contents))
            if len(contents.problems) >= MOST_PROBLEMS:
                raise BadFileError(
                    f"{MOST_PROBLEMS:,} things are wrong above this line. The rows below were not read: "
                    "look whether this is the right file, mend what is named, and try again.",
                    line.number,
                )
        if not contents.rows and not contents.problems:
            raise BadFileError(
                "This file has column names and nothing below them. Fill it, or take it out of the folder."
            )
    except BadFileError as error:
        contents.problems.append(Problem(file, error.line, "", "", error.sentence))
        contents.was_read = False
    return contents


def _places(head: Line, contents: Contents) -> "list[Place | None]":
    """Which column stands in which place of the file."""
    kind, file = contents.kind, contents.file
    places: list[Place | None] = []
    there: set[Column] = set()
    for cell in head.cells:
        column = kind.by_name.get(squeeze(cell))
        if column and column in there:
            contents.problems.append(
                Problem(file, head.number, column.name, "", "Two columns have this name. Take one of them out.")
            )
        if not column and cell.strip():
            contents.notices.append(f"{file}: {_unknown(cell.strip(), kind)}")
        if column:
            there.add(column)
        places.append(Place(column) if column else None)
    for column in kind.columns:
        if column.is_required and column not in there:
            sentence = "There is no column of this name in the first row. Add it; the file cannot be read without it."
            contents.problems.append(Problem(file, head.number, column.name, "", sentence))
    if contents.problems:
        raise BadFileError("The rows below were not read, because the column names are not right.", head.number)
    return places


def _unknown(name: str, kind: Kind) -> str:
    close = difflib.get_close_matches(squeeze(name[:60]), kind.by_name, n=1, cutoff=0.75)
    meant = f" Did you mean {kind.by_name[close[0]].name}?" if close else ""
    return f"the column “{name[:60]}” is not one the portal knows; it is left out.{meant}"


@dataclass
class Place:
    """One place of a file's rows: its column, and the cells read before (most cells of a column are alike)."""

    column: Column
    read_before: dict[str, tuple[str, Any]] = field(default_factory=dict)

    def read(self, cell: str) -> tuple[str, Any]:
        """A cell without what nobody sees, and its value. CellError when it cannot be read."""
        found = self.read_before.get(cell)
        if found is None:
            words = clean(cell)
            if not words and self.column.is_required:
                example = f", for example {self.column.example}" if self.column.example else ""
                raise CellError(f"This cell is empty. Fill it{example}.")
            found = (words, self.column.read(words) if words else self.column.blank)
            if len(self.read_before) < REMEMBERED:
                self.read_before[cell] = found
        return found


def _row(line: Line, places: list[Place | None], contents: Contents) -> Row:
    row = Row(contents.kind, contents.file, line.number)
    cells = line.cells + [""] * (len(places) - len(line.cells))
    if any(cell.strip() for cell in cells[len(places) :]):
        sentence = (
            "This row has more cells than there are column names. A separator inside a cell needs quotation marks."
        )
        contents.problems.append(row.problem("", sentence))
    for place, cell in zip(places, cells, strict=False):
        if place:
            name = place.column.name
            try:
                row.raw[name], row.values[name] = place.read(cell)
            except CellError as error:
                row.raw[name] = cell.strip()
                contents.problems.append(row.problem(name, str(error)))
    return row
