"""Keys and the shape of the database."""

import click

from portal import migrating, seals
from portal.config import Settings


@click.command()
@click.option(
    "--grant-to", metavar="ROLE", default="", help="PostgreSQL: the portal's role, when this one owns the tables."
)
def migrate(grant_to: str) -> None:
    """Bring the database to the newest shape, as the role of PORTAL_DATABASE_URL.

    With --grant-to another role, the portal's own, may read and write there, and only add to the record.
    """
    migrating.upgrade(Settings().database_url, grant_to=grant_to)  # type: ignore[call-arg]
    click.echo("The database has the newest shape.")
    if grant_to:
        click.echo(f"{grant_to} may read and write, and only add to the record.")


@click.command("make-keys")
def make_keys() -> None:
    """Print a set of fresh keys for the environment. Keep them outside the database and its backups."""
    for name, key in seals.fresh_keys().items():
        click.echo(f"{name}={key}")
