"""The log: an entry for each revision, those accepted before it was kept included."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op
from app.store.chain import FIRST
from app.store.log import Kept, chained, parts_of

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TOLD = ("recorded_at", "data_date", "author", "role", "agency", "reason", "kind")


def upgrade() -> None:
    log = op.create_table(
        "log",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "revision"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_log_plan_id_revision",
        ),
        sa.PrimaryKeyConstraint("plan_id", "revision", name="pk_log"),
    )
    connection = op.get_bind()
    plans = connection.execute(sa.text("SELECT id, code FROM plans ORDER BY id"))
    for plan_id, code in plans.all():
        rows = _entries(connection, plan_id, code)
        if rows:
            connection.execute(sa.insert(log), rows)


def downgrade() -> None:
    op.drop_table("log")


def _entries(connection: sa.Connection, plan_id: int, code: str) -> list[dict[str, Any]]:
    """What the plan's revisions wrote, as the tables have it now; the key is not known."""
    kept, previous, rows = Kept(connection, plan_id), FIRST, []
    for number, row in kept.revisions.items():
        said = {name: row[name] for name in TOLD}
        wrote = parts_of(kept.written(number))
        entry = {"plan": code, "revision": number, "key": None, **said, **wrote}
        rows.append(chained(plan_id, entry, previous))
        previous = rows[-1]["digest"]
    return rows
