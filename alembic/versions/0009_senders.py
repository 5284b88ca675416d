"""Requests are told apart by the agency that sent them, whichever of its keys it used."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = "name, request, answered_at, status, headers, body"
"""Of two answers of one agency under one name that of the newer key is kept."""
BY_SENDER = f"""
INSERT INTO given_answers (sender, {COLUMNS})
SELECT CASE WHEN keys.role = 'agency' THEN 'agency ' || keys.agency ELSE 'key ' || keys.id END,
  {COLUMNS}
FROM answers JOIN keys ON keys.id = answers.holder
WHERE keys.role <> 'agency' OR NOT EXISTS (
  SELECT 1 FROM answers AS other JOIN keys AS newer ON newer.id = other.holder
  WHERE other.name = answers.name AND newer.role = 'agency' AND newer.agency = keys.agency
    AND newer.id > keys.id
)
"""
BY_KEY = f"""
INSERT INTO answers (holder, {COLUMNS})
SELECT keys.id, {COLUMNS}
FROM given_answers JOIN keys ON given_answers.sender = 'key ' || keys.id
"""


def upgrade() -> None:
    _create("given_answers", sa.Column("sender", sa.String(), nullable=False))
    op.execute(BY_SENDER)
    op.drop_table("answers")


def downgrade() -> None:
    holder = sa.Column("holder", sa.Integer(), nullable=False)
    owned = sa.ForeignKeyConstraint(["holder"], ["keys.id"], name="fk_answers_holder")
    _create("answers", holder, owned)
    op.execute(BY_KEY)
    op.drop_table("given_answers")


def _create(table: str, whose: sa.Column[int] | sa.Column[str], *more: sa.Constraint) -> None:
    op.create_table(
        table,
        whose,
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("request", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint(whose.name, "name", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_answered_at", table, ["answered_at"])
