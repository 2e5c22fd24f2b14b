"""Hotspots of a day as the province's war room counts them: twice a day, by district, with what came of the checks. Pure.

Never by village or tambon, and in the order of the district codes: the count is no contest, and it can be dressed up.
Card: bot/cards/hotspot_summary.py. Asked by: handlers/hotspot_summary.py, handlers/fire_status.py, `flask hotspots warroom`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain import hotspot_checks as checking
from domain import lampang
from domain.days import BANGKOK, midnight, today
from domain.hotspot_checks import Check
from domain.hotspots import Detection
from domain.places import Area

NOON = 12
# What is counted together: a fire that somebody found there, and one that was known before.
TOGETHER = {
    checking.KNOWN: checking.FIRE,
    checking.PERMITTED: checking.PERMIT,
}


@dataclass(frozen=True, slots=True)
class Feed:
    """A service that is on: when it last answered."""

    name: str
    worked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watched:
    """What a handler knows of hotspots: those since yesterday, the check a button names, and who answered that."""

    spots: tuple[Detection, ...] = ()
    feeds: tuple[Feed, ...] = ()
    check: Check | None = None
    answered_by: str = ""

    @property
    def checked_at(self) -> datetime | None:
        return max((feed.worked_at for feed in self.feeds if feed.worked_at), default=None)


@dataclass(frozen=True, slots=True)
class Passes:
    """The passes of a morning or an afternoon that saw anything; `first` is None when none did."""

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfDistrict:
    area: Area
    morning: int
    afternoon: int
    outcomes: Mapping[str, int]

    @property
    def total(self) -> int:
        return self.morning + self.afternoon


@dataclass(frozen=True, slots=True)
class Summary:
    """`only` is the district that was asked about. `is_official`: with the checks, ready for the war room."""

    day: date
    districts: tuple[OfDistrict, ...]
    morning: Passes
    afternoon: Passes
    lands: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    checked_at: datetime | None = None
    day_before: int = 0
    sources: tuple[str, ...] = ()
    is_official: bool = False
    only: Area | None = None

    @property
    def total(self) -> int:
        return self.morning.count + self.afternoon.count

    @property
    def looked_at(self) -> int:
        return self.total - self.outcomes.get(checking.TO_CHECK, 0)


def summary(
    day: date,
    spots: Iterable[Detection],
    *,
    checked_at: datetime | None = None,
    is_official: bool = False,
    only: Area | None = None,
) -> Summary:
    """Of Bangkok's day; `spots` may hold those of the day before, too."""
    every = list(spots)
    of_day = [spot for spot in every if today(spot.at) == day]
    before = [spot for spot in every if today(spot.at) == day - timedelta(days=1)]
    morning = [spot for spot in of_day if is_morning(spot.at)]
    afternoon = [spot for spot in of_day if not is_morning(spot.at)]
    return Summary(
        day=day,
        districts=tuple(_district(area, of_day) for area in lampang.DISTRICTS),
        morning=_passes(morning),
        afternoon=_passes(afternoon),
        lands=Counter(spot.land for spot in of_day),
        outcomes=_outcomes(of_day),
        checked_at=checked_at,
        day_before=len(before),
        sources=tuple(sorted({source for spot in of_day for source in spot.sources})),
        is_official=is_official,
        only=only,
    )


def is_morning(at: datetime) -> bool:
    """The night's passes, between one and three, are the morning's count."""
    return at.astimezone(BANGKOK).hour < NOON


def since(day: date) -> datetime:
    """From when on spots are needed for a summary of `day`."""
    return midnight(day - timedelta(days=1))


def _district(area: Area, spots: Sequence[Detection]) -> OfDistrict:
    here = [spot for spot in spots if spot.area.startswith(area.code)]
    mornings = sum(is_morning(spot.at) for spot in here)
    return OfDistrict(area, mornings, len(here) - mornings, _outcomes(here))


def _outcomes(spots: Iterable[Detection]) -> Counter[str]:
    return Counter(TOGETHER.get(spot.outcome, spot.outcome) for spot in spots)


def _passes(spots: Sequence[Detection]) -> Passes:
    times = [spot.at for spot in spots]
    return Passes(len(spots), min(times, default=None), max(times, default=None))
