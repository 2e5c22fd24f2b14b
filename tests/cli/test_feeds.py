"""flask feeds pull"""

from __future__ import annotations

from pathlib import Path

import pytest

from store import feeds, readings
from store.db import Database
from tests.cli.conftest import Flask
from tests.cli.shell import NOBODY
from tests.store.given import NOW

RECORDED = Path(__file__).parents[1] / "fixtures" / "air4thai"
FILES = [("air4thai", "current.json"), ("air4thai", "legacy.json"), ("air4thai-history", "history.json")]  # fmt: skip


@pytest.mark.parametrize(("name", "file"), FILES)
def test_a_recorded_payload_is_new_once(flask: Flask, name: str, file: str) -> None:
    first = flask("feeds", "pull", name, "--file", str(RECORDED / file)).line
    again = flask("feeds", "pull", name, "--file", str(RECORDED / file)).line
    assert set(first) == {"read", "new", "rejected"}
    assert first["read"] == first["new"] > 0
    assert again == {**first, "new": 0}


def test_what_was_read_is_in_the_database(flask: Flask, sqlite: Database) -> None:
    flask("feeds", "pull", "air4thai", "--file", str(RECORDED / "current.json"))
    with sqlite.read() as session:
        air = {one.station.id: one for one in readings.recent(session, NOW)}
        (feed,) = feeds.listed(session)
    assert air["37t"].mean is not None
    assert air["37t"].mean.pm25 == 61.7
    assert (feed.name, feed.error) == ("air4thai", "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>502</html>",
        b"[]",
        b'{"stations": []}',
        b'{"stations": 7}',
        b"\xff\xfe",
        b"null",
    ],
)
@pytest.mark.parametrize("name", ["air4thai", "air4thai-history"])
def test_a_file_that_is_no_payload_is_refused(
    flask: Flask, sqlite: Database, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / "payload.json"
    file.write_bytes(content)
    assert flask("feeds", "pull", name, "--file", str(file)).refused("payload.json")
    with sqlite.read() as session:
        assert readings.recent(session, NOW) == ()


def test_a_file_that_is_not_there_is_said_to_be_missing(flask: Flask, tmp_path: Path) -> None:
    said = flask("feeds", "pull", "air4thai", "--file", str(tmp_path / "none.json"))
    assert said.refused("none.json", "No such file")


@pytest.mark.parametrize("name", ["air4thai", "air4thai-history"])
def test_a_feed_that_does_not_answer_is_an_error_and_noted(
    flask: Flask, sqlite: Database, name: str
) -> None:
    flask("feeds", "pull", "air4thai", "--file", str(RECORDED / "current.json"))  # the stations
    assert flask("feeds", "pull", name, AIR4THAI_URLS=NOBODY).refused(name, "unreachable")
    with sqlite.read() as session:
        errors = {feed.name: feed.error for feed in feeds.listed(session)}
    assert "unreachable" in errors[name]


def test_an_unknown_feed_is_refused_with_those_there_are(flask: Flask) -> None:
    assert flask("feeds", "pull", "dustbuoy").refused("dustbuoy", "air4thai-history")
