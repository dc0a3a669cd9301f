"""No number under five is shown, and none can be worked out by somebody who knows the rule and all that is shown."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest

from portal.grouping.numbers import FEWEST, Cell, Row, show_parts, show_total, sum_of

MOST = 13


def rows_of(many: int) -> Iterator[tuple[int, ...]]:
    """Every row of so many parts whose sum is not over MOST."""
    return (parts for parts in product(range(MOST + 1), repeat=many) if sum(parts) <= MOST)


@pytest.mark.parametrize("show", [show_parts, show_total])
@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_what_is_hidden_could_be_five_numbers_at_least(show: Callable[[Sequence[int]], Row], many: int) -> None:
    could_be: dict[Row, list[tuple[int, ...]]] = defaultdict(list)
    for parts in rows_of(many):
        could_be[show(parts)].append((*parts, sum(parts)))
    for row, behind in could_be.items():
        for at, cell in enumerate((*row.cells, row.total)):
            there = {parts[at] for parts in behind}
            if cell is not None:
                assert cell >= FEWEST
                assert there == {cell}
            elif MOST not in {parts[-1] for parts in behind}:  # at the edge of what is tried here
                assert len(there) >= FEWEST, (row, there)


def test_under_a_column_a_sum_stands_only_where_all_of_it_does() -> None:
    could_be: dict[tuple[Cell, ...], set[tuple[int, int]]] = defaultdict(set)
    for one, other in product(range(MOST), repeat=2):
        cells = (show_parts([one]).cells[0], show_parts([other]).cells[0])
        could_be[(*cells, sum_of(cells))].add((one, other))
    for (one, other, _total), behind in could_be.items():
        assert one is not None or len({parts[0] for parts in behind}) >= FEWEST
        assert other is not None or len({parts[1] for parts in behind}) >= FEWEST


def test_what_matters_stands_where_it_may() -> None:
    assert show_parts([9, 4, 0]) == Row((9, None, None), None)
    assert show_parts([9, 5]) == Row((9, 5), 14)
    assert show_total([6, 2]) == Row((None, None), 8)
    assert show_total([6, 5]) == Row((6, 5), 11)
    assert show_total([2, 2]) == Row((None, None), None)
    assert sum_of([]) is None
