"""What the page tests stand on."""

import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Person, Pupil
from tests import cast
from tests.support.portal import Look, SignedInAs


def test_leila_is_signed_in(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("leila").get("/nowhere").status_code == 404


def test_a_visitor_is_asked_to_sign_in(app: Flask) -> None:
    assert app.test_client().get("/").status_code == 302


def test_everyone_of_the_cast_is_there(look: Look) -> None:
    assert {str(one.external_id) for one in look(sa.select(Person))} == set(cast.PEOPLE)
    assert len(look(sa.select(Pupil))) == len(cast.PUPILS)


def test_a_test_leaves_nothing_behind_one(app: Flask, look: Look) -> None:
    _change_a_name(look)


def test_a_test_leaves_nothing_behind_two(app: Flask, look: Look) -> None:
    _change_a_name(look)


def _change_a_name(look: Look) -> None:
    names = sa.select(Person.first_name).where(Person.id == cast.person("maya"))
    assert look(names) == ["Maya"]
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("maya")).first_name = "Somebody else"
    assert look(names) == ["Somebody else"]


def test_the_database_role_of_the_tests_does_not_step_over_the_walls(app: Flask) -> None:
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            role = sa.text("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
            assert connection.scalar(role) is False
            assert connection.scalar(sa.select(sa.func.count()).select_from(Person.__table__)) == 0


def test_no_line_stands_in_the_record_yet(look: Look) -> None:
    assert look(sa.select(AuditEntry)) == []
