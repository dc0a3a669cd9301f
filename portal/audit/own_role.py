"""Could the portal's own role change the record? On PostgreSQL it owns nothing of it, and is granted adding only."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.models import AuditEntry, AuditPupil

MAY_CHANGE_IT = "the portal's role may change the record, see docs/running.md: PostgreSQL"
# Each of these is enough: a trigger of one's own could keep a line from being added, or take ours off its guard.
MORE_THAN_ADDING = "UPDATE, DELETE, TRUNCATE, TRIGGER"


def may_change_the_record(session: Session) -> bool:
    """True when this role could: as owner of the tables, of their schema or of the database, or because it may write.

    On SQLite there are no roles: whoever has the file has the record, and its anchors are what tells.
    """
    if session.get_bind().dialect.name != "postgresql":
        return False
    tables = sa.table("pg_class", *map(sa.column, ("oid", "relname", "relowner", "relnamespace")))
    schemas = sa.table("pg_namespace", *map(sa.column, ("oid", "nspowner")))
    databases = sa.table("pg_database", *map(sa.column, ("datname", "datdba")))
    here = sa.select(databases.c.datdba).where(databases.c.datname == sa.func.current_database()).scalar_subquery()
    could = sa.or_(
        sa.func.has_table_privilege(tables.c.oid, MORE_THAN_ADDING),
        *(sa.func.pg_has_role(owner, "MEMBER") for owner in (tables.c.relowner, schemas.c.nspowner, here)),
    )
    record = tables.c.relname.in_([AuditEntry.__tablename__, AuditPupil.__tablename__])
    found = (
        sa.select(sa.func.bool_or(could))
        .select_from(tables.join(schemas, schemas.c.oid == tables.c.relnamespace))
        .where(record, sa.func.pg_table_is_visible(tables.c.oid))
    )
    return bool(session.scalar(found))
