"""A call may be asked for to have something read aloud, and with an interpreter of a language."""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: the calls that wait are ordinary ones."""
    with op.batch_alter_table("call_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_to_read", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("interpreter", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go back. A call that waits stays on the list as an ordinary one."""
    with op.batch_alter_table("call_request", schema=None) as batch_op:
        batch_op.drop_column("interpreter")
        batch_op.drop_column("is_to_read")
