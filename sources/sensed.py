"""What the feeds of low-cost sensors share: what was read, and whether a sensor stands where its name says.

The feeds: sources/dustboy.py, sources/airgradient.py. Judging is the same as for sensors that push: store/judging.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain import lampang
from domain.air import AHEAD_AT_MOST, Station
from domain.measured import MOST_PM, Measured
from domain.outlines import locate_by_facts
from domain.places import Point
from sources.air4thai import Rejected, pm25_of
from sources.fetch import FeedError

NEWS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sensed:
    """A moment of a sensor. Without `station` it is taken only if that sensor is registered already."""

    sensor: str
    kind: str
    measured: Measured
    station: Station | None = None


@dataclass(frozen=True, slots=True)
class SensorsRead:
    sensed: tuple[Sensed, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[FeedError, ...] = ()


class Unusable(Exception):
    """A row's reason to be left out."""


def without_old(read: SensorsRead, now: datetime) -> SensorsRead:
    """A feed goes on telling the last value of a device that fell silent months ago."""
    old = [one for one in read.sensed if now - one.measured.at > NEWS_FOR]
    return replace(
        read,
        sensed=tuple(one for one in read.sensed if one not in old),
        rejected=(*read.rejected, *(Rejected(one.sensor, "too old") for one in old)),
    )


def station(sensor: str, name_th: str, name_en: str, lat: Any, lon: Any, source: str) -> Station:
    """Where it stands; Unusable for a place outside the province, and for one that its own name contradicts."""
    try:
        point = Point(float(str(lat)), float(str(lon)))
    except ValueError:
        raise Unusable("out of place") from None
    found = locate_by_facts(point)
    if found.outside:
        raise Unusable("out of place")
    if is_named_elsewhere(f"{name_th} {name_en}", found.sure_code):
        raise Unusable("its name is another district's")
    name_th, name_en = name_th or name_en or sensor, name_en or name_th or sensor
    return Station(sensor, name_th[:80], name_en[:80], point, "sensor", found.sure_code, source)


def is_named_elsewhere(name: str, code: str) -> bool:
    """A name with a district in it that is neither this one nor one beside it: the coordinates (or the name) are wrong."""
    here = lampang.DISTRICT_FACTS.get(code[:4])
    letters = re.sub(r"[^a-z\u0e00-\u0e7f]", "", name.lower())
    named = {
        each.code
        for each in lampang.DISTRICTS
        if len(each.name_th) > 4  # งาว and เถิน stand inside other words
        and (each.name_th in letters or each.name_en.lower().replace(" ", "") in letters)
    }
    if here is None or not named:
        return False
    return not named & {here.area.code, *here.neighbours}


def moment(at: datetime, now: datetime | None, pm25: Any, **more: Any) -> Measured:
    """Unusable for no value, an impossible one and a bad clock; the other values are left out if they are odd."""
    at = at.astimezone(UTC).replace(microsecond=0)
    try:
        dust = pm25_of(pm25)
    except (ValueError, OverflowError):
        raise Unusable("out of range") from None
    if dust is None:
        raise Unusable("no value")
    if now is not None and at - now > AHEAD_AT_MOST:
        raise Unusable("a bad clock")
    return Measured(
        at,
        dust,
        _within(more.get("pm10"), 0, MOST_PM),
        _within(more.get("humidity"), 0, 100),
        _within(more.get("temperature"), -40, 85),
    )


def _within(raw: Any, least: float, most: float) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    try:
        value = float(raw)
    except (ValueError, OverflowError):
        return None
    return value if least <= value <= most else None
