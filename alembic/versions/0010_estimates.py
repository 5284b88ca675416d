"""Three points of a duration: what risk is worked out from."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

POINTS = ("optimistic", "pessimistic")


def upgrade() -> None:
    for point in POINTS:
        op.add_column("milestones", sa.Column(point, sa.Integer(), nullable=True))


def downgrade() -> None:
    for point in POINTS:
        op.drop_column("milestones", point)
