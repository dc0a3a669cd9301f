"""Keys and the shape of the database."""

import secrets

import click
from cryptography.fernet import Fernet

from portal import migrating
from portal.config import Settings


@click.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    migrating.upgrade(Settings().database_url)  # type: ignore[call-arg]
    click.echo("The database has the newest shape.")


@click.command("make-keys")
def make_keys() -> None:
    """Print a set of fresh keys for the environment. Keep them outside the database and its backups."""
    for name in ("SECRET_KEY", "AUDIT_KEY", "PEPPER"):
        click.echo(f"PORTAL_{name}={secrets.token_urlsafe(48)}")
    click.echo(f"PORTAL_SEAL_KEYS={Fernet.generate_key().decode()}")
