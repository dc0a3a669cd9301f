"""Carers of the cast read English in these tests."""

import pytest
from flask import Flask

from tests.factories.plans import speaks_english


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    """Everybody reads English here."""
    speaks_english("leila", "tomasz", "priya", "arjun", "grace")
