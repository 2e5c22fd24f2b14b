"""flask sensors"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.measured import Measured
from store import judging, sensors
from store.db import Database
from tests.cli.conftest import Flask

PLACE = ("--lat", "18.452", "--lon", "99.771")
HOST = "U" + "1" * 32


def add(flask: Flask, name: str = "LP01", *more: str) -> str:
    token: str = flask("sensors", "add", name, "--name", "โรงเรียนบ้านดง", *PLACE, *more).line[
        "token"
    ]
    return token


def test_the_token_is_shown_once_and_opens(flask: Flask, sqlite: Database) -> None:
    said = flask("sensors", "add", "LP01", "--name", "โรงเรียน  บ้านดง", *PLACE)
    assert set(said.line) == {"id", "token"}
    with sqlite.read() as session:
        found = sensors.by_token(session, said.line["token"])
    assert found is not None
    assert (found.station.name_th, found.station.tambon, found.kind) == (
        "โรงเรียน บ้านดง",
        "520201",
        "unknown",
    )
    assert said.line["token"] not in flask("sensors", "list").out


def test_the_list_has_no_token_and_no_line_id(flask: Flask) -> None:
    add(flask, "LP01", "--kind", "sds011", "--host", HOST)
    said = flask("sensors", "list")
    assert HOST not in said.out
    assert said.line == {
        "id": "LP01", "name": "โรงเรียนบ้านดง", "kind": "sds011", "lat": 18.452, "lon": 99.771,
        "tambon": "520201", "heard_at": None, "retired_at": None, "has_host": True, "fit": None,
    }  # fmt: skip


def test_the_hours_show_what_speaks_against_them(flask: Flask, sqlite: Database) -> None:
    add(flask)
    now = datetime.now(UTC)
    with sqlite.write() as session:
        sensor = sensors.find(session, "LP01")
        assert sensor is not None
        moments = [Measured(now - timedelta(hours=2), 40.0), Measured(now - timedelta(hours=3), 1500.0)]  # fmt: skip
        sensors.keep_raw(session, sensor, moments, now)
        judging.judge(session, now)
    bad, good = flask("sensors", "hours", "LP01").lines
    assert (good["raw"], good["pm25"], good["how"], good["flags"]) == (40.0, 40.0, "sensor/raw", {})
    assert (bad["raw"], bad["pm25"]) == (1500.0, None)
    assert set(bad["flags"]) == {"range", "incomplete"}
    assert flask("sensors", "hours", "LP01", "--hours", "1").lines == []
    assert flask("sensors", "hours", "nobody").refused("nobody")


def test_rotate_retire_and_host(flask: Flask, sqlite: Database) -> None:
    old = add(flask)
    new = flask("sensors", "rotate", "LP01").line["token"]
    with sqlite.read() as session:
        assert sensors.by_token(session, old) is None
        assert sensors.by_token(session, new) is not None
    assert flask("sensors", "host", "LP01", "--line", HOST).line == {"id": "LP01", "has_host": True}
    assert flask("sensors", "host", "LP01").line["has_host"] is False
    assert flask("sensors", "retire", "LP01").line["retired_at"]
    assert flask("sensors", "list").line["retired_at"]
    for command in ("rotate", "retire", "host"):
        assert flask("sensors", command, "LP01").refused("no such sensor in service")
        assert flask("sensors", command, "nobody").refused("nobody")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("LP 01", "--name", "ก", *PLACE), "the id must be"),
        (("../x", "--name", "ก", *PLACE), "the id must be"),
        (("ก", "--name", "ก", *PLACE), "the id must be"),
        (("x" * 41, "--name", "ก", *PLACE), "the id must be"),
        (("37t", "--name", "ก", *PLACE), "official station"),
        (("LP02", "--name", " ", *PLACE), "--name"),
        (("LP02", "--name", "ก" * 81, *PLACE), "--name"),
        (("LP02", *PLACE), "--name"),
        (("LP02", "--name", "ก", "--lat", "99.77", "--lon", "18.45"), "swapped"),
        (("LP02", "--name", "ก", "--lat", "0", "--lon", "0"), "Lampang"),
        (("LP02", "--name", "ก", "--lat", "nan", "--lon", "99.7"), "Lampang"),
        (("LP02", "--name", "ก", "--lat", "x", "--lon", "99.7"), "--lat"),
        (("LP02", "--name", "ก", *PLACE, "--kind", "magic"), "magic"),
        (("LP02", "--name", "ก", *PLACE, "--host", "somebody"), "LINE id"),
        (("LP01", "--name", "ก", *PLACE), "taken"),
    ],
)
def test_what_makes_no_sense_is_refused(
    flask: Flask, sqlite: Database, arguments: tuple[str, ...], why: str
) -> None:
    add(flask)
    assert flask("sensors", "add", *arguments).refused(why)
    with sqlite.read() as session:
        assert len(sensors.listed(session)) == 1


def test_a_feed_of_sensors_reads_a_recorded_payload(flask: Flask, tmp_path: Path) -> None:
    file = tmp_path / "payload.json"
    file.write_text(
        '[{"locationId": 990001, "publicLocationName": "x", "latitude": 18.05, "longitude": 99.233,'
        ' "pm02": 42.5, "rhum": 55, "timestamp": "2026-03-12T06:10:31.000Z"}]',
        "utf-8",
    )
    first = flask("feeds", "pull", "airgradient", "--file", str(file)).line
    assert first == {"read": 1, "new": 1, "rejected": 0}
    assert flask("feeds", "pull", "airgradient", "--file", str(file)).line == {**first, "new": 0}
    assert flask("sensors", "list").line["id"] == "airgradient_990001"


def test_dustboy_without_its_key_is_off(flask: Flask) -> None:
    assert flask("feeds", "pull", "dustboy").refused("DUSTBOY_API_KEY")
