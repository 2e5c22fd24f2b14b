"""Hotspots that satellites saw: one pixel told by several services is one detection; which fire or permit explains it.

A hotspot is heat somewhere inside a pixel, not yet a fire, and none is no proof that nothing burns. Who is asked to
look: domain/hotspot_checks.py. Counts: domain/hotspot_counts.py. Feeds: sources/firms.py, gistda_hotspots.py, rfd_firemap.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import hypot
from typing import TypeVar

from domain import permits as burning
from domain.fires import FALSE, MERGED, PERMITTED, Fire
from domain.permits import APPROVED, BURNING, OUT, Permit
from domain.places import Point, distance_km
from domain.sightings import RULES, Estimate, Rules

One = TypeVar("One")

FIRMS, GISTDA, RFD = SOURCES = ("firms", "gistda-hotspots", "rfd-firemap")
LOW, NOMINAL, HIGH = CONFIDENCES = ("low", "nominal", "high")
VIIRS, MODIS = "VIIRS", "MODIS"
# The six kinds into which Thai agencies sort hotspots; their labels: domain/fire_closing.LAND.
CONSERVATION, RESERVED, FARM, REFORM, COMMUNITY, ROADSIDE = LANDS = (
    "conservation",
    "reserved",
    "farm",
    "reform",
    "community",
    "roadside",
)
# Services date a pass by the start of its piece, or by its own minute; two passes of one satellite are 100 minutes apart.
SAME_PASS = timedelta(minutes=5)
# Half a VIIRS pixel is 190 m: nearer than this, two services mean the same pixel and not its neighbour.
SAME_PIXEL_M = 150
# Half the diagonal of a pixel at its largest, where a service does not tell its size (375 m and 1 km in the middle).
UNTOLD_RADIUS_M = {VIIRS: 570, MODIS: 1500}
# Reports that ended as no fire of their own: heat there is explained by something else, or asked about.
NO_FIRES = (FALSE, PERMITTED, MERGED)
ASKED = re.compile(
    r"จุด\s*ความ\s*[รฮ][้็๊]?[อฮ]น|ฮ[อ็][ทต]\s*ส\s*ป[๊]?อ[ทต]|hot\s?spots?|viirs|modis|จุดแดงบนแผนที่|ดาวเทียม.*(?:จุด|ขึ้น)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pixel:
    """What one service tells of one pixel. `satellite` is empty where it is not told."""

    source: str
    at: datetime
    point: Point
    radius_m: int
    satellite: str = ""
    instrument: str = VIIRS
    confidence: str = NOMINAL
    land: str = ""
    area: str = ""  # a code that the service gives; the point decides where that is sure
    power_mw: float | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """One pixel of one pass, whoever told it. `outcome`: what became of it (domain/hotspot_checks.py)."""

    at: datetime
    point: Point
    radius_m: int
    satellite: str = ""
    instrument: str = VIIRS
    confidence: str = NOMINAL
    land: str = ""
    area: str = ""
    power_mw: float | None = None
    sources: tuple[str, ...] = ()
    id: int = 0
    check: int = 0
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What explains smoke or heat at a place and time; both None: nothing that is known."""

    fire: Fire | None = None
    permit: Permit | None = None

    @property
    def reference(self) -> str:
        if self.fire is not None:
            return self.fire.reference
        return self.permit.reference if self.permit else ""


def radius_of(scan_km: float | None, track_km: float | None, instrument: str) -> int:
    """Half the diagonal: the heat is within so many metres of the middle."""
    if scan_km is None or track_km is None:
        return UNTOLD_RADIUS_M.get(instrument, UNTOLD_RADIUS_M[VIIRS])
    return round(500 * hypot(scan_km, track_km))


def same(one: Pixel, other: Pixel) -> bool:
    """Two services about one pixel. Of one service two pixels are never one: neighbours overlap, too."""
    return (
        one.source != other.source
        and one.instrument == other.instrument
        and (not one.satellite or not other.satellite or one.satellite == other.satellite)
        and abs(one.at - other.at) <= SAME_PASS
        and distance_km(one.point, other.point) * 1000 <= SAME_PIXEL_M
    )


def merged(pixels: Iterable[Pixel]) -> list[Detection]:
    """Whatever hangs together by such pairs is one detection, so the order of services does not matter."""
    return sorted(
        (detection_of(one) for one in hanging_together(sorted(set(pixels), key=_order), same)),
        key=lambda one: (one.at, one.point.lat, one.point.lon, one.satellite),
    )


def _order(pixel: Pixel) -> tuple[object, ...]:
    return (
        SOURCES.index(pixel.source),
        pixel.at,
        pixel.point.lat,
        pixel.point.lon,
        pixel.satellite,
        pixel.radius_m,
        pixel.confidence,
        pixel.land,
        pixel.area,
        pixel.power_mw or 0.0,
        pixel.instrument,
    )


def hanging_together(many: Sequence[One], are_same: Callable[[One, One], bool]) -> list[list[One]]:
    """The groups that pairs make; within each, and among them, in the order given."""
    left = list(range(len(many)))
    found: list[list[One]] = []
    while left:
        group, reached = [left.pop(0)], 0
        while reached < len(group):
            near = [n for n in left if are_same(many[group[reached]], many[n])]
            group += near
            left = [n for n in left if n not in near]
            reached += 1
        found.append([many[n] for n in sorted(group)])
    return found


def detection_of(pixels: Iterable[Pixel]) -> Detection:
    """What all services together say: the place of the most trusted one, and whatever any of them tells besides."""
    told = sorted(pixels, key=_order)
    first = told[0]
    powers = [one.power_mw for one in told if one.power_mw is not None]
    return Detection(
        at=first.at,
        point=first.point,
        radius_m=first.radius_m,
        satellite=next((one.satellite for one in told if one.satellite), ""),
        instrument=first.instrument,
        confidence=first.confidence,
        land=next((one.land for one in told if one.land), ""),
        area=next((one.area for one in told if one.area), ""),
        power_mw=powers[0] if powers else None,
        sources=tuple(dict.fromkeys(one.source for one in told)),
    )


def tells(
    point: Point,
    at: datetime,
    permits: Iterable[Permit],
    fires: Iterable[Fire],
    *,
    slack_m: float = burning.PHONE_SLACK_M,
    rules: Rules = RULES,
) -> Told:
    """Whether a known fire or a permitted plot explains what burns there and then; `slack_m`: how wrong the point may be."""
    explaining = sorted(
        (one for one in permits if _burns(one, point, at, slack_m)), key=lambda one: one.id
    )
    return Told(fire_at(point, at, fires, slack_m, rules), next(iter(explaining), None))


def fire_at(
    point: Point, at: datetime, fires: Iterable[Fire], slack_m: float, rules: Rules = RULES
) -> Fire | None:
    """The nearest fire that burnt then and whose place agrees with the pixel. A fire of which only the tambon is known
    explains nothing: it would hide every other one there."""
    near: list[tuple[float, int, Fire]] = []
    for fire in fires:
        if fire.estimate is None or not _burnt(fire, at, rules):
            continue
        metres = 1000 * distance_km(point, fire.estimate.point)
        together = slack_m + fire.estimate.radius_m
        if metres <= together <= rules.sure_m:
            near.append((metres, fire.id, fire))
    return min(near, key=lambda one: one[:2])[2] if near else None


def still_burning(place: Estimate, fires: Iterable[Fire], rules: Rules = RULES) -> Fire | None:
    """The open fire that the pixels surely cover, however long ago it was last heard of."""
    near = [
        (1000 * distance_km(place.point, fire.estimate.point), fire.id, fire)
        for fire in fires
        if fire.is_open
        and not fire.is_drill
        and fire.estimate is not None
        and place.radius_m + fire.estimate.radius_m <= rules.sure_m
    ]
    best = min(near, key=lambda one: one[:2], default=None)
    if best is None or best[2].estimate is None:
        return None
    return best[2] if best[0] <= place.radius_m + best[2].estimate.radius_m else None


def _burnt(fire: Fire, at: datetime, rules: Rules) -> bool:
    """From some hours before its first report until its end. Heat after that is not known: it may burn again."""
    if fire.state in NO_FIRES or fire.is_drill:
        return False
    hours = timedelta(hours=rules.hours)
    last = fire.ended_at or fire.active_at + hours
    return fire.opened_at - hours <= at <= last


def near_open(point: Point, fires: Iterable[Fire], rules: Rules = RULES) -> Fire | None:
    """An open fire close by, or one that went out of late, although its time or place does not surely agree."""
    near = [
        (distance_km(point, fire.estimate.point) * 1000, fire.id, fire)
        for fire in fires
        if fire.estimate is not None and fire.state not in NO_FIRES and not fire.is_drill
    ]
    best = min(near, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] <= rules.offer_m else None


def _burns(permit: Permit, point: Point, at: datetime, slack_m: float) -> bool:
    """A satellite's news is hours old: what burnt out by permit meanwhile explains it too, up to its end."""
    if permit.state == OUT and permit.started_at is not None:
        if not permit.started_at <= at <= (permit.ended_at or permit.ends):
            return False
        permit = replace(permit, state=BURNING)
    elif permit.state not in (APPROVED, BURNING):
        return False
    return burning.covers(permit, point, at, slack_m=slack_m)


def is_asked(text: str) -> bool:
    """Whether a question is about hotspots, not about fires that people reported."""
    return ASKED.search(text[:300]) is not None
