"""Open-Meteo: PM2.5 of CAMS' smoke model (a cell is 40 km), and wind, mixing height and rain, for each district. No key.

Two addresses, one answer a district in the order asked; the coordinates in it are those of a cell, not ours. Each
district counts as a call: 26 a run, once an hour, of 10,000 a day for non-commercial use.
Source: Open-Meteo.com (CC BY 4.0); smoke: Copernicus Atmosphere Monitoring Service (CAMS).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from domain import lampang
from domain.outlook import OPEN_METEO, ModelHour
from domain.places import Area, Point, distance_km
from sources.air4thai import MOST_PM25, Rejected, text_of
from sources.fetch import FeedError, get_json
from sources.models import ModelRead, number

SOURCE = OPEN_METEO
WEATHER_URL = "https://api.open-meteo.com/v1/forecast"
AIR_URL = "https://air-quality-api.open-meteo.com/v1/air-quality"
FORECAST_DAYS, PAST_DAYS = 4, 2
WINDS = ("wind_speed_10m", "wind_speed_80m", "wind_speed_120m")
WEATHER = ("precipitation", *WINDS, "wind_direction_10m", "boundary_layer_height")
# What belongs to which hour, and what is possible at all.
RANGES = {
    "pm2_5": (0.0, MOST_PM25),
    "precipitation": (0.0, 500.0),
    **dict.fromkeys(WINDS, (0.0, 100.0)),
    "wind_direction_10m": (0.0, 360.0),
    "boundary_layer_height": (0.0, 10_000.0),
}
KMH = 3.6
CELL_KM = 60.0  # half the diagonal of a cell of the smoke model, and some
LONGEST = timedelta(days=20)


def fetch(
    air_url: str = AIR_URL,
    weather_url: str = WEATHER_URL,
    *,
    now: datetime,
    ca_file: str | None = None,
) -> ModelRead:
    """Both addresses; what one of them has is kept when the other fails. FeedError when both do."""
    reads: list[ModelRead] = []
    failures: list[FeedError] = []
    for url in (air_address(air_url), weather_address(weather_url)):
        try:
            fetched = get_json([url], ca_file=ca_file, check=_is_answer)
            reads.append(read(fetched.data, now=now))
        except FeedError as error:
            failures.append(error)
    if not reads:
        raise FeedError(failures[0].kind, "; ".join(error.text for error in failures))
    return ModelRead(
        merge([hour for one in reads for hour in one.hours]),
        tuple(rejected for one in reads for rejected in one.rejected),
        tuple(failures),
    )


def air_address(url: str) -> str:
    return _address(url, hourly="pm2_5", domains="cams_global")


def weather_address(url: str) -> str:
    return _address(url, hourly=",".join(WEATHER), wind_speed_unit="ms")


def _address(url: str, **more: str) -> str:
    centres = [area.centre for area in lampang.DISTRICTS]
    asked = {
        "latitude": ",".join(f"{point.lat:.4f}" for point in centres),
        "longitude": ",".join(f"{point.lon:.4f}" for point in centres),
        **more,
        "timezone": "Asia/Bangkok",
        "past_days": str(PAST_DAYS),
        "forecast_days": str(FORECAST_DAYS),
    }
    return f"{url}?{urlencode(asked, safe=',/')}"


def read(payload: Any, *, now: datetime | None = None) -> ModelRead:
    """Of either address. Several places stand in the order asked, a single one is the district of its cell.

    FeedError("shape") when it says that it cannot, or is no such answer; a bad place or value costs only itself.
    """
    _is_answer(payload)
    places = payload if isinstance(payload, list) else [payload]
    hours: list[ModelHour] = []
    rejected: list[Rejected] = []
    for place, area in _with_areas(places):
        if area is None:
            rejected.append(Rejected("", "out of place"))
            continue
        try:
            for hour in _hours(area, place, now, rejected):
                hours.append(hour)
        except ValueError as reason:
            rejected.append(Rejected(area.code, str(reason)))
    return ModelRead(merge(hours), tuple(rejected))


def merge(hours: Sequence[ModelHour]) -> tuple[ModelHour, ...]:
    """One ModelHour for each district and hour: smoke and weather come from two answers."""
    found: dict[tuple[str, datetime], dict[str, Any]] = {}
    for hour in hours:
        values = found.setdefault((hour.area, hour.at), {})
        for name in ("pm25", "wind_ms", "wind_from", "through_ms", "mixing_m", "rain_mm"):
            if getattr(hour, name) is not None:
                values[name] = getattr(hour, name)
    return tuple(ModelHour(SOURCE, area, at, **values) for (area, at), values in found.items())


def _is_answer(payload: Any) -> None:
    if isinstance(payload, dict) and payload.get("error"):
        raise FeedError("shape", f"the feed says {text_of(payload.get('reason'))[:200]}")
    places = payload if isinstance(payload, list) else [payload]
    if not places or not all(
        isinstance(place, dict) and isinstance(place.get("hourly"), dict) for place in places
    ):
        raise FeedError("shape", "no hours in the answer")


def _with_areas(
    places: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], Area | None]]:
    """Whose place it is; None when its cell does not lie where we asked."""
    if len(places) == len(lampang.DISTRICTS):
        for place, area in zip(places, lampang.DISTRICTS, strict=True):
            yield place, area if _away(place, area) <= CELL_KM else None
        return
    for place in places:
        nearest = min(lampang.DISTRICTS, key=lambda area: _away(place, area))
        yield place, nearest if _away(place, nearest) <= CELL_KM / 2 else None


def _away(place: Mapping[str, Any], area: Area) -> float:
    try:
        lat = number(place.get("latitude"), -90, 90)
        lon = number(place.get("longitude"), -180, 180)
    except ValueError:
        return float("inf")
    if lat is None or lon is None:
        return float("inf")
    return distance_km(Point(lat, lon), area.centre)


def _hours(
    area: Area, place: Mapping[str, Any], now: datetime | None, rejected: list[Rejected]
) -> Iterator[ModelHour]:
    hourly = place["hourly"]
    times = hourly.get("time")
    ahead = number(place.get("utc_offset_seconds"), -50_400, 50_400)
    if not isinstance(times, list) or ahead is None:
        raise ValueError("no times")
    columns = {
        name: values
        for name in RANGES
        if isinstance(values := hourly.get(name), list) and len(values) == len(times)
    }
    slower = _divide_by(place.get("hourly_units"))
    for index, text in enumerate(times):
        try:
            at = _time(text, ahead)
        except ValueError:
            rejected.append(Rejected(area.code, "no time"))
            continue
        if now is not None and at - now > LONGEST:
            rejected.append(Rejected(area.code, "a bad clock"))
            continue
        yield _hour(area, at, {name: row[index] for name, row in columns.items()}, slower, rejected)


def _hour(
    area: Area, at: datetime, raw: Mapping[str, Any], slower: float, rejected: list[Rejected]
) -> ModelHour:
    values: dict[str, float | None] = {}
    for name, value in raw.items():
        try:
            values[name] = number(value, *RANGES[name])
        except ValueError as reason:
            rejected.append(Rejected(area.code, f"{name} {reason}"))
    winds = [value / slower for name in WINDS if (value := values.get(name)) is not None]
    ground = values.get(WINDS[0])
    return ModelHour(
        SOURCE,
        area.code,
        at,
        pm25=values.get("pm2_5"),
        wind_ms=None if ground is None else ground / slower,
        wind_from=values.get("wind_direction_10m"),
        through_ms=sum(winds) / len(winds) if winds else None,
        mixing_m=values.get("boundary_layer_height"),
        rain_mm=values.get("precipitation"),
    )


def _divide_by(units: Any) -> float:
    """Winds to m/s: without being asked for it the feed writes km/h."""
    unit = units.get(WINDS[0]) if isinstance(units, dict) else None
    return KMH if unit == "km/h" else 1.0


def _time(text: Any, ahead: float) -> datetime:
    """Local to the answer's own zone, without saying so."""
    if not isinstance(text, str):
        raise ValueError(text)
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC) - timedelta(seconds=ahead)
    return at.astimezone(UTC)
