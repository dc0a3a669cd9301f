"""What somebody had typed when their time on a page ended is kept for them; its wall."""

import sqlalchemy as sa
from alembic import op

import portal.models.base

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "kept_words",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("kept_at", portal.models.base.UtcTime(timezone=True), nullable=False),
        sa.Column("setting_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_words_person_id_person")),
        sa.ForeignKeyConstraint(["setting_id"], ["setting.id"], name=op.f("fk_kept_words_setting_id_setting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_words")),
        sa.UniqueConstraint("person_id", "page", "form", name=op.f("uq_kept_words_person_id_page_form")),
    )
    with op.batch_alter_table("kept_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_words_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kept_words_setting_id"), ["setting_id"], unique=False)
    wall("kept_words")


def wall(table: str) -> None:
    """As in 002: rows are seen and written only inside their setting."""
    if op.get_bind().dialect.name != "postgresql":
        return
    inside = "portal_inside(setting_id)"
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY {table}_of_setting ON "{table}" USING ({inside}) WITH CHECK ({inside})')


def downgrade() -> None:
    """Go back. What was kept is gone; it was never sent."""
    op.drop_table("kept_words")
