"""What models say of the coming hours: dust, whether the smoke can get away, and how far the model was off lately.

A model is never a measurement: it is told as a model, with the station it was compared with. The colour follows the
worse of what the model says and what that would be if it is as wrong as in the last two days. Feeds:
sources/open_meteo.py, sources/gistda_pm25.py. Words: bot/cards/pm25_forecast.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import atan2, cos, degrees, isfinite, radians, sin

from domain.air import Modelled, Reading, Station, level
from domain.days import HOUR, IN_ORDER, Span, Spell, part_of, today, whole
from domain.places import Point, distance_km

GISTDA, OPEN_METEO = "gistda-pm25", "open-meteo"
# A run older than this describes another weather (Open-Meteo's smoke model is renewed every 12 hours).
RUN_LASTS = timedelta(hours=18)
NOW_LASTS = timedelta(hours=3)
COMPARED_FOR = timedelta(hours=48)
LEAST_PAIRS = 12
# Within a fifth of the measured air a model is as right as a model can be.
CLOSE_BELOW, CLOSE_ABOVE = 0.8, 1.25
MOST_RATIO = 4.0  # beyond it the two do not speak of the same air
MOST_SPELLS = 3
LEAST_SHARE = 0.5  # of the hours of a spell must be known

# Ventilation = mixing height x wind through it, m2/s: Oklahoma's category days (okstate.edu, E-1010), because no Thai
# threshold is published. Below 4,000 burning is held back there; 8,000 and more is a day with good dispersion.
TRAPPED_BELOW, CLEARS_FROM = 4000.0, 8000.0
WASHES_FROM = 1.0  # mm of rain in a spell
CALM_BELOW, LIGHT_BELOW, FRESH_FROM = 0.5, 3.4, 8.0  # m/s, Beaufort 0, 1 to 2, 3 to 4, 5


@dataclass(frozen=True, slots=True)
class ModelHour:
    """What a model says of the hour that ends at `at` in a district. `wind_from` in degrees, `through_ms` the wind
    through the mixed layer, `made_at` when we fetched it."""

    source: str
    area: str
    at: datetime
    pm25: float | None = None
    wind_ms: float | None = None
    wind_from: float | None = None
    through_ms: float | None = None
    mixing_m: float | None = None
    rain_mm: float | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StationHours:
    station: Station
    hours: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The models' hours by district code, and what the official stations measured in the last two days."""

    hours: Mapping[str, tuple[ModelHour, ...]] = field(default_factory=dict)
    measured: tuple[StationHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Bias:
    """How the model did: measured / modelled over `pairs` hours at `station`."""

    ratio: float
    pairs: int
    station: Station

    @property
    def verdict(self) -> str:
        if self.ratio > CLOSE_ABOVE:
            return "low"
        return "high" if self.ratio < CLOSE_BELOW else "close"

    @property
    def percent(self) -> int:
        """By how much the model was below or above what was measured."""
        return round(abs(1 - 1 / self.ratio) * 100)


@dataclass(frozen=True, slots=True)
class Expected:
    """A spell as the model sees it. `likely` is the value if the model is as low as it was lately, else the same."""

    spell: Spell
    model: float | None = None
    likely: float | None = None
    level: int | None = None
    air: str = ""  # trapped, some, clears
    wind: str = ""  # calm, light, moderate, fresh
    wind_from: int | None = None  # 0 north … 7 north-west
    rains: bool = False


def spells(span: Span | None, now: datetime) -> tuple[Spell, ...]:
    """Three parts of the day that was asked for, beginning with what is still to come; whole days for a longer span.

    Without a span: the next three parts, the night left out. Empty when all of it is past.
    """
    if span is None:
        return _parts(today(now), [kind for kind in IN_ORDER if kind != "night"], "morning", now)
    if span.last < today(now):
        return ()
    if span.days > 1:
        return _days(span, now)
    return _parts(span.first, list(IN_ORDER), _begins(span.part), now)


def _begins(part: str) -> str:
    """Tonight begins in the evening; noon is told with the afternoon."""
    first = {"night": "evening", "noon": "afternoon"}.get(part, part)
    return first if first in IN_ORDER else "morning"


def _parts(day: date, kinds: list[str], first: str, now: datetime) -> tuple[Spell, ...]:
    row = [part_of(day + timedelta(days=step), kind) for step in range(2) for kind in kinds]
    # Less than two hours of a part are no longer worth a line.
    coming = [spell for spell in row[kinds.index(first) :] if spell.end - now >= 2 * HOUR]
    return tuple(coming[:MOST_SPELLS])


def _days(span: Span, now: datetime) -> tuple[Spell, ...]:
    first = max(span.first, today(now))
    days = (span.last - first).days + 1
    return tuple(whole(first + timedelta(days=step)) for step in range(min(days, MOST_SPELLS)))


def expect(
    outlook: Outlook, district: str, coming: Sequence[Spell], bias: Bias | None, now: datetime
) -> tuple[Expected, ...]:
    hours = [hour for hour in _usable(outlook, district, OPEN_METEO, now) if hour.at > now]
    return tuple(_expected(spell, hours, bias, now) for spell in coming)


def _expected(
    spell: Spell, hours: Sequence[ModelHour], bias: Bias | None, now: datetime
) -> Expected:
    inside = [hour for hour in hours if spell.start < hour.at <= spell.end]
    length = (spell.end - max(spell.start, now)) / HOUR
    model = _mean([hour.pm25 for hour in inside], length)
    likely = model
    if model is not None and bias is not None and bias.verdict == "low":
        likely = model * min(bias.ratio, MOST_RATIO)
    wind = _mean([hour.wind_ms for hour in inside], length)
    return Expected(
        spell,
        model=model,
        likely=likely,
        level=None if likely is None else level(likely),
        air=_ventilation(inside, length),
        wind="" if wind is None else _force(wind),
        wind_from=None if wind is None or wind < CALM_BELOW else _direction(inside),
        rains=sum(hour.rain_mm or 0.0 for hour in inside) >= WASHES_FROM,
    )


def _mean(values: Sequence[float | None], length: float) -> float | None:
    known = [value for value in values if value is not None]
    if not known or len(known) < LEAST_SHARE * length:
        return None
    return sum(known) / len(known)


def _ventilation(hours: Sequence[ModelHour], length: float) -> str:
    index = _mean(
        [
            None
            if hour.mixing_m is None or hour.through_ms is None
            else hour.mixing_m * hour.through_ms
            for hour in hours
        ],
        length,
    )
    if index is None:
        return ""
    if index < TRAPPED_BELOW:
        return "trapped"
    return "clears" if index >= CLEARS_FROM else "some"


def _force(wind: float) -> str:
    if wind < CALM_BELOW:
        return "calm"
    if wind < LIGHT_BELOW:
        return "light"
    return "fresh" if wind >= FRESH_FROM else "moderate"


def _direction(hours: Sequence[ModelHour]) -> int | None:
    """Where the wind comes from, as an eighth of the compass; None when it goes round."""
    known = [(hour.wind_ms, hour.wind_from) for hour in hours]
    pairs = [(ms, source) for ms, source in known if ms is not None and source is not None]
    east = sum(ms * sin(radians(source)) for ms, source in pairs)
    north = sum(ms * cos(radians(source)) for ms, source in pairs)
    if not pairs or (east**2 + north**2) ** 0.5 < 0.5 * sum(ms for ms, _ in pairs):
        return None
    return round(degrees(atan2(east, north)) / 45) % 8


def bias_at(outlook: Outlook, point: Point, now: datetime) -> Bias | None:
    """How the model did at the nearest official station that has enough hours to compare."""
    near = sorted(
        outlook.measured,
        key=lambda one: (distance_km(point, one.station.point), one.station.id),
    )
    for one in near:
        found = _bias(outlook, one, now)
        if found is not None:
            return found
    return None


def _bias(outlook: Outlook, one: StationHours, now: datetime) -> Bias | None:
    said = {
        hour.at: hour.pm25
        for hour in outlook.hours.get(one.station.tambon[:4], ())
        if hour.source == OPEN_METEO and hour.pm25 is not None
    }
    pairs = [
        (said[reading.at], reading.pm25)
        for reading in one.hours
        if reading.at in said
        and timedelta(0) <= now - reading.at <= COMPARED_FOR
        and isfinite(reading.pm25)
        and reading.pm25 >= 0
        and not reading.stale
    ]
    modelled, measured = (sum(side) for side in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    if len(pairs) < LEAST_PAIRS or modelled <= 0 or measured <= 0:
        return None
    return Bias(measured / modelled, len(pairs), one.station)


def now_at(outlook: Outlook, district: str, now: datetime) -> Modelled | None:
    """What a model says of the air at this hour: GISTDA's satellite model first, it knows Thailand finer."""
    for source in (GISTDA, OPEN_METEO):
        past = [
            hour
            for hour in _usable(outlook, district, source, now)
            if hour.pm25 is not None and timedelta(0) <= now - hour.at <= NOW_LASTS
        ]
        if past:
            return Modelled(source, past[-1].at, past[-1].pm25 or 0.0)
    return None


def hours_with_dust(outlook: Outlook, district: str, now: datetime) -> tuple[ModelHour, ...]:
    return tuple(
        hour for hour in _usable(outlook, district, OPEN_METEO, now) if hour.pm25 is not None
    )


def next_hours(outlook: Outlook, district: str, now: datetime) -> tuple[Modelled, ...]:
    """The satellite model's next hours, three at most."""
    return tuple(
        Modelled(GISTDA, hour.at, hour.pm25)
        for hour in _usable(outlook, district, GISTDA, now)
        if hour.pm25 is not None and hour.at > now
    )[:3]


def _usable(outlook: Outlook, district: str, source: str, now: datetime) -> tuple[ModelHour, ...]:
    """The hours of a source in a district, oldest first, without those of a run that is too old."""
    found = [
        hour
        for hour in outlook.hours.get(district, ())
        if hour.source == source and (hour.made_at is None or now - hour.made_at <= RUN_LASTS)
    ]
    return tuple(sorted(found, key=lambda hour: hour.at))
