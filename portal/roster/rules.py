"""Rules that several files share: each looks at one row as it would be, and says what does not fit."""

from collections.abc import Callable, Iterator
from typing import Any

from portal.access.policy import Role
from portal.roster.book import Book
from portal.roster.problems import Problem
from portal.roster.rows import Row

# Given the setting, the row, and its values with the portal's under them.
Rule = Callable[[Book, Row, dict[str, Any]], Iterator[Problem]]


def references(book: Book, row: Row) -> Iterator[Problem]:
    """Every id in a row must lead to a row, in the files or on the portal.

    When it may stand in a file that could not be read, the row waits until that file is mended.
    """
    for column in row.kind.columns:
        there = row.values.get(column.name)
        if not column.ids_of or not there or column.name == "setting":
            continue
        if book.has(column.ids_of, there):
            continue
        if book.unread & set(column.ids_of):
            row.is_whole = False
        else:
            files = " or ".join(f"{kind}.csv" for kind in column.ids_of)
            yield row.problem(column.name, f"No row has this id. The ids are in the column id of {files}.")


def stays(column: str, of: str) -> Rule:
    """A row does not move to another pupil (or session): it would carry along what was decided about the first."""

    def rule(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
        known = book.known.kinds[row.kind.name].get(row.id)
        if known and known.values[column] != whole[column]:
            yield row.problem(
                column, f"On the portal this id belongs to another {of}. Give this row an id that is not used yet."
            )

    return rule


def in_order(first: str, last: str, *, same_is_fine: bool = True) -> Rule:
    """What begins ends later (or on the same day)."""

    def rule(_book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
        begins, ends = whole[first], whole[last]
        if ends is None or not isinstance(begins, type(ends)):
            return
        if ends < begins or (ends == begins and not same_is_fine):
            column = last if last in row.values else first
            yield row.problem(column, f"It ends before it begins. Look at {first} and {last} again.")

    return rule


def has_role(column: str, *roles: Role) -> Rule:
    """Whoever is named holds one of these roles."""

    def rule(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
        if column in row.values and whole[column] and not book.roles(whole[column]) & set(roles):
            names = " or ".join(roles)
            yield row.problem(
                column, f"This person does not have the role {names}. Add it in staff.csv, or name somebody else."
            )

    return rule
