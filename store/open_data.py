"""What the open files are made from. Each query names its columns: none that can point at a person is read here.

(Warnings come as notices, which name nobody.) Files and columns: domain/open_data.py. How coarse a value is made: domain/open_values.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from domain import fires as fire_rules
from domain import warnings as warning_rules
from domain.hotspots import FIRMS, SOURCES
from domain.measures import FireTold, SpotsTold
from domain.open_values import rai_of
from domain.warnings import Notice
from store import warnings
from store.feeds import Feed
from store.fires import FireEvent, FireRow, ReportRow
from store.hotspots import HotspotRow
from store.permits import PermitRow
from store.readings import ReadingRow
from store.sensors import SensorHour
from store.warnings import WarningRow

Rows = Sequence[Row[Any]]
ENDS = ("out", "false", fire_rules.PERMITTED)  # what somebody pressed when a fire was over


@dataclass(frozen=True, slots=True)
class Asked:
    """After `since` up to `until`, and which piece of it."""

    since: datetime
    until: datetime
    most: int
    skipped: int = 0


def _piece(session: Session, rows: Select[*tuple[Any, ...]], asked: Asked) -> Rows:
    return session.execute(rows.limit(asked.most).offset(asked.skipped)).all()


def readings(session: Session, asked: Asked, station: str = "") -> Rows:
    """Hours by their end; what a feed called old, and its marks for a missing value, are left out."""
    rows = (
        select(
            ReadingRow.station,
            ReadingRow.at,
            ReadingRow.pm25,
            ReadingRow.source,
            SensorHour.raw,
            SensorHour.flags,
        )
        .outerjoin(
            SensorHour,
            and_(SensorHour.sensor == ReadingRow.station, SensorHour.at == ReadingRow.at),
        )
        .where(
            ReadingRow.hours == 1,
            ReadingRow.at > asked.since,
            ReadingRow.at <= asked.until,
            ReadingRow.stale.is_(False),
            ReadingRow.pm25 >= 0,
        )
        .order_by(ReadingRow.at, ReadingRow.station)
    )
    return _piece(session, rows.where(ReadingRow.station == station) if station else rows, asked)


# Reports follow their fire when two prove to be one: the oldest is the first anybody said of it.
_FIRST_REPORT = (
    select(func.min(ReportRow.at)).where(ReportRow.fire_id == FireRow.id).scalar_subquery()
)
_REPORTED = func.coalesce(_FIRST_REPORT, FireRow.opened_at)
_REOPENED = exists().where(FireEvent.fire_id == FireRow.id, FireEvent.what == "again")
_SHOWN = and_(
    FireRow.drill.is_(False), FireRow.outside.is_(False), FireRow.state != fire_rules.MERGED
)


def fires(session: Session, asked: Asked) -> Rows:
    """In the order of their numbers."""
    rows = (
        select(
            FireRow.year,
            FireRow.number,
            FireRow.kind,
            FireRow.state,
            FireRow.area,
            FireRow.lat,
            FireRow.lon,
            FireRow.radius_m,
            FireRow.ended_at,
            FireRow.opened_at,
            FireRow.closing,
            _FIRST_REPORT.label("first_report"),
            _REOPENED.label("reopened"),
        )
        .where(_SHOWN, FireRow.opened_at >= asked.since, FireRow.opened_at < asked.until)
        .order_by(FireRow.year, FireRow.number)
    )
    return _piece(session, rows, asked)


def hotspots(session: Session, asked: Asked) -> Rows:
    """Only what NASA told: its terms are open, the others' go with their keys. Sources stand in order, NASA's first."""
    rows = (
        select(
            HotspotRow.at,
            HotspotRow.lat,
            HotspotRow.lon,
            HotspotRow.radius_m,
            HotspotRow.satellite,
            HotspotRow.instrument,
            HotspotRow.confidence,
            HotspotRow.area,
            HotspotRow.outcome,
        )
        .where(
            HotspotRow.at >= asked.since,
            HotspotRow.at < asked.until,
            HotspotRow.sources.startswith(FIRMS),
        )
        .order_by(HotspotRow.at, HotspotRow.id)
    )
    return _piece(session, rows, asked)


def permits(session: Session, first: date, last: date, asked: Asked) -> Rows:
    """By day and tambon: the order in which people filed tells nothing."""
    rows = (
        select(
            PermitRow.day,
            PermitRow.tambon,
            PermitRow.rai,
            PermitRow.residue,
            PermitRow.state,
            PermitRow.real_rai,
        )
        .where(PermitRow.day >= first, PermitRow.day < last)
        .order_by(
            PermitRow.day, PermitRow.tambon, PermitRow.rai, PermitRow.residue, PermitRow.state,
            PermitRow.public_id,
        )
    )  # fmt: skip
    return _piece(session, rows, asked)


@dataclass(frozen=True, slots=True)
class Announced:
    notice: Notice
    state: str
    in_force: bool


def announced(session: Session, asked: Asked, now: datetime) -> list[Announced]:
    """What went out for real, the newest first: never a draft, a practice, or one that was stopped before its hour."""
    states = (
        warning_rules.SENDING,
        warning_rules.IN_FORCE,
        warning_rules.OVER,
        warning_rules.CANCELLED,
    )
    rows = session.scalars(
        select(WarningRow)
        .where(
            WarningRow.state.in_(states),
            WarningRow.sent_at.is_not(None),
            WarningRow.issued != "",
            WarningRow.starts < asked.until,
            or_(WarningRow.ends.is_(None), WarningRow.ends >= asked.since),
        )
        .order_by(WarningRow.id.desc())
    )
    real = [row for row in rows if row.said.mode == warning_rules.REAL]
    piece = real[asked.skipped : asked.skipped + asked.most]
    return [
        Announced(
            warnings.notice(session, row),
            row.state if row.state != warning_rules.SENDING else warning_rules.IN_FORCE,
            warning_rules.is_in_force(row.standing, now),
        )
        for row in piece
    ]


# For the measures (domain/measures.py)


def fires_told(session: Session, since: datetime, until: datetime) -> list[FireTold]:
    """Fires of the days with when somebody arrived, whether they ended, and whether they burnt again."""
    inside = and_(
        FireRow.drill.is_(False),
        FireRow.outside.is_(False),
        FireRow.opened_at >= since,
        FireRow.opened_at < until,
    )
    fires = session.execute(
        select(
            FireRow.id, FireRow.state, FireRow.merged_into, FireRow.closing, _REPORTED.label("at")
        ).where(inside)
    ).all()
    events: dict[tuple[int, str], datetime] = {}
    part_of = {row.id: row.merged_into for row in fires if row.state == fire_rules.MERGED}
    told = select(FireEvent.fire_id, FireEvent.what, func.min(FireEvent.at)).join(
        FireRow, FireRow.id == FireEvent.fire_id
    )
    wanted = FireEvent.what.in_(("arrived", *ENDS, "again"))
    for fire, what, at in session.execute(
        told.where(inside, wanted).group_by(FireEvent.fire_id, FireEvent.what)
    ):
        key = (_root(fire, part_of), what)
        events[key] = min(at, events.get(key, at))
    return [
        FireTold(
            reported=row.at,
            state=row.state,
            rai=rai_of(row.state, orjson.loads(row.closing)),
            arrived=events.get((row.id, "arrived")),
            has_ended=any((row.id, what) in events for what in ENDS),
            has_reopened=(row.id, "again") in events,
        )
        for row in fires
        if row.state != fire_rules.MERGED
    ]


def _root(fire: int, part_of: dict[int, int]) -> int:
    seen = set()
    while fire in part_of and fire not in seen:
        seen.add(fire)
        fire = part_of[fire]
    return fire


def spots_told(session: Session, since: datetime, until: datetime) -> SpotsTold:
    """Hotspots by what became of them, and whether any service that tells of hotspots has ever answered."""
    counts = session.execute(
        select(HotspotRow.outcome, func.count())
        .where(HotspotRow.at >= since, HotspotRow.at < until)
        .group_by(HotspotRow.outcome)
    )
    answered = session.scalar(
        select(func.count()).where(Feed.name.in_(SOURCES), Feed.worked_at.is_not(None))
    )
    return SpotsTold({outcome: count for outcome, count in counts}, bool(answered))
