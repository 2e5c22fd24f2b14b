"""Every ten minutes: the real hourly values of the stations that we know, from Air4Thai's history service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jobs.fetch_air4thai import failed, keep
from sources.air4thai import KNOWN, FeedRead
from sources.fetch import FeedError
from store import readings
from store.db import Database

NAME = "air4thai-history"


def run(
    database: Database, now: datetime, fetch: Callable[[list[str]], FeedRead]
) -> dict[str, int]:
    with database.read() as session:
        stations = [
            one.station.id
            for one in readings.recent(session, now)
            if one.station.kind == "official"
        ]
    try:
        # Before the current feed has told us any: the four that we know of.
        read = fetch(stations or list(KNOWN))
    except FeedError as error:
        return failed(database, NAME, now, error)
    return keep(database, NAME, now, read)
