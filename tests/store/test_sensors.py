"""Sensors and their tokens: shown once, rotated, retired; raw moments once; who hosts one is forgotten on request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.air import Reading, Station
from domain.correction import Fit, Pair
from domain.measured import Measured
from domain.places import Point
from store import forget, judging, readings, sensors
from store.db import Database
from store.sensors import RawReading, SensorHour, SensorRow
from tests.store.given import DAY, NOW

HOUR = timedelta(hours=1)
HOST = "U" + "1" * 32


def station(name: str = "LP01", lat: float = 18.452, lon: float = 99.771) -> Station:
    return Station(name, f"โรงเรียน {name}", name, Point(lat, lon), "sensor", "520201", "sensor")


def add(database: Database, name: str = "LP01", *, kind: str = "unknown", host: str = "") -> str:
    with database.write() as session:
        return sensors.add(session, station(name), kind, NOW - DAY, host=host)


def whose(database: Database, token: str) -> str | None:
    with database.read() as session:
        found = sensors.by_token(session, token)
    return found.id if found else None


def send(database: Database, *moments: Measured, name: str = "LP01") -> int:
    with database.write() as session:
        sensor = sensors.find(session, name)
        assert sensor is not None
        return sensors.keep_raw(session, sensor, moments, NOW)


def test_a_token_opens_for_its_own_sensor(database: Database) -> None:
    one, other = add(database), add(database, "LP02")
    assert one != other
    assert (whose(database, one), whose(database, other)) == ("LP01", "LP02")
    for wrong in ("", "nks_", one[:-1], one + "x", one.upper(), "nks_" + "ก" * 30):
        assert whose(database, wrong) is None


def test_a_new_token_kills_the_old_one(database: Database) -> None:
    old = add(database)
    with database.write() as session:
        new = sensors.rotate(session, "LP01")
    assert (whose(database, old), whose(database, new)) == (None, "LP01")


def test_a_retired_sensor_speaks_no_more_and_what_it_measured_stays(database: Database) -> None:
    token = add(database, host=HOST)
    with database.write() as session:
        readings.keep(session, [Reading("LP01", NOW, 1, 40.0)], NOW)
        sensors.retire(session, "LP01", NOW)
        assert readings.recent(session, NOW) == ()
        assert readings.day_of(session, "LP01", NOW)[0].pm25 == 40.0
        (row,) = sensors.listed(session)
    assert whose(database, token) is None
    assert (row.retired_at, row.host) == (NOW, "")
    for change in (sensors.rotate, lambda s, i: sensors.retire(s, i, NOW)):
        with pytest.raises(KeyError), database.write() as session:
            change(session, "LP01")
    with pytest.raises(KeyError), database.write() as session:
        sensors.set_host(session, "nobody", HOST)


def test_an_id_is_given_once(database: Database) -> None:
    add(database)
    with pytest.raises(sensors.Taken):
        add(database)
    with database.write() as session:
        readings.keep_station(session, Station("37t", "ก", "a", Point(18.2, 99.5)))
    with pytest.raises(sensors.Taken):
        add(database, "37t")


def test_what_a_feed_tells_of_is_registered_once_without_a_token(database: Database) -> None:
    with database.write() as session:
        assert sensors.follow(session, station("dustboy_7"), "dustboy", NOW)
        assert not sensors.follow(session, station("dustboy_7", lat=18.0), "dustboy", NOW)
        (row,) = session.scalars(select(SensorRow))
        (known,) = sensors.listed(session)
    assert row.token_hash is None
    assert known.station.point.lat == 18.452


def test_a_moment_is_kept_once_as_it_came_first(database: Database) -> None:
    add(database, kind="dustboy")
    first = Measured(NOW - HOUR, 30.0, 40.0, 55.0, 31.0)
    assert send(database, first, Measured(NOW - HOUR, 99.0)) == 1
    assert send(database, Measured(NOW - HOUR, 99.0), Measured(NOW - 2 * HOUR, 700.0)) == 1
    assert send(database) == 0
    with database.read() as session:
        rows = list(session.scalars(select(RawReading).order_by(RawReading.at)))
        (known,) = sensors.listed(session)
    assert [(row.pm25, row.faults) for row in rows] == [(700.0, "range"), (30.0, "")]
    assert known.heard_at == NOW - HOUR


def test_who_hosts_a_sensor_is_forgotten_on_request(database: Database) -> None:
    add(database, host=HOST)
    add(database, "LP02", host="U" + "2" * 32)
    with database.write() as session:
        forget.person(session, HOST)
        hosts = [one.host for one in sensors.listed(session)]
    assert hosts == ["", "U" + "2" * 32]


def test_a_fit_is_kept_and_taken_back(database: Database) -> None:
    add(database)
    fit = Fit(2.0, 0.8, -0.1, 200, 0.9, "37t")
    for kept in (fit, None):
        with database.write() as session:
            sensors.keep_fit(session, "LP01", kept, NOW)
        with database.read() as session:
            assert sensors.listed(session)[0].fit == kept


def test_pairs_are_the_usable_hours_that_both_measured(database: Database) -> None:
    add(database)
    ends = [NOW - n * HOUR for n in range(4)]
    send(database, *(Measured(end, 30.0 + n, humidity=50) for n, end in enumerate(ends)))
    with database.write() as session:
        judging.judge(session, NOW)
        readings.keep(session, [Reading("37t", end, 1, 20.0) for end in ends[:3]], NOW)
        readings.keep(session, [Reading("37t", ends[3], 1, 20.0, stale=True)], NOW)
        row = session.get(SensorHour, ("LP01", ends[1]))
        assert row is not None
        row.flags = "stuck"
        session.flush()
        found = sensors.pairs(session, "LP01", "37t", NOW - DAY)
        assert sensors.pairs(session, "LP01", "38t", NOW - DAY) == []
    assert sorted(found, key=lambda pair: pair.raw) == [
        Pair(30.0, 20.0, 50.0),
        Pair(32.0, 20.0, 50.0),
    ]


def test_the_demo_turns_its_clock_back(database: Database) -> None:
    add(database)
    send(database, Measured(NOW - HOUR, 30.0))
    with database.write() as session:
        judging.judge(session, NOW + 2 * HOUR)
        sensors.turn_back(session, NOW + HOUR)
        assert session.scalars(select(SensorHour)).all() == []
        assert judging.judge(session, NOW + HOUR)["hours"] == 1, "it is judged again"
        sensors.turn_back(session, NOW - HOUR)
        assert session.scalars(select(RawReading)).all() == []
