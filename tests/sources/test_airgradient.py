"""AirGradient: the public cloud and a device's own answer. Shapes as published, values made up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sources import airgradient
from sources.fetch import FeedError
from tests.sources.conftest import Feed

NOW = datetime(2026, 3, 12, 6, 20, tzinfo=UTC)
LOCAL = {
    "wifi": -52,
    "serialno": "84fce6000000",
    "pm01": 22,
    "pm02": 34,
    "pm10": 41,
    "pm02Compensated": 29,
    "atmp": 31.1,
    "rhum": 47,
    "bootCount": 4,
    "model": "O-1PST",
}


def row(**more: Any) -> dict[str, Any]:
    return {
        "locationId": 990001,
        "locationName": "โรงเรียนแห่งหนึ่ง",
        "publicLocationName": "โรงเรียนแห่งหนึ่ง",
        "latitude": 18.05,
        "longitude": 99.233,
        "offline": False,
        "pm02": 42.5,
        "pm10": 49.0,
        "atmp": 33.0,
        "rhum": 55,
        "rco2": None,
        "timestamp": "2026-03-12T06:10:31.000Z",
        **more,
    }


def test_a_location_is_read_with_its_place_and_true_time() -> None:
    (one,) = airgradient.read([row()], now=NOW).sensed
    assert (one.sensor, one.kind) == ("airgradient_990001", "airgradient")
    assert one.station is not None
    assert one.station.tambon.startswith("5204")
    assert one.measured.at == datetime(2026, 3, 12, 6, 10, 31, tzinfo=UTC)
    assert (one.measured.pm25, one.measured.humidity) == (42.5, 55)


def test_the_rest_of_the_world_is_not_even_counted() -> None:
    found = airgradient.read([row(), row(locationId=1, latitude=48.8, longitude=2.3)], now=NOW)
    assert (len(found.sensed), found.rejected) == (1, ())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"pm02": None}, "no value"),
        ({"pm02": -1}, "no value"),
        ({"pm02": 5000}, "out of range"),
        ({"offline": True}, "offline"),
        ({"timestamp": None}, "no time"),
        ({"timestamp": "2026-03-12T16:10:31.000Z"}, "a bad clock"),
        ({"latitude": 18.2923, "longitude": 99.4928, "publicLocationName": "Soemngam School"}, "another district"),
        ({"locationId": None}, "malformed"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_says_why(wrong: dict[str, Any], why: str) -> None:
    found = airgradient.read([row(**wrong), 5], now=NOW)
    assert found.sensed == ()
    assert why in found.rejected[0].reason


def test_a_device_answers_for_itself_with_the_raw_value_and_our_time() -> None:
    (one,) = airgradient.read(LOCAL, now=NOW).sensed
    assert (one.sensor, one.station) == ("airgradient_84fce6000000", None)
    assert (one.measured.pm25, one.measured.at) == (34.0, NOW)


def test_a_device_that_has_just_started_has_nothing_to_say() -> None:
    started = {name: value for name, value in LOCAL.items() if not name.startswith("pm")}
    found = airgradient.read(started, now=NOW)
    assert (found.sensed, found.rejected[0].reason) == ((), "no value")


@pytest.mark.parametrize("payload", [None, 7, {}, "x", {"message": "not found"}])
def test_what_is_no_answer_is_said_to_be_none(payload: Any) -> None:
    with pytest.raises(FeedError):
        airgradient.read(payload, now=NOW)


def test_only_what_is_followed_is_asked_for(feed: Feed) -> None:
    feed.say(200, [row()])
    found = airgradient.fetch(["990001", "990002"], feed.url, now=NOW)
    assert [path for path, _ in feed.asked] == [
        "/990001/measures/current",
        "/990002/measures/current",
    ]
    assert len(found.sensed) == 2
    airgradient.fetch([], feed.url, now=NOW)
    assert feed.asked[-1][0] == "/measures/current"


def test_a_cloud_that_is_away_is_a_failure(feed: Feed) -> None:
    feed.say(502, {})
    with pytest.raises(FeedError, match="502"):
        airgradient.fetch(["990001"], feed.url, now=NOW)
