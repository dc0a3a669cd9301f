"""Changing the record, as somebody who holds the database itself and not only the portal's key to it."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from portal.database import db, make_engine
from tests.support.databases import as_owner

TABLES = ("audit_entry", "audit_pupil")


@contextmanager
def as_the_owner() -> Iterator[sa.Connection]:
    """Somebody who owns the tables of the portal that runs, past the walls; what they did stays."""
    engine = make_engine(as_owner(db.engine.url.render_as_string(hide_password=False)))
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("select set_config('portal.scope', 'system', true)"))
            yield connection
    finally:
        engine.dispose()


@contextmanager
def without_the_lock() -> Iterator[sa.Connection]:
    """The same, with the triggers taken off."""
    with as_the_owner() as connection:
        for table in TABLES:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text(f"alter table {table} disable trigger user"))
            else:
                for act in ("update", "delete"):
                    connection.execute(sa.text(f"drop trigger if exists {table}_no_{act}"))
        yield connection
