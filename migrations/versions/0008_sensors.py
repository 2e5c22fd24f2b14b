"""sensors

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sensors',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=True),
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('added_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('heard_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('retired_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('fit_offset', sa.Double(), nullable=True),
    sa.Column('fit_slope', sa.Double(), nullable=True),
    sa.Column('fit_humid', sa.Double(), nullable=True),
    sa.Column('fit_r2', sa.Double(), nullable=True),
    sa.Column('fit_pairs', sa.Integer(), nullable=False),
    sa.Column('fit_station', sa.String(), nullable=False),
    sa.Column('fitted_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('token_hash')
    )
    op.create_table('raw_readings',
    sa.Column('sensor', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('pm25', sa.Double(), nullable=False),
    sa.Column('pm10', sa.Double(), nullable=True),
    sa.Column('humidity', sa.Double(), nullable=True),
    sa.Column('temperature', sa.Double(), nullable=True),
    sa.Column('faults', sa.String(), nullable=False),
    sa.Column('received_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('judged_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('sensor', 'at')
    )
    op.create_index('raw_readings_new', 'raw_readings', ['at', 'sensor'],
    sqlite_where=sa.text('judged_at IS NULL'), postgresql_where=sa.text('judged_at IS NULL'))
    op.create_table('sensor_hours',
    sa.Column('sensor', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('raw', sa.Double(), nullable=False),
    sa.Column('low', sa.Double(), nullable=False),
    sa.Column('high', sa.Double(), nullable=False),
    sa.Column('humidity', sa.Double(), nullable=True),
    sa.Column('moments', sa.Integer(), nullable=False),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('faults', sa.String(), nullable=False),
    sa.Column('flags', sa.String(), nullable=False),
    sa.Column('pm25', sa.Double(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('judged_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('sensor', 'at')
    )
    op.create_index('sensor_hours_at', 'sensor_hours', ['at', 'sensor'])


def downgrade() -> None:
    op.drop_table('sensor_hours')
    op.drop_table('raw_readings')
    op.drop_table('sensors')
