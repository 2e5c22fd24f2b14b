"""From what was sent to what answers may use: hours beside their neighbours, late ones, flagged ones, corrected ones."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.air import BY_FIT, BY_TYPE, RAW, Reading, Station
from domain.correction import Fit
from domain.measured import Measured
from domain.places import Point
from store import judging, readings, sensors, versions
from store.db import Database
from store.sensors import RawReading, SensorHour
from tests.store.given import DAY, NOW

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
KM_NORTH = 1 / 111.195


def add(database: Database, name: str, km: float = 0.0, kind: str = "unknown") -> None:
    with database.write() as session:
        station = Station(name, name, name, Point(18.45 + km * KM_NORTH, 99.77), "sensor", "520201")
        sensors.add(session, station, kind, NOW - DAY)


def send(database: Database, name: str, *moments: Measured, now: datetime = NOW) -> None:
    with database.write() as session:
        sensor = sensors.find(session, name)
        assert sensor is not None
        sensors.keep_raw(session, sensor, moments, now)


def hourly(*values: float, until: datetime = NOW, humidity: float | None = None) -> list[Measured]:
    """Oldest first, the last one at `until`."""
    return [
        Measured(until - back * HOUR, value, humidity=humidity)
        for back, value in enumerate(reversed(values))
    ][::-1]


def official(database: Database, *values: float, km: float = 3.0) -> None:
    with database.write() as session:
        place = Point(18.45 + km * KM_NORTH, 99.77)
        readings.keep_station(session, Station("39t", "ท่าสี", "Tha Si", place, tambon="520201"))
        hours = [Reading("39t", one.at, 1, one.pm25, "air4thai-history") for one in hourly(*values)]
        readings.keep(session, hours, NOW)


def judge(database: Database, now: datetime = NOW) -> dict[str, int]:
    return judging.judge_all(database, now)


def used(database: Database, name: str, now: datetime = NOW) -> list[float]:
    with database.read() as session:
        found = {one.station.id: one.hourly for one in readings.recent(session, now)}
    return [one.pm25 for one in found[name]]


def flags(database: Database, name: str) -> list[str]:
    with database.read() as session:
        rows = select(SensorHour).where(SensorHour.sensor == name).order_by(SensorHour.at)
        return [row.flags for row in session.scalars(rows)]


def test_hours_come_from_moments_once(database: Database) -> None:
    add(database, "a")
    send(database, "a", *[Measured(NOW - n * 5 * MINUTE, 30.0 + n % 2) for n in range(24)])
    assert judge(database) == {"hours": 2, "changed": 2}
    assert used(database, "a") == [30.5, 30.5]
    with database.read() as session:
        before = versions.seen(session, "air")
    assert judge(database) == {"hours": 0, "changed": 0}
    with database.read() as session:
        assert versions.seen(session, "air") == before, "nothing new, nobody reads again"


def test_an_hour_that_still_runs_waits_for_its_end(database: Database) -> None:
    add(database, "a")
    moments = [Measured(NOW + n * 5 * MINUTE, 30.0 + n) for n in range(1, 13)]
    send(database, "a", *moments, now=NOW + HOUR)
    assert judge(database, NOW + 30 * MINUTE)["hours"] == 0
    assert judge(database, NOW + HOUR)["hours"] == 1
    assert used(database, "a", NOW + HOUR) == [36.5]


def test_late_moments_make_their_hour_anew(database: Database) -> None:
    add(database, "a")
    quarters = [Measured(NOW - n * 15 * MINUTE, 40.0 + n) for n in range(96)]
    send(database, "a", *(one for n, one in enumerate(quarters) if n not in (1, 2)))
    judge(database)
    assert flags(database, "a")[-1] == "incomplete"
    assert len(used(database, "a")) == 23
    send(database, "a", *quarters)
    judge(database)
    assert flags(database, "a")[-1] == ""
    assert used(database, "a")[-1] == 41.5


def test_a_flagged_hour_is_kept_with_its_reason_and_not_used(database: Database) -> None:
    for name, km in (("a", 0.0), ("b", 1.0), ("c", 2.0)):
        add(database, name, km)
        send(database, name, *hourly(30, 31, 200 if name == "a" else 33))
    judge(database)
    assert flags(database, "a") == ["", "", "alone_high"]
    assert used(database, "a") == [30, 31]
    with database.read() as session:
        newest = session.get(SensorHour, ("a", NOW))
        assert newest is not None
        assert (newest.raw, newest.pm25) == (200, 200)


def test_a_neighbour_that_comes_late_changes_the_judgement(database: Database) -> None:
    for name, km in (("a", 0.0), ("b", 1.0), ("c", 2.0)):
        add(database, name, km)
    send(database, "a", *hourly(30, 31, 200))
    judge(database)
    assert flags(database, "a")[-1] == "unconfirmed"
    assert used(database, "a")[-1] == 200
    send(database, "b", *hourly(30, 31, 33))
    send(database, "c", *hourly(30, 31, 33))
    judge(database)
    assert flags(database, "a")[-1] == "alone_high"
    assert used(database, "a") == [30, 31]


def test_an_official_hour_that_comes_late_changes_it_too(database: Database) -> None:
    for name, km in (("a", 0.0), ("b", 12.0)):
        add(database, name, km)
        send(database, name, *hourly(30, 31, 200 if name == "a" else 33))
    judge(database)
    assert flags(database, "a")[-1] == "unconfirmed"
    official(database, 30, 30, 190)
    assert judge(database)["changed"] == 1
    assert flags(database, "a")[-1] == "", "the station saw the smoke as well"


def test_the_liar_is_found_and_its_day_is_no_good_news(database: Database) -> None:
    official(database, *[40.0 + n % 5 for n in range(24)])
    add(database, "honest", 6.0)
    add(database, "liar", 17.0)
    send(database, "honest", *hourly(*[45.0 + n % 7 for n in range(24)]))
    send(database, "liar", *hourly(*[8.0 + n % 3 for n in range(24)]))
    judge(database)
    assert flags(database, "liar")[-1] == "too_clean"
    assert used(database, "honest")[-1] > 40
    assert NOW not in [one.at for one in _hours(database, "liar")]


def _hours(database: Database, name: str) -> list[Reading]:
    with database.read() as session:
        found = {one.station.id: one.hourly for one in readings.recent(session, NOW)}
    return list(found[name])


@pytest.mark.parametrize(
    ("kind", "fit", "humidity", "value", "how"),
    [
        ("sds011", None, 50, 100.0, RAW),
        ("pms5003", None, 50, 80.04, BY_TYPE),
        ("sds011", Fit(2.0, 0.8, 0.0, 100, 0.9, "39t"), 50, 82.0, BY_FIT),
    ],
)
def test_a_value_is_set_right_and_says_how(
    database: Database, kind: str, fit: Fit | None, humidity: float, value: float, how: str
) -> None:
    add(database, "a", kind=kind)
    with database.write() as session:
        sensors.keep_fit(session, "a", fit, NOW)
    send(database, "a", Measured(NOW, 100.0, humidity=humidity))
    judge(database)
    (hour,) = _hours(database, "a")
    assert (hour.pm25, hour.source) == (pytest.approx(value, abs=0.01), how)
    with database.read() as session:
        kept = session.get(SensorHour, ("a", NOW))
        assert kept is not None
        assert kept.raw == 100.0, "the raw value is always kept"


def test_a_long_late_batch_is_worked_off_in_portions_the_newest_first(database: Database) -> None:
    add(database, "a")
    send(database, "a", *hourly(*[30.0 + n % 9 for n in range(50)]))
    with database.write() as session:
        assert judging.judge(session, NOW, most_hours=20)["hours"] == 20
    assert used(database, "a")[-1] == 30.0 + 49 % 9
    with database.write() as session:
        assert judging.judge(session, NOW)["hours"] == 30
        assert judging.judge(session, NOW)["hours"] == 0


def test_a_lone_jump_keeps_its_reason_until_others_make_it_a_plume(database: Database) -> None:
    add(database, "a")
    moments = [Measured(NOW - n * 5 * MINUTE, 30.0) for n in range(24)]
    jump = NOW - 20 * MINUTE
    moments = [Measured(one.at, 190.0) if one.at == jump else one for one in moments]
    late = Measured(jump + MINUTE, 180.0)
    for came, faults in ((moments, "spike"), ([late], "")):
        send(database, "a", *came)
        judge(database)
        with database.read() as session:
            row = session.get(RawReading, ("a", jump))
            assert row is not None
            assert row.faults == faults
    assert used(database, "a")[-1] > 40


def test_a_single_old_moment_does_not_spoil_an_hour_whose_moments_were_pruned(
    database: Database,
) -> None:
    add(database, "a")
    then = NOW - 90 * DAY
    quarters = [Measured(then - n * 15 * MINUTE, 40.0) for n in range(8)]
    send(database, "a", *quarters)
    judge(database)
    with database.write() as session:
        assert sensors.drop_raw(session, "a", NOW - 60 * DAY) == 8
    send(database, "a", Measured(then, 99.0))
    judge(database)
    with database.read() as session:
        hour = session.get(SensorHour, ("a", then))
        assert hour is not None
        assert (hour.raw, hour.moments) == (40.0, 4)


def test_old_and_new_hours_are_judged_without_all_that_lies_between(database: Database) -> None:
    add(database, "a")
    send(database, "a", Measured(NOW - 300 * DAY, 30.0), Measured(NOW, 31.0))
    assert judge(database) == {"hours": 2, "changed": 2}
    assert judging._together([NOW, NOW - HOUR, NOW - 300 * DAY]) == [
        [NOW - 300 * DAY],
        [NOW - HOUR, NOW],
    ]


def test_the_day_of_a_sensor_is_the_mean_of_its_good_hours(database: Database) -> None:
    add(database, "a")
    send(database, "a", *hourly(*[30.0 + n % 2 for n in range(18)]))
    judge(database)
    with database.read() as session:
        (air,) = readings.recent(session, NOW)
    assert air.mean is not None
    assert (air.mean.pm25, air.mean.hours, air.mean.at) == (30.5, 24, NOW)


def test_moments_of_a_retired_sensor_become_nothing(database: Database) -> None:
    add(database, "a")
    send(database, "a", *hourly(30, 31))
    with database.write() as session:
        sensors.retire(session, "a", NOW)
    judge(database)
    with database.read() as session:
        assert session.scalars(select(SensorHour)).all() == []
        assert session.scalars(select(RawReading).where(RawReading.judged_at.is_(None))).all() == []


def test_without_sensors_there_is_nothing_to_do(database: Database) -> None:
    official(database, 30, 31)
    assert judge(database) == {"hours": 0, "changed": 0}
