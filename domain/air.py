"""The air: stations, readings, the Thai index, and which reading may speak for a place.

What is said about it: domain/advice.py. Where it comes from: sources/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import isfinite

from domain.aqi import HIGHEST_AQI, LEVELS, Level, level, level_of, thai_aqi
from domain.places import Point, distance_km
from domain.valleys import NEAR_KM, reach_km, same_valley

__all__ = ["HIGHEST_AQI", "LEVELS", "NEAR_KM", "Level", "level", "level_of", "thai_aqi"]

# Hour H appears at H+0:10 to H+0:25 (measured on PCD's feed), so a healthy station is at most 1:25 old; three hours
# bear one missed round. Older batches (37t, 38t, 39t come 3 to 7 h late) describe another air.
FRESH_FOR = timedelta(hours=3)
# PCD's labels run up to 38 minutes ahead; further ahead the station's clock is wrong.
AHEAD_AT_MOST = timedelta(minutes=60)
# An official station is believed before a low-cost sensor unless the sensor is this much nearer.
SENSOR_HANDICAP_KM = 5.0
# What a value of a low-cost sensor says of itself: as measured, or set right by its type, or by a station beside it.
RAW, BY_TYPE, BY_FIT = "sensor/raw", "sensor/type", "sensor/fit"
# Between hours the values of one station wander by a few µg/m³ without meaning anything.
STEADY_WITHIN = 5.0
STEADY_SHARE = 0.2
# Two devices agree within 10 µg/m³ or 30 % of the higher one, whichever is more; their hours at most one apart.
AGREE_WITHIN = 10.0
AGREE_SHARE = 0.3
SAME_HOUR = timedelta(hours=1)


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

    @property
    def is_corrected(self) -> bool:
        """Of a low-cost sensor: its raw value was set right (domain/correction.py). Else it is what was measured."""
        return self.source.startswith("sensor/") and self.source != RAW


@dataclass(frozen=True, slots=True)
class StationAir:
    """A station with what it said lately: the newest 24-h mean, and the hours of the last day, oldest first."""

    station: Station
    mean: Reading | None = None
    hourly: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class SilentStation:
    """A station that would have spoken for the place; `since` is the hour of its last value, if it ever had one."""

    station: Station
    distance_km: float
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Modelled:
    """What a model computes for the hour that ends at `at`; never a measurement. `source` names the model."""

    source: str
    at: datetime
    pm25: float


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Other devices near the place with a fresh hour: how many say the same as the low-cost sensor that speaks."""

    agree: int = 0
    differ: int = 0

    @property
    def sure(self) -> str:
        """several, one (nobody else measures near), split (others measure something else)."""
        if self.agree:
            return "several"
        return "split" if self.differ else "one"


@dataclass(frozen=True, slots=True)
class AirHere:
    """What may be said about the air of a place.

    kind: measured; silent (stations stand near, none has a fresh value: see `silent`); none (no station within
    NEAR_KM: `nearest` is for words only, its value is another valley's).
    `worse` is the worse level of hour and mean, `worse_is` which of them (mean when equal: the scale is made for it).
    `silent` names the stations that were passed over, the one that should have spoken first.
    `witnesses` is set where a low-cost sensor speaks. `model` is handed through for places that nobody measures: kind
    stays silent or none, because a model measures nothing.
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
    witnesses: Witnesses | None = None
    model: Modelled | None = None

    @property
    def is_by_sensor(self) -> bool:
        return self.station is not None and self.station.kind != "official"


def air_at(
    point: Point,
    stations: Sequence[StationAir],
    now: datetime,
    *,
    area: str = "",
    model: Modelled | None = None,
) -> AirHere:
    """Which station speaks for a place, and what it says.

    Of the stations near (NEAR_KM, and in the valley of `area`, the code of its tambon or district) that have a fresh
    hour or a fresh mean the nearest, a low-cost sensor counting as SENSOR_HANDICAP_KM farther away than it is; the same
    distance is decided by kind and id.
    """
    ranked = sorted(stations, key=lambda air: _rank(point, air.station))
    near = [air for air in ranked if _may_speak(air.station, point, area)]
    if not near:
        return replace(_none_near(point, stations), model=model)
    passed_over: list[SilentStation] = []
    for air in near:
        mean, hour = _fresh_mean(air, now), _fresh_hour(air, now)
        away = distance_km(point, air.station.point)
        if mean or hour:
            here = _measured(air, mean, hour, away, tuple(passed_over), now)
            return (
                replace(here, witnesses=_witnesses(here, near, now)) if here.is_by_sensor else here
            )
        passed_over.append(SilentStation(air.station, away, _last_heard(air, now)))
    return AirHere("silent", silent=tuple(passed_over), model=model)


def agree(one: float, other: float) -> bool:
    return abs(one - other) <= max(AGREE_WITHIN, AGREE_SHARE * max(one, other))


def _may_speak(station: Station, point: Point, area: str) -> bool:
    near = distance_km(point, station.point) <= reach_km(area)
    return near and same_valley(area, station.tambon)


def _witnesses(here: AirHere, near: Sequence[StationAir], now: datetime) -> Witnesses:
    others = [_fresh_hour(air, now) for air in near if air.station is not here.station]
    said = [hour for hour in others if hour and here.hour and _is_same_hour(hour, here.hour)]
    agreeing = sum(agree(hour.pm25, here.hour.pm25) for hour in said if here.hour)
    return Witnesses(agreeing, len(said) - agreeing)


def _is_same_hour(one: Reading, other: Reading) -> bool:
    return abs(one.at - other.at) <= SAME_HOUR


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
