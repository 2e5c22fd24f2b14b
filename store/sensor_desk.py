"""What the officials' page of the air asks and does with sensors beyond store/sensors.py: all hours at once, back into service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from store import versions
from store.db import core, run
from store.readings import ReadingRow, StationRow
from store.sensors import SENSOR, SensorHour, SensorRow


def hours_since(session: Session, since: datetime) -> Mapping[str, Sequence[SensorHour]]:
    """The judged hours of every sensor, flagged ones too; oldest first."""
    rows = select(SensorHour).where(SensorHour.at > since).order_by(SensorHour.at)
    found: dict[str, list[SensorHour]] = defaultdict(list)
    for row in session.scalars(rows):
        found[row.sensor].append(row)
    return found


def with_token(session: Session) -> frozenset[str]:
    """Those that send by themselves; the others are read through a feed, or out of service."""
    rows = select(SensorRow.id).where(SensorRow.token_hash.is_not(None))
    return frozenset(session.scalars(rows))


def restore(session: Session, sensor: str) -> None:
    """Back into service, without a token (the old one stays dead) and without a host. KeyError for none that was retired."""
    done = session.execute(
        update(SensorRow)
        .where(SensorRow.id == sensor, SensorRow.retired_at.is_not(None))
        .values(retired_at=None)
        .returning(SensorRow.id)
    )
    if done.scalar() is None:
        raise KeyError(sensor)
    session.execute(update(StationRow).where(StationRow.id == sensor).values(kind=SENSOR))
    versions.touch(session, "air")


def official_hours(session: Session, station: str, since: datetime) -> dict[datetime, float]:
    """What an official station measured, by the end of each hour."""
    row = core(ReadingRow).c
    wanted = select(row.at, row.pm25).where(
        row.station == station, row.hours == 1, row.at > since, row.stale.is_(False), row.pm25 >= 0
    )
    return {each.at: each.pm25 for each in run(session, wanted)}
