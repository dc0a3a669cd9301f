"""While a roster is read, compared and written, whoever waits sees how far it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal import roster
from portal.database import db
from portal.roster.folder import Tick
from tests.factories.roster import small_roster, write


def test_every_bar_is_full_when_its_part_is_done(db_url: str, tmp_path: Path) -> None:
    db.start(db_url)
    lengths, done = dict[str, int](), dict[str, int]()

    @contextmanager
    def bar(what: str, how_much: int) -> Iterator[Tick]:
        lengths[what], done[what] = how_much, 0

        def tick(by: int) -> None:
            done[what] += by

        yield tick

    write(tmp_path / "roster", small_roster())
    assert not roster.import_folder(tmp_path / "roster", apply=True, progress=bar).problems
    db.stop()
    assert list(lengths) == ["Reading the files", "Comparing with the portal", "Writing"]
    assert done == lengths
    assert min(lengths.values()) > 0
