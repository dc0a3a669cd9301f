"""A promise of a reply is found by its thread and by whose it is."""

from alembic import op

revision = "011"
down_revision = "010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: one index takes the place of another."""
    op.create_index("ix_reply_promise_thread_id_for_id", "reply_promise", ["thread_id", "for_id"])
    op.drop_index("ix_reply_promise_thread_id", table_name="reply_promise")


def downgrade() -> None:
    """Go back."""
    op.create_index("ix_reply_promise_thread_id", "reply_promise", ["thread_id"])
    op.drop_index("ix_reply_promise_thread_id_for_id", table_name="reply_promise")
