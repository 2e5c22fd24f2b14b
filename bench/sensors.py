"""Whether years of low-cost sensors slow a look-up: the air of the province before and beside a year of five-minute data.

`python -m bench sensors` builds 200 sensors for a year: their hours for ever, their raw moments of the three months that are
kept (15 million rows; half an hour and 2 GB on a laptop). `SENSORS=20 DAYS=30 python -m bench sensors` is a short one.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from domain.air import RAW, Station, air_at
from domain.lampang import TAMBONS
from domain.measured import Measured
from domain.places import Point
from store import judging, migrate, readings, sensors
from store.db import Database, connect, core
from store.readings import ReadingRow
from store.sensors import RawReading, SensorHour
from tests import postgres

NOW = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
RAW_KEPT = timedelta(days=90)
EVERY = 5 * MINUTE
LOOKS = 30
CHUNK = 20_000


def main() -> None:
    count, days = int(os.environ.get("SENSORS", 200)), int(os.environ.get("DAYS", 365))
    print(f"{count} sensors, every five minutes, {days} days\n")
    print(
        "| database | kept | air of the province ms | one place ms | picture's day ms | judge one hour ms |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder, postgres.server() as url:
        for name, where in (("SQLite", f"sqlite:///{folder}/x.db"), ("PostgreSQL", url)):
            database = connect(where, Path(folder))
            migrate.upgrade(database)
            ids = register(database, count)
            fill(database, ids, 2)
            measure(name, "two days", database, ids)
            fill(database, ids, days, before=2)
            measure(name, f"{days} days", database, ids)
            database.close()


def register(database: Database, count: int) -> list[str]:
    ids = [f"S{number:03}" for number in range(count)]
    with database.write() as session:
        for number, name in enumerate(ids):
            area = TAMBONS[number % len(TAMBONS)]
            point = Point(area.centre.lat + number % 7 / 500, area.centre.lon + number % 5 / 500)
            station = Station(name, name, name, point, "sensor", area.code, "sensor")
            sensors.add(session, station, "unknown", NOW)
    return ids


def fill(database: Database, ids: list[str], days: int, before: int = 0) -> None:
    """Rows as the product writes them, without asking it: the days further back than `before`."""
    hours = [NOW - n * HOUR for n in range(before * 24, days * 24)]
    put(database, ReadingRow, (hour_row(name, at) for at in hours for name in ids))
    put(database, SensorHour, (judged_row(name, at) for at in hours for name in ids))
    moments = [NOW - n * EVERY for n in range(before * 288, min(days * 288, RAW_KEPT // EVERY))]
    put(database, RawReading, (raw_row(name, at) for at in moments for name in ids))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def put(database: Database, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            _write(database, table, chunk)
            chunk = []
    if chunk:
        _write(database, table, chunk)


def _write(database: Database, table: Any, chunk: list[dict[str, Any]]) -> None:
    with database.write(durable=False) as session:
        session.connection().execute(insert(core(table)), chunk)


def value(name: str, at: datetime) -> float:
    return 20.0 + (hash((name, at.day, at.hour)) % 400) / 10


def hour_row(name: str, at: datetime) -> dict[str, Any]:
    return {"station": name, "hours": 1, "at": at, "pm25": value(name, at), "source": RAW, "stale": False, "received_at": at}  # fmt: skip


def judged_row(name: str, at: datetime) -> dict[str, Any]:
    dust = value(name, at)
    return {"sensor": name, "at": at, "raw": dust, "low": dust - 2, "high": dust + 2, "humidity": 60.0, "moments": 12, "expected": 12, "faults": "", "flags": "", "pm25": dust, "how": RAW, "judged_at": at}  # fmt: skip


def raw_row(name: str, at: datetime) -> dict[str, Any]:
    return {"sensor": name, "at": at, "pm25": value(name, at), "pm10": None, "humidity": 60.0, "temperature": 30.0, "faults": "", "received_at": at, "judged_at": at}  # fmt: skip


def measure(name: str, what: str, database: Database, ids: list[str]) -> None:
    with database.read() as session:
        air = readings.recent(session, NOW)
        province = timed(lambda: readings.recent(session, NOW))
        day = timed(lambda: readings.day_of(session, ids[0], NOW))
    here = TAMBONS[0]
    place = timed(lambda: air_at(here.centre, air, NOW, area=here.code))
    print(
        f"| {name} | {what} | {province} | {place} | {day} | {judged(database, ids)} |", flush=True
    )


def judged(database: Database, ids: list[str]) -> str:
    """The next hour of all sensors, as its first push makes it; then taken back."""
    end = NOW + HOUR
    with database.write() as session:
        known = {one.id: one for one in sensors.listed(session)}
        for name in ids:
            moments = [Measured(end - n * EVERY, value(name, end)) for n in range(12)]
            sensors.keep_raw(session, known[name], moments, end)
    began = time.perf_counter()
    with database.write() as session:
        judging.judge(session, end)
    took = (time.perf_counter() - began) * 1000
    with database.write() as session:
        sensors.turn_back(session, NOW + MINUTE)
        session.query(ReadingRow).where(ReadingRow.received_at > NOW).delete()
    return f"{took:.0f}"


def timed(work: Callable[[], object]) -> str:
    took = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(took):.1f}"
