"""forecasts

Revision: 0012
After: 0011
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('forecasts',
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('pm25', sa.Double(), nullable=True),
    sa.Column('wind_ms', sa.Double(), nullable=True),
    sa.Column('wind_from', sa.Double(), nullable=True),
    sa.Column('through_ms', sa.Double(), nullable=True),
    sa.Column('mixing_m', sa.Double(), nullable=True),
    sa.Column('rain_mm', sa.Double(), nullable=True),
    sa.Column('made_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('source', 'area', 'at')
    )
    op.create_index('forecasts_at', 'forecasts', ['at'])


def downgrade() -> None:
    op.drop_table('forecasts')
