"""who is on duty, alarms that somebody takes

Revision: 0019
After: 0018
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("deputy", sa.Integer(), nullable=False),
        sa.Column("starts", store.db.UtcTime(timezone=True), nullable=False),
        sa.Column("ends", store.db.UtcTime(timezone=True), nullable=False),
        sa.Column("begun_at", store.db.UtcTime(timezone=True), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("shifts_ends", "shifts", ["ends"], unique=False)
    op.create_table(
        "call_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("at", store.db.UtcTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("matters", sa.String(), nullable=False),
        sa.Column("to", sa.Integer(), nullable=False),
        sa.Column("taken_at", store.db.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("hand_overs_at", "hand_overs", ["at"], unique=False)
    op.create_table(
        "duty_alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("since", store.db.UtcTime(timezone=True), nullable=False),
        sa.Column("calling_since", store.db.UtcTime(timezone=True), nullable=False),
        sa.Column("taken_at", store.db.UtcTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", store.db.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "duty_alarms_open",
        "duty_alarms",
        ["subject"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "alarm_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alarm_id", sa.Integer(), nullable=False),
        sa.Column("at", store.db.UtcTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("call", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_alarm_steps_alarm_id", "alarm_steps", ["alarm_id"], unique=False)


def downgrade() -> None:
    for table in ("alarm_steps", "duty_alarms", "hand_overs", "call_list", "shifts"):
        op.drop_table(table)
