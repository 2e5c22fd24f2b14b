"""hotspots

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hotspot_pixels',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('hotspot_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('satellite', sa.String(), nullable=False),
    sa.Column('instrument', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('radius_m', sa.Integer(), nullable=False),
    sa.Column('confidence', sa.String(), nullable=False),
    sa.Column('land', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('power_mw', sa.Double(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('source', 'satellite', 'at', 'lat', 'lon')
    )
    op.create_index('ix_hotspot_pixels_at', 'hotspot_pixels', ['at'])
    op.create_index('ix_hotspot_pixels_hotspot_id', 'hotspot_pixels', ['hotspot_id'])
    op.create_table('hotspots',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('radius_m', sa.Integer(), nullable=False),
    sa.Column('satellite', sa.String(), nullable=False),
    sa.Column('instrument', sa.String(), nullable=False),
    sa.Column('confidence', sa.String(), nullable=False),
    sa.Column('land', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('power_mw', sa.Double(), nullable=True),
    sa.Column('sources', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('permit_id', sa.Integer(), nullable=False),
    sa.Column('first_seen_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_hotspots_at', 'hotspots', ['at'])
    op.create_index('ix_hotspots_check_id', 'hotspots', ['check_id'])
    op.create_table('hotspot_checks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('asked_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('circle', sa.Integer(), nullable=False),
    sa.Column('answered_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('answered_post', sa.Integer(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    waits = sa.text("state = 'waiting'")
    op.create_index('hotspot_checks_waiting', 'hotspot_checks', ['area'], sqlite_where=waits, postgresql_where=waits)


def downgrade() -> None:
    op.drop_table('hotspot_checks')
    op.drop_table('hotspots')
    op.drop_table('hotspot_pixels')
