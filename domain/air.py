"""The air: stations, readings, the Thai index, and which reading may speak for a place.

What is said about it: domain/advice.py. Where it comes from: sources/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import isfinite

from domain.places import Point, distance_km

# Hour H appears at H+0:10 to H+0:25 (measured on PCD's feed), so a healthy station is at most 1:25 old; three hours
# bear one missed round. Older batches (37t, 38t, 39t come 3 to 7 h late) describe another air.
FRESH_FOR = timedelta(hours=3)
# PCD's labels run up to 38 minutes ahead; further ahead the station's clock is wrong.
AHEAD_AT_MOST = timedelta(minutes=60)
NEAR_KM = 15.0  # the basins of Lampang: farther away stands another valley
# An official station is believed before a low-cost sensor unless the sensor is this much nearer.
SENSOR_HANDICAP_KM = 5.0
# Between hours the values of one station wander by a few µg/m³ without meaning anything.
STEADY_WITHIN = 5.0
STEADY_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Station:
    """A measuring device. kind: official (PCD) or sensor (low-cost). `tambon` is a DOPA code or empty."""

    id: str
    name_th: str
    name_en: str
    point: Point
    kind: str = "official"
    tambon: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """PM2.5 in µg/m³ of a station over the `hours` (1 or 24) that end at `at` (aware, UTC)."""

    station: str
    at: datetime
    hours: int
    pm25: float
    source: str = ""
    stale: bool = False  # the feed itself says that it is old


@dataclass(frozen=True, slots=True)
class StationAir:
    """A station with what it said lately: the newest 24-h mean, and the hours of the last day, oldest first."""

    station: Station
    mean: Reading | None = None
    hourly: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One of PCD's five levels; `colour` is PCD's own, `highest_aqi` the last index that belongs to it."""

    number: int
    key: str
    colour: str
    highest_aqi: int


# Announcement of the Pollution Control Department on the air quality index, B.E. 2566 (2023).
LEVELS = (
    Level(1, "very_good", "#00BFF3", 25),
    Level(2, "good", "#00A651", 50),
    Level(3, "moderate", "#FDC04E", 100),
    Level(4, "starts_to_harm", "#F26522", 200),
    Level(5, "harms", "#CD0000", 501),
)

# 24-h PM2.5 from, to, index from, to; the same announcement.
BANDS = (
    (Decimal("0"), Decimal("15.0"), 0, 25),
    (Decimal("15.1"), Decimal("25.0"), 26, 50),
    (Decimal("25.1"), Decimal("37.5"), 51, 100),
    (Decimal("37.6"), Decimal("75.0"), 101, 200),
)
HIGHEST_AQI = 501  # what the feed shows for everything above, 450.8 to 916.3 seen
# Above the table the feed adds a point for each full µg/m³: 75.1 is 201, 76.0 is 202.
ABOVE_TABLE = 126


def thai_aqi(pm25: float | Decimal | str) -> int:
    """The Thai index of a 24-h mean in µg/m³. ValueError for what is no concentration.

    Published means have one decimal. A finer value between two bands (37.55, even 37.51) counts to the worse one:
    nobody is told the better level in doubt. A float loses the noise of its own arithmetic first.
    """
    value = _exact(pm25)
    for low, high, first, last in BANDS:
        if value <= high:
            index = (last - first) * (value - low) / (high - low) + first
            return int(index.quantize(Decimal(1), ROUND_HALF_UP))
    return min(HIGHEST_AQI, ABOVE_TABLE + int(min(value, Decimal(HIGHEST_AQI))))


def level_of(aqi: int) -> int:
    """The level 1 (very good) to 5 of an index."""
    if aqi < 0:
        raise ValueError(f"not an index: {aqi}")
    return next((level.number for level in LEVELS if aqi <= level.highest_aqi), LEVELS[-1].number)


def level(pm25: float | Decimal | str) -> int:
    """The level 1 to 5 of a concentration. For an hour it is a colour borrowed from the 24-h scale: say so."""
    return level_of(thai_aqi(pm25))


def _exact(pm25: float | Decimal | str) -> Decimal:
    try:
        value = Decimal(repr(round(pm25, 6)) if isinstance(pm25, float) else pm25)
    except (InvalidOperation, TypeError, ValueError):
        raise ValueError(f"not a concentration: {pm25!r}") from None
    if not value.is_finite() or value < 0:
        raise ValueError(f"not a concentration: {pm25!r}")
    return value


@dataclass(frozen=True, slots=True)
class SilentStation:
    """A station that would have spoken for the place; `since` is the hour of its last value, if it ever had one."""

    station: Station
    distance_km: float
    since: datetime | None


@dataclass(frozen=True, slots=True)
class AirHere:
    """What may be said about the air of a place.

    kind: measured; silent (stations stand near, none has a fresh value: see `silent`); none (no station within
    NEAR_KM: `nearest` is for words only, its value is another valley's).
    `worse` is the worse level of hour and mean, `worse_is` which of them (mean when equal: the scale is made for it).
    `silent` names the stations that were passed over, the one that should have spoken first.
    """

    kind: str
    station: Station | None = None
    distance_km: float | None = None
    mean: Reading | None = None
    mean_aqi: int | None = None
    mean_level: int | None = None
    hour: Reading | None = None
    hour_level: int | None = None
    trend: str | None = None  # rising, falling, steady
    worse: int | None = None
    worse_is: str = ""  # hour, mean
    hours: tuple[Reading, ...] = ()  # the hourly readings of the 24 hours that end at `until`
    until: datetime | None = None
    silent: tuple[SilentStation, ...] = ()
    nearest: Station | None = None
    nearest_km: float | None = None


def air_at(point: Point, stations: Sequence[StationAir], now: datetime) -> AirHere:
    """Which station speaks for a place, and what it says.

    Of the stations within NEAR_KM that have a fresh hour or a fresh mean the nearest, a low-cost sensor counting as
    SENSOR_HANDICAP_KM farther away than it is; the same distance is decided by kind and id.
    """
    ranked = sorted(stations, key=lambda air: _rank(point, air.station))
    near = [air for air in ranked if distance_km(point, air.station.point) <= NEAR_KM]
    if not near:
        return _none_near(point, stations)
    passed_over: list[SilentStation] = []
    for air in near:
        mean, hour = _fresh_mean(air, now), _fresh_hour(air, now)
        away = distance_km(point, air.station.point)
        if mean or hour:
            return _measured(air, mean, hour, away, tuple(passed_over), now)
        passed_over.append(SilentStation(air.station, away, _last_heard(air, now)))
    return AirHere("silent", silent=tuple(passed_over))


def trend_of(hours: Sequence[Reading]) -> str | None:
    """Where the air goes: the newest hour against the mean of the two hours before it (one is enough).

    Steady within 5 µg/m³ or a fifth of what was, whichever is more; None when both hours before are missing.
    """
    if not hours:
        return None
    newest = max(hours, key=lambda reading: reading.at)
    earlier = [
        reading.pm25
        for reading in hours
        if timedelta(0) < newest.at - reading.at <= timedelta(hours=2)
    ]
    if not earlier:
        return None
    before = sum(earlier) / len(earlier)
    change = newest.pm25 - before
    if abs(change) <= max(STEADY_WITHIN, STEADY_SHARE * before):
        return "steady"
    return "rising" if change > 0 else "falling"


def _measured(
    air: StationAir,
    mean: Reading | None,
    hour: Reading | None,
    away: float,
    passed_over: tuple[SilentStation, ...],
    now: datetime,
) -> AirHere:
    until = hour.at if hour else now.replace(minute=0, second=0, microsecond=0)
    hours = tuple(
        reading
        for reading in _usable_hours(air, now)
        if timedelta(0) <= until - reading.at < timedelta(hours=24)
    )
    mean_level = level(mean.pm25) if mean else None
    hour_level = level(hour.pm25) if hour else None
    return AirHere(
        "measured",
        station=air.station,
        distance_km=away,
        mean=mean,
        mean_aqi=thai_aqi(mean.pm25) if mean else None,
        mean_level=mean_level,
        hour=hour,
        hour_level=hour_level,
        trend=trend_of(hours) if hour else None,
        worse=max(mean_level or 0, hour_level or 0),
        worse_is="hour" if (hour_level or 0) > (mean_level or 0) else "mean",
        hours=hours,
        until=until,
        silent=passed_over,
    )


def _none_near(point: Point, stations: Sequence[StationAir]) -> AirHere:
    if not stations:
        return AirHere("none")
    away, _, nearest = min(
        ((distance_km(point, air.station.point), air.station.id, air.station) for air in stations),
        key=lambda found: found[:2],
    )
    return AirHere("none", nearest=nearest, nearest_km=away)


def _rank(point: Point, station: Station) -> tuple[float, bool, str]:
    official = station.kind == "official"
    counted = distance_km(point, station.point) + (0 if official else SENSOR_HANDICAP_KM)
    return counted, not official, station.id


def _is_value(reading: Reading) -> bool:
    """Feeds write -1, -999 and the like for a missing value; none may ever pass for clean air."""
    return isfinite(reading.pm25) and reading.pm25 >= 0


def _is_usable(reading: Reading, hours: int, now: datetime) -> bool:
    return (
        reading.hours == hours
        and not reading.stale
        and _is_value(reading)
        and reading.at - now <= AHEAD_AT_MOST
    )


def _fresh_mean(air: StationAir, now: datetime) -> Reading | None:
    mean = air.mean
    if mean and _is_usable(mean, 24, now) and now - mean.at <= FRESH_FOR:
        return mean
    return None


def _fresh_hour(air: StationAir, now: datetime) -> Reading | None:
    hours = _usable_hours(air, now)
    return hours[-1] if hours and now - hours[-1].at <= FRESH_FOR else None


def _usable_hours(air: StationAir, now: datetime) -> tuple[Reading, ...]:
    """Oldest first; what came last for an hour counts."""
    by_hour = {reading.at: reading for reading in air.hourly if _is_usable(reading, 1, now)}
    return tuple(by_hour[at] for at in sorted(by_hour))


def _last_heard(air: StationAir, now: datetime) -> datetime | None:
    said = [*air.hourly, *([air.mean] if air.mean else [])]
    return max((it.at for it in said if _is_value(it) and it.at <= now), default=None)
