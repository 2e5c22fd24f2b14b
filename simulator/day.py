"""The four March days that the demo tells: haze that builds up, a fire near one tambon, rain. Pure functions of time.

Everything here is invented, and stands on fixed dates; the days around it are ordinary (haze.py).
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from itertools import pairwise

from .clock import ICT

HOUR = timedelta(hours=1)


def march(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=ICT)


# Times the ordinary level, at these moments and in between: haze gathers over three days, then it rains.
_BUILD_UP = (
    (march(8, 0), 1.0),
    (march(10, 0), 0.52),
    (march(11, 0), 0.56),
    (march(12, 0), 0.66),
    (march(12, 17), 0.86),
    (march(13, 0), 1.2),
    (march(13, 6), 1.45),
    (march(13, 18), 1.7),
    (march(14, 2), 1.65),
    (march(14, 6), 0.3),
    (march(14, 12), 0.2),
    (march(15, 12), 0.3),
    (march(18, 0), 1.0),
)
FIRST, LAST = _BUILD_UP[0][0], _BUILD_UP[-1][0]
# On these days only what is written below is late or missing.
TOLD = (march(10, 0), march(16, 0))

# A fire in the forest of ต.บ้านดง อ.แม่เมาะ; µg/m³ beside it, by the hour that ends then.
FIRE = (18.437, 99.771)
_SMOKE = {18: 9, 19: 34, 20: 143, 21: 58, 22: 22, 23: 8}
SMOKE_DAY = march(12, 0).date()
SMOKE_REACHES_KM = 9.0
KM_PER_DEGREE = 111.2

# The batches that came late: while this was the newest hour, the often late ones still showed the first.
_LATE = ((march(12, 9), march(12, 11)), (march(13, 7), march(13, 12)))
# 40t sent nothing for the hours from … to.
_SILENT = {"40t": (march(13, 14), march(13, 20))}


def strength(moment: datetime) -> float:
    """By how much the ordinary level is multiplied."""
    for (since, before), (until, after) in pairwise(_BUILD_UP):
        if since <= moment < until:
            return before + (after - before) * ((moment - since) / (until - since))
    return 1.0


def is_told(moment: datetime) -> bool:
    return TOLD[0] <= moment < TOLD[1]


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """On a flat map, which is near enough within a province."""
    north = (here[0] - there[0]) * KM_PER_DEGREE
    east = (here[1] - there[1]) * KM_PER_DEGREE * math.cos(math.radians(here[0]))
    return math.hypot(north, east)


def smoke(place: tuple[float, float], hour: datetime) -> float:
    """What the plume adds to the hour that ends at `hour`, µg/m³."""
    local = hour.astimezone(ICT)
    if local.date() != SMOKE_DAY:
        return 0.0
    return _SMOKE.get(local.hour, 0) * math.exp(
        -((distance_km(place, FIRE) / SMOKE_REACHES_KM) ** 2)
    )


def is_silent(station_id: str, hour: datetime) -> bool:
    since, until = _SILENT.get(station_id, (None, None))
    return since is not None and until is not None and since <= hour <= until


def newest_hour(station_id: str, latest: datetime, *, is_often_late: bool) -> datetime:
    """The hour in the feed when `latest` could be there: late batches, and a station that says nothing."""
    if is_often_late:
        for shown, until in _LATE:
            if shown <= latest <= until:
                return shown
    if is_silent(station_id, latest):
        return _SILENT[station_id][0] - HOUR
    return latest
