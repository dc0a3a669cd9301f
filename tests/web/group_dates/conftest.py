"""Everyone reads English here."""

import pytest
from flask import Flask

from tests.factories.plans import speaks_english


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    speaks_english("leila", "tomasz", "priya", "arjun", "grace")
