"""The portal's role need not own its tables: what only an owner may do after an import is done for it."""

from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None

# Only the owner of a table may have it measured; this does it with the rights of whoever runs the migrations.
MEASURE = """
CREATE FUNCTION portal_learn_sizes() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN ANALYZE; END $$
"""


def upgrade() -> None:
    """Go forward."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(MEASURE)


def downgrade() -> None:
    """Go back."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION portal_learn_sizes()")
