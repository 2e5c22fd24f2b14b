"""What the measuring devices around a tambon say for an hour, as far as a warning may rest on it.

One official station speaks alone, within its plausibility; low-cost sensors speak in pairs that stand apart and agree
in two hours running. Rules as numbers: domain/alert_rules.py. What follows: domain/alerts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from math import isfinite

from domain.air import Reading, Station, StationAir
from domain.alert_rules import Rules
from domain.places import Area, Point, distance_km
from domain.valleys import reach_km, same_valley

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Witness:
    """A device with its usable values by the hour they end at: hours, and the 24-h means its feed gave."""

    station: Station
    hours: Mapping[datetime, float]
    means: Mapping[datetime, float]

    @property
    def is_official(self) -> bool:
        return self.station.kind == "official"

    @property
    def newest(self) -> datetime | None:
        return max((*self.hours, *self.means), default=None)


@dataclass(frozen=True, slots=True)
class Voice:
    """What may be said of an hour. Of a pair `mean` and `hour` are the lower ones: both say at least so much.

    `worst` is the highest number of hour and mean: the air is better only when this is. `rose`: a fast rise.
    """

    at: datetime
    stations: tuple[Station, ...]
    mean: float | None
    hour: float | None
    worst: float
    rose: bool

    @property
    def source(self) -> str:
        return "+".join(station.id for station in self.stations)

    @property
    def kind(self) -> str:
        """An official station by its id; low-cost sensors are one source, whichever two of them speak."""
        return self.source if len(self.stations) == 1 else "sensors"


def witness(air: StationAir) -> Witness:
    means = [air.mean] if air.mean else []
    return Witness(air.station, _by_hour(air.hourly, 1), _by_hour(means, 24))


def _by_hour(readings: Iterable[Reading], hours: int) -> dict[datetime, float]:
    return {
        one.at: one.pm25
        for one in readings
        if one.hours == hours and not one.stale and isfinite(one.pm25) and one.pm25 >= 0
    }


@lru_cache(maxsize=1 << 16)
def _km(here: Point, there: Point) -> float:
    """Neither areas nor devices move: worked out once."""
    return distance_km(here, there)


Near = tuple[float, str, Witness]  # how far from the middle of an area, its id, and what it says


@dataclass(frozen=True)
class Listening:
    """All witnesses of the province; what one or two of them say of an hour is worked out once."""

    witnesses: Sequence[Witness]
    rules: Rules
    _near: dict[str, list[Near]] = field(default_factory=dict)
    _agreed: dict[tuple[str, str, datetime], bool] = field(default_factory=dict)
    _means: dict[tuple[str, datetime], float | None] = field(default_factory=dict)

    def voices(self, area: Area, at: datetime) -> tuple[Voice, ...]:
        """The official station that speaks for the area, then the nearest pair of sensors; either may lack."""
        near = self._around(area)
        official = next(
            (voice for _, _, one in near if one.is_official and (voice := self._official(one, at))),
            None,
        )
        pair = self._pair(near, at)
        return tuple(voice for voice in (official, pair) if voice)

    def _around(self, area: Area) -> list[Near]:
        """Who measures the same air, the nearest first: not too far off, and not in another valley."""
        if area.code not in self._near:
            reach = min(self.rules.near_km, reach_km(area.code))
            self._near[area.code] = sorted(
                (away, one.station.id, one)
                for one in self.witnesses
                if (away := _km(area.centre, one.station.point)) <= reach
                and same_valley(area.code, one.station.tambon)
            )
        return self._near[area.code]

    def _official(self, one: Witness, at: datetime) -> Voice | None:
        hour = one.hours.get(at)
        if hour is not None and self._jumped(one, at):
            hour = None  # the next hour, or sensors around it, may confirm it
        mean = self._mean(one, at)
        known = [value for value in (mean, hour) if value is not None]
        if not known:
            return None
        rose = hour is not None and self._rose(one, at)
        return Voice(at, (one.station,), mean, hour, max(known), rose)

    def _jumped(self, one: Witness, at: datetime) -> bool:
        before = one.hours.get(at - HOUR)
        return before is not None and one.hours[at] - before > self.rules.jump_limit

    def _mean(self, one: Witness, at: datetime) -> float | None:
        key = (one.station.id, at)
        if key not in self._means:
            self._means[key] = self._work_out_mean(one, at)
        return self._means[key]

    def _work_out_mean(self, one: Witness, at: datetime) -> float | None:
        """The feed's mean, else ours of the hours; a feed's mean that contradicts its own hours is not believed."""
        day = [
            value for back in range(24) if (value := one.hours.get(at - back * HOUR)) is not None
        ]
        ours = sum(day) / len(day) if len(day) >= self.rules.complete_hours else None
        told = one.means.get(at)
        if told is None:
            return None if self._is_gap(one, at) else ours
        return told if ours is None or self.rules.agree(told, ours) else None

    def _is_gap(self, one: Witness, at: datetime) -> bool:
        """Without the hour itself our mean would be that of an hour before."""
        return at not in one.hours

    def _rose(self, one: Witness, at: datetime) -> bool:
        before = [
            value
            for back in range(1, int(self.rules.rise_hours) + 1)
            if (value := one.hours.get(at - back * HOUR)) is not None
        ]
        hour = one.hours[at]
        return (
            bool(before)
            and hour >= self.rules.rise_hour
            and hour - min(before) >= self.rules.rise_by
        )

    def _pair(self, near: Sequence[Near], at: datetime) -> Voice | None:
        """The nearest two sensors that may speak together."""
        found = self._nearest_pair([one for one in near if self._has_two_hours(one[2], at)], at)
        if found is None:
            return None
        one, other = found
        means = [self._mean(one, at), self._mean(other, at)]
        known = [mean for mean in means if mean is not None]
        mean = min(known) if len(known) == 2 and self.rules.agree(*known) else None
        hours = (one.hours[at], other.hours[at])
        rose = self._rose(one, at) and self._rose(other, at)
        stations = (one.station, other.station)
        return Voice(at, stations, mean, min(hours), max(*hours, *known), rose)

    def _has_two_hours(self, one: Witness, at: datetime) -> bool:
        return not one.is_official and at in one.hours and at - HOUR in one.hours

    def _nearest_pair(
        self, sensors: Sequence[Near], at: datetime
    ) -> tuple[Witness, Witness] | None:
        """By the sum of their distances; the same sum is decided by their ids."""
        best: tuple[float, str, str] | None = None
        found = None
        for number, (here, _, first) in enumerate(sensors):
            for there, _, second in sensors[number + 1 :]:
                if best is not None and here + there > best[0]:
                    break  # the rest stands farther off
                one, other = sorted((first, second), key=lambda w: w.station.id)
                rank = (here + there, one.station.id, other.station.id)
                if (best is None or rank < best) and self._agree(one, other, at):
                    best, found = rank, (one, other)
        return found

    def _agree(self, one: Witness, other: Witness, at: datetime) -> bool:
        key = (one.station.id, other.station.id, at)
        if key not in self._agreed:
            apart = _km(one.station.point, other.station.point)
            self._agreed[key] = apart >= self.rules.apart_km and all(
                self.rules.agree(one.hours[hour], other.hours[hour]) for hour in (at, at - HOUR)
            )
        return self._agreed[key]
