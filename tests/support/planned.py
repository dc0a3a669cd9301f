"""The Tuesday of the cast: sessions, calendar, one change. Leila and Tomasz read English in these tests."""

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Person
from tests import cast
from tests.factories.demo_day import Sessions, the_day_is_planned


@pytest.fixture
def planned(app: Flask) -> Sessions:
    """Sessions, calendar and Anna's change; by slug of the pupil."""
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"
        sessions = the_day_is_planned(session)
        session.flush()
        session.expunge_all()
    return sessions
