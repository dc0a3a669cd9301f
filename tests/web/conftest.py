"""Every page test runs twice, once on each database, on the same Tuesday morning in term."""

import pytest

from tests.support.time import TUESDAY, SetTime


@pytest.fixture(autouse=True)
def a_tuesday_in_term(the_time_is: SetTime) -> None:
    """Every test begins on the same Tuesday morning."""
    the_time_is(TUESDAY)
