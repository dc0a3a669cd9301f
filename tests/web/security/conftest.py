"""One house for all files of attacks and each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import KINDS
from tests.support.house import House, build


@pytest.fixture(autouse=True)
def a_tuesday_in_term() -> None:
    """The house's own clock stands still, on the Tuesday on which every other test begins."""


@pytest.fixture(scope="session")
def houses() -> dict[str, House]:
    """The house of each kind of database, once it was needed."""
    return {}


@pytest.fixture(scope="module", params=KINDS)
def shared_house(request: pytest.FixtureRequest, houses: dict[str, House], fast_folder: Path) -> Iterator[House]:
    """The house of all these files; what one file walked, the next need not walk again."""
    if request.param not in houses:
        houses[request.param] = build(request, request.param, fast_folder, name=f"house_{request.param}")
    with houses[request.param].lived_in():
        yield houses[request.param]


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """The same, as it was in the beginning."""
    shared_house.put_back()
    yield shared_house
    shared_house.put_back()
