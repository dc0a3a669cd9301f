"""Everyone reads English here, and Maya has a goal on which she and Sam see things in two ways."""

import uuid

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Person, Rung
from tests import cast
from tests.factories.goals import a_goal, moved


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"


@pytest.fixture
def mayas_goal(in_english: None) -> uuid.UUID:
    """The goal of Maya's."""
    with db.work(SYSTEM, reason="a test") as session:
        made = a_goal(session, "maya")
        moved(session, "maya", "maya", Rung.A_LITTLE)
        moved(session, "maya", "okoro", Rung.A_LOT)
    return made


@pytest.fixture
def rohans_goal(in_english: None) -> uuid.UUID:
    """A goal of Rohan's, whose parents are separated."""
    with db.work(SYSTEM, reason="a test") as session:
        return a_goal(session, "rohan")
