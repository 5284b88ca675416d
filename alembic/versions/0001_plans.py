"""Plans, their revisions, and the rows that hold from one revision to another."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STANDING: dict[str, Any] = {
    "sqlite_where": sa.text("until IS NULL"),
    "postgresql_where": sa.text("until IS NULL"),
}


def upgrade() -> None:
    _plans()
    _revisions()
    _headers()
    _milestones()
    _links()
    _calendars()


def downgrade() -> None:
    for table in (
        "calendars",
        "links",
        "milestones",
        "headers",
        "revisions",
        "plans",
    ):
        op.drop_table(table)


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.UniqueConstraint("code", name="uq_plans_code"),
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data_date", sa.Date(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_revisions_number_from_1"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_revisions_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "number", name="pk_revisions"),
    )


def _headers() -> None:
    op.create_table(
        "headers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("tracks", sa.JSON(), nullable=False),
        sa.Column("window_assumption", sa.String(), nullable=False),
        sa.Column("progress_rule", sa.String(), nullable=False),
        sa.CheckConstraint("since < until", name="ck_headers_since_before_until"),
        sa.ForeignKeyConstraint(
            ["plan_id", "since"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_headers_plan_id_since",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "until"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_headers_plan_id_until",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_headers"),
    )
    op.create_index("ix_headers_plan_id_since_until", "headers", ["plan_id", "since", "until"])
    op.create_index(
        "uq_headers_standing_position", "headers", ["plan_id", "position"], unique=True, **STANDING
    )


def _milestones() -> None:
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("contributors", sa.JSON(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("duration", sa.Integer(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("boundary", sa.String(), nullable=False),
        sa.Column("fixed_first", sa.Date(), nullable=True),
        sa.Column("fixed_last", sa.Date(), nullable=True),
        sa.Column("window_first", sa.Date(), nullable=True),
        sa.Column("window_last", sa.Date(), nullable=True),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("finish_not_before", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("meeting", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("since < until", name="ck_milestones_since_before_until"),
        sa.ForeignKeyConstraint(
            ["plan_id", "since"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_milestones_plan_id_since",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "until"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_milestones_plan_id_until",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_milestones"),
    )
    op.create_index(
        "ix_milestones_plan_id_since_until", "milestones", ["plan_id", "since", "until"]
    )
    op.create_index(
        "uq_milestones_standing_code", "milestones", ["plan_id", "code"], unique=True, **STANDING
    )
    op.create_index(
        "uq_milestones_standing_uid", "milestones", ["plan_id", "uid"], unique=True, **STANDING
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("predecessor", sa.String(), nullable=False),
        sa.Column("successor", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("lag", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("since < until", name="ck_links_since_before_until"),
        sa.ForeignKeyConstraint(
            ["plan_id", "since"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_links_plan_id_since",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "until"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_links_plan_id_until",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_index("ix_links_plan_id_since_until", "links", ["plan_id", "since", "until"])


def _calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("working", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("since < until", name="ck_calendars_since_before_until"),
        sa.ForeignKeyConstraint(
            ["plan_id", "since"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_calendars_plan_id_since",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "until"],
            ["revisions.plan_id", "revisions.number"],
            name="fk_calendars_plan_id_until",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendars"),
    )
    op.create_index("ix_calendars_plan_id_since_until", "calendars", ["plan_id", "since", "until"])
    op.create_index(
        "uq_calendars_standing_code", "calendars", ["plan_id", "code"], unique=True, **STANDING
    )
