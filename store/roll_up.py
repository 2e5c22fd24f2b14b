"""From raw moments to hours: each ended hour is made anew from all its moments whenever one more came.

What is thought of the hours: store/judging.py. The rules are pure: domain/hours.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select, update
from sqlalchemy.orm import Session

from domain.hours import HOUR, LEARNED_OVER, Hour, Kept, hour_of, last_ended, roll_up, spikes
from domain.measured import Measured
from store.db import Table, core, insert, run
from store.sensors import RawReading, SensorHour, join

# The raw moments of older hours may be pruned by now (jobs/prune_readings.py): such an hour is only made anew from at
# least as many moments as it was made from.
RAW_SURELY_KEPT = timedelta(days=58)
LONE = "spike"  # depends on the moments around, so it is found anew each time

_RAW = core(RawReading).c
_OF: BindParameter[str] = bindparam("of")
_END: BindParameter[datetime] = bindparam("end")
_MOMENTS = (
    select(_RAW.at, _RAW.pm25, _RAW.pm10, _RAW.humidity, _RAW.temperature, _RAW.faults)
    .where(_RAW.sensor == _OF, _RAW.at > bindparam("since"), _RAW.at <= _END)
    .order_by(_RAW.at)
)
_MARK = (
    update(core(RawReading))
    .where(
        _RAW.sensor == _OF,
        _RAW.at > bindparam("since"),
        _RAW.at <= _END,
        _RAW.judged_at.is_(None),
    )
    .values(judged_at=bindparam("now"))
)
_BLAME = (
    update(core(RawReading))
    .where(_RAW.sensor == _OF, _RAW.at == _END)
    .values(faults=bindparam("to_faults"))
)


def has_new(session: Session, now: datetime) -> bool:
    return session.scalar(_new(now).limit(1)) is not None


def _new(now: datetime) -> Select[str, datetime]:
    """Moments of ended hours that no hour was made from yet."""
    return select(RawReading.sensor, RawReading.at).where(
        RawReading.judged_at.is_(None), RawReading.at <= last_ended(now)
    )


def make_hours(session: Session, known: Container[str], now: datetime, most: int) -> set[datetime]:
    """Make each ended hour anew that got a moment since, and mark those; the ends of these hours, at most `most`."""
    touched: dict[str, set[datetime]] = defaultdict(set)
    ends: set[datetime] = set()
    newest_first = _new(now).order_by(RawReading.at.desc(), RawReading.sensor)
    for sensor, at in session.execute(newest_first):
        end = hour_of(at)
        if end not in ends and len(ends) >= most:
            break
        ends.add(end)
        touched[sensor].add(end)
    hours = [
        hour
        for sensor in sorted(touched)
        if sensor in known
        for hour in _hours_of(session, sensor, sorted(touched[sensor]))
    ]
    _keep_hours(session, hours, now)
    marks = [
        {"of": sensor, "since": end - HOUR, "end": end, "now": now}
        for sensor in sorted(touched)
        for end in sorted(touched[sensor])
    ]
    if marks:
        run(session, _MARK, marks)
    return ends


def _hours_of(session: Session, sensor: str, ends: Sequence[datetime]) -> list[Hour]:
    rows = _moments(session, sensor, ends[0] - LEARNED_OVER, ends[-1])
    hours, first = [], 0
    for end in ends:
        while first < len(rows) and rows[first].at <= end - LEARNED_OVER:
            first += 1
        hour = roll_up(sensor, end, [row for row in rows[first:] if row.at <= end + HOUR / 2])
        if hour is not None:
            hours.append(hour)
    return hours


def _moments(session: Session, sensor: str, since: datetime, until: datetime) -> list[Kept]:
    found = run(session, _MOMENTS, {"of": sensor, "since": since, "end": until}).all()
    rows = [
        Kept(
            Measured(each.at, each.pm25, each.pm10, each.humidity, each.temperature),
            tuple(fault for fault in each.faults.split() if fault != LONE),
        )
        for each in found
    ]
    lone = spikes(rows)
    told = [
        {"of": sensor, "end": row.at, "to_faults": to}
        for row, each in zip(rows, found, strict=True)
        if (to := join({*row.faults, LONE} if row.at in lone else row.faults)) != each.faults
    ]
    if told:
        run(session, _BLAME, told)
    return rows


def _keep_hours(session: Session, hours: Sequence[Hour], now: datetime) -> None:
    """As measured; what is thought of them follows in the same commit."""
    rows = [
        {
            "sensor": hour.sensor,
            "at": hour.at,
            "raw": hour.raw,
            "low": hour.low,
            "high": hour.high,
            "humidity": hour.humidity,
            "moments": hour.count,
            "expected": hour.expected,
            "faults": join(hour.faults),
            "flags": "",
            "pm25": hour.raw,
            "how": "",
            "judged_at": now,
        }
        for hour in hours
    ]
    kept = core(SensorHour).c
    new = insert(session, SensorHour).excluded
    whole = or_(new.moments >= kept.moments, new.at > now - RAW_SURELY_KEPT)
    put(session, SensorHour, ("sensor", "at"), rows, but=("flags", "pm25", "how"), where=whole)


def put(
    session: Session,
    table: type[Table],
    key: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    *,
    but: Sequence[str] = (),
    where: ColumnElement[bool] | None = None,
) -> None:
    """Insert, or change what is there (if `where` holds); `but`: what stays as it is."""
    if not rows:
        return
    new = insert(session, table)
    changed = {name: new.excluded[name] for name in rows[0] if name not in {*key, *but}}
    statement = new.on_conflict_do_update(index_elements=list(key), set_=changed, where=where)
    run(session, statement, list(rows))
