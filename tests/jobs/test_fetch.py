"""The two Air4Thai jobs: what is new is kept once, a failure keeps the last success, and history needs stations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from jobs import fetch_air4thai, fetch_air4thai_history
from sources import air4thai, air4thai_history
from sources.air4thai import FeedRead
from sources.fetch import FeedError
from store import feeds, readings
from store.db import Database

FIXTURES = Path(__file__).parents[1] / "fixtures" / "air4thai"
NOW = datetime(2026, 3, 14, 2, 12, tzinfo=UTC)


def current() -> FeedRead:
    return air4thai.read(orjson.loads((FIXTURES / "current.json").read_bytes()), now=NOW)


def history(_: object = None) -> FeedRead:
    return air4thai_history.read(orjson.loads((FIXTURES / "history.json").read_bytes()), now=NOW)


def fails(*_: object) -> FeedRead:
    raise FeedError("tls", "certificate verify failed")


def feed(database: Database, name: str) -> feeds.Feed:
    with database.read() as session:
        (found,) = [one for one in feeds.listed(session) if one.name == name]
        return found


def test_a_second_run_brings_nothing_new(database: Database) -> None:
    first = fetch_air4thai.run(database, NOW, current)
    again = fetch_air4thai.run(database, NOW + timedelta(minutes=10), current)
    assert first["new"] == first["read"] > 0
    assert (again["read"], again["new"]) == (first["read"], 0)
    assert first["rejected"] == again["rejected"]
    with database.read() as session:
        known = readings.recent(session, NOW)
    assert {one.station.id for one in known} >= {"37t"}
    means = [one.mean for one in known if one.mean]
    assert len(means) == first["read"]


def test_history_asks_for_the_stations_that_we_know_and_is_kept_once(database: Database) -> None:
    asked: list[list[str]] = []

    def fetch(stations: list[str]) -> FeedRead:
        asked.append(stations)
        return history()

    first = fetch_air4thai_history.run(database, NOW, fetch)
    assert asked == [["37t", "38t", "39t", "40t"]], "the four known ones, until the feed tells"
    fetch_air4thai.run(database, NOW, current)
    again = fetch_air4thai_history.run(database, NOW, fetch)
    assert first["new"] == first["read"] == 4
    assert again["new"] == 0
    assert "37t" in asked[1]
    with database.read() as session:
        hours = {one.station.id: one.hourly for one in readings.recent(session, NOW)}
    assert [it.pm25 for it in hours["37t"]][-1] == 190.4


@pytest.mark.parametrize(
    ("job", "works", "name"),
    [
        (fetch_air4thai, current, "air4thai"),
        (fetch_air4thai_history, history, "air4thai-history"),
    ],
)
def test_a_feed_that_fails_keeps_its_error_and_its_last_success(
    database: Database, job: object, works: object, name: str
) -> None:
    fetch_air4thai.run(database, NOW, current)
    job.run(database, NOW, works)  # type: ignore[attr-defined]
    newest = feed(database, name).newest_at
    later = NOW + timedelta(hours=2)
    assert job.run(database, later, fails)["failed"] == 1  # type: ignore[attr-defined]
    found = feed(database, name)
    assert (found.tried_at, found.worked_at, found.newest_at) == (later, NOW, newest)
    assert found.error == "tls: certificate verify failed"
    back = later + timedelta(minutes=10)
    job.run(database, back, works)  # type: ignore[attr-defined]
    found = feed(database, name)
    assert (found.worked_at, found.error) == (back, "")


def test_a_feed_that_never_worked_has_no_success(database: Database) -> None:
    fetch_air4thai.run(database, NOW, fails)
    found = feed(database, "air4thai")
    assert (found.worked_at, found.newest_at) == (None, None)


def test_an_answer_without_readings_does_not_make_old_ones_look_new(database: Database) -> None:
    fetch_air4thai.run(database, NOW, current)
    newest = feed(database, "air4thai").newest_at
    fetch_air4thai.run(database, NOW + timedelta(hours=1), FeedRead)
    assert feed(database, "air4thai").newest_at == newest
