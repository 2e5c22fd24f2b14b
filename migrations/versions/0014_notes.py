"""what people write to officials

Revision: 0014
After: 0013
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('answered_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_notes_at', 'notes', ['at'], unique=False)
    op.create_index('ix_notes_line_id', 'notes', ['line_id'], unique=False)


def downgrade() -> None:
    op.drop_table('notes')
