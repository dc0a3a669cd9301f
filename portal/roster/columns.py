"""What a file of the roster is made of: columns, and where each one goes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from portal.models import Base
from portal.roster import cells
from portal.roster.cells import Reader


class Blank(Enum):
    """What an empty cell says, when it does not simply stand for a value."""

    # The day of the import, on a new row; on one that is known it says nothing.
    TODAY = "the day of the import"


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a file: how it is read, and the sentence of docs/roster.md about it."""

    name: str
    read: Reader
    about: str
    example: str = ""
    is_required: bool = False
    # The value that an empty cell stands for.
    blank: Any = None
    # The names of the files this column's ids come from, if it holds an id.
    ids_of: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """A table that the rows of a file fill: which field takes which column."""

    model: type[Base]
    fields: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of file."""

    name: str
    about: str
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    by_name: Mapping[str, Column] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {squeeze(column.name): column for column in self.columns})

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"


def squeeze(name: str) -> str:
    """A name as it is compared: capitals, spaces, hyphens and underscores do not matter."""
    return re.sub(r"[\W_]+", "", name.casefold())


def same_names(*names: str) -> dict[str, str]:
    """Fields that have the names of their columns."""
    return {name: name for name in names}


def id_column(about: str) -> Column:
    """The id of the row in the other system."""
    return Column("id", cells.identifier, about, is_required=True)


SETTING = Column(
    "setting",
    cells.identifier,
    "The id of the setting this row belongs to. May be left out when there is only one setting.",
    example="orchard-row",
    ids_of=("settings",),
)
