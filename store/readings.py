"""Stations and what they measured: PM2.5 as hourly values and as 24-h means, kept for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, and_, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.air import Reading, Station, StationAir
from domain.hours import mean_of_day
from domain.places import Point
from store import versions
from store.db import Table, core, insert, run


class StationRow(Table):
    __tablename__ = "stations"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name_th: Mapped[str]
    name_en: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    tambon: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")


class ReadingRow(Table):
    __tablename__ = "readings"

    station: Mapped[str] = mapped_column(primary_key=True)
    hours: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    pm25: Mapped[float]
    source: Mapped[str]
    stale: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime]


Index("readings_recent", ReadingRow.at, ReadingRow.station)

# Built once, in plain columns: this is read for every look-up, beside years of hours (bench/sensors.py).
_ROWS = core(ReadingRow).c
_BETWEEN = and_(_ROWS.at > bindparam("since"), _ROWS.at <= bindparam("until"))
_HOURS = select(core(ReadingRow)).where(_ROWS.hours == 1, _BETWEEN).order_by(_ROWS.at)
_MEANS = core(ReadingRow).alias("means").c
_NEWEST_AT = (
    select(func.max(_MEANS.at))
    .where(
        _MEANS.station == core(StationRow).c.id,
        _MEANS.hours == 24,
        _MEANS.at > bindparam("since"),
        _MEANS.at <= bindparam("until"),
    )
    .scalar_subquery()
)
# The newest of each station by its key: one seek a station, whatever lies behind.
_NEWEST_MEANS = select(core(ReadingRow)).join(
    core(StationRow),
    and_(_ROWS.station == core(StationRow).c.id, _ROWS.hours == 24, _ROWS.at == _NEWEST_AT),
)


def keep_station(session: Session, station: Station) -> None:
    row = {
        "kind": station.kind,
        "name_th": station.name_th,
        "name_en": station.name_en,
        "lat": station.point.lat,
        "lon": station.point.lon,
        "tambon": station.tambon,
        "source": station.source,
    }
    statement = insert(session, StationRow).values(id=station.id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))
    versions.touch(session, "air")


def keep(session: Session, readings: Iterable[Reading], now: datetime) -> int:
    """Store what is new and return how many that were; the same station and hour again changes nothing."""
    new = 0
    for reading in readings:
        statement = (
            insert(session, ReadingRow)
            .values(
                station=reading.station,
                hours=reading.hours,
                at=reading.at,
                pm25=reading.pm25,
                source=reading.source,
                stale=reading.stale,
                received_at=now,
            )
            .on_conflict_do_nothing(index_elements=["station", "hours", "at"])
            .returning(ReadingRow.station)
        )
        new += session.scalar(statement) is not None
    if new:
        versions.touch(session, "air")
    return new


def recent(session: Session, now: datetime) -> tuple[StationAir, ...]:
    """Every station with its newest 24-h mean (however old, within 30 days) and its hours.

    27 of them: the newest may be three hours old and still speak, and the picture shows the 24 that end there.
    """
    stations = session.scalars(
        select(StationRow).where(StationRow.kind != "retired").order_by(StationRow.id)
    )
    until = {"until": now + timedelta(hours=1)}
    means = {
        row.station: _as_reading(row)
        for row in run(session, _NEWEST_MEANS, {"since": now - timedelta(days=30), **until})
    }
    hourly: dict[str, list[Reading]] = defaultdict(list)
    for row in run(session, _HOURS, {"since": now - timedelta(hours=27), **until}):
        hourly[row.station].append(_as_reading(row))
    return tuple(_air(row, means.get(row.id), tuple(hourly[row.id])) for row in stations)


def _air(row: StationRow, mean: Reading | None, hours: tuple[Reading, ...]) -> StationAir:
    """Sensors send no 24-h mean: theirs is made from the hours."""
    if row.kind == "sensor" and mean is None:
        mean = mean_of_day(hours)
    return StationAir(_station(row), mean, hours)


def _as_reading(row: Any) -> Reading:
    return Reading(row.station, row.at, row.hours, row.pm25, row.source, row.stale)


def _station(row: StationRow) -> Station:
    point = Point(row.lat, row.lon)
    return Station(row.id, row.name_th, row.name_en, point, row.kind, row.tambon, row.source)


def _reading(row: ReadingRow) -> Reading:
    return Reading(row.station, row.at, row.hours, row.pm25, row.source, row.stale)


def day_of(session: Session, station: str, until: datetime) -> tuple[Reading, ...]:
    """The hourly values of the 24 hours that end at `until`, oldest first."""
    rows = select(ReadingRow).where(
        ReadingRow.station == station,
        ReadingRow.hours == 1,
        ReadingRow.at > until - timedelta(hours=24),
        ReadingRow.at <= until,
    )
    return tuple(_reading(row) for row in session.scalars(rows.order_by(ReadingRow.at)))
