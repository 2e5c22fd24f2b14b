"""Whom a fire asks: on duty, fit, rested, able, near, and asked least of late; in waves that grow. Pure.

The order in which people are listed decides nothing. Nobody is asked twice for one fire. What they then do:
domain/missions.py. Who calls: bot/mission_waves.py. Measured: bench/dispatch.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from heapq import nsmallest

from domain import lampang
from domain.places import Point, distance_km
from domain.volunteers import FIGHT, age, age_at_most


@dataclass(frozen=True, slots=True)
class Wave:
    """`most` people within `km`; `ring`: 1 the tambon itself, 2 also its neighbours, 3 the whole district, 0 by km only."""

    most: int
    km: float
    ring: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Every number of the choice; officials may change them (docs/operations.md).

    GoodSAM New South Wales asks the three nearest; here the nearest few are as many as a fire-break team needs.
    """

    waves: tuple[Wave, ...] = (
        Wave(most=4, km=8.0, ring=1),
        Wave(most=8, km=12.0, ring=1),
        Wave(most=16, km=20.0, ring=2),
        Wave(most=60, km=25.0, ring=3),
    )
    wait: timedelta = timedelta(minutes=4)  # from one wave to the next
    wanted: int = 6  # as many are looked for, until the commander wants more
    more: int = 4  # "ขอกำลังเพิ่ม"
    youngest: int = 18
    oldest_uphill: int = 60
    tired_after: float = 8.0  # hours out within a day
    rest: timedelta = timedelta(hours=8)  # after that many
    pause: timedelta = timedelta(hours=1)  # after any mission
    most_asked: int = 6  # questions a day for one person
    least_left: timedelta = timedelta(minutes=30)  # of duty: who goes off soon is not sent out


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer as far as the choice needs them. `area`: the tambon where they are, home or as last said."""

    id: int
    area: str
    birth_year: int
    skills: frozenset[str]
    duty_until: datetime | None
    is_busy: bool = False  # asked or out just now, for any fire
    asked_today: int = 0  # within 24 hours
    hours_out: float = 0.0  # within 24 hours
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a call is for. `area`: tambon of the fire, or its district if nobody knows better."""

    area: str
    point: Point | None
    task: str
    uphill: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom a call asks next, read and chosen before the write; the write looks whether `need` and wave still hold."""

    need: Need
    wave: int
    ids: tuple[int, ...] = ()  # none: everybody within reach was asked


def choose(
    candidates: Iterable[Candidate],
    need: Need,
    wave: int,
    now: datetime,
    asked: Collection[int] = (),
    rules: Rules = RULES,
) -> list[Candidate]:
    """Whom wave number `wave` (from 1) asks, the best first; `asked` are ids that this fire asked before."""
    step = rules.waves[min(wave, len(rules.waves)) - 1]
    near = _near(need, step)
    if not near:
        return []
    fit = _Fit(need, now, rules)
    ranked = (
        (near[one.area], one.asked_today, one.hours_out, one.id, one)
        for one in candidates
        if one.area in near and not one.is_busy and one.id not in asked and fit(one)
    )
    return [found[-1] for found in nsmallest(step.most, ranked)]


def choose_next(
    candidates: Collection[Candidate],
    need: Need,
    after: int,
    now: datetime,
    asked: Collection[int] = (),
    rules: Rules = RULES,
) -> Chosen:
    """The next wave that finds somebody; the last one is looked at again and again: people come on duty."""
    last = len(rules.waves)
    for wave in range(min(after + 1, last), last + 1):
        found = choose(candidates, need, wave, now, asked, rules)
        if found:
            return Chosen(need, wave, tuple(one.id for one in found))
    return Chosen(need, last)


class _Fit:
    """Whether somebody may go at all; built once a choice, since thousands are looked at."""

    def __init__(self, need: Need, now: datetime, rules: Rules) -> None:
        self.skill, self.now, self.rules = need.task, now, rules
        self.until = now + rules.least_left
        self.ages = frozenset(
            year for year in range(now.year - 100, now.year + 1) if _is_age(year, need, now, rules)
        )
        self.rested, self.paused = now - rules.rest, now - rules.pause

    def __call__(self, one: Candidate) -> bool:
        return (
            one.duty_until is not None
            and one.duty_until >= self.until
            and self.skill in one.skills
            and one.birth_year in self.ages
            and one.asked_today < self.rules.most_asked
            and self._is_rested(one)
        )

    def _is_rested(self, one: Candidate) -> bool:
        if one.back_at is None:
            return one.hours_out < self.rules.tired_after
        since = self.rested if one.hours_out >= self.rules.tired_after else self.paused
        return one.back_at <= since


def _is_age(year: int, need: Need, now: datetime, rules: Rules) -> bool:
    """Only the year of birth is known: who may still be 17, or may be 61 already, does not go."""
    if need.task == FIGHT and age(year, now) < rules.youngest:
        return False
    return not need.uphill or (
        age(year, now) >= rules.youngest and age_at_most(year, now) <= rules.oldest_uphill
    )


def is_fit_uphill(birth_year: int, now: datetime, rules: Rules = RULES) -> bool:
    return _is_age(birth_year, Need("", None, FIGHT, True), now, rules)


def is_fit(birth_year: int, task: str, uphill: bool, now: datetime, rules: Rules = RULES) -> bool:
    """Looked at again when the commander lets somebody go."""
    return _is_age(birth_year, Need("", None, task, uphill), now, rules)


@lru_cache(maxsize=256)
def _near(need: Need, step: Wave) -> dict[str, float]:
    """The tambons that a wave reaches, with their distance in km: a hundred are looked at, not every volunteer."""
    own = lampang.area(need.area)
    point = need.point or (own.centre if own else None)
    if point is None:
        return {}
    ring = _ring(need.area, step.ring)
    away = {area.code: distance_km(point, area.centre) for area in lampang.TAMBONS}
    return {code: round(km, 1) for code, km in away.items() if code in ring or km <= step.km}


def _ring(area: str, ring: int) -> frozenset[str]:
    """The tambon; with its neighbours, also those across a district's border; the whole district."""
    district = frozenset(one.code for one in lampang.tambons_of(area[:4]))
    facts = lampang.TAMBON_FACTS.get(area)
    if ring == 0:
        return frozenset()
    if facts is None or ring >= 3:
        beyond = facts.neighbours if facts else ()
        return district | set(beyond)
    return frozenset({area, *(facts.neighbours if ring == 2 else ())})
