"""Every hour: smoke, wind, mixing height and rain of the next days for each district, from Open-Meteo. What is a month old goes.

26 calls a run (13 districts, two addresses), 624 a day of the 10,000 that non-commercial use may make.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jobs.fetch_air4thai import failed
from jobs.fetch_gistda_pm25 import keep
from sources.fetch import FeedError
from sources.models import ModelRead
from store import forecasts
from store.db import Database

NAME = "open-meteo"


def run(database: Database, now: datetime, fetch: Callable[[], ModelRead]) -> dict[str, int]:
    try:
        read = fetch()
    except FeedError as error:
        return failed(database, NAME, now, error)
    counts = keep(database, NAME, now, read)
    with database.write() as session:
        return {**counts, "dropped": forecasts.drop_old(session, now)}
