"""rich menus at LINE, and whose phone shows which

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('menus',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('rich_menu_id', sa.String(), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('uploaded_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key')
    )
    op.create_table('menu_links',
    sa.Column('line_id', sa.String(), nullable=False),
    sa.Column('rich_menu_id', sa.String(), nullable=False),
    sa.Column('follow_changed_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('noted_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('line_id')
    )


def downgrade() -> None:
    op.drop_table('menu_links')
    op.drop_table('menus')
