"""Everyone reads English here."""

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Person
from tests import cast


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"
