"""The rules that need a running app see the same Tuesday morning as the page tests."""

import pytest

from tests.support.time import TUESDAY, SetTime


@pytest.fixture(autouse=True)
def a_tuesday_in_term(the_time_is: SetTime) -> None:
    """Every test begins on the same Tuesday morning."""
    the_time_is(TUESDAY)
