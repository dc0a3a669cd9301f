"""Messages are found by thread and time: what is new to somebody is counted without reading what is old."""

import sqlalchemy as sa
from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: one index takes the place of another; what was taken back and what waits is found at once."""
    op.create_index("ix_message_thread_id_sent_at", "message", ["thread_id", "sent_at"])
    op.drop_index("ix_message_thread_id", table_name="message")
    back, waits = sa.text("withdrawn_at IS NOT NULL"), sa.text("kept_at IS NULL")
    op.create_index("ix_message_taken_back", "message", ["contribution_id"], sqlite_where=back, postgresql_where=back)
    op.create_index(
        "ix_reply_promise_waiting", "reply_promise", ["thread_id"], sqlite_where=waits, postgresql_where=waits
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_reply_promise_waiting", table_name="reply_promise")
    op.drop_index("ix_message_taken_back", table_name="message")
    op.create_index("ix_message_thread_id", "message", ["thread_id"])
    op.drop_index("ix_message_thread_id_sent_at", table_name="message")
