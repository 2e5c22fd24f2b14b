"""The simulated models: in the shapes of GISTDA and Open-Meteo, below what is measured, their mistakes told."""

import pytest

GISTDA = "/feeds/gistda/rest/getPm25byAmphoePred3"
AIR, WEATHER = "/feeds/open-meteo/v1/air-quality", "/feeds/open-meteo/v1/forecast"


@pytest.fixture
def march(stage):
    clock = {"real_at": "2026-01-01T00:00:00", "shown_at": "2026-03-12T16:20:00+07:00", "speed": 0}
    stage.control("clock", clock)
    return stage


def test_thirteen_districts_with_a_thai_time_that_says_z(march):
    told = march.client.get(f"{GISTDA}?pv_idn=52").json
    assert (told["status"], len(told["data"])) == (200, 13)
    assert {row["dt"] for row in told["data"]} == {"2026-03-12T16:00:00.000Z"}
    assert all(
        row[name] > 0 for row in told["data"] for name in ("pm25", "pred1", "pred2", "pred3")
    )
    assert march.client.get(f"{GISTDA}?pv_idn=14").json["data"] == []


def test_several_places_are_an_array_in_order_and_one_is_an_object(march):
    asked = "hourly=pm2_5&past_days=2&forecast_days=4"
    two = march.client.get(f"{AIR}?latitude=18.28,19.16&longitude=99.66,99.58&{asked}").json
    one = march.client.get(f"{AIR}?latitude=18.28&longitude=99.66&{asked}").json
    assert [place.get("location_id") for place in two] == [None, 1]
    assert one == two[0]
    assert len(one["hourly"]["time"]) == len(one["hourly"]["pm2_5"]) == 24 * 6
    assert one["hourly"]["time"][0] == "2026-03-10T00:00"


def test_the_weather_follows_the_sun(march):
    asked = "hourly=wind_speed_10m,boundary_layer_height,precipitation&forecast_days=1"
    told = march.client.get(f"{WEATHER}?latitude=18.28&longitude=99.66&{asked}").json["hourly"]
    night, noon = told["boundary_layer_height"][3], told["boundary_layer_height"][13]
    assert night < 150 < 1000 < noon
    assert told["wind_speed_10m"][3] < told["wind_speed_10m"][13]


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "latitude=18.28",
        "latitude=x&longitude=99",
        "latitude=18,19&longitude=99",
        "latitude=18&longitude=99&hourly=tempeture_2m",
        "latitude=18&longitude=99&past_days=100",
    ],
)
def test_mistakes_are_told_as_the_real_one_does(march, asked):
    answer = march.client.get(f"{AIR}?{asked}")
    assert answer.status_code == 400
    assert answer.json["error"] is True
    assert answer.json["reason"]
