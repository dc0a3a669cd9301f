"""Bringing a database to the newest shape. Alembic is read when it is needed: it is slow to read."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent.parent / "migrations"


def alembic_config(url: str) -> "Config":
    """Alembic, pointed at our migrations and at this database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config


def upgrade(url: str, to: str = "head", *, grant_to: str = "") -> None:
    """Apply every migration that this database has not seen, as the role of `url`.

    `grant_to` is the portal's own role, where another one owns the tables (migrations/granting.py).
    """
    from alembic import command

    config = alembic_config(url)
    config.attributes["grant_to"] = grant_to
    command.upgrade(config, to)


@cache
def newest() -> str:
    """The number of the newest migration, for example "002": their files begin with it, so Alembic is not needed."""
    return max(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))
