"""The disk is full: nobody is told that something was kept when it was not; reading goes on; it heals by itself."""

import sqlalchemy as sa
from flask import Flask

from portal.database import db
from portal.models import Attempt
from tests.support.portal import Look, SignedInAs


def test_a_full_disk_never_says_sent(app: Flask, look: Look, signed_in_as: SignedInAs) -> None:
    assert app is not None
    if db.engine.dialect.name != "sqlite":
        return  # the same promise on PostgreSQL is the server's own: a commit that fails raises
    leila = signed_in_as("leila")
    assert leila.get("/help").status_code == 200
    with _full_disk():
        answers = [_writes(number) for number in range(200)]
        kept = len(look(sa.select(Attempt)))
        assert False in answers, "The disk did not fill up."
        assert answers.count(True) == kept
        assert leila.get("/help").status_code == 200
    assert _writes(1000)


class _full_disk:  # noqa: N801 - reads as a condition
    """A limit on the file's size, on each connection the pool makes."""

    def __enter__(self) -> None:
        sa.event.listen(db.engine, "begin", self._limit)

    def __exit__(self, *_error: object) -> None:
        sa.event.remove(db.engine, "begin", self._limit)
        db.engine.dispose()

    @staticmethod
    def _limit(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={int(pages or 0) + 1}" if not _limited else "SELECT 1")
        _limited.append(True)


_limited: list[bool] = []


def _writes(number: int) -> bool:
    """Keep a row of some size. True when the database said that it is kept."""
    from datetime import UTC, datetime

    try:
        with db.own_transaction("system") as session:
            session.add(Attempt(bucket=f"{number} {'x' * 2000}", count=1, ends_at=datetime(2027, 1, 1, tzinfo=UTC)))
    except sa.exc.OperationalError:
        return False
    return True
