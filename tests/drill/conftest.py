"""Drills run against the portal as it really runs, are killed at the worst moment, and print what they counted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.databases import KINDS, NewDatabase
from tests.support.house import House, build
from tools.crowd import furnish
from tools.running import RunningPortal


@pytest.fixture(params=KINDS)
def running(request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path: Path) -> Iterator[RunningPortal]:
    """A running portal of this drill's own, with the demo's roster, on each kind of database."""
    portal = RunningPortal(tmp_path, new_database(request.param, empty=True))
    furnish(portal)
    portal.start_web()
    yield portal
    portal.stop()


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, fast_folder: Path) -> Iterator[House]:
    """A portal with two families' rows marked."""
    drill = request.module.__name__.rpartition(".")[2]
    house = build(request, request.param, fast_folder, name=f"{drill}_{request.param}")
    with house.lived_in():
        yield house


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints one figure of a drill, also where pytest keeps the rest to itself."""

    def say(words: str) -> None:
        with capsys.disabled():
            print(f"\n  {words}")

    return say
