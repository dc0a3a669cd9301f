"""The second wall: where the net cannot reach, PostgreSQL itself keeps one setting from another (check 10)."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import ProgrammingError

from portal.database import SYSTEM, db
from portal.models import Base, Person
from tests.cast import person, setting

PEOPLE = sa.text("select id from person")


@pytest.fixture
def db_url(new_database) -> str:  # type: ignore[no-untyped-def]
    """Only PostgreSQL has these walls."""
    return str(new_database("postgresql"))


def test_the_portals_role_steps_over_no_wall(app: Flask) -> None:
    with db.engine.connect() as connection:
        assert (
            connection.scalar(sa.text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
            is False
        )


def test_every_table_of_a_setting_has_a_wall_that_holds_for_its_owner_too(app: Flask) -> None:
    walled = sa.text("select relname from pg_class where relrowsecurity and relforcerowsecurity")
    with db.engine.connect() as connection:
        found = set(connection.scalars(walled))
    tables = {table.name for table in Base.metadata.tables.values() if "setting_id" in table.columns} | {"setting"}
    assert found == tables


def test_without_a_scope_there_are_no_rows_in_any_table(app: Flask) -> None:
    with db.engine.connect() as connection:
        for table in Base.metadata.tables.values():
            if "setting_id" in table.columns or table.name == "setting":
                assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0, table.name


def test_a_connection_that_comes_back_brings_no_scope_along(app: Flask) -> None:
    for _again in range(20):
        with db.work(SYSTEM, reason="a test") as session:
            assert session.scalars(sa.select(Person.id)).all()
        with db.engine.connect() as connection:
            assert connection.scalars(PEOPLE).all() == []


def test_text_reaches_no_other_setting(app: Flask) -> None:
    with db.work(setting("millbrook"), reason="a test") as session:
        assert session.connection().scalars(PEOPLE).all() == [person("quinn")]


def test_what_was_planned_for_one_setting_gives_another_nothing(app: Flask) -> None:
    """A statement stays planned on its connection, whoever asks next."""
    of_us = {person("leila"), person("okoro")}
    for _again in range(3):
        with db.own_look(setting()) as session:
            theirs = set(session.connection().scalars(PEOPLE))
            assert of_us <= theirs
            assert person("quinn") not in theirs
        with db.own_look(setting("millbrook")) as session:
            assert session.connection().scalars(PEOPLE).all() == [person("quinn")]
        with db.looking.connect() as connection:
            assert connection.scalars(PEOPLE).all() == []


def test_nothing_is_written_into_another_setting_by_text(app: Flask) -> None:
    site = sa.text("insert into site (id, setting_id, name, address) values (gen_random_uuid(), :s, 'x', '')")
    with pytest.raises(ProgrammingError), db.work(setting("millbrook"), reason="a test") as session:
        session.connection().execute(site, {"s": setting()})


def test_a_row_does_not_move_to_another_setting_by_text(app: Flask) -> None:
    move = sa.text("update person set setting_id = :s")
    with pytest.raises(ProgrammingError), db.work(setting("millbrook"), reason="a test") as session:
        session.connection().execute(move, {"s": setting()})
