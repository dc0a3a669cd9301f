"""Alembic's way to the database: the address comes from the caller, or from PORTAL_DATABASE_URL."""

import os

from alembic import context

from migrations.granting import grant
from portal.database import make_engine
from portal.models import Base

# Row level security and the record's triggers live in migrations only; autogenerate compares tables.
OPTIONS = {"target_metadata": Base.metadata, "compare_type": True, "transaction_per_migration": True}


def run() -> None:
    """Bring one database to the wanted revision; then say what the portal's role may do, if the caller names it."""
    url = context.config.attributes.get("url") or os.environ["PORTAL_DATABASE_URL"]
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            context.configure(connection=connection, render_as_batch=connection.dialect.name == "sqlite", **OPTIONS)
            with context.begin_transaction():
                context.run_migrations()
            if role := context.config.attributes.get("grant_to"):
                grant(connection, role)
            connection.commit()
    finally:
        engine.dispose()


run()
