"""fires, reports, timelines, tips

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fire_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('who_name', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_fire_events_fire_id', 'fire_events', ['fire_id'], unique=False)
    op.create_table('fire_reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('chat', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('bearing', sa.String(), nullable=False),
    sa.Column('far_km', sa.Double(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('outside', sa.Boolean(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('danger', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('est_lat', sa.Double(), nullable=True),
    sa.Column('est_lon', sa.Double(), nullable=True),
    sa.Column('est_radius_m', sa.Integer(), nullable=True),
    sa.Column('ending_told_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_fire_reports_fire_id', 'fire_reports', ['fire_id'], unique=False)
    op.create_index('ix_fire_reports_line_id', 'fire_reports', ['line_id'], unique=False)
    op.create_table('fires',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('outside', sa.Boolean(), nullable=False),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.Column('radius_m', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('danger', sa.String(), nullable=False),
    sa.Column('opened_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('active_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('owner_name', sa.String(), nullable=False),
    sa.Column('owner_phone', sa.String(), nullable=False),
    sa.Column('taken_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('controlled_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('ended_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('closing', sa.LargeBinary(), nullable=False),
    sa.Column('merged_into', sa.Integer(), nullable=False),
    sa.Column('apart', sa.String(), nullable=False),
    sa.Column('drill', sa.Boolean(), nullable=False),
    sa.Column('told_circle', sa.Integer(), nullable=False),
    sa.Column('told_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('year', 'number')
    )
    op.create_index('fires_active', 'fires', ['active_at'], unique=False)
    op.create_index('fires_open', 'fires', ['area'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('crowd_questions',
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('fire_id', 'line_id')
    )
    op.create_index('ix_crowd_questions_at', 'crowd_questions', ['at'], unique=False)
    op.create_table('report_blocks',
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('line_id')
    )
    op.create_table('tips',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('fire_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    for table in ('tips', 'report_blocks', 'crowd_questions', 'fires', 'fire_reports', 'fire_events'):
        op.drop_table(table)
