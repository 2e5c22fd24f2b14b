"""Low-cost sensors: whose they are, their tokens (hashed), what they sent, and each hour with its judgement.

Names and places stand with the other stations (store/readings.py). Raw moments are kept for some months, hours for ever.
How an hour is judged: store/judging.py.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, and_, case, delete, literal, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import quality
from domain.air import Station
from domain.correction import Fit, Pair
from domain.measured import Measured
from domain.places import Point
from store import readings, versions
from store.db import Table, UtcTime, insert, run
from store.readings import ReadingRow, StationRow

TOKEN_START = "nks_"  # noqa: S105 - so that a lost one is known for what it is
SENSOR, RETIRED = "sensor", "retired"  # kinds of a station


class SensorRow(Table):
    __tablename__ = "sensors"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    token_hash: Mapped[str | None] = mapped_column(unique=True)  # none: it is read through a feed
    host: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]  # its newest moment
    retired_at: Mapped[datetime | None]
    fit_offset: Mapped[float | None]
    fit_slope: Mapped[float | None]
    fit_humid: Mapped[float | None]
    fit_r2: Mapped[float | None]
    fit_pairs: Mapped[int] = mapped_column(default=0)
    fit_station: Mapped[str] = mapped_column(default="")
    fitted_at: Mapped[datetime | None]


class RawReading(Table):
    """A moment as it was sent. `judged_at` is empty while its hour has not been made from it."""

    __tablename__ = "raw_readings"

    sensor: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    pm25: Mapped[float]
    pm10: Mapped[float | None]
    humidity: Mapped[float | None]
    temperature: Mapped[float | None]
    faults: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]


_NEW = RawReading.judged_at.is_(None)
Index(
    "raw_readings_new",
    RawReading.at,
    RawReading.sensor,
    sqlite_where=_NEW,
    postgresql_where=_NEW,
)


class SensorHour(Table):
    """An hour: what was measured, what speaks against it, and the value to use (`how`: as measured, or corrected)."""

    __tablename__ = "sensor_hours"

    sensor: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    raw: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    humidity: Mapped[float | None]
    moments: Mapped[int]
    expected: Mapped[int]
    faults: Mapped[str] = mapped_column(default="")  # of its moments
    flags: Mapped[str] = mapped_column(default="")  # of the hour, beside the others
    pm25: Mapped[float]
    how: Mapped[str]
    judged_at: Mapped[datetime]


Index("sensor_hours_at", SensorHour.at, SensorHour.sensor)


@dataclass(frozen=True, slots=True)
class Sensor:
    station: Station
    kind: str
    host: str = ""
    fit: Fit | None = None
    heard_at: datetime | None = None
    retired_at: datetime | None = None

    @property
    def id(self) -> str:
        return self.station.id


class Taken(Exception):
    """The id is in use: by a sensor, or by a station of another kind."""


def add(session: Session, station: Station, kind: str, now: datetime, *, host: str = "") -> str:
    """Register a sensor and return its token, which nobody can read again."""
    _register(session, station, kind, now, host)
    return rotate(session, station.id)


def follow(session: Session, station: Station, kind: str, now: datetime) -> bool:
    """Register a sensor that a feed tells of (it has no token); True when it was new. A known one stays as it is."""
    if session.get(SensorRow, station.id) is not None:
        return False
    _register(session, station, kind, now, "")
    return True


def _register(session: Session, station: Station, kind: str, now: datetime, host: str) -> None:
    if session.get(StationRow, station.id) is not None:
        raise Taken(station.id)
    readings.keep_station(session, station)
    session.add(SensorRow(id=station.id, kind=kind, host=host, added_at=now))
    session.flush()


def rotate(session: Session, sensor: str) -> str:
    """A new token; the old one is worth nothing from this commit on. KeyError for no such sensor in service."""
    token = TOKEN_START + secrets.token_urlsafe(32)
    done = session.execute(
        update(SensorRow)
        .where(SensorRow.id == sensor, SensorRow.retired_at.is_(None))
        .values(token_hash=_hash(token))
        .returning(SensorRow.id)
    )
    if done.scalar() is None:
        raise KeyError(sensor)
    return token


def retire(session: Session, sensor: str, now: datetime) -> None:
    """It speaks for no place any more and its token is dead; what it measured stays. KeyError for none in service."""
    done = session.execute(
        update(SensorRow)
        .where(SensorRow.id == sensor, SensorRow.retired_at.is_(None))
        .values(retired_at=now, token_hash=None, host="")
        .returning(SensorRow.id)
    )
    if done.scalar() is None:
        raise KeyError(sensor)
    session.execute(update(StationRow).where(StationRow.id == sensor).values(kind=RETIRED))
    versions.touch(session, "air")


def set_host(session: Session, sensor: str, line_id: str) -> None:
    """Who is told when it falls silent; empty for nobody. KeyError for none in service."""
    done = session.execute(
        update(SensorRow)
        .where(SensorRow.id == sensor, SensorRow.retired_at.is_(None))
        .values(host=line_id)
        .returning(SensorRow.id)
    )
    if done.scalar() is None:
        raise KeyError(sensor)


def forget_host(session: Session, line_id: str) -> None:
    session.execute(update(SensorRow).where(SensorRow.host == line_id).values(host=""))


def find(session: Session, sensor: str) -> Sensor | None:
    """In service, or None."""
    found = session.execute(
        select(SensorRow, StationRow)
        .join(StationRow, StationRow.id == SensorRow.id)
        .where(SensorRow.id == sensor, SensorRow.retired_at.is_(None))
    ).one_or_none()
    return None if found is None else _sensor(*found)


def listed(session: Session) -> list[Sensor]:
    """All of them, retired ones too, by id."""
    rows = session.execute(
        select(SensorRow, StationRow)
        .join(StationRow, StationRow.id == SensorRow.id)
        .order_by(SensorRow.id)
    )
    return [_sensor(row, station) for row, station in rows]


def by_token(session: Session, token: str) -> Sensor | None:
    """Whose token it is. The hash is looked up, then compared in constant time."""
    if not token.startswith(TOKEN_START) or len(token) > 200:
        return None
    hashed = _hash(token)
    found = session.execute(
        select(SensorRow, StationRow)
        .join(StationRow, StationRow.id == SensorRow.id)
        .where(SensorRow.token_hash == hashed, SensorRow.retired_at.is_(None))
    ).one_or_none()
    if found is None or not hmac.compare_digest(found[0].token_hash or "", hashed):
        return None
    return _sensor(*found)


def set_kind(session: Session, sensor: str, kind: str) -> None:
    session.execute(update(SensorRow).where(SensorRow.id == sensor).values(kind=kind))


def keep_fit(session: Session, sensor: str, fit: Fit | None, now: datetime) -> None:
    """None: it has too few pairs (any more); then nothing is corrected by an old fit."""
    session.execute(
        update(SensorRow)
        .where(SensorRow.id == sensor)
        .values(
            fit_offset=fit.offset if fit else None,
            fit_slope=fit.slope if fit else None,
            fit_humid=fit.humid if fit else None,
            fit_r2=fit.r2 if fit else None,
            fit_pairs=fit.pairs if fit else 0,
            fit_station=fit.station if fit else "",
            fitted_at=now,
        )
    )


def keep_raw(session: Session, sensor: Sensor, moments: Sequence[Measured], now: datetime) -> int:
    """Store what is new and return how many that were; a moment that is known stays as it was."""
    if not moments:
        return 0
    rows = [
        {
            "sensor": sensor.id,
            "at": one.at,
            "pm25": one.pm25,
            "pm10": one.pm10,
            "humidity": one.humidity,
            "temperature": one.temperature,
            "faults": join(quality.of_moment(one, sensor.kind, now)),
            "received_at": now,
        }
        for one in {one.at: one for one in reversed(moments)}.values()
    ]
    statement = insert(session, RawReading).on_conflict_do_nothing(index_elements=["sensor", "at"])
    new = len(run(session, statement.returning(RawReading.at), rows).all())
    newest = max(one.at for one in moments)
    session.execute(
        update(SensorRow)
        .where(SensorRow.id == sensor.id)
        .values(
            heard_at=case(
                (SensorRow.heard_at > newest, SensorRow.heard_at),
                else_=literal(newest, UtcTime()),
            )
        )
    )
    return new


def pairs(session: Session, sensor: str, station: str, since: datetime) -> list[Pair]:
    """The hours since then that both measured, without those of the sensor that may not be used."""
    rows = session.execute(
        select(SensorHour.raw, SensorHour.humidity, SensorHour.flags, ReadingRow.pm25)
        .join(
            ReadingRow,
            and_(
                ReadingRow.station == station,
                ReadingRow.hours == 1,
                ReadingRow.at == SensorHour.at,
                ReadingRow.stale.is_(False),
                ReadingRow.pm25 >= 0,
            ),
        )
        .where(SensorHour.sensor == sensor, SensorHour.at > since)
    )
    return [
        Pair(raw, official, humidity)
        for raw, humidity, flags, official in rows
        if quality.is_usable(flags.split())
    ]


def judged(session: Session, sensor: str, since: datetime) -> list[SensorHour]:
    """Its hours since then with what was thought of them, flagged ones too; oldest first."""
    rows = select(SensorHour).where(SensorHour.sensor == sensor, SensorHour.at > since)
    return list(session.scalars(rows.order_by(SensorHour.at)))


def drop_raw(session: Session, sensor: str, before: datetime) -> int:
    done = session.execute(
        delete(RawReading).where(RawReading.sensor == sensor, RawReading.at < before)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def turn_back(session: Session, shown_at: datetime) -> None:
    """For the demo's clock: what was measured later has not happened yet."""
    session.execute(delete(RawReading).where(RawReading.received_at > shown_at))
    session.execute(delete(SensorHour).where(SensorHour.judged_at > shown_at))
    session.execute(
        update(RawReading).where(RawReading.judged_at > shown_at).values(judged_at=None)
    )
    session.execute(update(SensorRow).where(SensorRow.heard_at > shown_at).values(heard_at=None))


def join(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _sensor(row: SensorRow, station: StationRow) -> Sensor:
    point = point_of(station)
    return Sensor(
        Station(
            row.id, station.name_th, station.name_en, point, station.kind, station.tambon,
            station.source,
        ),
        row.kind,
        row.host,
        _fit(row),
        row.heard_at,
        row.retired_at,
    )  # fmt: skip


def _fit(row: SensorRow) -> Fit | None:
    if row.fit_offset is None or row.fit_slope is None:
        return None
    return Fit(
        row.fit_offset, row.fit_slope, row.fit_humid or 0.0, row.fit_pairs, row.fit_r2 or 0.0,
        row.fit_station,
    )  # fmt: skip


def point_of(station: StationRow) -> Point:
    return Point(station.lat, station.lon)
