"""How well the list of phrases finds what is meant, on the part of tests/corpus that nobody saw who wrote the list.

Figures only: whoever changes the list must not read those sentences (tests/corpus/README.md).
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from portal.signs import Level, find_signs, highest

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
LANGUAGES = ("en", "pl", "ar")
HELD_OUT = tuple("01234")


@dataclass(frozen=True)
class Figure:
    """Of so many sentences of one language and level, so many raised an alert, and so many raised it as “now”."""

    of: int
    raised: int
    as_now: int

    @property
    def share(self) -> float:
        """How many raised anything, as a share of all."""
        return self.raised / self.of


def is_held_out(said: str) -> bool:
    """Whether a sentence belongs to the part that only figures come from."""
    return hashlib.sha256(said.encode()).hexdigest().startswith(HELD_OUT)


def figures(language: str) -> dict[str, Figure]:
    """What is found on the part held out, for each level the corpus gives a sentence."""
    with (CORPUS / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if is_held_out(row["said"])]
    found: dict[str, Figure] = {}
    for level in ("now", "today", "nothing"):
        levels = [highest(find_signs(row["said"])) for row in rows if row["level"] == level]
        found[level] = Figure(len(levels), sum(each is not None for each in levels), levels.count(Level.NOW))
    return found


def main() -> None:
    """Print the table of docs/signs.md."""
    print(f"{'':4}{'level':10}{'N':>4}{'raised':>10}{'as now':>10}")
    for language in LANGUAGES:
        for level, figure in figures(language).items():
            print(f"{language:4}{level:10}{figure.of:4}{figure.share:10.1%}{figure.as_now / figure.of:10.1%}")
    print("For “nothing”, what is raised is a false alarm.")


if __name__ == "__main__":
    main()
