"""who lives where is asked each minute

Revision: 0016
After: 0015
"""

from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_people_area', 'people', ['area'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_people_area', table_name='people')
