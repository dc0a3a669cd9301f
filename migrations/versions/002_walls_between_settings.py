"""Walls between settings: row level security on PostgreSQL; and a record that is only ever added to, on both."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None

ADDED_ONLY = ("audit_entry", "audit_pupil")
# A function, and not the comparison itself: PostgreSQL takes an unknown comparison to let one row in 200 through, and
# then joins eight tables as if each had one row. Of a function it expects a third. 2,000 pupils: 30 minutes, or 30 ms.
INSIDE = """
CREATE FUNCTION portal_inside(row_setting uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE scope text := current_setting('portal.scope', true);
BEGIN RETURN coalesce(scope = 'system' OR row_setting::text = scope, false); END $$
"""


def _tables_of_a_setting() -> list[str]:
    inspector = sa.inspect(op.get_bind())
    return [
        table
        for table in sorted(inspector.get_table_names())
        if any(column["name"] == "setting_id" for column in inspector.get_columns(table))
    ]


def upgrade() -> None:
    """Go forward."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(INSIDE)
        for table in [*_tables_of_a_setting(), "setting"]:
            wall(table)
        op.execute(
            "CREATE FUNCTION portal_added_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the record is only added to'; END $$"
        )
        for table in ADDED_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_added_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION portal_added_only()"
            )
        return
    for table in ADDED_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"
            )


def wall(table: str) -> None:
    """Rows of this table are seen and written only inside their setting; with no scope set, none. Also by the owner."""
    column = "id" if table == "setting" else "setting_id"
    inside = f"portal_inside({column})"
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY {table}_of_setting ON "{table}" USING ({inside}) WITH CHECK ({inside})')


def downgrade() -> None:
    """Go back."""
    if op.get_bind().dialect.name == "postgresql":
        for table in [*_tables_of_a_setting(), "setting"]:
            op.execute(f'DROP POLICY {table}_of_setting ON "{table}"')
            op.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
            op.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        for table in ADDED_ONLY:
            op.execute(f"DROP TRIGGER {table}_added_only ON {table}")
        op.execute("DROP FUNCTION portal_added_only()")
        op.execute("DROP FUNCTION portal_inside(uuid)")
        return
    for table in ADDED_ONLY:
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{act}")
