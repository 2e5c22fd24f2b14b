"""`flask outbox`: messages that wait, ride or failed. LINE's ids are not shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import ROW_ID, database, fail, put

group = AppGroup("outbox", help="Messages that wait, ride on the next reply, or failed.")
SENT_AGAIN_LIVES = timedelta(hours=2)


@group.command("list")
@with_appcontext
def list_letters() -> None:
    from domain.quota import URGENCIES
    from store import outbox

    with database().read() as session:
        for row in outbox.listed(session):
            put(
                {
                    "id": row.id,
                    "state": row.state,
                    "method": row.method,
                    "urgency": URGENCIES[row.urgency],
                    "people": row.people,
                    "attempts": row.attempts,
                    "not_after": row.not_after,
                    "note": row.note or None,
                }
            )


@group.command("retry")
@click.argument("row_id", type=ROW_ID)
@with_appcontext
def retry(row_id: int) -> None:
    """Send a message that failed or was dropped once more, as a push."""
    from bot import wake
    from store import outbox

    now = datetime.now(UTC)
    with database().write() as session:
        done = outbox.retry(session, row_id, now, until=now + SENT_AGAIN_LIVES)
    if not done:
        fail(f"no message {row_id} that failed, rides or was dropped")
    wake.ring(database())
    put({"id": row_id, "state": "waiting"})


@group.command("drop")
@click.argument("row_id", type=ROW_ID)
@with_appcontext
def drop(row_id: int) -> None:
    from store import outbox

    with database().write() as session:
        done = outbox.drop(session, row_id, datetime.now(UTC))
    if not done:
        fail(f"no message {row_id} that waits, rides or failed")
    put({"id": row_id, "state": "dropped"})
