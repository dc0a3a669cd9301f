"""Concerns of the cast."""

import pytest
from flask import Flask

from tests.web.concerns.scene import Raise, concern


@pytest.fixture
def raised(app: Flask) -> Raise:
    """Raise a concern: `raised("maya", about=["okoro"])`."""
    return concern
