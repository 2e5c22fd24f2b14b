"""which wish was meant when the bot was unsure

Revision: 0013
After: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('choices',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('offered', sa.String(), nullable=False),
    sa.Column('chosen', sa.String(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'offered', 'chosen')
    )


def downgrade() -> None:
    op.drop_table('choices')
