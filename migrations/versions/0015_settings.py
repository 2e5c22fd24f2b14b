"""changes of what reaches everybody by itself, agreed on by two

Revision: 0015
After: 0014
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('setting_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('proposed_by', sa.String(), nullable=False),
    sa.Column('proposed_post', sa.Integer(), nullable=False),
    sa.Column('proposed_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('decided_post', sa.Integer(), nullable=False),
    sa.Column('decided_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    op.drop_table('setting_changes')
