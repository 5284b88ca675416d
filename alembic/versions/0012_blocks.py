"""Jobs go on where they stopped, name the release that answers, and are forgotten in time."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ASKED = ("plan_id", "revision", "data_date", "question")
RELEASE = "uq_jobs_plan_id_revision_data_date_question_release"
BEFORE = "uq_jobs_plan_id_revision_data_date_question"
ENDED = "UPDATE jobs SET ended_at = leased_until WHERE state NOT IN ('waiting', 'running')"


def upgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("release", sa.String(), nullable=False, server_default=""))
        jobs.add_column(sa.Column("ended_at", sa.Float(), nullable=True))
        jobs.drop_constraint(BEFORE, type_="unique")
        jobs.create_unique_constraint(RELEASE, [*ASKED, "release"])
    with op.batch_alter_table("jobs") as jobs:
        jobs.alter_column("release", server_default=None)
    op.execute(ENDED)
    op.create_table(
        "job_blocks",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_blocks_job_id"),
        sa.PrimaryKeyConstraint("job_id", "part", "first", name="pk_job_blocks"),
    )


def downgrade() -> None:
    op.drop_table("job_blocks")
    op.execute("DELETE FROM jobs WHERE release <> ''")
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_constraint(RELEASE, type_="unique")
        jobs.create_unique_constraint(BEFORE, list(ASKED))
        jobs.drop_column("ended_at")
        jobs.drop_column("release")
