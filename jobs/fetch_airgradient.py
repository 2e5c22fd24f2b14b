"""Every ten minutes: the AirGradients that are registered here. `flask feeds pull airgradient` finds and registers them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jobs.fetch_air4thai import failed
from jobs.fetch_dustboy import keep, off
from sources.fetch import FeedError
from sources.sensed import SensorsRead, without_old
from store import sensors
from store.db import Database

NAME = "airgradient"
START = "airgradient_"


def run(
    database: Database, now: datetime, fetch: Callable[[list[str]], SensorsRead]
) -> dict[str, int]:
    locations = followed(database)
    if not locations:
        return off(database, NAME)
    try:
        read = without_old(fetch(locations), now)
    except FeedError as error:
        return failed(database, NAME, now, error)
    return keep(database, NAME, now, read)


def discover(
    database: Database, now: datetime, fetch: Callable[[list[str]], SensorsRead]
) -> dict[str, int]:
    """All that the cloud has in Lampang, registered with the first value."""
    try:
        return keep(database, NAME, now, without_old(fetch([]), now))
    except FeedError as error:
        return failed(database, NAME, now, error)


def followed(database: Database) -> list[str]:
    """Locations of the cloud; a device that is read locally has letters in its number."""
    with database.read() as session:
        known = [one.id for one in sensors.listed(session) if one.retired_at is None]
    ids = [one.removeprefix(START) for one in known if one.startswith(START)]
    return [one for one in ids if one.isdigit()]
