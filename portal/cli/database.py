"""Keys and the shape of the database."""

import click

from portal import migrating, seals
from portal.config import Settings


@click.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    migrating.upgrade(Settings().database_url)  # type: ignore[call-arg]
    click.echo("The database has the newest shape.")


@click.command("make-keys")
def make_keys() -> None:
    """Print a set of fresh keys for the environment. Keep them outside the database and its backups."""
    for name, key in seals.fresh_keys().items():
        click.echo(f"{name}={key}")
