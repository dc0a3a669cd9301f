"""How well contact details, addresses, schools and children's names are caught in posts, on the half held out.

Figures only: whoever changes the detector does not read those posts (tests/corpus/README.md).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from portal.grouping.contact_details import Known, find_details

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "group_contacts.yml"
HELD_OUT = tuple("01234567")


@dataclass(frozen=True)
class Figure:
    """Of so many posts so many were caught."""

    of: int
    caught: int

    @property
    def share(self) -> float:
        """Those that were caught, as a share of all."""
        return self.caught / self.of


def is_held_out(said: str) -> bool:
    """Whether a post belongs to the half that only figures come from."""
    return hashlib.sha256(said.encode()).hexdigest().startswith(HELD_OUT)


def read() -> dict[str, Any]:
    """The whole corpus."""
    found: dict[str, Any] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return found


def figures(*, held_out: bool = True) -> dict[str, Figure]:
    """What is caught of what should be, and of what should not, in one half."""
    corpus = read()
    known = Known(tuple(corpus["names"]), tuple(corpus["schools"]))
    posts = {"caught": [one["said"] for one in corpus["caught"]], "harmless": corpus["harmless"]}
    found = {}
    for kind, all_posts in posts.items():
        half = [said for said in all_posts if is_held_out(said) is held_out]
        found[kind] = Figure(len(half), sum(bool(find_details(said, known)) for said in half))
    return found


def main() -> None:
    """Print both figures of the half held out."""
    for kind, figure in figures().items():
        print(f"{kind:10}{figure.of:4}{figure.caught:5}{figure.share:8.1%}")
    print("Of “harmless”, what is caught was asked about for nothing.")


if __name__ == "__main__":
    main()
