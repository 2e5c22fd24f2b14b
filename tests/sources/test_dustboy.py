"""DustBoy's Open API: shapes as clients have recorded them, values made up; what is no station, and what is elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sources import dustboy
from sources.fetch import FeedError
from sources.sensed import is_named_elsewhere
from tests.sources.conftest import Feed

NOW = datetime(2026, 3, 12, 6, 20, tzinfo=UTC)


def row(**more: Any) -> dict[str, Any]:
    return {
        "id": "5201",
        "dustboy_id": "dbp20990001",
        "dustboy_uri": "ทดสอบ",
        "dustboy_name": "เทศบาลแห่งหนึ่ง อ.เมืองลำปาง",
        "dustboy_name_en": "A municipality, Mueang Lampang",
        "dustboy_lat": "18.2923",
        "dustboy_lon": " 99.4928",
        "pm10": 61,
        "pm25": 48,
        "pm25_th_aqi": "129",
        "us_color": "0, 153, 107",
        "temp": "33.42",
        "humid": "41.90",
        "log_datetime": "2026-03-12 13:00:00",
        **more,
    }


def test_an_hour_is_read_with_its_place() -> None:
    (one,) = dustboy.read([row()], now=NOW).sensed
    assert (one.sensor, one.kind) == ("dustboy_5201", "dustboy")
    assert one.station is not None
    assert one.station.tambon.startswith("5201")
    assert (one.station.kind, one.station.source) == ("sensor", "dustboy")
    assert one.measured.at == datetime(2026, 3, 12, 6, tzinfo=UTC), "Thai time"
    assert (one.measured.pm25, one.measured.pm10) == (48.0, 61.0)
    assert (one.measured.humidity, one.measured.temperature) == (41.9, 33.42)


@pytest.mark.parametrize(
    "payload",
    [
        row(),
        {"status": True, "data": [row()]},
        {"stations": [row()]},
        {
            "station": {"id": "5201", "name_th": "ก", "lat": "18.29", "lon": "99.49"},
            "reading": {"datetime": "2026-03-12 13:00:00", "pm25": 48, "humid": "41.90"},
        },
    ],
    ids=["one object", "data", "stations", "a recorder's"],
)
def test_all_its_shapes_are_read(payload: Any) -> None:
    (one,) = dustboy.read(payload, now=NOW).sensed
    assert one.measured.pm25 == 48


def test_no_data_is_an_empty_list() -> None:
    assert dustboy.read([], now=NOW) == dustboy.SensorsRead()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"pm25": -1}, "no value"),
        ({"pm25": None}, "no value"),
        ({"pm25": "N/A"}, "no value"),
        ({"pm25": 99999}, "out of range"),
        ({"pm25": "nan"}, "out of range"),
        ({"log_datetime": "2026-03-12 20:00:00"}, "a bad clock"),
        ({"log_datetime": "yesterday"}, "no time"),
        ({"log_datetime": None}, "no time"),
        ({"dustboy_lat": "0", "dustboy_lon": "0"}, "out of place"),
        ({"dustboy_lat": "99.49", "dustboy_lon": "18.29"}, "out of place"),
        ({"dustboy_lat": "17.167", "dustboy_lon": "104.157"}, "out of place"),
        ({"dustboy_lat": ""}, "out of place"),
        ({"dustboy_name": "โรงเรียน อ.เสริมงาม", "dustboy_name_en": ""}, "another district"),
        ({"id": ""}, "malformed"),
        ({"id": "../x"}, "malformed"),
    ],
)
def test_a_row_that_cannot_be_used_costs_only_itself(wrong: dict[str, Any], why: str) -> None:
    found = dustboy.read([row(**wrong), row(id="9"), None], now=NOW)
    assert [one.sensor for one in found.sensed] == ["dustboy_9"]
    assert why in found.rejected[0].reason
    assert found.rejected[1].reason == "malformed"


def test_odd_companions_are_left_out() -> None:
    (one,) = dustboy.read([row(humid="-", temp={}, pm10=None)], now=NOW).sensed
    assert (one.measured.humidity, one.measured.temperature, one.measured.pm10) == (None,) * 3


@pytest.mark.parametrize(
    "payload",
    [None, 7, "x", {}, {"status": False, "message": "Access denied"}, {"error": "no key"},
     {"status": True, "message": "welcome"}],
)  # fmt: skip
def test_what_is_no_answer_is_said_to_be_none(payload: Any) -> None:
    with pytest.raises(FeedError):
        dustboy.read(payload, now=NOW)


def test_it_asks_around_each_town_with_the_key_in_the_header(feed: Feed) -> None:
    feed.say(200, [row()])
    found = dustboy.fetch("my-key", feed.url, now=NOW)
    assert len(found.sensed) == 1, "one station near two towns is one"
    assert len(feed.asked) == 13
    assert all(path.endswith("/20") and "my-key" not in path for path, _ in feed.asked)
    assert {headers["Authorization"] for _, headers in feed.asked} == {"Bearer my-key"}


def test_a_refused_key_is_said_in_words_and_asked_once(feed: Feed) -> None:
    feed.say(403, {"status": False, "message": "Access denied"})
    with pytest.raises(FeedError, match="DUSTBOY_API_KEY"):
        dustboy.fetch("wrong", feed.url, now=NOW)
    assert len(feed.asked) == 1


def test_a_feed_that_fails_everywhere_fails(feed: Feed) -> None:
    feed.say(500, {})
    with pytest.raises(FeedError, match="500"):
        dustboy.fetch("key", feed.url, now=NOW)


@pytest.mark.parametrize(
    ("name", "code", "elsewhere"),
    [
        ("Soemngamwitthayakhom School 2, Some-Ngam, Lampang", "520101", True),
        ("โรงเรียนเสริมงามวิทยาคม", "520401", False),
        ("Ko Kha hospital", "520401", False),  # the next district: borders are not sharp
        ("รพ.สต. ต.แม่งาว", "520101", False),
        ("Lampang", "520101", False),
        ("เทศบาลเมืองลำปาง", "520701", True),
        ("โรงเรียน", "", False),
    ],
)
def test_a_name_may_contradict_its_place(name: str, code: str, elsewhere: bool) -> None:
    assert is_named_elsewhere(name, code) is elsewhere
