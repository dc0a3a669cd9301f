"""Which ids the access matrix asks for: of Maya's family, of Rohan's, and ids of nothing.

A new route appears in the matrix by itself. When it takes an id that stands here under no name, the matrix says so: add
a line to ARGUMENTS (and the row it names to `stock`). Two families, so that each person meets their own and another's.
"""

import uuid
from collections.abc import Callable

from sqlalchemy.orm import Session

from tests import cast

OWNERS = ("maya", "rohan")
KINDS = (*OWNERS, "none")
ADULTS = {"maya": "leila", "rohan": "priya"}
KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def row(what: str, owner: str) -> uuid.UUID:
    """The id of an example row of one family; `stock` puts it there."""
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")


# "argument", or "endpoint argument" where one route means something else by it: the value for Maya's or Rohan's family.
ARGUMENTS: dict[str, Callable[[str], object]] = {
    "pupil_id": cast.pupil,
    "person_id": lambda owner: cast.person(ADULTS[owner]),
    "relationship_id": lambda owner: cast.relationship(ADULTS[owner], owner),
}

# Values that belong to nobody: they only have to be well-formed.
FIXED: dict[str, object] = {
    "back": "home",
    "revision": 1,
    "slug": "leila",
    "token": "no-such-token-but-long-enough-to-be-one-0123",
    "which": "this",
}

NOBODYS: dict[str, object] = {"slug": "nobody", "token": "another-token-that-is-not-there-0123456789"}


def stock(session: Session) -> None:
    """Put the example rows into the database: one of each kind for each of the two families."""


def value(endpoint: str, argument: str, kind: str) -> object:
    """What to ask for. KeyError, with a sentence, when nobody has said."""
    if argument in FIXED:
        return NOBODYS.get(argument, FIXED[argument]) if kind == "none" else FIXED[argument]
    known = ARGUMENTS.get(f"{endpoint} {argument}") or ARGUMENTS.get(argument)
    if known is None:
        raise KeyError(
            f"{endpoint} takes “{argument}”; say in tests/house_rules/examples.py which rows it may be asked for."
        )
    return uuid.uuid5(cast.NAMESPACE, f"nothing {argument}") if kind == "none" else known(kind)
