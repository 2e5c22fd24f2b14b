"""Open-Meteo: one answer a district in the order asked, local times, smoke and weather joined, its errors told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from domain import lampang
from domain.outlook import ModelHour
from sources import open_meteo
from sources.fetch import FeedError, Fetched

RECORDED = Path(__file__).parents[1] / "fixtures" / "open_meteo" / "air_single.json"
NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
TIMES = ["2026-03-12T16:00", "2026-03-12T17:00"]
WEATHER = {
    "wind_speed_10m": [1.0, 2.0],
    "wind_speed_80m": [2.0, None],
    "wind_speed_120m": [3.0, None],
    "wind_direction_10m": [225, 230],
    "boundary_layer_height": [400.0, None],
    "precipitation": [0.0, 1.5],
}


def place(area: Any = lampang.DISTRICTS[1], **change: Any) -> dict[str, Any]:
    told = {
        "latitude": round(area.centre.lat, 1),
        "longitude": round(area.centre.lon, 1),
        "utc_offset_seconds": 25_200,
        "hourly_units": {"wind_speed_10m": "m/s"},
        "hourly": {"time": TIMES, **WEATHER},
    }
    return {**told, **change}


def read(payload: Any) -> Any:
    return open_meteo.read(payload, now=NOW)


def test_a_single_place_is_the_district_of_its_cell() -> None:
    found = read(orjson.loads(RECORDED.read_bytes()))
    assert [(hour.area, hour.at, hour.pm25) for hour in found.hours][:2] == [
        ("5202", datetime(2026, 3, 11, 17, tzinfo=UTC), 33.4),
        ("5202", datetime(2026, 3, 11, 18, tzinfo=UTC), 35.1),
    ]
    assert found.hours[2].pm25 is None, "-1 is no clean air"
    assert [row.reason.split()[0] for row in found.rejected] == ["pm2_5"]


def test_wind_through_the_mixed_layer_is_the_mean_of_the_heights_that_are_there() -> None:
    first, second = read(place()).hours
    assert (first.wind_ms, first.through_ms, first.mixing_m, first.rain_mm) == (
        1.0,
        2.0,
        400.0,
        0.0,
    )
    assert (second.through_ms, second.mixing_m, second.rain_mm) == (2.0, None, 1.5)


def test_winds_in_kilometres_an_hour_are_turned_into_metres_a_second() -> None:
    told = place(hourly_units={"wind_speed_10m": "km/h"})
    assert read(told).hours[0].wind_ms == pytest.approx(1 / 3.6)


def test_several_places_stand_in_the_order_asked() -> None:
    found = read([place(area) for area in lampang.DISTRICTS])
    assert {hour.area for hour in found.hours} == {area.code for area in lampang.DISTRICTS}


def test_a_cell_elsewhere_is_rejected_and_costs_only_itself() -> None:
    bucharest = place(latitude=44.45, longitude=26.15)
    assert read(bucharest).hours == ()
    places = [place(area) for area in lampang.DISTRICTS]
    found = read([bucharest, *places[1:]])
    assert "5201" not in {hour.area for hour in found.hours}
    assert [row.reason for row in found.rejected] == ["out of place"]


@pytest.mark.parametrize(
    ("change", "rejected"),
    [
        ({"latitude": None}, "out of place"),
        ({"latitude": "18"}, "out of place"),
        ({"utc_offset_seconds": None}, "no times"),
        ({"hourly": {"time": None}}, "no times"),
        ({"hourly": {"time": [7]}}, "no time"),
        ({"hourly": {"time": ["soon"]}}, "no time"),
        ({"hourly": {"time": ["2027-03-12T16:00"], "pm2_5": [3.0]}}, "a bad clock"),
    ],
)
def test_what_cannot_be_used_is_rejected(change: dict[str, Any], rejected: str) -> None:
    found = read(place(**change))
    assert found.hours == ()
    assert found.rejected[0].reason == rejected


def test_an_answer_without_hours_is_no_news() -> None:
    assert read(place(hourly={"time": [], "pm2_5": []})).hours == ()


def test_a_column_of_another_length_is_left_out() -> None:
    found = read(place(hourly={"time": TIMES, "pm2_5": [1.0], "precipitation": [0.0, 0.0]}))
    assert [hour.pm25 for hour in found.hours] == [None, None]


@pytest.mark.parametrize(
    "payload",
    [
        {
            "error": True,
            "reason": "Minutely API request limit exceeded. Please try again in one minute.",
        },
        {"latitude": 18.3},
        [],
        [7],
        None,
        "html",
    ],
)
def test_what_is_no_answer_is_an_error(payload: Any) -> None:
    with pytest.raises(FeedError):
        read(payload)


def test_both_addresses_ask_for_thirteen_districts_in_thai_time() -> None:
    for url in (open_meteo.air_address("http://a/x"), open_meteo.weather_address("http://a/x")):
        asked = parse_qs(urlsplit(url).query)
        assert len(asked["latitude"][0].split(",")) == len(asked["longitude"][0].split(",")) == 13
        assert asked["timezone"] == ["Asia/Bangkok"]
    assert "wind_speed_unit=ms" in url


def test_smoke_and_weather_of_an_hour_become_one() -> None:
    at = NOW
    (hour,) = open_meteo.merge(
        [
            ModelHour("open-meteo", "5202", at, pm25=30.0),
            ModelHour("open-meteo", "5202", at, wind_ms=1.0, rain_mm=0.0),
        ]
    )
    assert (hour.pm25, hour.wind_ms, hour.rain_mm) == (30.0, 1.0, 0.0)


@pytest.mark.parametrize("broken", ["//air-quality-api.", "//api."])
def test_when_one_address_fails_the_other_is_kept(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(urls: list[str], **_: Any) -> Fetched:
        if broken in urls[0]:
            raise FeedError("http", f"{broken}: answered 429")
        return Fetched([place(area) for area in lampang.DISTRICTS], urls[0])

    monkeypatch.setattr(open_meteo, "get_json", answer)
    found = open_meteo.fetch(now=NOW)
    assert len(found.hours) == 26
    assert [error.kind for error in found.failures] == ["http"]


def test_when_both_fail_it_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(urls: list[str], **_: Any) -> Fetched:
        raise FeedError("unreachable", urls[0])

    monkeypatch.setattr(open_meteo, "get_json", answer)
    with pytest.raises(FeedError, match="unreachable"):
        open_meteo.fetch(now=NOW)


def test_hours_farther_than_a_forecast_reaches_are_refused() -> None:
    far = (NOW + timedelta(days=21)).strftime("%Y-%m-%dT%H:00")
    found = read(place(hourly={"time": [far], "pm2_5": [1.0]}))
    assert found.hours == ()
