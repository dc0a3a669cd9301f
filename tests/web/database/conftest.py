"""A database for each test alone: their connections are told to be impatient, or that the disk is full."""

import pytest


@pytest.fixture
def db_url(own_db_url: str) -> str:
    """A database with the cast in it that no other test meets."""
    return own_db_url
