"""volunteers, missions, calls for people, notices to commanders

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mission_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('task', sa.String(), nullable=False),
    sa.Column('wanted', sa.Integer(), nullable=False),
    sa.Column('wave', sa.Integer(), nullable=False),
    sa.Column('wave_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('opened_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('drill', sa.Boolean(), nullable=False),
    sa.Column('ended_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_mission_calls_fire_id', 'mission_calls', ['fire_id'], unique=False)
    op.create_index('mission_calls_open', 'mission_calls', ['fire_id', 'task'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('mission_notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('told_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('mission_notices_untold', 'mission_notices', ['at'], unique=False, sqlite_where=sa.text('told_at IS NULL'), postgresql_where=sa.text('told_at IS NULL'))
    op.create_table('missions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('task', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('drill', sa.Boolean(), nullable=False),
    sa.Column('wave', sa.Integer(), nullable=False),
    sa.Column('asked_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('answered_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('cleared_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('cleared_by', sa.String(), nullable=False),
    sa.Column('left_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('back_by', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('ended_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('party', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('signal', sa.String(), nullable=False),
    sa.Column('buddy', sa.Integer(), nullable=False),
    sa.Column('last_area', sa.String(), nullable=False),
    sa.Column('last_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('help_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('home_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_missions_fire_id', 'missions', ['fire_id'], unique=False)
    op.create_index('ix_missions_line_id', 'missions', ['line_id'], unique=False)
    op.create_index('missions_asked', 'missions', ['asked_at'], unique=False)
    op.create_index('missions_once', 'missions', ['call_id', 'volunteer_id'], unique=True)
    op.create_index('missions_open', 'missions', ['fire_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('volunteers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('birth_year', sa.Integer(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('home', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('skills', sa.String(), nullable=False),
    sa.Column('kit', sa.String(), nullable=False),
    sa.Column('contact_name', sa.String(), nullable=False),
    sa.Column('contact_phone', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('asked_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('decided_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('duty_until', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('near', sa.String(), nullable=False),
    sa.Column('near_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_volunteers_line_id', 'volunteers', ['line_id'], unique=False)
    op.create_index('volunteers_duty', 'volunteers', ['duty_until'], unique=False)
    op.create_index('volunteers_home', 'volunteers', ['state', 'home'], unique=False)


def downgrade() -> None:
    for table in ('volunteers', 'missions', 'mission_notices', 'mission_calls'):
        op.drop_table(table)
