"""What is asked once in a `make test` and in each of its variants by `make drill` (EVERYBODY=1)."""

import os
from collections.abc import Iterable
from typing import TypeVar

Variant = TypeVar("Variant")


def variants(often: Iterable[Variant], rarely: Iterable[Variant]) -> list[Variant]:
    """Those that every run asks; the rare ones behind them when everybody is asked."""
    return [*often, *(rarely if os.environ.get("EVERYBODY") else ())]
