"""The air behind us: the hours of a station as days, with how complete they are and how many were over the standard.

A day counts from 18 of its 24 hours on. Pictures: bot/pictures/days_chart.py. Where the hours come from: store/history.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from domain.air import SENSOR_HANDICAP_KM, Reading, Station, level
from domain.days import Span, day_of_hour, midnight, today
from domain.places import Point, distance_km
from domain.valleys import reach_km, same_valley

STANDARD = 37.5  # Thai 24-h standard, µg/m³
COMPLETE_FROM = 18  # hours of 24: three quarters, the usual rule
KEPT_IN_CHAT = 31  # days; what is older stands on the data page
DAY, WEEK, MONTH = 1, 7, 30
LATE = timedelta(hours=7)  # the slow official stations come in batches, up to 7 hours late


@dataclass(frozen=True, slots=True)
class Past:
    """A station near the place, and its hours of the last month, oldest first."""

    station: Station
    distance_km: float
    hours: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The mean of the hours there are; `is_complete` when three quarters of them are."""

    day: date
    hours: int = 0
    mean: float | None = None

    @property
    def is_complete(self) -> bool:
        return self.hours >= COMPLETE_FROM

    @property
    def level(self) -> int | None:
        return None if self.mean is None else level(round(self.mean, 1))


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a stretch of days: only complete days are counted and compared."""

    days: tuple[Day, ...]
    complete: int
    over: int
    mean: float | None
    worst: Day | None
    best: Day | None
    hours: int


@dataclass(frozen=True, slots=True)
class OneDay:
    """The 24 hours that end at `until`."""

    until: datetime
    hours: tuple[Reading, ...]
    mean: float | None
    worst: Reading | None


def speaks_for(
    point: Point, stations: Sequence[Station], area: str = ""
) -> tuple[tuple[Station, float], ...]:
    """The stations that may speak for a place (domain/air.py) with how far they are, the first to speak first."""
    near = [(one, distance_km(point, one.point)) for one in stations]
    ranked = sorted(
        (
            (one, away)
            for one, away in near
            if away <= reach_km(area) and same_valley(area, one.tambon)
        ),
        key=lambda pair: (
            pair[1] + (0 if pair[0].kind == "official" else SENSOR_HANDICAP_KM),
            pair[0].id,
        ),
    )
    return tuple(ranked)


def days_of(hours: Sequence[Reading], first: date, last: date) -> tuple[Day, ...]:
    """A Day for each date from first to last, also for those without a value."""
    by_day: dict[date, list[float]] = {}
    for reading in _values(hours):
        by_day.setdefault(day_of_hour(reading.at), []).append(reading.pm25)
    asked = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return tuple(_day(day, by_day.get(day, [])) for day in asked)


def told(days: Sequence[Day]) -> Told:
    complete = [day for day in days if day.is_complete and day.mean is not None]
    means = [day.mean for day in complete if day.mean is not None]
    return Told(
        days=tuple(days),
        complete=len(complete),
        over=sum(round(mean, 1) > STANDARD for mean in means),
        mean=sum(means) / len(means) if means else None,
        worst=max(complete, key=lambda day: day.mean or 0, default=None),
        best=min(complete, key=lambda day: day.mean or 0, default=None),
        hours=sum(day.hours for day in days),
    )


def one_day(hours: Sequence[Reading], until: datetime) -> OneDay:
    inside = tuple(
        one for one in _values(hours) if timedelta(0) <= until - one.at < timedelta(hours=24)
    )
    values = [one.pm25 for one in inside]
    return OneDay(
        until,
        inside,
        # A mean of fewer hours would be called a day and be none.
        sum(values) / len(values) if len(values) >= COMPLETE_FROM else None,
        max(inside, key=lambda one: one.pm25, default=None),
    )


def asked_days(days: int, now: datetime) -> Span:
    """The last `days` days, today among them."""
    return Span(today(now) - timedelta(days=days - 1), today(now))


def within_reach(span: Span, now: datetime) -> Span | None:
    """The part of a span that the chat still has; None when all of it is older or yet to come."""
    oldest = today(now) - timedelta(days=KEPT_IN_CHAT - 1)
    first, last = max(span.first, oldest), min(span.last, today(now))
    return Span(first, last, span.part) if first <= last else None


def end_of(day: date, hours: Sequence[Reading], now: datetime) -> datetime:
    """Where the 24 hours that are shown for a day end: its midnight; while it runs the newest hour, or this one
    where a station has been silent for longer than a batch is late."""
    end = midnight(day + timedelta(days=1))
    if end <= now:
        return end
    hour = now.replace(minute=0, second=0, microsecond=0)
    lately = [one.at for one in _values(hours) if hour - LATE <= one.at <= now]
    return max(lately, default=hour)


def _values(hours: Sequence[Reading]) -> list[Reading]:
    """Feeds write -1 and the like for a missing value."""
    return [one for one in hours if isfinite(one.pm25) and one.pm25 >= 0 and not one.stale]


def _day(day: date, values: Sequence[float]) -> Day:
    return Day(day, len(values), sum(values) / len(values) if values else None)
