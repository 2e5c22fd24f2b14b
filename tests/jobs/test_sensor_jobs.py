"""The jobs about low-cost sensors: feeds, fits, pruning, and the host who is asked to look at the plug."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import func, select

from bot.cards import Look
from bot.language import language
from domain.air import Reading, Station
from domain.correction import Fit
from domain.measured import Measured
from domain.places import Point
from domain.quota import DIGEST
from jobs import (
    fetch_airgradient,
    fetch_dustboy,
    fit_sensors,
    judge_sensors,
    prune_readings,
    watch_sensors,
)
from sources.air4thai import Rejected
from sources.fetch import FeedError
from sources.sensed import Sensed, SensorsRead
from store import feeds, people, readings, sensors
from store.db import Database
from store.outbox import Outgoing
from store.sensors import RawReading, SensorHour

NOW = datetime(2026, 3, 14, 8, 20, tzinfo=UTC)  # 15.20 in Lampang
END = NOW.replace(minute=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOOK = Look("https://khem.example", language("th"))
HOST = "U" + "1" * 32
PLACE = Point(18.4268, 99.7577)


def station(name: str = "LP01", point: Point = PLACE) -> Station:
    return Station(name, "โรงเรียนบ้านดง", "Ban Dong school", point, "sensor", "520201", "sensor")


def add(database: Database, name: str = "LP01", *, host: str = "", point: Point = PLACE) -> None:
    with database.write() as session:
        sensors.add(session, station(name, point), "unknown", NOW - DAY, host=host)


def heard(database: Database, ago: timedelta, name: str = "LP01") -> None:
    with database.write() as session:
        sensor = sensors.find(session, name)
        assert sensor is not None
        sensors.keep_raw(session, sensor, [Measured(NOW - ago, 30.0)], NOW - ago)


def read(*ids: str, registered: bool = False, ago: timedelta = HOUR) -> SensorsRead:
    return SensorsRead(
        tuple(
            Sensed(one, "dustboy", Measured(NOW - ago, 40.0), None if registered else station(one))
            for one in ids
        ),
        (Rejected("x", "out of place"),),
    )


def fails(*_: object) -> SensorsRead:
    raise FeedError("http", "answered 502")


# Feeds


def test_a_feeds_sensors_are_registered_and_are_air_at_once(database: Database) -> None:
    counts = fetch_dustboy.run(database, NOW, lambda: read("dustboy_1", "dustboy_2"))
    assert counts == {"read": 2, "new": 2, "rejected": 1}
    assert fetch_dustboy.run(database, NOW, lambda: read("dustboy_1"))["new"] == 0
    with database.read() as session:
        air = {one.station.id: one.hourly for one in readings.recent(session, NOW)}
        (feed,) = feeds.listed(session)
    assert [hour.pm25 for hour in air["dustboy_1"]] == [40.0]
    assert (feed.name, feed.error, feed.newest_at) == ("dustboy", "", NOW - HOUR)


def test_what_is_not_ours_is_left_out(database: Database) -> None:
    with database.write() as session:
        readings.keep_station(session, Station("37t", "ก", "a", PLACE))
    add(database, "dustboy_9")
    with database.write() as session:
        sensors.retire(session, "dustboy_9", NOW)
    for found in (read("37t"), read("dustboy_9"), read("airgradient_ab", registered=True)):
        counts = fetch_dustboy.keep(database, "dustboy", NOW, found)
        assert counts == {"read": 0, "new": 0, "rejected": 2}


def test_the_last_word_of_a_device_that_died_long_ago_is_no_news(database: Database) -> None:
    counts = fetch_dustboy.run(database, NOW, lambda: read("dustboy_1", ago=60 * DAY))
    assert counts == {"read": 0, "new": 0, "rejected": 2}


def test_a_feed_that_fails_is_noted(database: Database) -> None:
    add(database, "airgradient_3804")
    assert fetch_dustboy.run(database, NOW, fails)["failed"] == 1
    assert fetch_airgradient.run(database, NOW, fails)["failed"] == 1
    assert fetch_airgradient.discover(database, NOW, fails)["failed"] == 1
    with database.read() as session:
        assert {feed.error for feed in feeds.listed(session)} == {"http: answered 502"}


def test_a_feed_that_was_switched_off_is_no_silent_one(database: Database) -> None:
    fetch_dustboy.run(database, NOW, lambda: read("dustboy_1"))
    assert fetch_dustboy.run(database, NOW, None) == {"off": 1}
    with database.read() as session:
        assert feeds.listed(session) == []


def test_only_registered_locations_are_asked_for(database: Database) -> None:
    asked: list[list[str]] = []

    def fetch(locations: list[str]) -> SensorsRead:
        asked.append(locations)
        return read(*(f"airgradient_{one}" for one in locations), registered=True)

    assert fetch_airgradient.run(database, NOW, fetch) == {"off": 1}
    for name in ("airgradient_3804", "airgradient_84fce6", "airgradient_7", "LP01"):
        add(database, name)
    with database.write() as session:
        sensors.retire(session, "airgradient_7", NOW)
    assert fetch_airgradient.run(database, NOW, fetch)["new"] == 1
    assert asked == [["3804"]]


# Fits


def pairs(database: Database, hours: int = 100) -> None:
    """An official station beside it, and a sensor that reads a quarter more."""
    with database.write() as session:
        readings.keep_station(session, Station("39t", "ท่าสี", "Tha Si", PLACE, tambon="520201"))
        ends = [END - n * HOUR for n in range(hours)]
        level = [20.0 + (n * 7) % 60 for n in range(hours)]
        official = [Reading("39t", at, 1, pm25) for at, pm25 in zip(ends, level, strict=True)]
        readings.keep(session, official, NOW)
        sensor = sensors.find(session, "LP01")
        assert sensor is not None
        moments = [Measured(at, pm25 * 1.25) for at, pm25 in zip(ends, level, strict=True)]
        sensors.keep_raw(session, sensor, moments, NOW)
    judge_sensors.run(database, NOW)


def fit(database: Database) -> Fit | None:
    with database.read() as session:
        return sensors.listed(session)[0].fit


def test_a_sensor_is_fitted_against_the_station_beside_it(database: Database) -> None:
    add(database)
    pairs(database)
    assert fit_sensors.run(database, NOW) == {"sensors": 1, "fitted": 1}
    found = fit(database)
    assert found is not None
    assert (found.slope, found.station) == (pytest.approx(0.8, abs=0.01), "39t")
    with database.write() as session:
        sensor = sensors.find(session, "LP01")
        assert sensor is not None
        sensors.keep_raw(session, sensor, [Measured(END + HOUR, 100.0)], NOW + HOUR)
    judge_sensors.run(database, NOW + HOUR)
    with database.read() as session:
        day = readings.day_of(session, "LP01", END + HOUR)
    assert (day[-1].pm25, day[-1].source) == (pytest.approx(80, abs=1), "sensor/fit")


def test_an_old_fit_does_not_outlive_its_pairs(database: Database) -> None:
    add(database)
    pairs(database)
    fit_sensors.run(database, NOW)
    fit_sensors.run(database, NOW + 40 * DAY)
    with database.write() as session:
        readings.keep(session, [Reading("39t", NOW + 39 * DAY, 1, 30.0)], NOW)
    fit_sensors.run(database, NOW + 40 * DAY)
    assert fit(database) is None


@pytest.mark.parametrize(
    ("lat", "tambon", "fitted"), [(18.60, "520201", 0), (18.38, "520501", 0), (18.38, "520204", 1)]
)
def test_a_station_far_off_or_behind_a_ridge_fits_nobody(
    database: Database, lat: float, tambon: str, fitted: int
) -> None:
    with database.write() as session:
        where = Station("LP01", "ก", "a", Point(lat, 99.7577), "sensor", tambon)
        sensors.add(session, where, "unknown", NOW)
    pairs(database)
    assert fit_sensors.run(database, NOW)["fitted"] == fitted


# Pruning


@pytest.mark.parametrize(
    ("now", "oldest"),
    [
        ("2026-03-14T03:20:00+07:00", "2026-01-01T00:00:00+07:00"),
        ("2026-02-01T03:20:00+07:00", "2025-12-01T00:00:00+07:00"),
        ("2026-01-31T23:30:00+07:00", "2025-11-01T00:00:00+07:00"),
        ("2026-02-28T17:30:00+00:00", "2026-01-01T00:00:00+07:00"),
    ],
)
def test_raw_moments_go_by_month(now: str, oldest: str) -> None:
    assert prune_readings.oldest_kept(datetime.fromisoformat(now)).isoformat() == oldest


def test_raw_goes_and_hours_stay(database: Database) -> None:
    add(database)
    add(database, "LP02")
    for ago in (80 * DAY, 70 * DAY, DAY):
        heard(database, ago)
    heard(database, 80 * DAY, "LP02")
    judge_sensors.run(database, NOW)
    assert prune_readings.run(database, NOW) == {"sensors": 2, "gone": 2}
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(RawReading)) == 2
        assert session.scalar(select(func.count()).select_from(SensorHour)) == 4
    assert prune_readings.run(database, NOW)["gone"] == 0


# The host


def watch(database: Database, now: datetime = NOW) -> dict[str, int]:
    return watch_sensors.run(database, now, LOOK)


def letters(database: Database) -> list[Outgoing]:
    with database.read() as session:
        return list(session.scalars(select(Outgoing)))


@pytest.fixture
def hosted(database: Database) -> Database:
    with database.write() as session:
        people.remember(session, HOST, "user", NOW)
    add(database, host=HOST)
    return database


def test_the_host_of_a_silent_sensor_is_told_once_a_day(hosted: Database) -> None:
    heard(hosted, 4 * HOUR)
    assert watch(hosted) == {"silent": 1, "told": 1}
    assert watch(hosted, NOW + HOUR) == {"silent": 1, "told": 0}
    assert watch(hosted, NOW + DAY)["told"] == 1
    first, _ = letters(hosted)
    assert (first.chat, first.urgency, first.method) == (HOST, DIGEST, "push")
    (said,) = orjson.loads(first.body or b"")
    assert "เครื่องดับ ช่วยดูปลั๊กให้หน่อยค่ะ" in said["text"]
    assert "โรงเรียนบ้านดง" in said["text"]
    assert "11.20" in said["text"]


@pytest.mark.parametrize(
    ("ago", "now", "told"),
    [
        (2 * HOUR, NOW, 0),
        (20 * DAY, NOW, 0),
        (4 * HOUR, datetime(2026, 3, 14, 0, 59, tzinfo=UTC), 0),
        (24 * HOUR, datetime(2026, 3, 14, 1, 0, tzinfo=UTC), 1),
        (4 * HOUR, datetime(2026, 3, 14, 11, 0, tzinfo=UTC), 0),
    ],
    ids=["fresh", "given up", "07.59", "08.00", "18.00"],
)
def test_not_too_soon_not_for_ever_and_not_at_night(
    hosted: Database, ago: timedelta, now: datetime, told: int
) -> None:
    heard(hosted, ago)
    assert watch(hosted, now)["told"] == told


def test_without_a_host_or_without_a_first_word_nobody_is_told(hosted: Database) -> None:
    assert watch(hosted) == {"silent": 0, "told": 0}
    add(hosted, "LP02")
    heard(hosted, 5 * HOUR, "LP02")
    assert watch(hosted) == {"silent": 1, "told": 0}


def test_who_blocked_us_or_whose_sensor_is_retired_is_left_in_peace(hosted: Database) -> None:
    heard(hosted, 5 * HOUR)
    with hosted.write() as session:
        sensors.set_host(session, "LP01", "U" + "9" * 32)  # never met
    assert watch(hosted)["told"] == 0
    with hosted.write() as session:
        sensors.retire(session, "LP01", NOW)
    assert watch(hosted) == {"silent": 0, "told": 0}
