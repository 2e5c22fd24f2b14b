"""The hours behind us, of the stations that were asked for."""

from __future__ import annotations

from datetime import timedelta

from domain.air import Reading, Station
from domain.places import Point
from store import history, readings
from store.db import Database
from tests.store.given import NOW

HOUR = timedelta(hours=1)


def test_hours_of_some_stations_in_order(database: Database) -> None:
    with database.write() as session:
        readings.keep_station(session, Station("40t", "แม่เมาะ", "Mae Mo", Point(18.28, 99.66)))
        readings.keep_station(
            session, Station("s1", "โรงเรียน", "School", Point(18, 99), kind="sensor")
        )
        rows = [Reading("40t", NOW - n * HOUR, 1, float(n), "feed") for n in (3, 1, 2, 100)]
        rows += [Reading("40t", NOW - HOUR, 24, 99.0, "feed"), Reading("s1", NOW, 1, 7.0, "feed")]
        readings.keep(session, rows, NOW)
    with database.read() as session:
        found = history.hours_of(session, ["40t", "nobody"], NOW - 50 * HOUR, NOW)
        assert [one.id for one in history.stations(session)] == ["40t", "s1"]
        assert [one.id for one in history.stations(session, "official")] == ["40t"]
    assert list(found) == ["40t"]
    assert [one.pm25 for one in found["40t"]] == [3.0, 2.0, 1.0]
