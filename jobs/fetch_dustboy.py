"""Every half hour: the DustBoys around Lampang, if there is a key. Their moments are judged like those that are pushed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from jobs.fetch_air4thai import failed
from sources.fetch import FeedError
from sources.sensed import Sensed, SensorsRead, without_old
from store import feeds, judging, sensors
from store.db import Database

NAME = "dustboy"


def run(
    database: Database, now: datetime, fetch: Callable[[], SensorsRead] | None
) -> dict[str, int]:
    """Without `fetch` (there is no key) it is off."""
    if fetch is None:
        return off(database, NAME)
    try:
        read = without_old(fetch(), now)
    except FeedError as error:
        return failed(database, NAME, now, error)
    return keep(database, NAME, now, read)


def off(database: Database, name: str) -> dict[str, int]:
    """A feed that was switched off is no silent one: it raises no alarm."""
    with database.read() as session:
        was_on = any(feed.name == name for feed in feeds.listed(session))
    if was_on:
        with database.write() as session:
            feeds.forget(session, name)
    return {"off": 1}


def keep(database: Database, name: str, now: datetime, read: SensorsRead) -> dict[str, int]:
    """`read` counts what could be taken, `new` what was not known, `rejected` what could not be used."""
    new = taken = 0
    with database.write() as session:
        for one in read.sensed:
            kept = _keep(session, one, now)
            taken += kept is not None
            new += kept or 0
        newest = max((one.measured.at for one in read.sensed), default=None)
        feeds.note(session, name, now, newest=newest)
    judging.judge_all(database, now)
    left_out = len(read.sensed) - taken
    return {"read": taken, "new": new, "rejected": len(read.rejected) + left_out}


def _keep(session: Session, one: Sensed, now: datetime) -> int | None:
    """None when it is no sensor of ours: retired, not registered, or an id that something else has."""
    try:
        if one.station is not None:
            sensors.follow(session, one.station, one.kind, now)
    except sensors.Taken:
        return None
    sensor = sensors.find(session, one.sensor)
    return None if sensor is None else sensors.keep_raw(session, sensor, [one.measured], now)
