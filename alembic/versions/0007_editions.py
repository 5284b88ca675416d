"""What changes of a plan beside its revisions is counted, so that an answer's name tells of it."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("plans", sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("plans", "edition")
