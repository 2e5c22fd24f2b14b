"""the officials' console: logins, the book of what they did, proposals, warnings, CAP

Revision: 0011
After: 0010
"""

import sqlalchemy as sa
from alembic import op

import store.db

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

# The book of what officials did is only added to, whoever asks the database otherwise.
LOCKED_ON_SQLITE = """
CREATE TRIGGER audit_stays_{what} BEFORE {what} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END
"""
LOCK_ON_POSTGRESQL = """
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$
"""
LOCKED_ON_POSTGRESQL = """
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays()
"""


def text(name):
    return sa.Column(name, sa.String(), nullable=False)


def number(name):
    return sa.Column(name, sa.Integer(), nullable=False)


def time(name, nullable=False):
    return sa.Column(name, store.db.UtcTime(timezone=True), nullable=nullable)


def yes_or_no(name):
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    _logins()
    _warnings()
    op.create_table('audit',
        number('id'), time('at'), number('who'), text('role'), text('what'), text('subject'), text('area'),
        text('before'), text('after'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('audit_at', 'audit', ['at'])
    if op.get_bind().dialect.name == 'sqlite':
        for what in ('UPDATE', 'DELETE'):
            op.execute(LOCKED_ON_SQLITE.format(what=what))
    else:
        op.execute(LOCK_ON_POSTGRESQL)
        op.execute(LOCKED_ON_POSTGRESQL)


def _logins() -> None:
    op.create_table('console_links',
        text('hash'), text('code_hash'), text('line_id'), text('then'), text('browser'), time('made_at'),
        time('expires_at'), time('used_at', nullable=True),
        sa.PrimaryKeyConstraint('hash'), sa.UniqueConstraint('code_hash'),
    )
    op.create_index('ix_console_links_line_id', 'console_links', ['line_id'])
    op.create_table('console_sessions',
        number('id'), text('hash'), text('line_id'), text('browser'), time('made_at'), time('seen_at'),
        time('ended_at', nullable=True),
        sa.PrimaryKeyConstraint('id'), sa.UniqueConstraint('hash'),
    )
    op.create_index('ix_console_sessions_line_id', 'console_sessions', ['line_id'])
    op.create_table('console_tries', text('who'), time('since'), number('n'), sa.PrimaryKeyConstraint('who'))
    op.create_table('proposals',
        number('id'), text('role'), text('area'), text('village'), text('title'), time('until', nullable=True),
        yes_or_no('acting'), number('ends'), text('state'), text('proposed_by'), number('proposed_post'),
        time('proposed_at'), number('decided_post'), time('decided_at', nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    op.add_column('invitations', sa.Column('village', sa.String(), server_default='', nullable=False))
    op.add_column('invitations', time('until', nullable=True))
    op.add_column('invitations', sa.Column('acting', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('invitations', sa.Column('ends', sa.Integer(), server_default='0', nullable=False))


def _warnings() -> None:
    op.create_table('warnings',
        number('id'), number('year'), number('n'), text('state'), text('areas'), text('draft'), text('issued'),
        number('replaces'), number('version'), text('written_by'), text('submitted_by'), text('approved_by'),
        yes_or_no('alone'), number('reviewed_post'), text('correction'), number('people'), text('held'),
        time('made_at'), time('starts', nullable=True), time('ends', nullable=True), time('sent_at', nullable=True),
        time('over_at', nullable=True),
        sa.PrimaryKeyConstraint('id'), sa.UniqueConstraint('year', 'n'),
    )
    op.create_index('warnings_open', 'warnings', ['state'])
    op.create_table('warning_steps',
        number('id'), number('warning'), time('at'), text('step'), number('post'), text('reason'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_warning_steps_warning', 'warning_steps', ['warning'])
    op.create_table('warning_letters',
        text('key'), number('warning'), text('kind'), text('language'), number('people'), text('state'),
        sa.PrimaryKeyConstraint('key'),
    )
    op.create_index('ix_warning_letters_warning', 'warning_letters', ['warning'])
    op.create_table('cap_messages',
        text('identifier'), number('warning'), text('kind'), time('sent_at'), text('xml'),
        sa.PrimaryKeyConstraint('identifier'),
    )
    op.create_index('ix_cap_messages_warning', 'cap_messages', ['warning'])


def downgrade() -> None:
    for name in ('cap_messages', 'warning_letters', 'warning_steps', 'warnings', 'audit', 'proposals',
                 'console_tries', 'console_sessions', 'console_links'):
        op.drop_table(name)
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP FUNCTION audit_stays()')
    for name in ('ends', 'acting', 'until', 'village'):
        op.drop_column('invitations', name)
