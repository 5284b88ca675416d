"""When each milestone was last spoken of, and after how many days a private feed asks for news."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "news",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "revision"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_news_plan_id_revision",
        ),
        sa.PrimaryKeyConstraint("plan_id", "uid", "sequence", name="pk_news"),
    )
    op.create_index("ix_news_plan_id_number", "news", ["plan_id", "number"])
    op.add_column("subscriptions", sa.Column("silence_days", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("subscriptions", "silence_days")
    op.drop_table("news")
