"""The simulated feeds: the measuring network in Air4Thai's shape, low-cost sensors, and NASA's hotspots.

The air itself: haze.py and sensors.py, fires: satellites.py; the time: the business clock. `?fault=html|empty|stale|minus`, or the
setting feed_fault, breaks it in ways the real one has been seen to break.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import orjson
from flask import Blueprint, Response, request

from . import models, satellites, sensors
from .clock import ICT
from .haze import (
    BY_ID,
    HOUR,
    STATIONS,
    Station,
    colour_of,
    gases_of,
    hour_of,
    pm25_of_day,
    pm25_of_hour,
    published_hour,
    round_half_up,
    thai_index,
)
from .state import World

FAULTS = ("html", "empty", "stale", "minus")
MISSING = {"color_id": "0", "aqi": "-1", "value": "-1"}
SILENT = {"color_id": "0", "aqi": "-9999", "value": "-9999"}
STALE_BY = timedelta(hours=40)
LONGEST_HISTORY = timedelta(days=31)

Fields = dict[str, Any]


def _sub_index(pollutant: str, value: Decimal | None) -> dict[str, str]:
    if value is None:
        return MISSING
    index = thai_index(pollutant, value)
    return {"color_id": str(colour_of(index)), "aqi": str(index), "value": str(value)}


def _last_values(station: Station, hour: datetime, fault: str) -> Fields:
    pm25 = None if fault == "minus" else pm25_of_day(station, hour)
    values: dict[str, Decimal | None] = {"PM25": pm25, "PM10": None}
    gases = gases_of(hour) if station.has_gases else {}
    values |= {name: gases.get(name) for name in ("O3", "CO", "NO2", "SO2")}
    shown = {name: _sub_index(name, value) for name, value in values.items()}
    if fault == "minus":
        shown["PM25"] = SILENT
    leading = max(shown, key=lambda name: int(shown[name]["aqi"]))
    overall = {name: shown[leading][name] for name in ("color_id", "aqi")} | {"param": leading}
    if int(overall["aqi"]) < 0:
        overall = {"color_id": "0", "aqi": "-999", "param": "PM10"}
    elif fault == "stale":
        overall["color_id"] = f"-{overall['color_id']}"
    return {"date": f"{hour:%Y-%m-%d}", "time": f"{hour:%H:%M}"} | shown | {"AQI": overall}


def current(now: datetime, fault: str = "") -> Fields:
    """The payload of getAQI_JSON.php: all leaves are texts, times are Thai time without saying so."""
    shown = []
    for station in STATIONS:
        hour = published_hour(station, now - STALE_BY if fault == "stale" else now)
        shown.append(
            {
                "stationID": station.station_id,
                "nameTH": station.name_th,
                "nameEN": station.name_en,
                "areaTH": station.area_th,
                "areaEN": station.area_en,
                "stationType": "GROUND",
                "lat": station.latitude,
                "long": station.longitude,
                "forecast": [],
                "AQILast": _last_values(station, hour, fault),
            }
        )
    return {"stations": shown}


def _plain(value: Decimal | None) -> float | int | None:
    """6, not 6.0: as the department's PHP writes its numbers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _summary(values: list[Decimal | None]) -> Fields:
    present = [each for each in values if each is not None]
    mean = round_half_up(sum(present, Decimal(0)) / len(present), 1) if present else None
    return {
        "max": _plain(max(present, default=None)),
        "min": _plain(min(present, default=None)),
        "average": _plain(mean),
        "totalcount": len(values),
        "count": len(present),
        "countPercentage": round(100 * len(present) / len(values)) if values else 0,
    }


def _hours_of(station: Station, since: datetime, until: datetime, now: datetime) -> Fields:
    last = min(until, published_hour(station, now))
    count = max(0, int((last - since) / HOUR) + 1)
    hours = [since + HOUR * step for step in range(count)]
    values = [pm25_of_hour(station, hour) for hour in hours]
    return {
        "stationID": station.station_id,
        "params": ["PM25"],
        "data": [
            {"DATETIMEDATA": f"{hour:%Y-%m-%d %H:%M:%S}", "PM25": _plain(value)}
            for hour, value in zip(hours, values, strict=True)
        ],
        "summary": {"PM25": _summary(values)},
    }


def history(asked: dict[str, str], now: datetime, fault: str = "") -> Fields:
    """The payload of getHistoryData.php: hour-ending, numbers, null for a missing hour."""
    try:
        since, until = (_moment(asked, "s"), _moment(asked, "e"))
    except (KeyError, ValueError):
        return {"result": "ERROR", "error": "wrong date", "stations": []}
    if until < since or until - since > LONGEST_HISTORY:
        return {"result": "ERROR", "error": "wrong period", "stations": []}
    if fault == "stale":
        now -= STALE_BY
    wanted = [BY_ID[name] for name in asked.get("stationID", "").split(",") if name in BY_ID]
    stations = [_hours_of(each, since, until, now) for each in wanted]
    if fault == "minus":
        for each in stations:
            each["data"] = [row | {"PM25": -1} for row in each["data"]]
    return {"result": "OK", "error": "", "stations": stations}


def _moment(asked: dict[str, str], letter: str) -> datetime:
    day = datetime.strptime(asked[f"{letter}date"], "%Y-%m-%d").replace(tzinfo=ICT)
    hour = int(asked.get(f"{letter}time") or (0 if letter == "s" else 23))
    return hour_of(day.replace(hour=hour))


def routes(world: World) -> Blueprint:
    feed = Blueprint("feeds", __name__, url_prefix="/feeds")
    _add_stations(feed, world)
    _add_sensors(feed, world)
    models.add_routes(feed, world)

    @feed.get("/firms/api/area/csv/<key>/<source>/<area>/<int:days>")
    @feed.get("/firms/api/area/csv/<key>/<source>/<area>/<int:days>/<first>")
    def get_hotspots(key: str, source: str, area: str, days: int, first: str = "") -> Response:
        return _firms(world.business_clock.now(), source, area, days, first)

    return feed


def _asked_fault(world: World) -> str:
    fault = request.args.get("fault", world.settings.feed_fault)
    return fault if fault in FAULTS else ""


def _give(payload: Fields, fault: str) -> Response:
    if fault == "html":
        page = "<!DOCTYPE html><html><body><h1>503 Service Unavailable</h1></body></html>"
        return Response(page, mimetype="text/html")
    body = b"" if fault == "empty" else orjson.dumps(payload)
    response = Response(body, mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _add_stations(feed: Blueprint, world: World) -> None:
    @feed.get("/air4thai/forweb/getAQI_JSON.php")
    def get_current() -> Response:
        fault = _asked_fault(world)
        payload = current(world.business_clock.now(), fault)
        if only := request.args.get("stationID"):
            found = [each for each in payload["stations"] if each["stationID"] == only]
            return _give(found[0] if found else payload, fault)
        return _give(payload, fault)

    @feed.get("/air4thai/forweb/getHistoryData.php")
    def get_history() -> Response:
        fault = _asked_fault(world)
        return _give(history(request.args.to_dict(), world.business_clock.now(), fault), fault)


def _add_sensors(feed: Blueprint, world: World) -> None:
    @feed.get("/sensors/current.json")
    def get_sensors() -> Response:
        return _give(sensors.current(world.business_clock.now()), _asked_fault(world))

    @feed.get("/sensors/history.json")
    def get_hours_of_sensors() -> Response:
        hours = max(1, request.args.get("hours", 24, type=int))
        return _give(sensors.history(world.business_clock.now(), hours), _asked_fault(world))


def _firms(now: datetime, source: str, area: str, days: int, first: str) -> Response:
    """Mistakes are told in plain text, as the real one does."""
    try:
        corners = satellites.read_area(area)
        since = date.fromisoformat(first) if first else None
    except ValueError:
        return Response("Invalid area or date.", 400, mimetype="text/plain")
    empty = satellites.SATELLITES_THAT_SAW_NOTHING.get(source)
    if empty is not None and 1 <= days <= satellites.MOST_DAYS:
        return Response(empty + "\n", mimetype="text/plain")
    if source not in satellites.SATELLITES or not 1 <= days <= satellites.MOST_DAYS:
        return Response("Invalid source or day range.", 400, mimetype="text/plain")
    rows = satellites.hotspots(source, corners, days, now, since)
    return Response(rows, mimetype="text/plain")
