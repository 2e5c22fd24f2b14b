"""pictures, groups and villages of a warning

Revision: 0020
After: 0019
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('warning_pictures',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha1', sa.String(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.add_column('people', sa.Column('village', sa.String(), server_default='', nullable=False))
    op.add_column('people', sa.Column('members', sa.Integer(), server_default='0', nullable=False))
    op.add_column('people', sa.Column('members_at', store.db.UtcTime(timezone=True), nullable=True))
    # Letters of a warning that is under way when this comes were all queued at once: nothing is left to spread.
    op.add_column('warnings', sa.Column('cursor', sa.String(), server_default='end', nullable=False))
    op.add_column('warnings', sa.Column('writers', sa.String(), server_default='', nullable=False))
    op.execute('UPDATE warnings SET writers = written_by')
    op.execute("UPDATE warnings SET cursor = '' WHERE held <> '' OR state NOT IN ('sending', 'in_force', 'over', 'cancelled')")


def downgrade() -> None:
    op.drop_column('warnings', 'writers')
    op.drop_column('warnings', 'cursor')
    op.drop_column('people', 'members_at')
    op.drop_column('people', 'members')
    op.drop_column('people', 'village')
    op.drop_table('warning_pictures')
