"""When the data date of a plan moves by itself."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    rhythm = sa.Column("rhythm", sa.String(), nullable=False, server_default="weekly")
    op.add_column("headers", rhythm)


def downgrade() -> None:
    op.drop_column("headers", "rhythm")
