"""Where a fire is when people say where they stand: an estimated place with its uncertainty, and which are one fire.

Two sightings are one fire when their places agree within their uncertainty, within six hours, and the kinds go
together. A fire is whatever hangs together by such pairs, so the order in which people report does not matter.
Fires themselves: domain/fires.py. Tests: tests/domain/test_sightings.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, atan2, cos, degrees, pi, radians, sin

from domain.places import EARTH_RADIUS_KM, Area, Point, distance_km

FOREST, GRASS, FIELD, RUBBISH, BUILDING, SMOKE = KINDS = (
    "forest",
    "grass",
    "field",
    "rubbish",
    "building",
    "smoke",
)
# Fires that spread into each other, or that people name differently from afar. Smoke may be any of them.
LIKE = {
    FOREST: {FOREST, GRASS, FIELD},
    GRASS: {FOREST, GRASS, FIELD, RUBBISH},
    FIELD: {FOREST, GRASS, FIELD, RUBBISH},
    RUBBISH: {GRASS, FIELD, RUBBISH},
    BUILDING: {BUILDING},
}
HERE, AFAR = "here", "afar"
BEARINGS = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers that officials may change (docs/operations.md)."""

    pin_m: int = 250  # two sure pins agree within 500 m, as Pai Fah Sai's
    sure_m: int = 1500  # surer than this together, places that agree are one fire without asking
    offer_m: int = 2500  # nearer than this an open fire is offered: is it the same?
    too_unsure_m: int = 5000  # less sure than this together, nobody can say whether they are one
    hours: float = 6.0


RULES = Rules()
# How sure places are that are no pin, in metres.
UNSAID_PIN_M = 1500  # of which nobody said yet whether the fire is there
VILLAGE_M, HILL_M, TAMBON_M, DISTRICT_M = 1000, 2500, 6000, 15_000
UNSAID_KM = 3.0  # how far smoke on a hill usually is when nobody says
BEARING_ERROR = 0.45  # of the distance: one of eight directions, and a guess of how far
LONGEST_KM = 40.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where the fire probably is: within `radius_m` of `point`."""

    point: Point
    radius_m: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One person's report as far as merging needs it. `fire` is the id of the fire it is filed under, 0: none yet."""

    kind: str
    at: datetime
    estimate: Estimate | None
    fire: int = 0
    id: int = 0
    apart: frozenset[int] = frozenset()  # fires that an officer said are others


@dataclass(frozen=True, slots=True)
class Match:
    """`fire` 0: a new one. `joins`: other fires that this sighting shows to be the same. `maybe`: to be asked."""

    fire: int = 0
    joins: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()


def estimate(
    pin: Point | None,
    *,
    seen: str = "",
    bearing: str = "",
    far_km: float | None = None,
    named: Point | None = None,
    area: Area | None = None,
    rules: Rules = RULES,
) -> Estimate | None:
    """The best place that was told; an observer's pin alone says little about where the fire is."""
    if pin is not None and seen != AFAR:
        return Estimate(pin, rules.pin_m if seen == HERE else UNSAID_PIN_M)
    if pin is not None and bearing in BEARINGS:
        away = min(far_km or UNSAID_KM, LONGEST_KM)
        error = max(rules.pin_m, round(1000 * away * (BEARING_ERROR if far_km else 0.9)))
        return Estimate(moved(pin, BEARINGS[bearing], away), error)
    if named is not None:
        return Estimate(named, VILLAGE_M if seen != AFAR else HILL_M)
    if pin is not None:
        return Estimate(pin, round(1000 * (far_km or UNSAID_KM)) + rules.pin_m)
    if area is not None and len(area.code) > 2:
        return Estimate(area.centre, TAMBON_M if area.is_tambon else DISTRICT_M)
    return None


def moved(point: Point, bearing_degrees: float, km: float) -> Point:
    """The point `km` away in a direction (0 is north)."""
    lat, lon, turn = radians(point.lat), radians(point.lon), radians(bearing_degrees)
    arc = km / EARTH_RADIUS_KM
    there = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(turn))
    east = atan2(sin(turn) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(there))
    return Point(degrees(there), (degrees(lon + east) + 540) % 360 - 180)


def direction(start: Point, end: Point) -> str:
    """Which of the eight directions `end` lies in, seen from `start`."""
    lat1, lat2, east = radians(start.lat), radians(end.lat), radians(end.lon - start.lon)
    turn = atan2(sin(east) * cos(lat2), cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(east))
    return list(BEARINGS)[round((turn % (2 * pi)) / (pi / 4)) % 8]


def compatible(one: str, other: str) -> bool:
    return SMOKE in (one, other) or not one or not other or other in LIKE.get(one, {one})


def match(new: Sighting, others: Iterable[Sighting], rules: Rules = RULES) -> Match:
    """Under which fire a sighting is filed. `others` are the sightings of fires that are open or closed of late."""
    if new.estimate is None:
        return Match()
    same: dict[int, datetime] = {}
    maybe: dict[int, float] = {}
    here, radius = new.estimate.point, new.estimate.radius_m
    widest = (max(rules.offer_m, rules.sure_m) + radius) / 1000 / 111.0  # in degrees of latitude
    for other in others:
        if other.estimate is None or other.id == new.id != 0 or other.fire in new.apart:
            continue
        if abs(other.estimate.point.lat - here.lat) > widest + other.estimate.radius_m / 111_000:
            continue
        if not _in_time(new, other, rules) or not compatible(new.kind, other.kind):
            continue
        metres = 1000 * distance_km(here, other.estimate.point)
        together = radius + other.estimate.radius_m
        if metres <= together <= rules.sure_m:
            same[other.fire] = min(other.at, same.get(other.fire, other.at))
        elif metres <= max(together, rules.offer_m) and together <= rules.too_unsure_m:
            maybe[other.fire] = min(metres, maybe.get(other.fire, metres))
    first, *joins = sorted(same, key=lambda fire: (same[fire], fire)) or [0]
    unsure = sorted(maybe.keys() - same.keys(), key=lambda fire: (maybe[fire], fire))
    return Match(first, tuple(joins), tuple(unsure[:3]))


def _in_time(one: Sighting, other: Sighting, rules: Rules) -> bool:
    return abs(one.at - other.at) <= timedelta(hours=rules.hours)


def best(estimates: Sequence[Estimate | None]) -> Estimate | None:
    """Of all that was told about one fire: the middle of its surest places."""
    told = [one for one in estimates if one is not None]
    if not told:
        return None
    least = min(one.radius_m for one in told)
    surest = [one for one in told if one.radius_m <= 1.5 * least]
    middle = Point(
        sum(one.point.lat for one in surest) / len(surest),
        sum(one.point.lon for one in surest) / len(surest),
    )
    spread = max(round(1000 * distance_km(middle, one.point)) for one in surest)
    return Estimate(middle, max(least, spread))
