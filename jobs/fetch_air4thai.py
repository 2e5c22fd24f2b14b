"""Every ten minutes: the current 24-h means of Lampang's official stations from Air4Thai."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sources import air4thai
from sources.fetch import FeedError
from store import feeds, readings
from store.db import Database

NAME = "air4thai"


def run(
    database: Database, now: datetime, fetch: Callable[[], air4thai.FeedRead]
) -> dict[str, int]:
    try:
        read = fetch()
    except FeedError as error:
        return failed(database, NAME, now, error)
    return keep(database, NAME, now, read)


def failed(database: Database, name: str, now: datetime, error: FeedError) -> dict[str, int]:
    """The error is kept for the health page; the next run tries again."""
    with database.write() as session:
        feeds.note(session, name, now, error=str(error))
    return {"read": 0, "new": 0, "rejected": 0, "failed": 1}


def keep(database: Database, name: str, now: datetime, read: air4thai.FeedRead) -> dict[str, int]:
    newest = max((reading.at for reading in read.readings), default=None)
    with database.write() as session:
        for station in read.stations:
            readings.keep_station(session, station)
        new = readings.keep(session, read.readings, now)
        feeds.note(session, name, now, newest=newest)
    return {"read": len(read.readings), "new": new, "rejected": len(read.rejected)}
