"""Every night: each low-cost sensor is fitted anew against the nearest official station, over the last four weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import correction
from domain.air import Station
from domain.places import distance_km
from domain.valleys import same_valley
from store import readings, sensors
from store.db import Database

OVER = timedelta(days=28)


def run(database: Database, now: datetime) -> dict[str, int]:
    with database.read() as session:
        official = [
            one.station for one in readings.recent(session, now) if one.station.kind == "official"
        ]
        known = [one for one in sensors.listed(session) if one.retired_at is None]
    fitted = 0
    for sensor in known:
        station = _nearest(sensor.station, official)
        if station is None:
            continue
        with database.read() as session:
            pairs = sensors.pairs(session, sensor.id, station.id, now - OVER)
        fit = correction.fit(pairs, station.id)
        fitted += fit is not None
        if fit != sensor.fit:
            with database.write() as session:
                sensors.keep_fit(session, sensor.id, fit, now)
    return {"sensors": len(known), "fitted": fitted}


def _nearest(sensor: Station, official: Sequence[Station]) -> Station | None:
    """Near enough to breathe the same air."""
    beside = [
        (distance_km(sensor.point, one.point), one.id, one)
        for one in official
        if same_valley(sensor.tambon, one.tambon)
    ]
    near = [each for each in beside if each[0] <= correction.FIT_WITHIN_KM]
    return min(near, key=lambda each: each[:2])[2] if near else None
