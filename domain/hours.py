"""From moments to hours and days: the hourly mean of a sensor, how complete it is, and the mean of 24 hours.

An hour is named by its end, as the feeds do. What may be believed of it: domain/quality.py. Kept in store/sensors.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from domain.air import RAW, Reading
from domain.measured import Measured

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
# Three quarters of what should be there: the usual rule for hours and for days.
COMPLETE_SHARE = 0.75
HOURS_OF_A_DAY = ceil(24 * COMPLETE_SHARE)
LEARNED_OVER = timedelta(hours=6)  # from these gaps it is learned how often a sensor sends
MOST_AN_HOUR = 60  # more often than once a minute makes an hour no more complete
# A single moment that stands this far above both its neighbours in time, and three times as high, is no air.
SPIKE_STEP, SPIKE_TIMES = 50.0, 3.0


@dataclass(frozen=True, slots=True)
class Kept:
    """A measured moment as it was kept, with what spoke against it when it came (domain/quality.py)."""

    measured: Measured
    faults: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        return self.measured.at

    @property
    def pm25(self) -> float:
        return self.measured.pm25


@dataclass(frozen=True, slots=True)
class Hour:
    """What a sensor measured in the hour that ends at `at`, uncorrected: mean, least and most, and of how many moments.

    `faults` are those that the moments themselves show.
    """

    sensor: str
    at: datetime
    raw: float
    low: float
    high: float
    humidity: float | None = None
    count: int = 1
    expected: int = 1
    faults: tuple[str, ...] = ()

    @property
    def is_flat(self) -> bool:
        return self.low == self.high


def hour_of(at: datetime) -> datetime:
    """The end of the hour that a moment belongs to; a moment on the hour ends its hour."""
    floor = at.replace(minute=0, second=0, microsecond=0)
    return floor if floor == at else floor + HOUR


def last_ended(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def expected_an_hour(moments: Sequence[datetime]) -> int:
    """How many moments this sensor sends in an hour, learned from its own gaps; 1 while nothing is known."""
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    if not gaps:
        return 1
    return max(1, min(MOST_AN_HOUR, round(3600 / max(1.0, median(gaps)))))


def spikes(rows: Sequence[Kept]) -> frozenset[datetime]:
    """Lone moments: far above the one before and the one after, which are both within half an hour."""
    found = set()
    for before, here, after in zip(rows, rows[1:], rows[2:], strict=False):
        beside = max(before.pm25, after.pm25)
        near = here.at - before.at <= HOUR / 2 and after.at - here.at <= HOUR / 2
        if near and here.pm25 - beside > SPIKE_STEP and here.pm25 > SPIKE_TIMES * beside:
            found.add(here.at)
    return frozenset(found)


def roll_up(sensor: str, at: datetime, rows: Sequence[Kept]) -> Hour | None:
    """The hour that ends at `at` from the moments of the last hours, oldest first; None when it has none.

    Moments with faults are left out; an hour of nothing else is kept with their faults.
    """
    inside = [row for row in rows if at - HOUR < row.at <= at]
    if not inside:
        return None
    lone = spikes(rows)
    good = [row for row in inside if not row.faults and row.at not in lone]
    used = good or inside
    expected = expected_an_hour([row.at for row in rows if at - LEARNED_OVER < row.at <= at])
    faults = {fault for row in inside for fault in row.faults} if not good else set()
    if not good and lone:
        faults.add("spike")
    if len(good) < ceil(COMPLETE_SHARE * expected):
        faults.add("incomplete")
    humid = [row.measured.humidity for row in used if _is_humidity(row.measured.humidity)]
    values = [row.pm25 for row in used]
    return Hour(
        sensor,
        at,
        raw=sum(values) / len(values),
        low=min(values),
        high=max(values),
        humidity=sum(humid) / len(humid) if humid else None,  # type: ignore[arg-type]
        count=len(good),
        expected=expected,
        faults=tuple(sorted(faults)),
    )


def mean_of_day(hours: Sequence[Reading]) -> Reading | None:
    """The 24-h mean that ends with the newest hour; None when fewer than 18 of its 24 hours are there.

    It counts as corrected only when every hour in it is.
    """
    if not hours:
        return None
    newest = max(hours, key=lambda reading: reading.at)
    inside = [one for one in hours if timedelta(0) <= newest.at - one.at < DAY]
    if len(inside) < HOURS_OF_A_DAY:
        return None
    source = newest.source if all(one.is_corrected for one in inside) else RAW
    mean = sum(one.pm25 for one in inside) / len(inside)
    return Reading(newest.station, newest.at, 24, mean, source)


def _is_humidity(value: float | None) -> bool:
    """0 and 100 exactly are what a broken or wet humidity sensor says."""
    return value is not None and 0 < value < 100
