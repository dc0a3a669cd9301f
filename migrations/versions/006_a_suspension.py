"""The first day of a suspension, beside the placement: its small plan begins by itself from the sixth school day."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: nobody is suspended until a roster says so."""
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Go back. A small plan that has begun stays; the day stands in the next roster again."""
    op.drop_column("placement", "suspended_on")
