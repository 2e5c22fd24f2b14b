"""photos, videos and voices that people send

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('photos',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('sender', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('unfinished', sa.Integer(), nullable=False),
    sa.Column('claim', sa.String(), nullable=False),
    sa.Column('not_before', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('added_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('sent_at', store.db.UtcTime(timezone=True), nullable=False),
    sa.Column('taken_at', store.db.UtcTime(timezone=True), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('suffix', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('expires', store.db.UtcTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('message_id')
    )
    op.create_index('ix_photos_sender', 'photos', ['sender'])
    op.create_index('ix_photos_subject', 'photos', ['subject'])
    waits = sa.text("state = 'waiting'")
    op.create_index('photos_due', 'photos', ['not_before'], sqlite_where=waits, postgresql_where=waits)
    has_files = sa.text("state = 'gone' AND name != ''")
    op.create_index('photos_to_delete', 'photos', ['id'], sqlite_where=has_files, postgresql_where=has_files)


def downgrade() -> None:
    op.drop_table('photos')
