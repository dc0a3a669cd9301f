"""The record: is it whole?"""

import sys

import click

from portal import audit as the_record
from portal.audit import chain
from portal.config import Settings
from portal.database import SYSTEM, db


@click.group()
def audit() -> None:
    """Who did or saw what: check it, anchor it."""


def _start() -> Settings:
    settings = Settings()  # type: ignore[call-arg]
    db.start(settings.database_url)
    chain.use_key(settings.audit_key.get_secret_value())
    return settings


@audit.command()
def verify() -> None:
    """Read the whole record and its anchors; says what is wrong and ends with 1 when anything is."""
    settings = _start()
    with db.work(SYSTEM, reason="verify the record") as session:
        wrong = the_record.verify(session, settings.anchors)
    for sentence in wrong:
        click.echo(sentence)
    click.echo("The record is whole." if not wrong else f"{len(wrong)} things are wrong with the record.")
    sys.exit(1 if wrong else 0)


@audit.command()
def anchor() -> None:
    """Write each setting's count and last seal to the anchor file."""
    settings = _start()
    with db.work(SYSTEM, reason="anchor the record") as session:
        count = the_record.write_anchor(session, settings.anchors)
    click.echo(f"Anchored the record of {count} settings.")
