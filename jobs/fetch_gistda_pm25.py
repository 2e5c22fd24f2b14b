"""Every half hour: what GISTDA's satellite model says of each district's air, now and for three hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jobs.fetch_air4thai import failed
from sources.fetch import FeedError
from sources.models import ModelRead
from store import feeds, forecasts
from store.db import Database

NAME = "gistda-pm25"


def run(database: Database, now: datetime, fetch: Callable[[], ModelRead]) -> dict[str, int]:
    try:
        read = fetch()
    except FeedError as error:
        return failed(database, NAME, now, error)
    return keep(database, NAME, now, read)


def keep(database: Database, name: str, now: datetime, read: ModelRead) -> dict[str, int]:
    """The newest value of a model is its newest hour that has begun, not the last one it foretells."""
    newest = max((hour.at for hour in read.hours if hour.at <= now), default=None)
    with database.write() as session:
        new = forecasts.keep(session, read.hours, now)
        feeds.note(session, name, now, newest=newest)
        if read.failures:  # of two addresses: what came counts, what did not is said
            feeds.note(session, name, now, error=_told(read))
    return {"read": len(read.hours), "new": new, "rejected": len(read.rejected)}


def _told(read: ModelRead) -> str:
    return "; ".join(f"{error.kind}: {error.text}" for error in read.failures)
