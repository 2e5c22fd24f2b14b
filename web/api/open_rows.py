"""The rows of each open file: from the store, made coarse where somebody could be known by them (domain/open_values.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy.orm import Session

from domain import open_data as files
from domain import open_values as values
from domain.air import FRESH_FOR, Reading, Station, StationAir
from domain.aqi import thai_aqi
from domain.days import day_of
from domain.fire_closing import LAND
from domain.fires import reference
from domain.open_values import Row
from domain.places import Point
from store import history, open_data, readings
from store.open_data import Asked


@dataclass(frozen=True, slots=True)
class Wanted:
    """`station` only for readings; `of` is nothing for files without days."""

    now: datetime
    of: Asked
    station: str = ""


def _stations(session: Session, wanted: Wanted) -> list[Row]:
    return [_station(one) for one in history.stations(session)]


def _station(station: Station) -> Row:
    code = station.tambon
    return {
        "station": station.id,
        "name_th": station.name_th,
        "name_en": station.name_en,
        "kind": station.kind,
        **values.place_of(code),
        "lat": station.point.lat,
        "lon": station.point.lon,
        "credit": values.credit_of(station.source),
    }


def _air(session: Session, wanted: Wanted) -> list[Row]:
    found = readings.recent(session, wanted.now)
    return [_value(air.station, one, wanted.now) for air in found for one in _newest(air)]


def _newest(air: StationAir) -> Iterator[Reading]:
    """A missing value that a feed marks with a number below 0, or that it calls old, is none."""
    hours = [one for one in air.hourly if one.pm25 >= 0 and not one.stale]
    if hours:
        yield max(hours, key=lambda one: one.at)
    if air.mean and air.mean.pm25 >= 0 and not air.mean.stale:
        yield air.mean


def _value(station: Station, one: Reading, now: datetime) -> Row:
    return {
        **_station(station),
        "averaged_hours": one.hours,
        "end": values.thai(one.at),
        "pm25": round(one.pm25, 1),
        "method": files.METHODS.get(one.source, "official"),
        "thai_aqi": thai_aqi(round(one.pm25, 1)) if one.hours == 24 else None,
        "fresh": now - one.at <= FRESH_FOR,
    }


def _readings(session: Session, wanted: Wanted) -> list[Row]:
    credits = {one.id: values.credit_of(one.source) for one in history.stations(session)}
    return [
        {
            "station": row.station,
            "averaged_hours": 1,
            "end": values.thai(row.at),
            "pm25": round(row.pm25, 1),
            "method": files.METHODS.get(row.source, "official"),
            "measured": None if row.raw is None else round(row.raw, 1),
            "cautions": row.flags or "",
            "credit": credits.get(row.station, ""),
        }
        for row in open_data.readings(session, wanted.of, wanted.station)
    ]


def _fires(session: Session, wanted: Wanted) -> list[Row]:
    found = []
    for row in open_data.fires(session, wanted.of):
        known = row.lat is not None and row.lon is not None
        point = Point(row.lat, row.lon) if known else None
        place, closing = (
            values.coarse(row.kind, row.area, point, row.radius_m),
            orjson.loads(row.closing),
        )
        found.append(
            {
                "number": reference(row.year, row.number),
                "kind": row.kind,
                "state": row.state,
                **values.place_of(row.area),
                "reported": values.hour_of(row.first_report or row.opened_at),
                "ended": values.hour_of(row.ended_at),
                "lat": place.point.lat if place else None,
                "lon": place.point.lon if place else None,
                "within_km": place.within_km if place else None,
                "rai": values.rai_of(row.state, closing),
                "land": values.land_of(row.state, closing, LAND),
                "reopened": bool(row.reopened),
                "credit": files.CREDITS[files.OURS].name,
            }
        )
    return found


def _hotspots(session: Session, wanted: Wanted) -> list[Row]:
    return [
        {
            "at": values.thai(row.at),
            "lat": row.lat,
            "lon": row.lon,
            "within_m": row.radius_m,
            "satellite": row.satellite,
            "instrument": row.instrument,
            "confidence": row.confidence,
            "district": values.place_of(row.area)["district"],
            "outcome": values.outcome_of(row.outcome),
            "credit": files.CREDITS[files.FIRMS].name,
        }
        for row in open_data.hotspots(session, wanted.of)
    ]


def _permits(session: Session, wanted: Wanted) -> list[Row]:
    first, last = day_of(wanted.of.since), day_of(wanted.of.until - timedelta(seconds=1))
    return [
        {
            "day": row.day,
            **values.place_of(row.tambon),
            "rai": row.rai,
            "residue": row.residue,
            "state": row.state,
            "rai_burnt": row.real_rai,
            "credit": files.CREDITS[files.OURS].name,
        }
        for row in open_data.permits(session, first, last + timedelta(days=1), wanted.of)
    ]


def _warnings(session: Session, wanted: Wanted) -> list[Row]:
    return [
        {
            "number": one.notice.number,
            "kind": one.notice.content.kind,
            "level": one.notice.content.level,
            "in_force": one.in_force,
            "state": one.state,
            "starts": values.thai(one.notice.content.starts),
            "ends": values.thai(one.notice.content.ends),
            "areas": list(one.notice.content.areas),
            "headline_th": one.notice.content.headline_th,
            "headline_en": one.notice.content.headline_en,
            "text_th": one.notice.content.text_th,
            "text_en": one.notice.content.text_en,
            "issuer": one.notice.content.issuer,
            "replaces": one.notice.replaces,
            "correction": one.notice.correction,
            "credit": files.CREDITS[files.OURS].name,
        }
        for one in open_data.announced(session, wanted.of, wanted.now)
    ]


ROWS: dict[str, Callable[[Session, Wanted], list[Row]]] = {
    "stations": _stations,
    "air": _air,
    "readings": _readings,
    "fires": _fires,
    "hotspots": _hotspots,
    "permits": _permits,
    "warnings": _warnings,
}
