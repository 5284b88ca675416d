"""What was proposed and is no part of a plan; plans that are put away."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("plans", sa.Column("archived_since", sa.Integer(), nullable=True))
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id", "revision"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_scenarios_plan_id_revision",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "accepted"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_scenarios_plan_id_accepted",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
        sa.UniqueConstraint("plan_id", "name", name="uq_scenarios_plan_id_name"),
    )


def downgrade() -> None:
    op.drop_table("scenarios")
    op.drop_column("plans", "archived_since")
