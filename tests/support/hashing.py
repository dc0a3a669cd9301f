"""Secrets are hashed lightly in tests: thousands of sign-ins need no minutes of argon2.

What the portal itself uses is kept here for the test that weighs it (tests/unit/test_how_secrets_are_hashed.py). The
portals that run as processes of their own, in journeys and drills, hash as heavily as anywhere.
"""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from portal import seals

AS_THE_PORTAL_DOES = seals._hasher
LIGHTLY = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def secrets_are_hashed_lightly() -> Iterator[None]:
    """For the whole run, so that what one fixture hashed another can compare."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seals, "_hasher", LIGHTLY)
        yield
