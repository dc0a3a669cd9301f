"""What the portal's own role may do on PostgreSQL, where another role owns the tables: all it needs, and no more.

It adds to the record and can change no line of it: a trigger alone could be taken off by whoever owns the table.
"""

import sqlalchemy as sa

from portal.config import UnsafeConfigurationError

ADDED_ONLY = ("audit_entry", "audit_pupil")


def grant(connection: sa.Connection, role: str) -> None:
    """Let `role` read and write what the portal keeps, in this transaction; the tables belong to who is connected.

    Also what later migrations add. UnsafeConfigurationError when there is no such role, or nothing could hold it back.
    """
    if connection.dialect.name != "postgresql":
        raise UnsafeConfigurationError("--grant-to is for PostgreSQL: SQLite has no roles.")
    if not connection.scalar(sa.text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role}):
        raise UnsafeConfigurationError(f"There is no role {role} in this PostgreSQL. Make it first: docs/running.md.")
    if connection.scalar(sa.text("SELECT pg_has_role(:role, current_user, 'MEMBER')"), {"role": role}):
        raise UnsafeConfigurationError(
            f"{role} owns the tables, belongs to the role that does, or is a superuser: it could change the record. "
            "Connect as another role, the owner: docs/running.md."
        )
    to = connection.dialect.identifier_preparer.quote(role)
    tables = "ALL TABLES IN SCHEMA public"
    for statement in (
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"REVOKE ALL ON {tables} FROM {to}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {to}",
        f"REVOKE UPDATE, DELETE ON {', '.join(ADDED_ONLY)} FROM {to}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {to}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {to}",
    ):
        connection.exec_driver_sql(statement)
