"""What models say: the newest run counts, what it leaves out stays, old hours go, and the version changes."""

from __future__ import annotations

from datetime import timedelta

from domain.outlook import ModelHour
from store import forecasts, versions
from store.db import Database
from tests.store.given import NOW

HOUR = timedelta(hours=1)


def hour(
    step: int = 1, area: str = "5202", source: str = "open-meteo", **values: float
) -> ModelHour:
    return ModelHour(source, area, NOW + step * HOUR, **values)  # type: ignore[arg-type]


def keep(database: Database, *hours: ModelHour, now: object = NOW) -> int:
    with database.write() as session:
        return forecasts.keep(session, hours, now)  # type: ignore[arg-type]


def known(database: Database, area: str = "") -> dict[str, tuple[ModelHour, ...]]:
    with database.read() as session:
        return forecasts.between(session, NOW - 60 * 24 * HOUR, NOW + 48 * HOUR, area)


def test_a_run_is_kept_and_a_second_one_overwrites_it(database: Database) -> None:
    assert keep(database, hour(1, pm25=30.0), hour(2, pm25=31.0, wind_ms=1.5)) == 2
    later = NOW + HOUR
    assert keep(database, hour(2, pm25=40.0), hour(3, pm25=41.0), now=later) == 1
    first, second, third = known(database)["5202"]
    assert (first.pm25, second.pm25, second.wind_ms, third.pm25) == (30.0, 40.0, 1.5, 41.0)
    assert (first.made_at, second.made_at) == (NOW, later)
    assert first.at == NOW + HOUR


def test_hours_without_any_value_are_not_kept(database: Database) -> None:
    assert keep(database, hour(1)) == 0
    assert known(database) == {}


def test_districts_and_sources_are_kept_apart(database: Database) -> None:
    keep(
        database, hour(pm25=1.0), hour(source="gistda-pm25", pm25=2.0), hour(area="5207", pm25=3.0)
    )
    assert [one.pm25 for one in known(database)["5202"]] == [2.0, 1.0]
    assert list(known(database, "5207")) == ["5207"]


def test_the_same_hour_twice_in_a_run_counts_once(database: Database) -> None:
    assert keep(database, hour(pm25=1.0), hour(pm25=2.0)) == 1
    assert known(database)["5202"][0].pm25 == 2.0


def test_hours_older_than_a_month_go(database: Database) -> None:
    keep(database, hour(-32 * 24, pm25=1.0), hour(-30 * 24, pm25=2.0))
    with database.write() as session:
        assert forecasts.drop_old(session, NOW) == 1
    assert [one.pm25 for one in known(database)["5202"]] == [2.0]


def test_each_run_changes_the_version(database: Database) -> None:
    seen = []
    for hours in ((hour(pm25=1.0),), (), (hour(pm25=1.0),)):
        keep(database, *hours)
        with database.read() as session:
            seen.append(versions.seen(session, forecasts.SUBJECT))
    assert seen == [1, 1, 2]
