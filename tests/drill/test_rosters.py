"""Rosters at random, and a big one: restrictions loosened by a re-import, and seconds for 5,000 pupils."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.database import db
from portal.roster import import_folder
from tests.factories.big_roster import big_roster
from tests.factories.random_rosters import read_in_at_random
from tests.factories.roster import write

TIMES = 300
PUPILS = 5000
A_MINUTE = 60.0


@pytest.fixture
def started(db_url: str) -> Iterator[str]:
    """The database, started."""
    db.start(db_url)
    yield db.engine.dialect.name
    db.stop()


def test_no_import_loosens_a_restriction(started: str, tmp_path: Path) -> None:
    found = read_in_at_random(tmp_path / "roster", times=TIMES)
    print(f"\n{started}: restrictions loosened by a re-import: {sum(map(bool, found))} of {len(found)}")
    assert not any(found)


def test_5000_pupils_come_in_within_a_minute(started: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "roster", big_roster(PUPILS))
    took = []
    worked = time.process_time()
    for expected in ("added", "unchanged"):
        began = time.perf_counter()
        outcome = import_folder(folder, apply=True)
        took.append(time.perf_counter() - began)
        assert outcome.is_applied
        assert len(getattr(outcome.plans[0], expected)) > PUPILS * 9
    worked = time.process_time() - worked
    seconds = f"{took[0]:.1f} s, the same files again in {took[1]:.1f} s"
    print(f"\n{started}: {PUPILS:,} pupils in {seconds}; the importer itself worked for {worked:.1f} s of both")
    assert max(took) < A_MINUTE
