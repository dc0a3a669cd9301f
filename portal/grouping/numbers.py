"""Which numbers about people may be shown: none under five, and none from which one under five could be worked out.

Plain rules. A sum stands only where all of its parts do; or it stands alone, and then none of its parts does. So what
is hidden could be five different numbers at least, for somebody who knows these rules and everything that is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Fewer people than this are never counted aloud.
FEWEST = 5

# A number, or None: not shown.
Cell = int | None


@dataclass(frozen=True)
class Row:
    """Numbers that belong together, and their sum, as far as they may be shown."""

    cells: tuple[Cell, ...]
    total: Cell


def shown(number: int) -> Cell:
    """A number that stands by itself. Nought is under five as well: else "not shown" would mean one to four."""
    return number if number >= FEWEST else None


def show_parts(parts: Sequence[int]) -> Row:
    """The parts are what matters: each that is large enough stands; their sum only where all of them do."""
    cells = tuple(map(shown, parts))
    return Row(cells, sum_of(cells))


def show_total(parts: Sequence[int]) -> Row:
    """The sum is what matters: it stands where it is large enough; the parts only where all of them are."""
    cells = tuple(map(shown, parts))
    return Row((None,) * len(parts) if None in cells else cells, shown(sum(parts)))


def sum_of(cells: Sequence[Cell]) -> Cell:
    """The sum of what is shown, under a column or behind a row: None where one is hidden, or there is nothing."""
    numbers = [cell for cell in cells if cell is not None]
    return sum(numbers) if numbers and len(numbers) == len(cells) else None
