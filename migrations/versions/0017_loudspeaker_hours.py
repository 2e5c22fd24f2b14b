"""at which hours a village head reads out

Revision: 0017
After: 0016
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('loudspeaker_hours',
    sa.Column('post', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('times', sa.String(), nullable=False),
    sa.Column('chosen_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('post')
    )


def downgrade() -> None:
    op.drop_table('loudspeaker_hours')
