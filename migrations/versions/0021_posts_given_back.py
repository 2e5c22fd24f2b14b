"""a post that was ended by mistake is given back by two

Revision: 0021
After: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('proposals', sa.Column('gives_back', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    op.drop_column('proposals', 'gives_back')
