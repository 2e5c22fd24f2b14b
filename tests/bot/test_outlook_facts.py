"""From the database to the handler's facts: models of every district, the month of the stations near, the places."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.facts import READS
from bot.facts.asked import Asked
from domain import lampang
from domain.air import Reading
from domain.conversation import Context, Event, Facts, Person
from domain.outlook import OPEN_METEO, ModelHour
from domain.places import Point
from sources.air4thai import KNOWN
from store import forecasts, readings
from store.db import Database

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
ASKED = Event(kind="text", chat="U1", user="U1", at=NOW)


def read(database: Database, need: str, event: Event = ASKED, area: str = "520204") -> Facts:
    context = Context(now=NOW, person=Person(area=lampang.area(area)))
    with database.read() as session:
        return READS[need](Asked(session, database, event, context, Facts(), 0))


def measured(database: Database, *stations: str) -> None:
    with database.write() as session:
        for code in stations:
            readings.keep_station(session, KNOWN[code])
            hours = [
                Reading(code, NOW.replace(minute=0) - n * HOUR, 1, 60.0, "feed") for n in range(60)
            ]
            readings.keep(
                session, [*hours, Reading(code, NOW - 40 * 24 * HOUR, 1, 9.0, "feed")], NOW
            )


def test_models_of_every_district_and_two_days_of_the_official_stations(database: Database) -> None:
    measured(database, "40t")
    hours = [ModelHour(OPEN_METEO, "5202", NOW + n * HOUR, pm25=30.0) for n in (-60, -1, 24, 200)]
    with database.write() as session:
        forecasts.keep(session, hours, NOW)
    found = read(database, "outlook").outlook
    assert [hour.at for hour in found.hours["5202"]] == [NOW - HOUR, NOW + 24 * HOUR]
    assert [(one.station.id, len(one.hours)) for one in found.measured] == [("40t", 48)]


def test_a_new_run_is_seen_at_once(database: Database) -> None:
    assert read(database, "outlook").outlook.hours == {}
    with database.write() as session:
        forecasts.keep(session, [ModelHour(OPEN_METEO, "5202", NOW, pm25=30.0)], NOW)
    assert read(database, "outlook").outlook.hours["5202"][0].pm25 == 30.0


def test_the_month_of_the_stations_that_may_speak_nearest_first(database: Database) -> None:
    measured(database, "37t", "38t", "39t", "40t")
    found = read(database, "past").past
    assert [one.station.id for one in found] == ["40t", "38t", "39t"], "37t lies in another valley"
    assert len(found[0].hours) == 60, "what is older than the chat looks back is left out"


def test_without_a_place_or_a_station_near_nothing_is_read(database: Database) -> None:
    measured(database, "40t")
    assert read(database, "past", area="nothing").past == ()
    assert read(database, "past", area="520702").past == ()
    here = replace(ASKED, kind="location", point=Point(18.2826, 99.66))
    assert [one.station.id for one in read(database, "past", here, "nothing").past] == ["40t"]


def test_the_places_for_health_have_a_source_and_a_tambon_of_ours(database: Database) -> None:
    places = read(database, "health_places").health_places
    assert places
    assert all(one.source and lampang.area(one.area) for one in places)
