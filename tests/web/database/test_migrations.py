"""The database's history goes forward and back with people in it, and ends where the models are."""

from datetime import date

import sqlalchemy as sa
from alembic import command
from alembic.util import CommandError

from portal import migrating
from portal.database import SYSTEM, db, make_engine
from portal.models import Placement
from portal.returning.suspension import begin_due_breaks
from tests import cast
from tests.support.databases import as_owner
from tests.support.portal import SignedInAs


def test_the_models_are_what_the_history_ends_with(app: object, db_url: str) -> None:
    assert app is not None
    try:
        command.check(migrating.alembic_config(as_owner(db_url)))
    except CommandError as error:
        raise AssertionError(f"A migration is missing: {error}") from error


def test_the_walls_can_be_taken_down_and_put_up_with_everyone_inside(
    app: object, db_url: str, signed_in_as: SignedInAs
) -> None:
    assert app is not None
    before = _count("person", db_url)
    command.downgrade(migrating.alembic_config(as_owner(db_url)), "001")
    migrating.upgrade(as_owner(db_url))
    assert _count("person", db_url) == before
    assert signed_in_as("leila").get("/help").status_code == 200


def test_going_back_before_suspensions_forgets_their_days_and_nothing_else(
    app: object, db_url: str, signed_in_as: SignedInAs
) -> None:
    assert app is not None
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Placement, cast.placement("maya")).suspended_on = date(2026, 11, 16)
        assert begin_due_breaks(session, date(2026, 11, 24)) == 1
    before = {table: _count(table, db_url) for table in ("placement", "way_back", "way_section")}
    command.downgrade(migrating.alembic_config(as_owner(db_url)), "005")
    assert "suspended_on" not in _columns("placement", db_url)
    migrating.upgrade(as_owner(db_url))
    assert {table: _count(table, db_url) for table in before} == before
    with db.work(SYSTEM, reason="a test") as session:
        assert session.get_one(Placement, cast.placement("maya")).suspended_on is None
    assert "A short break for Maya" in signed_in_as("okoro").reads(f"/way/{cast.pupil('maya')}").text


def test_an_empty_database_goes_to_the_newest_shape_and_back(empty_db_url: str) -> None:
    migrating.upgrade(empty_db_url)
    assert "person" in _tables(empty_db_url)
    command.downgrade(migrating.alembic_config(empty_db_url), "base")
    assert _tables(empty_db_url) <= {"alembic_version"}


def _tables(url: str) -> set[str]:
    engine = make_engine(url)
    with engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
    engine.dispose()
    return names


def _columns(table: str, url: str) -> set[str]:
    engine = make_engine(url)
    with engine.connect() as connection:
        names = {column["name"] for column in sa.inspect(connection).get_columns(table)}
    engine.dispose()
    return names


def _count(table: str, url: str) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT set_config('portal.scope', 'system', true)")
        number = connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()
    engine.dispose()
    return int(number)
