"""The database's history goes forward and back with people in it, and ends where the models are."""

import sqlalchemy as sa
from alembic import command
from alembic.util import CommandError

from portal import migrating
from portal.database import make_engine
from tests.support.portal import SignedInAs


def test_the_models_are_what_the_history_ends_with(app: object, db_url: str) -> None:
    assert app is not None
    try:
        command.check(migrating.alembic_config(db_url))
    except CommandError as error:
        raise AssertionError(f"A migration is missing: {error}") from error


def test_the_walls_can_be_taken_down_and_put_up_with_everyone_inside(
    app: object, db_url: str, signed_in_as: SignedInAs
) -> None:
    assert app is not None
    before = _count("person", db_url)
    command.downgrade(migrating.alembic_config(db_url), "001")
    migrating.upgrade(db_url)
    assert _count("person", db_url) == before
    assert signed_in_as("leila").get("/help").status_code == 200


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


def _count(table: str, url: str) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT set_config('portal.scope', 'system', true)")
        number = connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()
    engine.dispose()
    return int(number)
