"""The record: is it whole?"""

import sys

import click

from portal import audit as the_record
from portal import starting
from portal.config import Settings
from portal.database import SYSTEM, db


@click.group()
def audit() -> None:
    """Who did or saw what: check it, anchor it."""


def _start() -> Settings:
    settings = Settings()  # type: ignore[call-arg]
    starting.start(settings)
    return settings


@audit.command()
def verify() -> None:
    """Read the whole record and its anchors.

    Ends with 0 when it is whole, with 1 when anything is wrong (each thing is a sentence), and with 2 when there is no
    anchor: then the newest lines could be gone and nobody would notice.
    """
    settings = _start()
    with db.own_look(SYSTEM) as session:
        wrong = the_record.verify(session, settings.anchors)
        anchored = the_record.is_anchored(session, settings.anchors)
    for sentence in wrong:
        click.echo(sentence)
    if not anchored:
        click.echo(f"Nothing is anchored in {settings.anchors}. Whether the newest lines are missing cannot be seen.")
    things = "1 thing is" if len(wrong) == 1 else f"{len(wrong)} things are"
    click.echo(f"{things} wrong with the record." if wrong else "The record is whole.")
    sys.exit(1 if wrong else 0 if anchored else 2)


@audit.command()
def anchor() -> None:
    """Write each setting's count and last seal to the anchor file."""
    settings = _start()
    with db.work(SYSTEM, reason="anchor the record") as session:
        count = the_record.write_anchor(session, settings.anchors)
    click.echo(f"Anchored the record of {count} settings.")
