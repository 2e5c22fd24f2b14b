"""Measures that cannot be dressed up, each with its method in a sentence; what is missing is said to be missing. Pure.

Hotspots alone are no measure: their number falls when people burn between two passes. Numbers: store/open_data.py.
Shown by: web/public/data.py, web/api/open_data.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from domain import fires, history
from domain import hotspot_checks as checking
from domain.air import Station
from domain.history import Day
from domain.words import N_


@dataclass(frozen=True, slots=True)
class FireTold:
    """A fire of the days; reports that proved to be one fire are one."""

    reported: datetime
    state: str
    rai: float | None = None
    arrived: datetime | None = None
    has_ended: bool = False
    has_reopened: bool = False


@dataclass(frozen=True, slots=True)
class SpotsTold:
    """`is_known`: some service that tells of hotspots has answered; else no number means nothing."""

    outcomes: Mapping[str, int] = field(default_factory=dict)
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` is None when it is missing: then `missing` says why. `counted` says what it rests on."""

    name: str
    title: str
    method: str
    unit: str
    value: float | None = None
    missing: str = ""
    counted: Mapping[str, int] = field(default_factory=dict)
    resting: str = ""  # a source text with the names of `counted`


NOT_MEASURED = (
    N_("Burnt area as satellites see it: not read yet."),
    N_(
        "Places that burn year after year: not counted yet, it needs the burnt areas of several years."
    ),
)
# Later than this after the report nobody came for that report: a fire that burns for days is another matter.
LATEST_ARRIVAL = timedelta(days=1)


def of_fires(told: Sequence[FireTold]) -> tuple[Measure, Measure, Measure]:
    return _burnt(told), _arrival(told), _reopened(told)


def _burnt(told: Sequence[FireTold]) -> Measure:
    over = [one for one in told if one.state in (fires.OUT, fires.CLOSED)]
    known = [one.rai for one in over if one.rai is not None]
    return Measure(
        "burnt_rai",
        N_("Burnt, as the closing reports say"),
        N_(
            "Sum of the rai in the closing reports of fires that were first reported in these days. A fire that"
            " still burns, or whose report names no rai, adds nothing."
        ),
        N_("rai"),
        round(sum(known), 1) if known else None,
        "" if known else N_("no fire of these days has a closing report with its rai"),
        {"fires": len(told), "with_rai": len(known), "without_rai": len(told) - len(known)},
        N_("%(with_rai)s of %(fires)s fires have a closing report with its rai"),
    )


def _arrival(told: Sequence[FireTold]) -> Measure:
    real = [one for one in told if one.state not in (fires.FALSE, fires.PERMITTED)]
    waits = [
        (one.arrived - one.reported) / timedelta(minutes=1)
        for one in real
        if one.arrived and timedelta(0) <= one.arrived - one.reported <= LATEST_ARRIVAL
    ]
    return Measure(
        "minutes_to_arrival",
        N_("From the report until somebody is there"),
        N_(
            "Median of the minutes from the first report until the first volunteer pressed that they are there. Fires"
            " where nobody pressed it, those where no fire was found and permitted burns are not in it."
        ),
        N_("minutes"),
        round(median(waits)) if waits else None,
        "" if waits else N_("nobody has pressed yet that they are there at a fire of these days"),
        {"fires": len(real), "with_arrival": len(waits)},
        N_("%(with_arrival)s of %(fires)s fires have an arrival"),
    )


def _reopened(told: Sequence[FireTold]) -> Measure:
    ended = [one for one in told if one.has_ended]
    again = sum(one.has_reopened for one in ended)
    return Measure(
        "reopened_fires",
        N_("Fires that burnt again after they had been called out"),
        N_(
            "Fires of these days that had been called out or not found and were reported as burning again, by their"
            " reporter, somebody else or an official."
        ),
        N_("fires"),
        again if ended else None,
        "" if ended else N_("no fire of these days has been called out yet"),
        {"ended": len(ended), "reopened": again},
        N_("of %(ended)s fires that had been called out"),
    )


def of_spots(told: SpotsTold) -> Measure:
    total = sum(told.outcomes.values())
    permitted = sum(told.outcomes.get(one, 0) for one in (checking.PERMIT, checking.PERMITTED))
    missing = N_("no satellite saw a hotspot in these days, so there is no share")
    if not told.is_known:
        missing = N_("no service of hotspots is connected")
    return Measure(
        "hotspots_with_permit",
        N_("Hotspots with a permit"),
        N_(
            "Share of the hotspots of these days that lie on a permitted plot in its hours, or of which somebody who"
            " looked said so. Those nobody has looked at count as without."
        ),
        "%",
        round(100 * permitted / total, 1) if total else None,
        "" if total else missing,
        {
            "hotspots": total,
            "with_permit": permitted,
            "not_looked_at": told.outcomes.get(checking.TO_CHECK, 0),
        },
        N_("%(with_permit)s of %(hotspots)s hotspots; nobody has looked at %(not_looked_at)s"),
    )


@dataclass(frozen=True, slots=True)
class StationDays:
    station: Station
    days: tuple[Day, ...]

    @property
    def told(self) -> history.Told:
        return history.told(self.days)


def of_air(stations: Sequence[StationDays], asked: int) -> Measure:
    """Days on which the mean of any official station was over the standard."""
    complete: set[date] = set()
    over: set[date] = set()
    for one in stations:
        for day in one.days:
            if day.is_complete and day.mean is not None:
                complete.add(day.day)
                if round(day.mean, 1) > history.STANDARD:
                    over.add(day.day)
    return Measure(
        "days_over_37_5",
        N_("Days over 37.5 µg/m³"),
        N_(
            "Days on which the 24-hour mean of PM2.5 at one or more official stations was over the Thai standard. A day"
            " counts for a station when at least 18 of its hours are there."
        ),
        N_("days"),
        len(over) if complete else None,
        "" if complete else N_("no official station has a complete day in these days"),
        {"days": asked, "complete": len(complete), "missing": asked - len(complete)},
        N_("%(complete)s of %(days)s days were measured completely somewhere"),
    )
