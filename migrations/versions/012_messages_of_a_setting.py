"""Messages are found by setting, thread and time at once: every question names all three."""

from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: one index takes the place of another."""
    op.create_index("ix_message_setting_id_thread_id_sent_at", "message", ["setting_id", "thread_id", "sent_at"])
    op.drop_index("ix_message_setting_id", table_name="message")


def downgrade() -> None:
    """Go back."""
    op.create_index("ix_message_setting_id", "message", ["setting_id"])
    op.drop_index("ix_message_setting_id_thread_id_sent_at", table_name="message")
