"""Hours of low-cost sensors: held beside the neighbours, corrected, kept, and put where answers are read from.

How they are made from moments: store/roll_up.py. Run right after readings came in (web/api/readings.py) and every minute (jobs/judge_sensors.py): a neighbour's late hour
may change what is thought of this one. The rules are pure: domain/hours.py, domain/quality.py, domain/correction.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from domain import correction, quality
from domain.hours import DAY, HOUR, Hour, last_ended
from domain.places import distance_km
from domain.quality import Peer
from store import roll_up, sensors, versions
from store.db import Database, core, run
from store.readings import ReadingRow, StationRow
from store.sensors import Sensor, SensorHour

# Neighbours and official stations come some hours late: so long each run looks at the judgement again.
AGAIN = timedelta(hours=4)
MOST_HOURS = 100  # in one run, the newest first; the rest is the next run's

_HOUR, _READING = core(SensorHour).c, core(ReadingRow).c
_JUDGE = (
    update(core(SensorHour))
    .where(_HOUR.sensor == bindparam("of"), _HOUR.at == bindparam("end"))
    .values(
        flags=bindparam("to_flags"),
        pm25=bindparam("to_pm25"),
        how=bindparam("to_how"),
        judged_at=bindparam("now"),
    )
)
_DROP = delete(core(ReadingRow)).where(
    _READING.station == bindparam("of"), _READING.hours == 1, _READING.at == bindparam("end")
)


@dataclass(frozen=True, slots=True)
class Judged:
    hour: Hour
    flags: tuple[str, ...]
    pm25: float
    how: str


def judge(session: Session, now: datetime, *, most_hours: int = MOST_HOURS) -> dict[str, int]:
    """The hours that got a moment since. Counts of `hours` that were made anew and judgements `changed`."""
    known = _in_service(session)
    ends = roll_up.make_hours(session, known, now, most_hours)
    changed = _differing(session, known, ends) if ends else []
    _keep_all(session, changed, now)
    return {"hours": len(ends), "changed": len(changed)}


def judge_all(database: Database, now: datetime) -> dict[str, int]:
    """What is new, then the last hours once more: compared without a lock, since as a rule nothing has changed."""
    with database.read() as session:
        has_new = roll_up.has_new(session, now)
    counts = {"hours": 0, "changed": 0}
    if has_new:
        with database.write() as session:
            counts = judge(session, now)
    lately = [last_ended(now) - step * HOUR for step in range(AGAIN // HOUR)]
    with database.read() as session:
        changed = _differing(session, _in_service(session), lately)
    if changed:
        with database.write() as session:
            _keep_all(session, changed, now)
    return {"hours": counts["hours"], "changed": counts["changed"] + len(changed)}


def _in_service(session: Session) -> dict[str, Sensor]:
    return {one.id: one for one in sensors.listed(session) if one.retired_at is None}


def _differing(
    session: Session, known: Mapping[str, Sensor], ends: Iterable[datetime]
) -> list[Judged]:
    """What is thought of these hours now, where that is not what is kept."""
    changed: list[Judged] = []
    for near in _together(ends):
        hours = _hours(session, near[0] - DAY, near[-1])
        if known and hours:
            official = _official(session, near[0] - DAY, near[-1])
            changed += _compare(known, hours, _peers(known, hours, official), near)
    return changed


def _together(ends: Iterable[datetime]) -> list[list[datetime]]:
    """Hours within a day of each other: a single old one must not make us read all that lies between."""
    groups: list[list[datetime]] = []
    for end in sorted(ends):
        if groups and end - groups[-1][-1] <= DAY:
            groups[-1].append(end)
        else:
            groups.append([end])
    return groups


def _compare(
    known: Mapping[str, Sensor],
    hours: Mapping[str, Mapping[datetime, _Row]],
    peers: Mapping[str, Sequence[Peer]],
    ends: Sequence[datetime],
) -> list[Judged]:
    changed = []
    for end in ends:
        for name in sorted(known):
            row = hours.get(name, {}).get(end)
            if row is not None:
                judged = _judged(known[name], row, hours[name], peers[name])
                if _differs(row, judged):
                    changed.append(judged)
    return changed


def _keep_all(session: Session, changed: Sequence[Judged], now: datetime) -> None:
    """The hours' own rows, and the readings that answers are made from: there only what may be used."""
    if not changed:
        return
    run(session, _JUDGE, [_judgement(one, now) for one in changed])
    unusable = [one for one in changed if not quality.is_usable(one.flags)]
    if unusable:
        run(session, _DROP, [{"of": one.hour.sensor, "end": one.hour.at} for one in unusable])
    rows = [_as_reading(one, now) for one in changed if quality.is_usable(one.flags)]
    roll_up.put(session, ReadingRow, ("station", "hours", "at"), rows)
    versions.touch(session, "air")


def _judgement(one: Judged, now: datetime) -> dict[str, object]:
    return {
        "of": one.hour.sensor,
        "end": one.hour.at,
        "to_flags": sensors.join(one.flags),
        "to_pm25": one.pm25,
        "to_how": one.how,
        "now": now,
    }


def _as_reading(one: Judged, now: datetime) -> dict[str, object]:
    return {
        "station": one.hour.sensor,
        "hours": 1,
        "at": one.hour.at,
        "pm25": one.pm25,
        "source": one.how,
        "stale": False,
        "received_at": now,
    }


@dataclass(frozen=True, slots=True)
class _Row:
    """An hour with what was thought of it so far."""

    hour: Hour
    flags: str
    pm25: float
    how: str


def _hours(session: Session, since: datetime, until: datetime) -> dict[str, dict[datetime, _Row]]:
    row = core(SensorHour).c
    found: dict[str, dict[datetime, _Row]] = defaultdict(dict)
    wanted = select(core(SensorHour)).where(row.at > since, row.at <= until)
    for each in run(session, wanted):
        hour = Hour(
            each.sensor,
            each.at,
            raw=each.raw,
            low=each.low,
            high=each.high,
            humidity=each.humidity,
            count=each.moments,
            expected=each.expected,
            faults=tuple(each.faults.split()),
        )
        found[each.sensor][each.at] = _Row(hour, each.flags, each.pm25, each.how)
    return found


def _official(
    session: Session, since: datetime, until: datetime
) -> dict[StationRow, dict[datetime, float]]:
    stations = session.scalars(select(StationRow).where(StationRow.kind == "official"))
    by_id = {one.id: one for one in stations}
    row = core(ReadingRow).c
    found: dict[StationRow, dict[datetime, float]] = defaultdict(dict)
    wanted = select(row.station, row.at, row.pm25).where(
        row.hours == 1, row.at > since, row.at <= until, row.stale.is_(False)
    )
    for each in run(session, wanted):
        if each.station in by_id and each.pm25 >= 0:
            found[by_id[each.station]][each.at] = each.pm25
    return found


def _peers(
    known: Mapping[str, Sensor],
    hours: Mapping[str, Mapping[datetime, _Row]],
    official: Mapping[StationRow, Mapping[datetime, float]],
) -> dict[str, list[Peer]]:
    """Of each sensor the others within reach of any rule; hours with faults of their own are no witness."""
    good = {
        name: {at: row.hour.raw for at, row in rows.items() if not row.hour.faults}
        for name, rows in hours.items()
    }
    reach = quality.LIMITS.wide_km
    peers: dict[str, list[Peer]] = {}
    for name, one in known.items():
        here = one.station.point
        beside = [
            Peer(other.id, distance_km(here, other.station.point), False, good[other.id])
            for other in known.values()
            if other.id != name and other.id in good
        ]
        beside += [
            Peer(station.id, distance_km(here, sensors.point_of(station)), True, values)
            for station, values in official.items()
        ]
        peers[name] = [peer for peer in beside if peer.distance_km <= reach]
    return peers


def _judged(
    sensor: Sensor, row: _Row, own: Mapping[datetime, _Row], peers: Sequence[Peer]
) -> Judged:
    hour = row.hour
    earlier = {at: other.hour for at, other in own.items() if timedelta(0) < hour.at - at < DAY}
    pm25, how = correction.correct(hour.raw, hour.humidity, sensor.kind, sensor.fit)
    is_dried = hour.humidity is not None and correction.is_dried(sensor.kind, sensor.fit)
    flags = quality.of_hour(hour, earlier, peers, is_dried=is_dried)
    return Judged(hour, flags, round(pm25, 2), how)


def _differs(row: _Row, judged: Judged) -> bool:
    return (row.flags, row.how) != (sensors.join(judged.flags), judged.how) or abs(
        row.pm25 - judged.pm25
    ) > 1e-9
