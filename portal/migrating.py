"""Bringing a database to the newest shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config

FOLDER = Path(__file__).parent.parent / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic, pointed at our migrations and at this database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config


def upgrade(url: str, to: str = "head") -> None:
    """Apply every migration that this database has not seen."""
    command.upgrade(alembic_config(url), to)
