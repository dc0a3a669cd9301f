"""Changing the record, as somebody who holds the database itself and not only the portal's key to it."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from portal.database import SYSTEM, db

TABLES = ("audit_entry", "audit_pupil")


@contextmanager
def without_the_lock() -> Iterator[sa.Connection]:
    """As somebody who can take the triggers off."""
    with db.work(SYSTEM, reason="a thief") as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            for table in TABLES:
                connection.execute(sa.text(f"alter table {table} disable trigger user"))
        else:
            for table in TABLES:
                for act in ("update", "delete"):
                    connection.execute(sa.text(f"drop trigger if exists {table}_no_{act}"))
        yield connection
