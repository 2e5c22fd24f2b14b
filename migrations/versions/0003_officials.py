"""who holds which post

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    officials = op.create_table('officials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('village', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('acting', sa.Boolean(), nullable=False),
    sa.Column('since', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('until', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('ended_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_officials_line_id', 'officials', ['line_id'])
    # Who was an official before this table keeps the role; the kind of post is said again with a new code.
    people = sa.table('people', *(sa.column(name) for name in ('line_id', 'role', 'role_area', 'post', 'first_seen')))
    op.execute(officials.insert().from_select(
        ['line_id', 'role', 'kind', 'area', 'village', 'title', 'name', 'phone', 'acting', 'since'],
        sa.select(
            people.c.line_id, people.c.role, sa.literal('other'), people.c.role_area, sa.literal(''),
            people.c.post, sa.literal(''), sa.literal(''), sa.false(), people.c.first_seen,
        ).where(people.c.role.in_(['officer', 'approver', 'admin'])),
    ))


def downgrade() -> None:
    op.drop_table('officials')
