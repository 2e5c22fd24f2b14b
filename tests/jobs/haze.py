"""Air for the tests of the warnings: stations and sensors that say what a table says, and people who want to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot import cards
from bot.language import language
from domain.air import Reading, Station
from domain.places import Point
from jobs import check_air
from store import (
    alert_outcomes,
    alert_texts,
    alerts,
    people,
    quota,
    readings,
    seeds,
    subscriptions,
)
from store.alert_outcomes import Outcome
from store.alerts import AlertRow
from store.db import Database
from store.people import Known

HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 12, 5, 20, tzinfo=UTC)  # 12.20 in Lampang
LOOK = cards.Look("https://khem.example", language("th"))
# 40t stands in Mae Mo town, 37t in Lampang town (Air4Thai's own points).
MAE_MO = Station("40t", "แม่เมาะ", "Mae Mo", Point(18.2827, 99.6599), tambon="520204")
TOWN = Station("37t", "ลำปาง", "Lampang", Point(18.2784, 99.5065), tambon="520105")


def sensor(number: int, lat: float, lon: float, tambon: str = "520701") -> Station:
    name = f"sensor {number}"
    return Station(f"s{number:02}", name, name, Point(lat, lon), "sensor", tambon)


# Three in Wang Nuea, where no official station is near: the first two 300 m apart, the third 3 km away.
LOW = sensor(1, 19.1470, 99.6190, "520702")
BESIDE = sensor(2, 19.1490, 99.6210, "520702")
APART = sensor(3, 19.1650, 99.6400, "520706")


def floor(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def say(
    database: Database, station: Station, now: datetime, *hours: float, mean: float | None = None
) -> None:
    """The last hours of a station, the newest last; with its feed's 24-h mean if it has one."""
    last = floor(now)
    said = [
        Reading(station.id, last - back * HOUR, 1, value)
        for back, value in enumerate(reversed(hours))
    ]
    if mean is not None:
        said.append(Reading(station.id, last, 24, mean))
    with database.write() as session:
        readings.keep_station(session, station)
        readings.keep(session, said, now)


def ready(database: Database, limit: int | None = None, used: int = 0) -> None:
    """Texts are sown, LINE has told the quota."""
    with database.write() as session:
        alert_texts.seed(session, seeds.alert_words(), datetime.now(UTC))
        quota.note(session, limit, used, datetime.now(UTC))


def follow(
    database: Database,
    line_ids: Sequence[str],
    *areas: str,
    level: int = 4,
    language: str = "th",
    kind: str = "user",
    since: datetime = NOON - timedelta(days=30),
) -> None:
    with database.write() as session:
        for line_id in line_ids:
            people.remember(session, line_id, kind, since)
            people.change(session, line_id, language=language)
            for area in areas:
                subscriptions.subscribe(session, line_id, area, level, since)


def check(database: Database, now: datetime = NOON) -> dict[str, int]:
    return check_air.run(database, now, LOOK)


def made(database: Database) -> list[AlertRow]:
    with database.read() as session:
        return list(session.scalars(select(AlertRow).order_by(AlertRow.id)))


def outcomes(database: Database) -> dict[tuple[str, int], int]:
    """(LINE id, alert) → what became of it."""
    with database.read() as session:
        rows = session.execute(
            select(Known.line_id, Outcome.alert, Outcome.what).join(
                Known, Known.id == Outcome.person
            )
        )
        return {(line_id, alert): what for line_id, alert, what in rows}


def chunk_states(database: Database, alert: int) -> Mapping[int, str]:
    with database.read() as session:
        return {one.number: one.state for one in alert_outcomes.chunks(session, alert)}


def level_of(database: Database, area: str) -> int:
    with database.read() as session:
        return alerts.states(session)[area].level
