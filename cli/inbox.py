"""`flask inbox`: events that wait or were set aside. LINE's ids are not shown."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import ROW_ID, database, fail, put

group = AppGroup("inbox", help="Events that wait or were set aside.")


@group.command("list")
@with_appcontext
def list_events() -> None:
    from store import inbox

    with database().read() as session:
        for row in inbox.listed(session):
            put(
                {
                    "id": row.id,
                    "arrived_at": row.arrived_at,
                    "tries": row.tries,
                    "state": "waiting" if row.handled_at is None else "set aside",
                    "error": row.error or None,
                }
            )


@group.command("retry")
@click.argument("row_id", type=ROW_ID)
@with_appcontext
def retry(row_id: int) -> None:
    """Work an event that was set aside once more."""
    from bot import wake
    from store import inbox

    with database().write() as session:
        done = inbox.retry(session, row_id)
    if not done:
        fail(f"no event {row_id} that waits or was set aside")
    wake.ring(database())
    put({"id": row_id, "state": "waiting"})


@group.command("drop")
@click.argument("row_id", type=ROW_ID)
@with_appcontext
def drop(row_id: int) -> None:
    from store import inbox

    with database().write() as session:
        done = inbox.drop(session, row_id, datetime.now(UTC))
    if not done:
        fail(f"no event {row_id} that waits or was set aside")
    put({"id": row_id, "state": "dropped"})
