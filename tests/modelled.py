"""What models said and stations measured, for talks and tables: by default a hazy week in Mae Mo that the model sees too low."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from domain import lampang
from domain.air import Reading
from domain.conversation import Context, Event, Facts
from domain.days import BANGKOK, HOUR, midnight
from domain.health import HealthPlace
from domain.history import Past, speaks_for
from domain.outlines import locate_by_facts
from domain.outlook import GISTDA, OPEN_METEO, ModelHour, Outlook, StationHours
from domain.places import Point
from sources.air4thai import KNOWN

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)  # Thursday, 16.20 in Lampang
TODAY = date(2026, 3, 12)
STATIONS = {"town": "37t", "sop_pat": "38t", "tha_si": "39t", "mae_mo": "40t"}
HAZY: dict[str, Any] = {"pm25": 34, "measured": 61, "satellite": 41}
# The days before today as Mae Mo measured them, the newest first; the ninth sent nothing.
HAZY_DAYS = [61.7, 52, 44, 36, 38, 41, 30, 22, None, 26] + [34.0] * 22
PLACES = (
    HealthPlace("รพ.สต.ท่าสี", "Tha Si", "health_station", "520201", date(2026, 11, 25), "Air4Thai"),
)


@cache
def outlook(
    pm25: float | None = 34,
    measured: float | None = 61,
    satellite: float | None = None,
    wind: float = 1.0,
    source: float = 225,
    mixing: float = 400,
    rain: float = 0,
    days: int = 3,
    age: float = 1,
    morning: float = 1.2,
) -> Outlook:
    """For every district the same hours, two days back and `days` ahead; mornings are worse by `morning`."""
    first = midnight(TODAY) - timedelta(days=2)
    hours: dict[str, tuple[ModelHour, ...]] = {}
    for district in lampang.DISTRICTS:
        said = [
            ModelHour(
                OPEN_METEO,
                district.code,
                first + step * HOUR,
                pm25=None if pm25 is None else pm25 * _of_day(first + step * HOUR, morning),
                wind_ms=wind,
                wind_from=source,
                through_ms=1.5 * wind,
                mixing_m=mixing,
                rain_mm=rain,
                made_at=NOW - age * HOUR,
            )
            for step in range(1, 24 * (days + 2) + 1)
        ]
        if satellite is not None:
            said += [
                ModelHour(
                    GISTDA, district.code, hour, pm25=satellite + step, made_at=NOW - age * HOUR
                )
                for step in range(4)
                for hour in [NOW.replace(minute=0) + step * HOUR]
            ]
        hours[district.code] = tuple(said)
    official = []
    if measured is not None:
        official = [_hours("40t", {TODAY - timedelta(days=back): measured for back in range(3)})]
    return Outlook(hours, tuple(official))


def _of_day(at: datetime, morning: float) -> float:
    return morning if 6 < at.astimezone(BANGKOK).hour <= 12 else 1.0


def _hours(station: str, means: Mapping[date, float | None], count: int = 24) -> StationHours:
    """Each day with the same value in each of its first `count` hours, up to now."""
    found = [
        Reading(station, midnight(day) + step * HOUR, 1, mean)
        for day, mean in sorted(means.items())
        if mean is not None
        for step in range(1, count + 1)
    ]
    return StationHours(KNOWN[station], tuple(one for one in found if one.at <= NOW))


def month(means: list[float | None], station: str = "mae_mo", count: int = 24) -> StationHours:
    """`means` from today backwards."""
    days = {TODAY - timedelta(days=back): mean for back, mean in enumerate(means)}
    return _hours(STATIONS[station], days, count)


def past(told: Mapping[str, Any], point: Point, area: str) -> tuple[Past, ...]:
    """`told`: the means of each station from today backwards; {} where there is no station."""
    given = {STATIONS[name]: month(means, name).hours for name, means in told.items()}
    near = speaks_for(point, [KNOWN[code] for code in given], area)
    return tuple(Past(one, away, given[one.id]) for one, away in near)


def facts(
    told: Mapping[str, Any], needs: frozenset[str], event: Event, context: Context
) -> dict[str, Any]:
    """Keys of a talk: model (see outlook(), none for no model, also where burns are asked for), past, no_places."""
    from handlers import pm25_lookup  # all handlers: not for the tables of the domain

    found: dict[str, Any] = {}
    if "outlook" in needs:
        usual: Any = (
            "none" if "permits" in needs else HAZY
        )  # what is asked of burns is about other things
        model = told.get("model", usual)
        found["outlook"] = Outlook() if model == "none" else outlook(**model)
    if "health_places" in needs:
        found["health_places"] = () if told.get("no_places") else PLACES
    place = pm25_lookup.place_of(event, replace(context, facts=_near(event, needs)))
    point = place and (place.point or (place.area.centre if place.area else None))
    if "past" in needs and place and isinstance(point, Point):
        code = place.area.code if place.area else ""
        found["past"] = past(told.get("past", {"mae_mo": [64, *HAZY_DAYS]}), point, code)
    return found


def _near(event: Event, needs: frozenset[str]) -> Facts:
    return Facts(near=locate_by_facts(event.point)) if event.point and "near" in needs else Facts()
