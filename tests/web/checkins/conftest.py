"""What the tests of check-ins share."""

import pytest

from tests.factories.sealed import Phone
from tests.support.portal import SignedInAs


@pytest.fixture
def phone(signed_in_as: SignedInAs) -> Phone:
    """Maya's phone: she has opened her check-in once."""
    return Phone(signed_in_as("maya"))
