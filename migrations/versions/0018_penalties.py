"""what burning costs, as data with dates, place, kind of land and who entered it

Takes the place of the table burn_laws, whose rows came from our seed alone: the new seed has them, with more.

Revision: 0018
After: 0017
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('burn_laws')
    op.create_table('penalties',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('area', sa.String(), nullable=False),
    sa.Column('lands', sa.String(), nullable=False),
    sa.Column('law_th', sa.String(), nullable=False),
    sa.Column('law_en', sa.String(), nullable=False),
    sa.Column('section', sa.String(), nullable=False),
    sa.Column('says_th', sa.String(), nullable=False),
    sa.Column('says_en', sa.String(), nullable=False),
    sa.Column('penalty_th', sa.String(), nullable=False),
    sa.Column('penalty_en', sa.String(), nullable=False),
    sa.Column('start', sa.Date(), nullable=True),
    sa.Column('end', sa.Date(), nullable=True),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('entered_by', sa.String(), nullable=False),
    sa.Column('entered_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    op.drop_table('penalties')
    op.create_table('burn_laws',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text_th', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('link', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('burnt_from', sa.Date(), nullable=True),
    sa.Column('burnt_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('key')
    )
