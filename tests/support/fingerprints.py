"""What stands in the database, so that two moments or two ways of acting can be compared."""

import uuid
from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.database import db
from portal.models import Base

# What looking may leave behind: its line in the record, and that somebody is still here.
TRACES = frozenset({"audit_entry", "audit_pupil", "sign_in", "alembic_version"})
# What a form that was refused may leave behind: that somebody tried.
TRIES = TRACES | {"attempt"}
# What is drawn at random or computed from it: it differs each time.
AT_RANDOM = (
    "id",
    "ask_id",
    "contribution_id",
    "entry_id",
    "outcome_id",
    "subject_id",
    "sign_in_id",
    "value",
    "sealed",
    "event_key",
    "message_id",
    "seal",
    "previous",
    "tapped",
)
RANDOM_ENDS = ("_hash", "shuffle", "request_number", "totp_seed", "facts")

Rows = dict[str, Counter[str]]


def fingerprint(*, without: Collection[str] = ()) -> dict[str, int]:
    """One number for what stands in each table."""
    return {name: hash(frozenset(rows.items())) for name, rows in contents(without=without).items()}


def contents(*, without: Collection[str] = (), keep: Callable[[sa.Column[Any]], bool] = lambda _column: True) -> Rows:
    """The rows of each table as text, counted; of each row the columns that `keep` keeps."""
    found: Rows = {}
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT set_config('portal.scope', 'system', true)")
        for table in Base.metadata.sorted_tables:
            if table.name not in without:
                columns = [column for column in table.columns if keep(column)]
                rows = connection.execute(sa.select(*columns)).all() if columns else []
                found[table.name] = Counter(repr([_to_the_minute(value) for value in row]) for row in rows)
    return found


def _to_the_minute(value: Any) -> Any:
    """The clock of these tests stands still, but for the moment between two readings of the machine's."""
    return (value + timedelta(seconds=1)).replace(second=0, microsecond=0) if isinstance(value, datetime) else value


def not_random(column: sa.Column[Any]) -> bool:
    """True for a column in which the same act leaves the same value twice."""
    return column.name not in AT_RANDOM and not column.name.endswith(RANDOM_ENDS)


def rows_with(ids: Collection[uuid.UUID]) -> dict[str, int]:
    """One number for the rows of each table in which one of these ids stands."""
    wanted = [str(one) for one in ids] + [repr(one) for one in ids]
    found = contents(without=TRACES)
    return {
        name: hash(frozenset((row, count) for row, count in rows.items() if any(one in row for one in wanted)))
        for name, rows in found.items()
    }
