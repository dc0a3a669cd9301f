"""What every process begins with: the web, the worker and each command on the same clock, keys and database."""

from portal import (
    clock,
    seals,
    visibility,  # noqa: F401 - its nets stand under every session from here on, in the web, the worker and each command
)
from portal.audit import chain
from portal.config import Settings
from portal.database import db
from portal.keys import address


def start(settings: Settings) -> None:
    """Take up the settings. UnsafeConfigurationError for a key or a database address that cannot be used.

    A second start replaces the first.
    """
    clock.follow(settings.data_folder / "clock" if settings.demo else None)
    chain.use_key(settings.audit_key.get_secret_value())
    seals.use_keys(settings.seal_keys.get_secret_value(), pepper=settings.pepper.get_secret_value())
    address.use(settings.public_url)
    db.start(settings.database_url)
