"""What is asked once in a `make test` and in each of its variants by `make drill` (EVERYBODY=1)."""

from collections.abc import Iterable
from typing import TypeVar

from tests.support.examples import EVERYTHING

Variant = TypeVar("Variant")


def variants(often: Iterable[Variant], rarely: Iterable[Variant]) -> list[Variant]:
    """Those that every run asks; the rare ones behind them when everybody is asked."""
    return [*often, *(rarely if EVERYTHING else ())]


def as_many(*, in_a_run: int, in_a_drill: int) -> int:
    """How many at once, or in all: enough to break what is broken in `make test`; those of the promise in `make drill`.

    >>> as_many(in_a_run=60, in_a_drill=300)
    60
    """
    return in_a_drill if EVERYTHING else in_a_run
