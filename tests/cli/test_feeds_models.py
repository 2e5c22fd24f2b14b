"""flask feeds pull of the models: a recorded payload is new once, nonsense is refused, a silent feed is an error."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import feeds, forecasts
from store.db import Database
from tests.cli.conftest import Flask
from tests.cli.shell import NOBODY

RECORDED = Path(__file__).parents[1] / "fixtures"
FILES = [
    ("gistda-pm25", "gistda_pm25/districts.json", {"read": 7, "new": 7, "rejected": 3}),
    ("open-meteo", "open_meteo/air_single.json", {"read": 4, "new": 2, "rejected": 1}),
]
ADDRESSES = {"GISTDA_PM25_URL": NOBODY, "OPEN_METEO_URL": NOBODY, "OPEN_METEO_AIR_URL": NOBODY}


@pytest.mark.parametrize(("name", "file", "counts"), FILES)
def test_a_recorded_payload_is_new_once(
    flask: Flask, sqlite: Database, name: str, file: str, counts: dict[str, int]
) -> None:
    assert flask("feeds", "pull", name, "--file", str(RECORDED / file)).line == counts
    assert flask("feeds", "pull", name, "--file", str(RECORDED / file)).line == {**counts, "new": 0}
    day = datetime(2026, 3, 12, tzinfo=UTC)
    with sqlite.read() as session:
        found = forecasts.between(session, day.replace(day=11), day.replace(day=13), "5202")
        (feed,) = feeds.listed(session)
    assert {hour.source for hour in found["5202"]} == {name}
    assert feed.error == ""


@pytest.mark.parametrize("content", [b"", b"<html>502</html>", b"[]", b"null", b"7", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["gistda-pm25", "open-meteo"])
def test_a_file_that_is_no_payload_is_refused(
    flask: Flask, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / "payload.json"
    file.write_bytes(content)
    assert flask("feeds", "pull", name, "--file", str(file)).refused("payload.json")


@pytest.mark.parametrize("name", ["gistda-pm25", "open-meteo"])
def test_a_feed_that_does_not_answer_is_an_error_and_noted(
    flask: Flask, sqlite: Database, name: str
) -> None:
    assert flask("feeds", "pull", name, **ADDRESSES).refused(name, "unreachable")
    with sqlite.read() as session:
        (feed,) = feeds.listed(session)
    assert "unreachable" in feed.error
