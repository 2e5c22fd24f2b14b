"""warnings about the air

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, store.db.UtcTime(timezone=True), nullable=nullable)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def value(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Double(), nullable=nullable)


def upgrade() -> None:
    op.create_table('alert_states',
    text('area'),
    number('level'),
    moment('since', nullable=True),
    moment('judged_at', nullable=True),
    number('under'),
    value('under_most'),
    moment('counted', nullable=True),
    value('mean', nullable=True),
    value('hour', nullable=True),
    text('source'),
    moment('alerted_at', nullable=True),
    number('alerted_level'),
    sa.PrimaryKeyConstraint('area')
    )
    op.create_table('alerts',
    number('id'),
    text('key'),
    text('district'),
    text('areas'),
    text('kind'),
    number('level'),
    number('before'),
    value('mean', nullable=True),
    value('hour', nullable=True),
    moment('at'),
    moment('since'),
    text('stations'),
    moment('made_at'),
    moment('held_until', nullable=True),
    moment('rides_until'),
    text('reason'),
    text('cursor'),
    number('chunks'),
    moment('done_at', nullable=True),
    moment('settled_at', nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    op.create_index('alerts_live', 'alerts', ['id'],
                    sqlite_where=sa.text('settled_at IS NULL'), postgresql_where=sa.text('settled_at IS NULL'))
    op.create_table('alert_words',
    number('alert'),
    text('language'),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('alert', 'language')
    )
    op.create_table('alert_stops',
    number('id'),
    text('area'),
    text('why'),
    number('by_post'),
    moment('since'),
    moment('until'),
    moment('ended_at', nullable=True),
    number('ended_by', nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('alert_outcomes',
    sa.Column('person', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('alert', sa.Integer(), autoincrement=False, nullable=False),
    number('what'),
    number('chunk'),
    number('day'),
    sa.PrimaryKeyConstraint('person', 'alert'),
    sqlite_with_rowid=False
    )
    op.create_table('alert_chunks',
    sa.Column('alert', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    number('people'),
    text('state'),
    sa.PrimaryKeyConstraint('alert', 'number')
    )
    op.create_table('subscriptions',
    number('id'),
    number('person'),
    text('area'),
    number('from_level'),
    moment('since'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('person', 'area')
    )
    op.create_index('subscriptions_of_area', 'subscriptions', ['area', 'id'])
    op.create_table('mornings',
    sa.Column('person', sa.Integer(), autoincrement=False, nullable=False),
    moment('since'),
    sa.Column('given_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('person')
    )
    op.create_table('rules',
    number('id'),
    text('name'),
    value('value'),
    number('by_post'),
    moment('made_at'),
    number('approved_post', nullable=True),
    moment('approved_at', nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('alert_texts',
    number('id'),
    text('name'),
    text('language'),
    text('text'),
    number('by_post'),
    moment('made_at'),
    number('approved_post', nullable=True),
    moment('approved_at', nullable=True),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    for table in (
        'alert_texts', 'rules', 'mornings', 'subscriptions', 'alert_chunks', 'alert_outcomes', 'alert_stops', 'alert_words',
        'alerts', 'alert_states',
    ):
        op.drop_table(table)
