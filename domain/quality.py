"""What speaks against a reading of a low-cost sensor: the rules, as pure functions that give reasons.

FAULTS keep a value from being used; it stays kept and is shown to officers. CAUTIONS are only told with it. Practice of
other networks stands beside each number; all of them can be set (Limits). Hours: domain/hours.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from domain.air import agree
from domain.hours import DAY, HOUR, HOURS_OF_A_DAY, Hour
from domain.measured import Measured
from domain.words import N_

FAULTS = {
    "range": N_("above what this kind of sensor can measure"),
    "clock": N_("its clock runs ahead"),
    "spike": N_("a lone jump for one moment"),
    "incomplete": N_("less than three quarters of the hour"),
    "stuck": N_("the same value for hours"),
    "fog": N_("fog counts as dust"),
    "alone_high": N_("much more than all sensors beside it"),
    "alone_low": N_("much less than all sensors beside it"),
    "too_clean": N_("clean all day while the stations around it are not"),
    "copy": N_("says the same as another one on the same spot"),
}
CAUTIONS = {
    "humid": N_("humid air makes the dust look more"),
    "unconfirmed": N_("a fast rise that nobody else measures near"),
}
# What each kind can measure, µg/m³: makers' sheets; DustBoy: 0 to 600 as its own team says.
RANGES = {"pms5003": 1000.0, "sds011": 999.9, "dustboy": 600.0, "airgradient": 1000.0}


@dataclass(frozen=True, slots=True)
class Limits:
    """µg/m³, km, percent, hours."""

    clock_ahead: timedelta = timedelta(minutes=10)
    humid: float = 85.0  # from here on drops swell the smoke
    fog: float = 97.0
    # DustBoys report whole numbers: eleven equal hours of clean air are real.
    stuck_hours: int = 12
    stuck_hours_high: int = 6
    stuck_high: float = 15.0
    moving: float = 5.0  # what others must have moved meanwhile
    near_km: float = 10.0
    times: float = 3.0  # of the median of two neighbours or more
    least_median: float = 5.0
    least_median_low: float = 25.0
    wide_km: float = 30.0
    bad_air: float = 25.0  # the cleanest 24-h mean around
    clean_share: float = 0.4
    step: float = 50.0  # in an hour
    same_spot_km: float = 0.3
    copy_hours: int = 12


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Peer:
    """Another device: how far it is, and its hours by their end (a sensor's raw ones, without faults of its own)."""

    id: str
    distance_km: float
    is_official: bool
    hours: Mapping[datetime, float]


def of_moment(
    measured: Measured, kind: str, received_at: datetime, limits: Limits = LIMITS
) -> tuple[str, ...]:
    """What speaks against one moment by itself. What is no reading at all is refused before: domain/measured.py."""
    faults = []
    if measured.pm25 > RANGES.get(kind, max(RANGES.values())):
        faults.append("range")
    if measured.at - received_at > limits.clock_ahead:
        faults.append("clock")
    return tuple(faults)


def of_hour(
    hour: Hour,
    earlier: Mapping[datetime, Hour],
    peers: Sequence[Peer],
    limits: Limits = LIMITS,
    *,
    is_dried: bool = False,
) -> tuple[str, ...]:
    """Faults and cautions of an hour, sorted. `earlier`: its own hours of the last day; `is_dried`: its correction
    takes the humidity out."""
    found = set(hour.faults)
    found |= _of_humidity(hour, limits, is_dried)
    if _is_stuck(hour, earlier, peers, limits):
        found.add("stuck")
    found |= _of_neighbours(hour, earlier, peers, limits)
    if _is_too_clean(hour, earlier, peers, limits):
        found.add("too_clean")
    if _is_copy(hour, earlier, peers, limits):
        found.add("copy")
    return tuple(sorted(found))


def is_usable(flags: Sequence[str]) -> bool:
    return not any(flag in FAULTS for flag in flags)


def _of_humidity(hour: Hour, limits: Limits, is_dried: bool) -> set[str]:
    if hour.humidity is None or is_dried or hour.humidity <= limits.humid:
        return set()
    return {"fog"} if hour.humidity >= limits.fog else {"humid"}


def _is_stuck(
    hour: Hour, earlier: Mapping[datetime, Hour], peers: Sequence[Peer], limits: Limits
) -> bool:
    equal = 0
    here: Hour | None = hour
    while here is not None and here.is_flat and here.raw == hour.raw:
        equal += 1
        here = earlier.get(hour.at - equal * HOUR)
    if equal >= limits.stuck_hours:
        return True
    if equal < limits.stuck_hours_high or hour.raw <= limits.stuck_high:
        return False
    since = hour.at - equal * HOUR
    return any(_moved(peer, since, hour.at) > limits.moving for peer in _near(peers, limits))


def _moved(peer: Peer, since: datetime, until: datetime) -> float:
    values = [value for at, value in peer.hours.items() if since < at <= until]
    return max(values) - min(values) if values else 0.0


def _of_neighbours(
    hour: Hour, earlier: Mapping[datetime, Hour], peers: Sequence[Peer], limits: Limits
) -> set[str]:
    """A plume of smoke looks like a mistake: one neighbour that agrees is enough to believe it."""
    values = [peer.hours[hour.at] for peer in _near(peers, limits) if hour.at in peer.hours]
    if any(agree(hour.raw, value) for value in values):
        return set()
    middle = median(values) if len(values) >= 2 else None
    if middle is not None and middle > limits.least_median and hour.raw > limits.times * middle:
        return {"alone_high"}
    if middle is not None and middle > limits.least_median_low and hour.raw * limits.times < middle:
        return {"alone_low"}
    before = earlier.get(hour.at - HOUR)
    rises = before is not None and hour.raw - before.raw > limits.step
    return {"unconfirmed"} if rises else set()


def _is_too_clean(
    hour: Hour, earlier: Mapping[datetime, Hour], peers: Sequence[Peer], limits: Limits
) -> bool:
    """The dangerous mistake: it calls the air good while everybody around it, an official station too, does not."""
    own = _day_mean({**{at: one.raw for at, one in earlier.items()}, hour.at: hour.raw}, hour.at)
    wide = [peer for peer in peers if peer.distance_km <= limits.wide_km]
    official = _day_means([peer for peer in wide if peer.is_official], hour.at)
    if own is None or not official or own >= limits.clean_share * min(official):
        return False  # the others are asked only where it matters
    means = official + _day_means([peer for peer in wide if not peer.is_official], hour.at)
    cleanest = min(means)
    return len(means) > 1 and cleanest > limits.bad_air and own < limits.clean_share * cleanest


def _day_means(peers: Sequence[Peer], until: datetime) -> list[float]:
    means = (_day_mean(peer.hours, until) for peer in peers)
    return [mean for mean in means if mean is not None]


def _day_mean(hours: Mapping[datetime, float], until: datetime) -> float | None:
    values = [value for at, value in hours.items() if timedelta(0) <= until - at < DAY]
    return sum(values) / len(values) if len(values) >= HOURS_OF_A_DAY else None


def _is_copy(
    hour: Hour, earlier: Mapping[datetime, Hour], peers: Sequence[Peer], limits: Limits
) -> bool:
    """One device through two feeds has one vote: the official one keeps it, else the name that sorts first."""
    own = {**{at: one.raw for at, one in earlier.items()}, hour.at: hour.raw}
    for peer in peers:
        is_first = peer.is_official or peer.id < hour.sensor
        if not is_first or peer.distance_km > limits.same_spot_km:
            continue
        shared = [at for at in own if at in peer.hours]
        is_moving = len({own[at] for at in shared}) > 1
        equal = all(round(own[at], 1) == round(peer.hours[at], 1) for at in shared)
        if len(shared) >= limits.copy_hours and is_moving and equal:
            return True
    return False


def _near(peers: Sequence[Peer], limits: Limits) -> list[Peer]:
    return [peer for peer in peers if peer.distance_km <= limits.near_km]
