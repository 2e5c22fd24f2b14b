"""orders against burning, what burning costs, buyers of residue, burn permits

Revision: 0010
After: 0009
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('issuer', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('excepts', sa.String(), nullable=False),
    sa.Column('entered_by', sa.String(), nullable=False),
    sa.Column('entered_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('burn_laws',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text_th', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('burnt_from', sa.Date(), nullable=True),
    sa.Column('burnt_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('key')
    )
    op.create_table('buyers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_th', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('takes', sa.String(), nullable=False),
    sa.Column('price', sa.Double(), nullable=True),
    sa.Column('priced_on', sa.Date(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('note_th', sa.String(), nullable=False),
    sa.Column('note_en', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('permits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('tambon', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.Column('rai', sa.Double(), nullable=False),
    sa.Column('residue', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('hour', sa.Double(), nullable=False),
    sa.Column('hours', sa.Double(), nullable=False),
    sa.Column('land', sa.String(), nullable=False),
    sa.Column('in_plan', sa.Boolean(), nullable=False),
    sa.Column('claims_plan', sa.Boolean(), nullable=False),
    sa.Column('firebreak', sa.Boolean(), nullable=False),
    sa.Column('neighbours', sa.Boolean(), nullable=False),
    sa.Column('watchers', sa.Integer(), nullable=False),
    sa.Column('water', sa.Boolean(), nullable=False),
    sa.Column('back_to', sa.String(), nullable=False),
    sa.Column('offered_until', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('deciders', sa.String(), nullable=False),
    sa.Column('filed_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('changed_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('started_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('ended_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('real_rai', sa.Double(), nullable=True),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('public_id'),
    sa.UniqueConstraint('year', 'number')
    )
    op.create_index('ix_permits_holder', 'permits', ['holder'])
    op.create_index('permits_of_day', 'permits', ['day', 'tambon'])
    is_open = sa.text("(state NOT IN ('out', 'refused', 'cancelled', 'expired'))")
    op.create_index('permits_open', 'permits', ['day'], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table('permit_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('permit_id', sa.Integer(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_permit_log_permit_id', 'permit_log', ['permit_id'])
    op.create_index('ix_permit_log_who', 'permit_log', ['who'])
    op.create_table('burn_limits',
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('plots', sa.Integer(), nullable=False),
    sa.Column('rai', sa.Double(), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.Column('set_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('area')
    )
    op.create_table('burn_switches',
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('set_by', sa.String(), nullable=False),
    sa.Column('set_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('district', 'day')
    )


def downgrade() -> None:
    op.drop_table('burn_switches')
    op.drop_table('burn_limits')
    op.drop_table('permit_log')
    op.drop_table('permits')
    op.drop_table('buyers')
    op.drop_table('burn_laws')
    op.drop_table('bans')
