"""Every minute: what an operator must know although nothing else would say it: feeds that are silent, a full inbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from store import feeds, inbox, outbox, quota
from store.db import Database

FEED_SILENT = timedelta(hours=3)
WAITS_LONG = timedelta(minutes=5)
LOW_SHARE = 0.2


def run(database: Database, now: datetime, alarm: Callable[[str], None]) -> dict[str, int]:
    real = datetime.now(UTC)
    with database.read() as session:
        texts = [
            f"feed {feed.name} has given nothing for 3 hours: {feed.error or 'no error'}"
            for feed in feeds.listed(session)
            if (feed.worked_at or feed.tried_at) < now - FEED_SILENT
        ]
        for name, (_, oldest) in (
            ("inbox", inbox.waiting(session)),
            ("outbox", outbox.waiting(session)),
        ):
            if oldest is not None and oldest < real - WAITS_LONG:
                texts.append(f"{name}: something has waited for more than 5 minutes")
        if is_low(session):
            texts.append("less than a fifth of LINE's monthly messages is left")
    for text in texts:
        alarm(text)
    return {"alarms": len(texts)}


def is_low(session: Session) -> bool:
    """Little is left of the month's messages; without a limit never."""
    known = quota.now_known(session)
    return (
        known.left is not None and bool(known.limit) and known.left < (known.limit or 0) * LOW_SHARE
    )
