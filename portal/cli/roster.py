"""Reading a folder of files into the portal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal import roster, starting
from portal.config import Settings
from portal.roster.folder import Tick
from portal.roster.text import MOST_MEGABYTES


@contextmanager
def _bar(what: str, how_much: int) -> Iterator[Tick]:
    # No time to go: whole tables are written at a time, so it would be said in hours and be over in seconds.
    with click.progressbar(length=how_much, label=f"{what:26}", file=sys.stderr, show_eta=False) as bar:
        yield bar.update


@click.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True, help="Write it. Without this, it only says what would happen.")
@click.option(
    "--most-megabytes",
    default=MOST_MEGABYTES,
    show_default=True,
    envvar="PORTAL_MOST_ROSTER_MEGABYTES",
    type=click.IntRange(min=1),
    help="A bigger file is not opened.",
)
def import_roster(folder: Path, *, apply: bool, most_megabytes: int) -> None:
    """Read the roster in FOLDER (docs/roster.md says what stands in it). Ends with 1 when anything must be mended."""
    starting.start(Settings())  # type: ignore[call-arg]
    outcome = roster.import_folder(folder, apply=apply, most_megabytes=most_megabytes, progress=_bar)
    for line in roster.lines(outcome):
        click.echo(line)
    sys.exit(1 if outcome.problems else 0)
