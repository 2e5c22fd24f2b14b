"""The hours behind us: of the stations near a place for a month, and of the official ones for two days.

Table and newest values: store/readings.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.air import Reading, Station
from domain.places import Point
from store.readings import ReadingRow, StationRow


def stations(session: Session, kind: str = "") -> tuple[Station, ...]:
    rows = select(StationRow).order_by(StationRow.id)
    if kind:
        rows = rows.where(StationRow.kind == kind)
    return tuple(
        Station(
            row.id,
            row.name_th,
            row.name_en,
            Point(row.lat, row.lon),
            row.kind,
            row.tambon,
            row.source,
        )
        for row in session.scalars(rows)
    )


def hours_of(
    session: Session, ids: Sequence[str], since: datetime, until: datetime
) -> dict[str, tuple[Reading, ...]]:
    """The hourly values of some stations after `since` up to `until`, oldest first."""
    rows = (
        select(
            ReadingRow.station,
            ReadingRow.at,
            ReadingRow.hours,
            ReadingRow.pm25,
            ReadingRow.source,
            ReadingRow.stale,
        )
        .where(
            ReadingRow.station.in_(ids),
            ReadingRow.hours == 1,
            ReadingRow.at > since,
            ReadingRow.at <= until,
        )
        .order_by(ReadingRow.at)
    )
    found: dict[str, list[Reading]] = defaultdict(list)
    for row in session.execute(rows):
        found[row.station].append(Reading(*row))
    return {station: tuple(hours) for station, hours in found.items()}
