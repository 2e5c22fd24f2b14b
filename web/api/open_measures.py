"""The measures of some days (domain/measures.py), kept for some minutes: they read a year of hours."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain import history as days
from domain import measures, open_values
from domain.days import day_of, midnight
from domain.measures import NOT_MEASURED, Measure, StationDays
from domain.open_data import FIRES, OURS, PCD
from store import clock, history, open_data
from store.db import Database
from web.api.open_forms import credits_named

MOST_KEPT = 50
OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Measures:
    """Of whole days from `first` to `last`."""

    first: date
    last: date
    measures: tuple[Measure, ...]
    stations: tuple[StationDays, ...]


@dataclass
class Kept:
    """By what was asked, for `seconds`; one is made at a time."""

    seconds: float = 600.0
    clock: Callable[[], float] = time.monotonic
    _found: dict[tuple[date, date], tuple[float, Measures]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, database: Database, since: str = "", until: str = "") -> Measures:
        """From New Year until now when nothing is said."""
        with database.read() as session:
            now = clock.now(session)
            first, last = _days(since, until, now)
            with self._lock:
                made, found = self._found.get((first, last), (0.0, None))
                if found is not None and self.clock() - made < self.seconds:
                    return found
                if len(self._found) >= MOST_KEPT:
                    self._found.clear()
                found = _measured(session, first, last, now)
                self._found[first, last] = (self.clock(), found)
                return found


def _days(since: str, until: str, now: datetime) -> tuple[date, date]:
    start, end = open_values.span(
        FIRES, since or (date(day_of(now).year, 1, 1).isoformat() if not until else ""), until, now
    )
    return day_of(start), max(day_of(start), day_of(end - timedelta(seconds=1)))


def _measured(session: Session, first: date, last: date, now: datetime) -> Measures:
    start, end = midnight(first), midnight(last + timedelta(days=1))
    stations = history.stations(session, OFFICIAL)
    hours = history.hours_of(session, [one.id for one in stations], start, end)
    told = tuple(
        StationDays(one, days.days_of(hours.get(one.id, ()), first, min(last, day_of(now))))
        for one in stations
    )
    of_fires = measures.of_fires(open_data.fires_told(session, start, end))
    spots = measures.of_spots(open_data.spots_told(session, start, end))
    asked = max(0, (min(last, day_of(now)) - first).days + 1)
    air = measures.of_air(told, asked)
    return Measures(first, last, (of_fires[0], of_fires[1], spots, air, of_fires[2]), told)


def told(found: Measures) -> dict[str, Any]:
    """As JSON: a missing value is null, with why."""
    return {
        "since": found.first.isoformat(),
        "until": found.last.isoformat(),
        "credits": credits_named((OURS, PCD)),
        "measures": [_one(one, found) for one in found.measures],
        "not_measured": list(NOT_MEASURED),
    }


def _one(measure: Measure, found: Measures) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": measure.name,
        "title": measure.title,
        "value": measure.value,
        "unit": measure.unit,
        "method": measure.method,
        "missing": measure.missing or None,
        "counted": dict(measure.counted),
    }
    if measure.name == "days_over_37_5":
        made["stations"] = [_station(one) for one in found.stations]
    return made


def _station(one: StationDays) -> dict[str, Any]:
    said = one.told
    return {
        "station": one.station.id,
        "name_th": one.station.name_th,
        "name_en": one.station.name_en,
        "days_over": said.over if said.complete else None,
        "complete_days": said.complete,
        "days": len(one.days),
    }
