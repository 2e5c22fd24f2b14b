"""The jobs of the models: kept once, half of an answer is kept and said to be half, a failure keeps the last success."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.outlook import ModelHour
from jobs import fetch_gistda_pm25, fetch_open_meteo
from sources.fetch import FeedError
from sources.models import ModelRead
from store import feeds, forecasts
from store.db import Database

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
JOBS = [(fetch_gistda_pm25, "gistda-pm25"), (fetch_open_meteo, "open-meteo")]


def read(*failures: FeedError) -> ModelRead:
    hours = tuple(ModelHour("a model", "5202", NOW + n * HOUR, pm25=30.0) for n in (-2, -1, 1, 2))
    return ModelRead(hours, failures=failures)


def fails() -> ModelRead:
    raise FeedError("http", "answered 429")


def feed(database: Database, name: str) -> feeds.Feed:
    with database.read() as session:
        (found,) = [one for one in feeds.listed(session) if one.name == name]
        return found


@pytest.mark.parametrize(("job", "name"), JOBS)
def test_a_second_run_brings_nothing_new(database: Database, job: Any, name: str) -> None:
    counts = job.run(database, NOW, read)
    assert (counts["read"], counts["new"], counts["rejected"]) == (4, 4, 0)
    assert job.run(database, NOW + HOUR, read)["new"] == 0
    found = feed(database, name)
    assert found.error == ""
    assert found.newest_at == NOW - HOUR + 2 * HOUR, "the newest hour that has begun by then"
    with database.read() as session:
        assert len(forecasts.between(session, NOW - 9 * HOUR, NOW + 9 * HOUR)["5202"]) == 4


@pytest.mark.parametrize(("job", "name"), JOBS)
def test_a_failure_keeps_what_was(database: Database, job: Any, name: str) -> None:
    job.run(database, NOW, read)
    assert job.run(database, NOW + HOUR, fails)["failed"] == 1
    found = feed(database, name)
    assert (found.worked_at, found.error) == (NOW, "http: answered 429")


def test_half_an_answer_works_and_is_said_to_be_half(database: Database) -> None:
    broken = FeedError("http", "air-quality: answered 429")
    counts = fetch_open_meteo.run(database, NOW, lambda: read(broken))
    found = feed(database, "open-meteo")
    assert counts["new"] == 4
    assert (found.worked_at, found.error) == (NOW, "http: air-quality: answered 429")
