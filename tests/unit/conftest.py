"""A unit test that asks for the database fails, so that it moves to tests/web or loses the need."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.support.time import TUESDAY, SetTime


@pytest.fixture(autouse=True)
def no_database_from_here() -> Iterator[None]:
    """No engine connects, whoever made it."""

    def refuse(*_args: object) -> None:
        raise AssertionError("A unit test asked for the database. A test that needs it stands in tests/web.")

    event.listen(Engine, "do_connect", refuse)
    yield
    event.remove(Engine, "do_connect", refuse)


@pytest.fixture(autouse=True)
def a_tuesday_in_term(the_time_is: SetTime) -> None:
    """Every test begins on the same Tuesday morning."""
    the_time_is(TUESDAY)
