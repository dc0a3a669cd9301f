"""One house for each file of attacks and each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import KINDS
from tests.support.house import House, built


@pytest.fixture(autouse=True)
def a_tuesday_in_term() -> None:
    """The house's own clock stands still, on the Tuesday on which every other test begins."""


@pytest.fixture(scope="module", params=KINDS)
def shared_house(request: pytest.FixtureRequest, fast_folder: Path) -> Iterator[House]:
    """The house of this file."""
    with built(request, request.param, fast_folder, name=f"h_{request.module.__name__.rsplit('.', 1)[-1]}") as house:
        yield house


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """The same, as it was in the beginning."""
    shared_house.put_back()
    yield shared_house
    shared_house.put_back()
