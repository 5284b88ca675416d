"""News of what nobody has dated: what an agency is told of it, and that it was never spoken of."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("news") as news:
        news.add_column(sa.Column("facts", sa.String(), nullable=False, server_default=""))
        news.alter_column("day", existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table("news") as news:
        news.alter_column("facts", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM news WHERE day IS NULL")
    with op.batch_alter_table("news") as news:
        news.alter_column("day", existing_type=sa.Date(), nullable=False)
        news.drop_column("facts")
