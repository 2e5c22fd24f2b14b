"""The words of warnings as officials may edit them: names of texts, what they may contain, and which an alert takes.

Numbers, places, times and how to stop are drawn by the card and cannot be edited away. Seed: data/alert_texts.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain import lampang
from domain.air import AHEAD_AT_MOST, BY_FIT, BY_TYPE, RAW, Station, StationAir
from domain.alert_rules import Rules
from domain.alerts import DOWN, RED, RISE, Alert
from domain.places import Area, distance_km

# Lead: what it is about; act: what to do, short (the notification shows its beginning); more: the rest of it.
PARTS = ("lead", "act", "more")
CASES = ("yellow", "orange", "red", "rise", "eased", "good")
# Read out over the loudspeaker, in plain Thai (th) and northern Thai (nod).
LOUD = ("loud_yellow", "loud_orange", "loud_red")
NAMES = (*(f"{case}_{part}" for case in CASES for part in PARTS), *LOUD)
VALUES = {"place": "", "colour": "", "value": ""}
LONGEST, LONGEST_LOUD = 300, 420  # 30 seconds to read out


def problem_with(name: str, text: str) -> str:
    """Why words may not stand; empty when they may."""
    if name not in NAMES:
        return f"no such text: {name}"
    longest = LONGEST_LOUD if name in LOUD else LONGEST
    if not text.strip() or len(text) > longest:
        return f"between 1 and {longest} letters"
    try:
        filled = text % VALUES
    except (KeyError, ValueError, TypeError):
        names = ", ".join(f"%({value})s" for value in VALUES)
        return f"only these may be filled in: {names}"
    if (name.endswith("_lead") or name in LOUD) and filled == text:
        return "a lead names its place: %(place)s"
    return ""


@dataclass(frozen=True, slots=True)
class BetterAir:
    """The nearest official station that measures better air."""

    station: Station
    km: float
    pm25: float
    level: int


@dataclass(frozen=True, slots=True)
class AlertCard:
    """What the card of an alert draws. `texts`: language → name → words; `level`: of the worse of hour and mean."""

    alert: Alert
    level: int
    stations: tuple[Station, ...]
    texts: Mapping[str, Mapping[str, str]]
    better: BetterAir | None = None
    by_hour: bool = False  # the hour is what the card is about, not the mean
    treated: str = RAW  # of low-cost sensors: what was done to the values, the least of the two

    @property
    def place(self) -> Area:
        return place_of(self.alert.areas)


def place_of(areas: Sequence[str]) -> Area:
    """The tambon, or the district when it is about more than one."""
    tambons = [code for code in areas if len(code) == 6]
    code = tambons[0] if len(tambons) == 1 else areas[0][:4]
    return lampang.area(code) or lampang.PROVINCE


def card(
    alert: Alert,
    stations: Sequence[StationAir],
    texts: Mapping[str, Mapping[str, str]],
    rules: Rules,
    now: datetime,
) -> AlertCard:
    by_id = {air.station.id: air.station for air in stations}
    level = alert.level
    if alert.is_warning and alert.hour is not None:
        level = max(level, rules.level_of(alert.hour))
    spoke = tuple(by_id[one] for one in alert.stations if one in by_id)
    better = better_air(alert, level, stations, rules, now)
    by_hour, treated = _is_by_hour(alert, rules), _treated(alert, stations)
    return AlertCard(alert, level, spoke, texts, better, by_hour=by_hour, treated=treated)


def _treated(alert: Alert, stations: Sequence[StationAir]) -> str:
    said = {
        one.source
        for air in stations
        if air.station.id in alert.stations
        for one in air.hourly
        if one.at == alert.at
    }
    return next((how for how in (RAW, BY_TYPE, BY_FIT) if how in said), RAW)


def _is_by_hour(alert: Alert, rules: Rules) -> bool:
    if alert.mean is None or alert.hour is None:
        return alert.mean is None
    return alert.is_warning and rules.level_of(alert.hour) > rules.level_of(alert.mean)


def better_air(
    alert: Alert, level: int, stations: Sequence[StationAir], rules: Rules, now: datetime
) -> BetterAir | None:
    """Only where hour and mean are both fresh and both better: nobody is sent into worse air."""
    here = place_of(alert.areas).centre
    found = [
        BetterAir(air.station, distance_km(here, air.station.point), worst, rules.level_of(worst))
        for air in stations
        if air.station.kind == "official"
        and air.station.id not in alert.stations
        and (worst := _worst(air, rules, now)) is not None
        and rules.level_of(worst) < level
    ]
    return min(found, key=lambda one: (one.km, one.station.id), default=None) if level > 2 else None


def _worst(air: StationAir, rules: Rules, now: datetime) -> float | None:
    fresh = timedelta(minutes=rules.fresh_minutes)
    known = [
        one.pm25
        for one in (air.mean, air.hourly[-1] if air.hourly else None)
        if one and not one.stale and -AHEAD_AT_MOST <= now - one.at <= fresh and one.pm25 >= 0
    ]
    return max(known) if len(known) == 2 else None


def case_of(shown: AlertCard) -> str:
    """Good only where the air is good by hour and mean; else it has eased."""
    alert = shown.alert
    if alert.kind == DOWN:
        is_known = alert.mean is not None and alert.hour is not None
        return "good" if shown.level <= 2 and is_known else "eased"
    if alert.kind == RISE:
        return "rise"
    return {3: "yellow", 4: "orange", RED: "red"}[shown.level]


def words(texts: Mapping[str, str], case: str, values: Mapping[str, Any]) -> dict[str, str]:
    """lead, act and more, filled."""
    return {part: texts.get(f"{case}_{part}", "") % values for part in PARTS}
