"""Simulated models in the shapes of GISTDA's PM2.5 service and of Open-Meteo: what they say is below what is measured.

The air itself: haze.py. A model knows the plume of no single fire, and sees about six tenths of the haze, as the real
one of the region does. Wind and mixing height follow the sun; all of it invented.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from . import day
from .clock import ICT
from .haze import HOUR, basin, chance, hour_of
from .state import World

Fields = dict[str, Any]

# Code, Thai and English name, of the thirteen districts; the share of the basin's haze that lies there.
DISTRICTS = (
    (5201, "เมืองลำปาง", "Mueang Lampang", 0.94),
    (5202, "แม่เมาะ", "Mae Mo", 1.0),
    (5203, "เกาะคา", "Ko Kha", 0.92),
    (5204, "เสริมงาม", "Soem Ngam", 0.86),
    (5205, "งาว", "Ngao", 1.08),
    (5206, "แจ้ห่ม", "Chae Hom", 1.04),
    (5207, "วังเหนือ", "Wang Nuea", 1.1),
    (5208, "เถิน", "Thoen", 0.84),
    (5209, "แม่พริก", "Mae Phrik", 0.8),
    (5210, "แม่ทะ", "Mae Tha", 0.9),
    (5211, "สบปราบ", "Sop Prap", 0.86),
    (5212, "ห้างฉัตร", "Hang Chat", 0.93),
    (5213, "เมืองปาน", "Mueang Pan", 1.05),
)
SEEN_BY_GISTDA, SEEN_BY_CAMS = 0.85, 0.6
MOST_DAYS = 16


def _noise(name: object, hour: datetime) -> float:
    return 0.92 + 0.16 * chance("model", name, hour.isoformat())


def gistda(now: datetime) -> Fields:
    """The payload of getPm25byAmphoePred3: the time is Thai and carries a false Z."""
    first = hour_of(now - timedelta(minutes=20))
    rows = []
    for code, name_th, name_en, share in DISTRICTS:
        said = [
            basin(first + HOUR * step) * share * SEEN_BY_GISTDA * _noise(code, first + HOUR * step)
            for step in range(4)
        ]
        past = [basin(first - HOUR * back) * share * SEEN_BY_GISTDA for back in range(24)]
        rows.append(
            {
                "ap_tn": name_th,
                "ap_en": name_en,
                "ap_idn": code,
                "pm25": said[0],
                "dt": f"{first:%Y-%m-%dT%H:%M:%S}.000Z",
                "pm25Avg24hr": sum(past) / len(past),
                "pred1": said[1],
                "pred2": said[2],
                "pred3": said[3],
            }
        )
    return {"status": 200, "errMsg": "", "data": rows}


def _sun(hour: datetime) -> float:
    """0 at night, 1 in the early afternoon."""
    return max(0.0, math.sin(math.pi * (hour.hour - 7) / 11)) if 7 <= hour.hour <= 18 else 0.0


def _smoke(latitude: float, hour: datetime) -> float:
    share = 1.0 + 0.12 * (latitude - 18.28)
    return round(basin(hour) * share * SEEN_BY_CAMS * _noise(round(latitude, 1), hour), 1)


def _mixing(hour: datetime) -> float:
    """Shallow while haze gathers, deep on days on which it clears."""
    lid = 1900 / max(0.4, day.strength(hour))
    return round(90 + lid * _sun(hour), 0)


def _wind(hour: datetime) -> float:
    return round(0.5 + 2.2 * _sun(hour) / max(0.6, day.strength(hour)), 2)


WEATHER = {
    "wind_speed_10m": ("m/s", _wind),
    "wind_speed_80m": ("m/s", lambda hour: round(1.6 * _wind(hour), 2)),
    "wind_speed_120m": ("m/s", lambda hour: round(1.8 * _wind(hour), 2)),
    "wind_direction_10m": ("°", lambda hour: round(225 + 30 * (chance("wind", hour) - 0.5))),
    "boundary_layer_height": ("m", _mixing),
    "precipitation": ("mm", lambda hour: _rain(hour)),
}


def _rain(hour: datetime) -> float:
    """On the morning of the told days that washes the air."""
    return 2.4 if day.march(14, 3) <= hour <= day.march(14, 7) else 0.0


def open_meteo(asked: dict[str, str], now: datetime) -> Any:
    """The payload of both addresses: an object, or an array in the order asked; a sentence for a mistake."""
    try:
        places = list(
            zip(
                [float(one) for one in asked["latitude"].split(",")],
                [float(one) for one in asked["longitude"].split(",")],
                strict=True,
            )
        )
        back, ahead = int(asked.get("past_days", 0)), int(asked.get("forecast_days", 7))
    except (KeyError, ValueError):
        return {"error": True, "reason": "Parameter 'latitude' and 'longitude' must be numbers."}
    names = [name for name in asked.get("hourly", "").split(",") if name]
    unknown = [name for name in names if name != "pm2_5" and name not in WEATHER]
    if unknown:
        told = f"Cannot initialize WeatherVariable from invalid String value {unknown[0]} for key hourly"
        return {"error": True, "reason": told}
    if not 0 <= back <= 92 or not 0 <= ahead <= MOST_DAYS:
        return {"error": True, "reason": "Forecast days is invalid."}
    first = now.astimezone(ICT).replace(hour=0, minute=0, second=0, microsecond=0)
    hours = [first + HOUR * step for step in range(-24 * back, 24 * ahead)]
    told_places = [_place(number, place, names, hours) for number, place in enumerate(places)]
    return told_places if len(told_places) > 1 else told_places[0]


def _place(
    number: int, place: tuple[float, float], names: list[str], hours: list[datetime]
) -> Fields:
    values: Fields = {"time": [f"{hour:%Y-%m-%dT%H:%M}" for hour in hours]}
    units = {"time": "iso8601"}
    for name in names:
        if name == "pm2_5":
            units[name] = "μg/m³"
            values[name] = [_smoke(place[0], hour) for hour in hours]
        else:
            units[name], tell = WEATHER[name]
            values[name] = [tell(hour) for hour in hours]
    told: Fields = {
        "latitude": round(place[0] * 10) / 10,  # of the cell, not of the place asked for
        "longitude": round(place[1] * 10) / 10,
        "generationtime_ms": 0.5,
        "utc_offset_seconds": 25_200,
        "timezone": "Asia/Bangkok",
        "timezone_abbreviation": "GMT+7",
        "hourly_units": units,
        "hourly": values,
    }
    return told | ({"location_id": number} if number else {})


def add_routes(feed: Blueprint, world: World) -> None:
    @feed.get("/gistda/rest/getPm25byAmphoePred3")
    def get_districts() -> Response:
        if request.args.get("pv_idn") != "52":
            return jsonify({"status": 200, "errMsg": "", "data": []})
        return jsonify(gistda(world.business_clock.now()))

    @feed.get("/open-meteo/v1/forecast")
    @feed.get("/open-meteo/v1/air-quality")
    def get_hours() -> tuple[Response, int]:
        told = open_meteo(request.args.to_dict(), world.business_clock.now())
        return jsonify(told), 400 if isinstance(told, dict) and "error" in told else 200
