"""A database that can be put back as it was, again and again, for tests that ask one portal a thousand questions."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal.database import db
from tests.support.databases import Postgres
from tests.support.same_file import KeptFile

CHANGE = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.I)
# Every request leaves these, and no answer depends on them: the record, and when somebody was last seen.
TRACES = frozenset(("audit_entry", "audit_pupil"))


class SqliteCopies:
    """One SQLite file and the pages that it goes back to."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path, name: str = "matrix") -> None:
        self._file = KeptFile(folder / f"{name}.db", request.getfixturevalue("sqlite_original"))
        self.url = self._file.url

    def keep(self) -> None:
        """What it is now, it goes back to."""
        self._file.keep()

    def put_back(self) -> None:
        """As it was when it was kept."""
        db.close()
        assert self._file.put_back(tables=True), "Somebody is still in the middle of something."


class PostgresCopies:
    """One PostgreSQL database, and beside its tables a copy of their rows that it goes back to.

    Making the whole database anew takes half a second, and there are thousands of answers to ask for.
    """

    def __init__(self, request: pytest.FixtureRequest, _folder: Path, name: str = "matrix") -> None:
        self.name = name
        self.server: Postgres = request.getfixturevalue("postgres")
        self.url = self.server.create(name, like=request.getfixturevalue("postgres_original"))

    def keep(self) -> None:
        """What it is now, it goes back to."""
        self._back = self.server.keep_rows(self.name)

    def put_back(self) -> None:
        """As it was when it was kept."""
        self.server.run_in(self.name, self._back)


@contextmanager
def watched_writes() -> Iterator[list[str]]:
    """The tables that statements have changed since the list was last cleared; traces left out."""
    changed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found = CHANGE.match(statement)
        if found and found.group(2) not in TRACES and not re.search(r"SET last_seen_at=[^,]+ WHERE", statement):
            changed.append(found.group(2))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield changed
    finally:
        event.remove(Engine, "before_cursor_execute", note)
