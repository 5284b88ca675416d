"""Keys that follow one another, when they were used, private plans, answers given once."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("keys", sa.Column("replaces", sa.Integer(), nullable=True))
    op.add_column("updates", sa.Column("takes_back", sa.Integer(), nullable=True))
    op.add_column(
        "plans", sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "key_uses",
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["keys.id"], name="fk_key_uses_key_id"),
        sa.PrimaryKeyConstraint("key_id", name="pk_key_uses"),
    )
    op.create_table(
        "answers",
        sa.Column("holder", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["holder"], ["keys.id"], name="fk_answers_holder"),
        sa.PrimaryKeyConstraint("holder", "name", name="pk_answers"),
    )
    op.create_index("ix_answers_answered_at", "answers", ["answered_at"])


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_table("key_uses")
    op.drop_column("plans", "private")
    op.drop_column("updates", "takes_back")
    op.drop_column("keys", "replaces")
