"""From words to rows of cells: separators, quotation marks, and Excel's habits."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.roster.columns import Kind, squeeze
from portal.roster.problems import BadFileError

SEPARATORS = (",", ";", "\t")
# All our column names together have a few hundred letters; another system's file may have columns we do not read.
MOST_OF_A_HEAD = 20_000
_SEP_LINE = re.compile(r"\"?sep=([,;|\t])\"?\r?\n?$", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """The cells of one row, and the line of the file it begins on."""

    number: int
    cells: list[str]


def split(words: str, kind: Kind) -> Iterator[Line]:
    """Every row that holds something, the column names first. BadFileError for a quotation mark that never closes."""
    csv.field_size_limit(2**31 - 1)  # a cell that is too long gets a sentence of its own, with its line and column
    skipped, separator, rest = _separator(words, kind)
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=separator, strict=True)
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BadFileError(
                "A quotation mark in this row opens and is not closed in the right place. "
                "Put one before and one after the cell, and two where one is meant inside.",
                skipped + number,
            ) from None
        if any(cell.strip() for cell in cells):
            yield Line(skipped + number, cells)
        number = reader.line_num + 1


def _separator(words: str, kind: Kind) -> tuple[int, str, str]:
    """How many lines to skip, the separator, and the words without those lines."""
    first, _, rest = words.partition("\n")
    said = _SEP_LINE.match(first.strip("\r"))
    if said:
        return 1, said[1], rest
    head = next((line for line in io.StringIO(words) if line.strip(' ,;\t\r\n"')), "")
    if len(head) > MOST_OF_A_HEAD:
        raise BadFileError(f"The first row has {len(head):,} characters. Those are not column names: is it this file?")
    return 0, max(SEPARATORS, key=lambda each: _known_names(head, each, kind)), words


def _known_names(head: str, separator: str, kind: Kind) -> tuple[int, int]:
    names = [squeeze(cell) for cell in head.split(separator)]
    return sum(name in kind.by_name for name in names), len(names)
