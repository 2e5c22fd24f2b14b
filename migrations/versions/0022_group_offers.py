"""when a group was last offered to report a fire

Revision: 0022
After: 0021
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_offers",
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("at", store.db.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("line_id", "area"),
    )


def downgrade() -> None:
    op.drop_table("group_offers")
