"""The demo setting: a folder a teacher can read (portal/demo_setting), turned into a real roster for one day."""

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.database import db
from portal.roster import cells
from portal.roster.columns import Kind, squeeze
from portal.roster.importing import Outcome, import_folder
from portal.roster.kinds import KINDS
from portal.roster.relative import date_of, name_days

FOLDER = Path(__file__).parent.parent / "demo_setting"


def build_demo(url: str | None, today: date) -> Outcome:
    """Import the demo setting as it is on this day, with the importer everyone uses.

    `url` is a database of the newest shape, or None for the one that is started already; it stays started.
    RuntimeError when the folder is not right. A second time changes only the dates.
    """
    if url is not None:
        db.start(url)
    with TemporaryDirectory(prefix="portal-demo-") as folder:
        write_roster(FOLDER, Path(folder), today)
        outcome = import_folder(Path(folder), apply=True, today=today)
    if outcome.problems:
        raise RuntimeError("\n".join(map(str, outcome.problems)))
    return outcome


def write_roster(source: Path, target: Path, today: date) -> None:
    """Copy each file with its relative dates turned into the dates of this day."""
    for kind in KINDS:
        with (source / kind.file).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        with (target / kind.file).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *(_row(kind, head, row, today) for row in rows)])


def _row(kind: Kind, head: list[str], row: list[str], today: date) -> list[str]:
    return [_cell(kind, name, cell, today) for name, cell in zip(head, row, strict=True)]


def _cell(kind: Kind, name: str, cell: str, today: date) -> str:
    column = kind.by_name.get(squeeze(name))
    on = date_of(cell, today) if column and column.read is cells.day else None
    return on.isoformat() if on else name_days(cell, today)
