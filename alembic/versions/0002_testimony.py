"""What was said, frozen, told to people; and who may say it."""

from collections.abc import Sequence

import sqlalchemy as sa

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _updates()
    _baselines()
    _baseline_dates()
    _publications()
    _keys()


def downgrade() -> None:
    for table in (
        "keys",
        "publications",
        "baseline_dates",
        "baselines",
        "updates",
    ):
        op.drop_table(table)


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("milestone", sa.String(), nullable=False),
        sa.Column("actual_start", sa.Date(), nullable=True),
        sa.Column("actual_finish", sa.Date(), nullable=True),
        sa.Column("remaining", sa.Integer(), nullable=True),
        sa.Column("expected_finish", sa.Date(), nullable=True),
        sa.Column("fixed_first", sa.Date(), nullable=True),
        sa.Column("fixed_last", sa.Date(), nullable=True),
        sa.Column("window_first", sa.Date(), nullable=True),
        sa.Column("window_last", sa.Date(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "revision"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_updates_plan_id_revision",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_updates_plan_id_revision", "updates", ["plan_id", "revision"])
    op.create_index("ix_updates_plan_id_uid", "updates", ["plan_id", "uid"])


def _baselines() -> None:
    op.create_table(
        "baselines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("data_date", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "revision"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_baselines_plan_id_revision",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_baselines"),
        sa.UniqueConstraint("plan_id", "name", name="uq_baselines_plan_id_name"),
    )


def _baseline_dates() -> None:
    op.create_table(
        "baseline_dates",
        sa.Column("baseline_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("finish", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["baseline_id"], ["baselines.id"], name="fk_baseline_dates_baseline_id"
        ),
        sa.PrimaryKeyConstraint("baseline_id", "uid", name="pk_baseline_dates"),
    )


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("data_date", sa.Date(), nullable=False),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("finish", sa.Date(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "revision"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_publications_plan_id_revision",
        ),
        sa.PrimaryKeyConstraint("plan_id", "uid", "sequence", name="pk_publications"),
    )
    op.create_index("ix_publications_plan_id_number", "publications", ["plan_id", "number"])


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("digest", name="uq_keys_digest"),
    )
