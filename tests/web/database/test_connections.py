"""Every connection of the pool is durable: what was acknowledged survives a power cut (reliability.md check 43)."""

from contextlib import ExitStack

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import db, make_engine
from portal.models import Setting


def test_every_connection_forces_what_it_wrote_to_the_disk(app: Flask) -> None:
    assert app is not None
    with ExitStack() as held:
        connections = [held.enter_context(db.engine.connect()) for _ in range(8 if _sqlite() else 1)]
        for connection in connections:
            for setting, wanted in _wanted().items():
                value = connection.exec_driver_sql(f"{'PRAGMA' if _sqlite() else 'SHOW'} {setting}").scalar()
                assert str(value) == wanted, setting
            connection.rollback()


def test_a_server_that_acknowledges_too_early_is_told_not_to(db_url: str) -> None:
    if db_url.startswith("sqlite"):
        url, asked, wanted = db_url, "PRAGMA synchronous", "2"
    else:
        url, asked, wanted = f"{db_url}{'&' if '?' in db_url else '?'}options=-csynchronous_commit%3Doff", _COMMIT, "on"
    engine = make_engine(url)
    with engine.connect() as connection:
        assert str(connection.exec_driver_sql(asked).scalar()) == wanted
    engine.dispose()


_COMMIT = "SHOW synchronous_commit"


def test_a_form_takes_the_write_lock_before_it_reads(app: Flask) -> None:
    assert app is not None
    if not _sqlite():
        return  # PostgreSQL has no such lock: readers and writers do not meet
    with db.engine.connect() as first, db.engine.connect() as second:
        second.connection.driver_connection.execute("PRAGMA busy_timeout=50")  # type: ignore[union-attr]
        first.exec_driver_sql("SELECT 1")
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            second.exec_driver_sql("SELECT 1")


def test_a_look_never_waits_for_a_writer(app: Flask) -> None:
    assert app is not None
    with db.engine.connect() as writer, db.looking.connect() as reader:
        writer.exec_driver_sql("SELECT 1")
        assert reader.exec_driver_sql("SELECT 1").scalar() == 1


def test_whoever_looks_changes_nothing(app: Flask) -> None:
    assert app is not None
    change = "UPDATE setting SET name = name"
    for _again in range(2):
        with db.engine.connect() as writer:
            writer.exec_driver_sql(change)
            writer.commit()
        for _look in range(2):
            with db.looking.connect() as reader, pytest.raises(sa.exc.DBAPIError, match=r"read-?only"):
                reader.exec_driver_sql(change)


def test_what_a_page_asks_is_planned_once_and_not_at_each_look(app: Flask) -> None:
    assert app is not None
    if _sqlite():
        return  # its connections keep it by themselves
    planned = sa.text("SELECT max(generic_plans) FROM pg_prepared_statements WHERE statement LIKE 'SELECT setting.%'")
    for _look in range(2):
        with db.looking.connect() as reader:
            reader.execute(sa.select(Setting.__table__))
    with db.looking.connect() as reader:
        assert (reader.scalar(planned) or 0) >= 2


def _sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _wanted() -> dict[str, str]:
    if _sqlite():
        return {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"}
    return {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
