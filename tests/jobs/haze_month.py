"""A month of haze over Lampang, made up from a seed: 4 stations, 14 sensors, gaps, late batches, liars, a bonfire."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import lampang
from domain.air import Reading, Station
from domain.places import Point, distance_km
from domain.valleys import reach_km, same_valley
from tests.jobs.haze import MAE_MO, TOWN

HOUR = timedelta(hours=1)
START = datetime.fromisoformat("2026-03-01T00:00+07:00")
SOP_PAT = Station("38t", "สบป้าด", "Sop Pat", Point(18.2502, 99.7642), tambon="520205")
THA_SI = Station("39t", "ท่าสี", "Tha Si", Point(18.4246, 99.7570), tambon="520201")
OFFICIAL = (MAE_MO, TOWN, SOP_PAT, THA_SI)
# Beside the towns of ten districts; the first two of Wang Nuea stand 300 m apart.
SENSORS = tuple(
    Station(f"s{number:02}", "", "", Point(lat, lon), "sensor", tambon)
    for number, (lat, lon, tambon) in enumerate(
        [
            (19.1590, 99.5860, "520702"), (19.1612, 99.5875, "520702"), (19.1850, 99.5930, "520702"),
            (19.0840, 99.6460, "520708"), (18.7120, 99.5570, "520607"), (18.7250, 99.5800, "520607"),
            (18.7560, 99.9780, "520502"), (18.7690, 99.9900, "520501"), (17.6130, 99.2160, "520801"),
            (17.6300, 99.2300, "520801"), (18.2990, 99.5100, "520101"), (18.2700, 99.4400, "520108"),
            (18.2450, 99.4700, "520106"), (18.1850, 99.3950, "520308"),
        ],
        1,
    )
)  # fmt: skip
BONFIRE, PLUME = range(30, 33), range(40, 44)


def late(days: int) -> range:
    """Hours whose batch of one station comes five hours late."""
    return range(24 * days * 35 // 100, 24 * days * 40 // 100)


def away(days: int) -> range:
    """Hours in which our clock did not run."""
    return range(24 * days * 55 // 100, 24 * days * 55 // 100 + 6)


@dataclass(frozen=True)
class Arrival:
    at: datetime  # when it reached us
    reading: Reading


def haze(hour: int, days: int) -> float:
    """Clean, rising to red, falling, and a second, shorter spell; worse in the morning."""
    share = hour / (24 * days)
    spells = ((0.15, 18), (0.3, 55), (0.45, 110), (0.6, 60), (0.7, 20), (0.85, 85), (1.01, 25))
    base, before = 15.0, 0.0
    for until, value in spells:
        if share < until:
            return base + (value - base) * (share - before) / (until - before)
        base, before = float(value), until
    return base


def arrivals(days: int, seed: int = 9) -> list[Arrival]:
    dice = random.Random(seed)
    found = []
    for hour in range(-30, 24 * days):
        at = START + hour * HOUR
        daily = 1.25 if at.hour in (6, 7, 8, 9) else 0.9
        for one in (*OFFICIAL, *SENSORS):
            value = _value(one, hour, haze(max(hour, 0), days) * daily, dice)
            if value is None or dice.random() < 0.03:
                continue
            after = (
                timedelta(minutes=12) if hour not in late(days) or one is not THA_SI else 5 * HOUR
            )
            reading = Reading(one.id, at, 1, round(value, 1), "made up")
            found.append(Arrival(at + after, reading))
    return sorted(found, key=lambda arrival: (arrival.at, arrival.reading.station))


def _value(one: Station, hour: int, haze_now: float, dice: random.Random) -> float | None:
    wander = dice.gauss(0, 2)
    if one.id in ("s13", "s06"):  # two that lie: always the same, and thrice of what is
        return 400.0 if one.id == "s13" else 3 * haze_now
    if one.id in ("s01", "s02") and hour in BONFIRE:
        return 300 + wander
    if one.id == "40t" and hour in PLUME:
        return haze_now + 120 + wander
    if one.id == "s09" and 50 < hour < 90:
        return None  # its plug was pulled
    return max(1.0, haze_now * (0.9 if one.kind == "official" else 1.05) + wander)


# The rules read once more, as plainly as possible and from the start for each hour: no code is shared with domain/.


@dataclass
class Told:
    level: int = 1
    judged: datetime | None = None
    under: int = 0
    most: float = 0.0
    alerted_at: datetime | None = None
    alerted: int = 0


def naive_level(mean: float) -> int:
    return 1 + sum(round(mean, 4) > limit for limit in (15, 25, 37.5, 75))


def naive_alike(one: float, other: float) -> bool:
    return abs(one - other) <= 10 or abs(one - other) <= 0.3 * max(one, other)


class Naive:
    """Everything that has arrived, and what the people of each tambon were told."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, datetime], float] = {}
        self.told: dict[str, Told] = {}
        self._around: dict[str, list[tuple[float, str]]] = {}

    def hear(self, reading: Reading) -> None:
        self.known.setdefault((reading.station, reading.at), reading.pm25)

    def run(self, now: datetime) -> set[tuple[str, str, int]]:
        """(tambon, kind, level) of what is to be told now."""
        crossed = set()
        for area in lampang.TAMBONS:
            for kind, level in self._area(area.code, now):
                crossed.add((area.code, kind, level))
        return crossed

    def _area(self, code: str, now: datetime) -> list[tuple[str, int]]:
        newest = next(
            (
                at
                for at in (now.replace(minute=0) + (1 - back) * HOUR for back in range(4))
                if now - at <= timedelta(minutes=90) and self._voices(code, at)
            ),
            None,
        )
        told = self.told.setdefault(code, Told())
        if newest is None or (told.judged and newest < told.judged):
            return []
        if told.judged and now - told.judged > timedelta(hours=24):
            self.told[code] = told = Told(alerted_at=told.alerted_at, alerted=told.alerted)
        first = max(told.judged + HOUR if told.judged else newest, newest - 3 * HOUR)
        before, is_rise = replace(told), False
        at = min(first, newest)
        while at <= newest:
            is_rise = self._hour(code, told, at, newest)
            at += HOUR
        told.judged = newest
        return self._news(code, before, is_rise, now)

    def _hour(self, code: str, told: Told, at: datetime, newest: datetime) -> bool:
        """One hour further; whether it is a fast rise."""
        voices = self._voices(code, at)
        if not voices:
            return False
        means = [mean for mean, _, _, _ in voices if mean is not None]
        level = naive_level(means[0]) if means else 1
        is_rise = any(rose for _, _, _, rose in voices) and level < 5
        level = 5 if is_rise else level
        if level > told.level:
            told.under, told.most = 0, 0.0
            if at == newest:
                told.level = level
            return is_rise
        worst = max(voice[2] for voice in voices)
        limits = (0, 15, 25, 37.5, 75)
        if told.level == 1 or worst > round(limits[told.level - 1] * 0.9, 4):
            told.under, told.most = 0, 0.0
            return False
        if told.judged == at:
            return False  # counted before
        told.under, told.most = told.under + 1, max(told.most, worst)
        if told.under == 3:
            kept = [n for n in range(2, told.level) if told.most > round(limits[n - 1] * 0.9, 4)]
            told.level, told.under, told.most = max(kept, default=1), 0, 0.0
        return False

    def _news(self, code: str, before: Told, is_rise: bool, now: datetime) -> list[tuple[str, int]]:
        told = self.told[code]
        if told.level == before.level:
            return []
        is_soon = before.alerted_at and now - before.alerted_at < timedelta(hours=2)
        if is_soon and told.level <= before.alerted:
            self.told[code] = before  # looked at again at the next run
            return []
        if max(before.level, told.level) < 3:
            return []
        told.alerted_at, told.alerted = now, told.level
        if told.level < before.level:
            return [("down", told.level)]
        return [("rise" if is_rise else "up", told.level)]

    def _voices(
        self, code: str, at: datetime
    ) -> list[tuple[float | None, float | None, float, bool]]:
        """Mean, hour, the worst number, and whether it rose; of the official station, then of the pair."""
        near = self._near(code)
        voices = []
        for _, name in near:
            if name.endswith("t") and (name, at) in self.known:
                hour: float | None = self.known[name, at]
                before = self.known.get((name, at - HOUR))
                if before is not None and self.known[name, at] - before > 300:
                    hour = None
                mean = self._mean(name, at)
                if mean is None and hour is None:
                    continue
                worst = max(value for value in (mean, hour) if value is not None)
                voices.append((mean, hour, worst, hour is not None and self._rose(name, at)))
                break
        pairs = sorted(
            (here + there, *sorted((one, other)))
            for here, one in near
            for there, other in near
            if one < other and not one.endswith("t") and not other.endswith("t")
            and self._speak_together(one, other, at)
        )  # fmt: skip
        if pairs:
            _, one, other = pairs[0]
            means = [mean for name in (one, other) if (mean := self._mean(name, at)) is not None]
            mean = min(means) if len(means) == 2 and naive_alike(*means) else None
            hours = [self.known[one, at], self.known[other, at]]
            rose = self._rose(one, at) and self._rose(other, at)
            voices.append((mean, min(hours), max(hours + means), rose))
        return voices

    def _near(self, code: str) -> list[tuple[float, str]]:
        if code not in self._around:
            place = lampang.area(code)
            assert place is not None
            self._around[code] = sorted(
                (away, one.id)
                for one in (*OFFICIAL, *SENSORS)
                if (away := distance_km(place.centre, one.point)) <= min(15, reach_km(code))
                and same_valley(code, one.tambon)
            )
        return self._around[code]

    def _speak_together(self, one: str, other: str, at: datetime) -> bool:
        points = {station.id: station.point for station in SENSORS}
        return distance_km(points[one], points[other]) >= 1 and all(
            (one, hour) in self.known
            and (other, hour) in self.known
            and naive_alike(self.known[one, hour], self.known[other, hour])
            for hour in (at, at - HOUR)
        )

    def _mean(self, name: str, at: datetime) -> float | None:
        day = [
            self.known[name, at - n * HOUR]
            for n in range(24)
            if (name, at - n * HOUR) in self.known
        ]
        return sum(day) / len(day) if len(day) >= 18 and (name, at) in self.known else None

    def _rose(self, name: str, at: datetime) -> bool:
        hour = self.known[name, at]
        before = [
            self.known[name, at - n * HOUR]
            for n in (1, 2, 3)
            if (name, at - n * HOUR) in self.known
        ]
        return hour >= 75 and any(hour - one >= 50 for one in before)
