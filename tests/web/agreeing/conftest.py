"""Everyone reads English here, and the plans of Maya and Rohan have words to agree to."""

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Person, SectionKind
from tests import cast
from tests.factories.ways import agreed


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"


@pytest.fixture(autouse=True)
def with_words(in_english: None) -> None:
    for child in ("maya", "rohan", "tyler"):
        agreed(child, SectionKind.GOAL, "Back for art on Thursdays.")
        agreed(child, SectionKind.HELPS, "A quiet corner to sit in.")
