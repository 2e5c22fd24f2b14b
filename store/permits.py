"""Burn requests, their log, and what officials set: limits of a tambon's day, switches of a district's.

What may move where: domain/permits.py. Every write goes with versions "permits": numbers and places of a day are given once.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Index,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import insert as core_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import burn_chains
from domain.burn_chains import Chains
from domain.burn_days import buddhist_year, day_at
from domain.permit_rules import Limit, Switch
from domain.permits import ENDED, OUT, Permit
from domain.places import Point
from store import setting_changes, versions
from store.db import Table, core, insert, run

SUBJECT = "permits"


class PermitRow(Table):
    __tablename__ = "permits"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    state: Mapped[str]
    holder: Mapped[str] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    tambon: Mapped[str]
    village: Mapped[str] = mapped_column(default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    rai: Mapped[float]
    residue: Mapped[str]
    day: Mapped[date]
    hour: Mapped[float]
    hours: Mapped[float]
    land: Mapped[str] = mapped_column(default="")
    in_plan: Mapped[bool] = mapped_column(default=False)
    claims_plan: Mapped[bool] = mapped_column(default=False)
    firebreak: Mapped[bool] = mapped_column(default=False)
    neighbours: Mapped[bool] = mapped_column(default=False)
    watchers: Mapped[int] = mapped_column(default=0)
    water: Mapped[bool] = mapped_column(default=False)
    back_to: Mapped[str] = mapped_column(default="")
    offered_until: Mapped[datetime | None]
    deciders: Mapped[str] = mapped_column(default="")
    filed_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    real_rai: Mapped[float | None]
    public_id: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=0)


Index("permits_of_day", PermitRow.day, PermitRow.tambon)
_OPEN = PermitRow.state.not_in(ENDED)
Index("permits_open", PermitRow.day, sqlite_where=_OPEN, postgresql_where=_OPEN)


class LogRow(Table):
    """One row for each move: who, holding which post, from where to where, and why."""

    __tablename__ = "permit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    permit_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(index=True)
    post: Mapped[str]
    what: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]


class LimitRow(Table):
    __tablename__ = "burn_limits"

    area: Mapped[str] = mapped_column(primary_key=True)
    plots: Mapped[int]
    rai: Mapped[float]
    set_by: Mapped[str]
    set_at: Mapped[datetime]


class SwitchRow(Table):
    __tablename__ = "burn_switches"

    district: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_open: Mapped[bool]
    reason: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime]


_OURS = {
    "id",
    "point",
    "deciders",
    "chosen",
    "filed_at",
    "changed_at",
    "year",
    "number",
    "version",
    "public_id",
}
_PLAIN = tuple(one.name for one in fields(Permit) if one.name not in _OURS)
# Read as plain columns: every decision about a burn reads all that are open, and objects of the ORM cost ten times more.
_permits = core(PermitRow)
_SAME = (*_PLAIN, "id", "year", "number", "filed_at", "changed_at", "public_id", "version")
_COLUMNS = [_permits.c[name] for name in (*_SAME, "deciders", "lat", "lon")]
_READ = select(*_COLUMNS)
_FILE = core_insert(_permits).returning(*_COLUMNS)
_NOTE = core_insert(core(LogRow))
_LIMITS = select(core(LimitRow)).order_by(core(LimitRow).c.area)
_switches = core(SwitchRow)
_SWITCHES = (
    select(_switches)
    .where(_switches.c.day >= bindparam("since"))
    .order_by(_switches.c.day, _switches.c.district)
)
_NEWEST = select(func.max(_permits.c.number)).where(_permits.c.year == bindparam("year"))
_IS_OPEN = _permits.c.state.not_in(ENDED)
_COUNTS = or_(_IS_OPEN, and_(_permits.c.day >= bindparam("today"), _permits.c.state == OUT))
_COUNTING = _READ.where(_COUNTS).order_by(_permits.c.id)
_CURRENT = _READ.where(or_(_IS_OPEN, _permits.c.day >= bindparam("today"))).order_by(_permits.c.id)


def file(session: Session, permit: Permit, now: datetime) -> Permit:
    """The new request with its number, the next of the year in which it is filed."""
    year = buddhist_year(day_at(now))
    values = {
        **{name: getattr(permit, name) for name in _PLAIN},
        **_point(permit.point),
        "year": year,
        "number": next_number(session, year),
        "deciders": " ".join(permit.deciders),
        "filed_at": now,
        "changed_at": now,
        "public_id": secrets.token_urlsafe(16),
        "version": 0,
    }
    return _permit(run(session, _FILE, values).one(), setting_changes.chains(session))


def next_number(session: Session, year: int) -> int:
    newest = run(session, _NEWEST, {"year": year}).scalar()
    return (newest or 0) + 1


def move(
    session: Session, permit: Permit, to: str, values: Mapping[str, Any], now: datetime
) -> Permit | None:
    """The request as it is now; None when it changed since it was read. The caller has asked the table of moves."""
    changes = {key: value for key, value in values.items() if key not in ("point", "deciders")}
    if "point" in values:
        changes |= _point(values["point"])
    if "deciders" in values:
        changes["deciders"] = " ".join(values["deciders"])
    same = update(_permits).where(_permits.c.id == permit.id, _permits.c.version == permit.version)
    changed = same.values(state=to, version=permit.version + 1, changed_at=now, **changes)
    row = run(session, changed.returning(*_COLUMNS)).first()
    return _permit(row, setting_changes.chains(session)) if row is not None else None


def note(
    session: Session,
    permit: Permit,
    now: datetime,
    *,
    who: str,
    what: str,
    before: str,
    post: str = "",
    reason: str = "",
) -> None:
    row = {"permit_id": permit.id, "at": now, "who": who, "post": post, "what": what}
    run(session, _NOTE, {**row, "before": before, "after": permit.state, "reason": reason})


def log_of(session: Session, permit_id: int) -> Sequence[LogRow]:
    rows = select(LogRow).where(LogRow.permit_id == permit_id).order_by(LogRow.id)
    return session.scalars(rows).all()


def current(session: Session, now: datetime) -> tuple[Permit, ...]:
    """Every open request, and all of today and of days to come."""
    return _permits_of(session, _CURRENT, {"today": day_at(now)})


def that_count(session: Session, now: datetime) -> tuple[Permit, ...]:
    """What decisions rest on: every open request, and what burnt today; refused or cancelled ones hold no place."""
    return _permits_of(session, _COUNTING, {"today": day_at(now)})


def numbered(session: Session, year: int, number: int) -> Permit | None:
    return _one(session, _permits.c.year == year, _permits.c.number == number)


def get(session: Session, permit_id: int) -> Permit | None:
    return _one(session, _permits.c.id == permit_id)


def public(session: Session, public_id: str) -> Permit | None:
    return _one(session, _permits.c.public_id == public_id)


def of_person(session: Session, line_id: str, most: int = 10) -> tuple[Permit, ...]:
    """Newest first."""
    found = _READ.where(_permits.c.holder == line_id).order_by(_permits.c.id.desc())
    return _permits_of(session, found.limit(most))


def burning_at(session: Session, at: datetime) -> tuple[Permit, ...]:
    """Those of that moment's day that may explain smoke; which of them does: domain.permits.covers()."""
    return _of_day(session, at, ("approved", "burning"))


def spread_at(session: Session, at: datetime) -> tuple[Permit, ...]:
    """Those of that moment's day whose holders said that they leave the plot."""
    return _of_day(session, at, ("spread",))


def burnt_at(session: Session, at: datetime) -> tuple[Permit, ...]:
    """Like burning_at, with those that burnt out since: a satellite's news is hours old."""
    return _of_day(session, at, ("approved", "burning", "out"))


def _of_day(session: Session, at: datetime, states: Sequence[str]) -> tuple[Permit, ...]:
    found = _READ.where(_permits.c.day == day_at(at), _permits.c.state.in_(states))
    return _permits_of(session, found.order_by(_permits.c.id))


def limits(session: Session) -> tuple[Limit, ...]:
    return tuple(Limit(row.area, row.plots, row.rai, row.set_by) for row in run(session, _LIMITS))


def set_limit(session: Session, limit: Limit, now: datetime) -> None:
    row = {"plots": limit.plots, "rai": limit.rai, "set_by": limit.set_by, "set_at": now}
    statement = insert(session, LimitRow).values(area=limit.area, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["area"], set_=row))
    versions.touch(session, SUBJECT)


def switches(session: Session, since: date) -> tuple[Switch, ...]:
    return tuple(
        Switch(row.district, row.day, row.is_open, row.reason)
        for row in run(session, _SWITCHES, {"since": since})
    )


def switch(session: Session, one: Switch, by: str, now: datetime) -> None:
    row = {"is_open": one.is_open, "reason": one.reason, "set_by": by, "set_at": now}
    statement = insert(session, SwitchRow).values(district=one.district, day=one.day, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["district", "day"], set_=row))


def forget(session: Session, line_id: str) -> None:
    """What burnt where and when stays, without the person."""
    session.execute(
        update(PermitRow).where(PermitRow.holder == line_id).values(holder="", name="", phone="")
    )
    session.execute(update(LogRow).where(LogRow.who == line_id).values(who="", reason=""))
    session.execute(update(SwitchRow).where(SwitchRow.set_by == line_id).values(set_by=""))
    session.execute(update(LimitRow).where(LimitRow.set_by == line_id).values(set_by=""))
    for row in session.scalars(select(PermitRow).where(PermitRow.deciders.contains(line_id))):
        row.deciders = " ".join(one for one in row.deciders.split() if one != line_id)
    session.flush()


def forget_old(session: Session, before: datetime) -> int:
    """After two years a burn keeps its tambon, size and day; who and the exact place go."""
    old = select(PermitRow).where(
        PermitRow.filed_at < before, PermitRow.lat.is_not(None) | (PermitRow.holder != "")
    )
    rows = session.scalars(old).all()
    for row in rows:
        row.holder = row.name = row.phone = row.deciders = ""
        row.village, row.lat, row.lon = "", None, None
    gone = select(LogRow).where(LogRow.at < before, LogRow.who != "")
    for entry in session.scalars(gone):
        entry.who = entry.reason = ""
    session.flush()
    return len(rows)


def _point(point: Point | None) -> dict[str, float | None]:
    return {"lat": point.lat if point else None, "lon": point.lon if point else None}


def _one(session: Session, *are: ColumnElement[bool]) -> Permit | None:
    return next(iter(_permits_of(session, _READ.where(*are))), None)


def _permits_of(session: Session, statement: Executable, values: Any = None) -> tuple[Permit, ...]:
    chains = setting_changes.chains(session)
    return tuple(_permit(row, chains) for row in run(session, statement, values))


def _permit(row: Sequence[Any], chains: Chains) -> Permit:
    *same, deciders, lat, lon = row
    told = dict(zip(_SAME, same, strict=True))
    return Permit(
        **told,
        chosen=burn_chains.chosen(chains, told["tambon"]) if chains else (),
        point=Point(lat, lon) if lat is not None and lon is not None else None,
        deciders=tuple(deciders.split()),
    )
