"""What stations measured: kept once, read as the newest mean and the hours of the last day."""

from __future__ import annotations

from datetime import timedelta

from domain.air import Reading, Station
from domain.places import Point
from store import readings, versions
from store.db import Database
from tests.store.given import DAY, NOW

HOUR = timedelta(hours=1)
MAE_MO = Station("40t", "แม่เมาะ", "Mae Mo", Point(18.28, 99.66), tambon="520204", source="air4thai")
THA_SI = Station("39t", "ท่าสี", "Tha Si", Point(18.43, 99.76), kind="sensor")


def mean(ago: timedelta, pm25: float = 61.7, station: str = "40t", stale: bool = False) -> Reading:
    return Reading(station, NOW - ago, 24, pm25, "air4thai", stale)


def hour(ago: timedelta, pm25: float = 80.0, station: str = "40t") -> Reading:
    return Reading(station, NOW - ago, 1, pm25, "air4thai-history")


def keep(database: Database, *rows: Reading) -> int:
    with database.write() as session:
        return readings.keep(session, rows, NOW)


def test_the_same_reading_again_changes_nothing(database: Database) -> None:
    assert keep(database, mean(HOUR), hour(HOUR)) == 2
    assert keep(database, mean(HOUR, 99.9), hour(HOUR, 99.9)) == 0
    assert keep(database, mean(HOUR), mean(2 * HOUR)) == 1
    with database.write() as session:
        readings.keep_station(session, MAE_MO)
        (air,) = readings.recent(session, NOW)
    assert air.mean is not None
    assert (air.mean.pm25, air.hourly[0].pm25) == (61.7, 80.0)


def test_what_is_new_changes_the_version_of_the_air(database: Database) -> None:
    seen = []
    for rows in ((mean(HOUR),), (mean(HOUR),), (mean(2 * HOUR),)):
        keep(database, *rows)
        with database.read() as session:
            seen.append(versions.seen(session, "air"))
    assert seen == [1, 1, 2]


def test_a_reading_twice_in_one_batch_is_new_once(database: Database) -> None:
    assert keep(database, mean(HOUR), mean(HOUR)) == 1


def test_a_station_comes_back_as_it_is_now(database: Database) -> None:
    with database.write() as session:
        readings.keep_station(session, Station("40t", "เก่า", "old", Point(1, 2)))
        readings.keep_station(session, MAE_MO)
        (air,) = readings.recent(session, NOW)
    assert air.station == MAE_MO
    assert (air.mean, air.hourly) == (None, ())


def test_recent_holds_the_newest_mean_and_the_last_hours(database: Database) -> None:
    with database.write() as session:
        readings.keep_station(session, MAE_MO)
        readings.keep_station(session, THA_SI)
    keep(
        database,
        mean(HOUR, 50.0, stale=True),
        mean(5 * HOUR, 40.0),
        mean(29 * DAY, 30.0, "39t"),
        hour(2 * HOUR, 2.0),
        hour(HOUR, 1.0),
        hour(26 * HOUR, 26.0),
        hour(27 * HOUR, 27.0),
        hour(-2 * HOUR, 99.0),  # a bad clock
        mean(-2 * HOUR, 99.0),
    )
    with database.read() as session:
        tha_si, mae_mo = readings.recent(session, NOW)
    assert mae_mo.mean == mean(HOUR, 50.0, stale=True)
    assert [one.pm25 for one in mae_mo.hourly] == [26.0, 2.0, 1.0]
    assert tha_si.station == THA_SI
    assert tha_si.mean is not None  # old, and the domain says how old
    assert tha_si.hourly == ()


def test_a_mean_of_a_month_ago_is_no_longer_recent(database: Database) -> None:
    with database.write() as session:
        readings.keep_station(session, MAE_MO)
    keep(database, mean(30 * DAY))
    with database.read() as session:
        assert readings.recent(session, NOW)[0].mean is None


def test_the_day_of_a_station_is_its_24_hours_in_order(database: Database) -> None:
    keep(database, *(hour(n * HOUR, float(n)) for n in range(-2, 30)))
    keep(database, hour(HOUR, 5.0, "39t"), mean(HOUR))
    with database.read() as session:
        day = readings.day_of(session, "40t", NOW)
        assert readings.day_of(session, "nobody", NOW) == ()
    assert [one.pm25 for one in day] == [float(n) for n in range(23, -1, -1)]
    assert day[-1].at == NOW
