"""Fires, the reports about them, their timelines, tips, and who may not report any more.

What may happen to a fire: domain/fires.py. Reads for handlers: bot/facts/fires.py; writes: bot/changes/fires.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Index, UniqueConstraint, delete, func, literal_column, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import fires as rules
from domain.places import Point
from domain.sightings import Estimate, Sighting
from store import versions
from store.db import Table
from store.people import Known


class FireRow(Table):
    __tablename__ = "fires"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=rules.REPORTED)
    kind: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    outside: Mapped[bool] = mapped_column(default=False)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    radius_m: Mapped[int | None]
    name: Mapped[str] = mapped_column(default="")
    danger: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    active_at: Mapped[datetime]
    owner: Mapped[str] = mapped_column(default="")
    owner_name: Mapped[str] = mapped_column(default="")
    owner_phone: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime | None]
    controlled_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    closing: Mapped[bytes] = mapped_column(default=b"{}")
    merged_into: Mapped[int] = mapped_column(default=0)
    apart: Mapped[str] = mapped_column(default="")  # ids of fires that an officer said are others
    drill: Mapped[bool] = mapped_column(default=False)
    told_circle: Mapped[int] = mapped_column(default=0)  # how far the call for an owner has gone
    told_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=0)


_OPEN = FireRow.ended_at.is_(None)
Index("fires_open", FireRow.area, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("fires_active", FireRow.active_at)


class ReportRow(Table):
    """`lat`, `lon` are where the reporter stood; `est_…` where the fire probably is."""

    __tablename__ = "fire_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int] = mapped_column(index=True)
    line_id: Mapped[str] = mapped_column(index=True)
    chat: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    seen: Mapped[str] = mapped_column(default="")
    bearing: Mapped[str] = mapped_column(default="")
    far_km: Mapped[float | None]
    name: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    outside: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(default="")
    danger: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    est_lat: Mapped[float | None]
    est_lon: Mapped[float | None]
    est_radius_m: Mapped[int | None]
    ending_told_at: Mapped[datetime | None]


class FireEvent(Table):
    """One line of a timeline; there is no function that changes or deletes one."""

    __tablename__ = "fire_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(default="")
    who_name: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Tip(Table):
    """Who is said to have lit a fire: read by police and district only."""

    __tablename__ = "tips"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    line_id: Mapped[str]
    area: Mapped[str] = mapped_column(default="")
    fire_id: Mapped[int] = mapped_column(default=0)
    words: Mapped[str]


class CrowdQuestion(Table):
    """Who was asked whether smoke can be seen from home, and what they said: yes, no, or nothing yet."""

    __tablename__ = "crowd_questions"

    fire_id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(default="")


class ReportBlock(Table):
    __tablename__ = "report_blocks"

    line_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str]


BLOCK_LASTS = timedelta(days=30)
PLACED = "placed"  # what an official did with a report: "its number: where" in the note
LATELY = timedelta(hours=6)  # after its end a fire still answers to new reports (re-ignition)


def sightings(session: Session, now: datetime) -> tuple[Sighting, ...]:
    """Of every fire that is open or ended in the last six hours, drills left out."""
    rows = session.execute(
        select(
            ReportRow.id,
            ReportRow.fire_id,
            ReportRow.kind,
            ReportRow.at,
            ReportRow.est_lat,
            ReportRow.est_lon,
            ReportRow.est_radius_m,
            FireRow.apart,
        )
        .join(FireRow, FireRow.id == ReportRow.fire_id)
        .where(
            FireRow.active_at > now - 4 * LATELY,
            FireRow.state != rules.MERGED,
            FireRow.drill.is_(False),
            _OPEN | (FireRow.ended_at > now - LATELY),
        )
        .order_by(ReportRow.id)
    )
    return tuple(
        Sighting(
            row.kind,
            row.at,
            _estimate(row.est_lat, row.est_lon, row.est_radius_m),
            row.fire_id,
            row.id,
            _ids(row.apart),
        )
        for row in rows
    )


def _estimate(lat: float | None, lon: float | None, radius_m: int | None) -> Estimate | None:
    return None if lat is None or lon is None else Estimate(Point(lat, lon), radius_m or 0)


def _ids(text: str) -> frozenset[int]:
    return frozenset(int(one) for one in text.split(",") if one)


def lately(session: Session, now: datetime) -> dict[int, rules.Fire]:
    """The open fires and those that ended in the last day, by id."""
    rows = session.scalars(
        select(FireRow).where(
            FireRow.state != rules.MERGED, _OPEN | (FireRow.ended_at > now - timedelta(days=1))
        )
    ).all()
    return as_fires(session, rows)


def as_fires(session: Session, rows: Iterable[FireRow]) -> dict[int, rules.Fire]:
    rows = list(rows)
    ids = [row.id for row in rows]
    grouped = select(ReportRow.fire_id, func.count()).where(ReportRow.fire_id.in_(ids))
    reports = {fire: n for fire, n in session.execute(grouped.group_by(ReportRow.fire_id))}
    return {row.id: _fire(row, reports.get(row.id, 0)) for row in rows}


def _fire(row: FireRow, reports: int) -> rules.Fire:
    return rules.Fire(
        id=row.id,
        year=row.year,
        number=row.number,
        state=row.state,
        kind=row.kind,
        area=row.area,
        estimate=_estimate(row.lat, row.lon, row.radius_m),
        opened_at=row.opened_at,
        active_at=row.active_at,
        name=row.name,
        owner=row.owner,
        owner_name=row.owner_name,
        owner_phone=row.owner_phone,
        danger=row.danger,
        reports=reports,
        is_drill=row.drill,
        outside=row.outside,
        ended_at=row.ended_at,
        taken_at=row.taken_at,
        merged_into=row.merged_into,
        version=row.version,
    )


def find(session: Session, fire_id: int) -> rules.Fire | None:
    row = session.get(FireRow, fire_id)
    return None if row is None else as_fires(session, [row])[row.id]


def numbered(session: Session, year: int, number: int) -> rules.Fire | None:
    row = session.scalar(select(FireRow).where(FireRow.year == year, FireRow.number == number))
    return None if row is None else as_fires(session, [row])[row.id]


def next_number(session: Session, year: int) -> int:
    last = session.scalar(select(func.max(FireRow.number)).where(FireRow.year == year))
    return (last or 0) + 1


def own(session: Session, line_id: str, most: int = 10) -> tuple[rules.OwnReport, ...]:
    """A person's newest reports with the fires they belong to now."""
    rows = session.scalars(
        select(ReportRow)
        .where(ReportRow.line_id == line_id)
        .order_by(ReportRow.id.desc())
        .limit(most)
    ).all()
    fire_rows = session.scalars(
        select(FireRow).where(FireRow.id.in_([row.fire_id for row in rows]))
    )
    known = as_fires(session, fire_rows)
    return tuple(
        rules.OwnReport(row.id, _report(row), known[row.fire_id], row.at)
        for row in rows
        if row.fire_id in known
    )


def _report(row: ReportRow) -> rules.Report:
    pin = None if row.lat is None or row.lon is None else Point(row.lat, row.lon)
    return rules.Report(
        kind=row.kind,
        pin=pin,
        seen=row.seen,
        bearing=row.bearing,
        far_km=row.far_km,
        name=row.name,
        area=row.area,
        outside=row.outside,
        words=row.words,
        danger=row.danger,
        phone=row.phone,
        estimate=_estimate(row.est_lat, row.est_lon, row.est_radius_m),
    )


def reports_of(session: Session, fire_id: int) -> Sequence[ReportRow]:
    return session.scalars(
        select(ReportRow).where(ReportRow.fire_id == fire_id).order_by(ReportRow.id)
    ).all()


def phones(session: Session, fire_id: int) -> tuple[str, ...]:
    rows = select(ReportRow.phone).where(ReportRow.fire_id == fire_id, ReportRow.phone != "")
    return tuple(dict.fromkeys(session.scalars(rows.order_by(ReportRow.id))))


def estimate_of(row: ReportRow) -> Estimate | None:
    return _estimate(row.est_lat, row.est_lon, row.est_radius_m)


def timeline(session: Session, fire_id: int) -> tuple[tuple[datetime, str, str, str], ...]:
    rows = session.scalars(
        select(FireEvent).where(FireEvent.fire_id == fire_id).order_by(FireEvent.id)
    )
    return tuple((row.at, row.who_name, row.what, row.note) for row in rows)


def note(  # what happened, for ever
    session: Session,
    fire_id: int,
    what: str,
    at: datetime,
    *,
    who: str = "",
    who_name: str = "",
    note: str = "",
) -> None:
    session.add(
        FireEvent(fire_id=fire_id, at=at, who=who, who_name=who_name, what=what, note=note[:1000])
    )


def was_placed(session: Session, report: ReportRow) -> bool:
    """Whether an official said where this report's fire is; also before it became part of another fire."""
    joined = select(FireRow.id).where(FireRow.merged_into == report.fire_id)
    found = select(FireEvent.id).where(
        (FireEvent.fire_id == report.fire_id) | FireEvent.fire_id.in_(joined),
        FireEvent.what == PLACED,
        FireEvent.note.startswith(f"{report.id}: "),
    )
    return session.scalar(found.limit(1)) is not None


def changed(session: Session, fire_id: int) -> None:
    """The next decision about fires reads anew; an old press finds another version."""
    session.execute(
        update(FireRow).where(FireRow.id == fire_id).values(version=FireRow.version + 1)
    )
    versions.touch(session, "fires")


def is_blocked(session: Session, line_id: str, now: datetime) -> bool:
    row = session.get(ReportBlock, line_id)
    return row is not None and row.at > now - BLOCK_LASTS


def unowned(session: Session) -> Sequence[FireRow]:
    """Reported fires that nobody has taken, oldest first."""
    return session.scalars(
        select(FireRow)
        .where(_OPEN, FireRow.state == literal_column(f"'{rules.REPORTED}'"))
        .order_by(FireRow.id)
    ).all()


def owned(session: Session) -> Sequence[FireRow]:
    """Open fires that somebody took; whether they still can lead it is asked by jobs/watch_fires.py."""
    taken = (rules.TAKEN, rules.WORKING, rules.CONTROLLED)
    return session.scalars(
        select(FireRow).where(_OPEN, FireRow.state.in_(taken)).order_by(FireRow.id)
    ).all()


def open_rows(session: Session) -> Sequence[FireRow]:
    return session.scalars(
        select(FireRow).where(_OPEN, FireRow.state != rules.MERGED).order_by(FireRow.id)
    ).all()


def neighbours_to_ask(session: Session, fire: rules.Fire, now: datetime) -> list[str]:
    """People who live in the tambon, did not report it and were not asked anything since yesterday."""
    asked = select(CrowdQuestion.line_id).where(CrowdQuestion.at > now - rules.CROWD_REST)
    told = select(ReportRow.line_id).where(ReportRow.fire_id == fire.id)
    already = select(func.count()).where(CrowdQuestion.fire_id == fire.id).scalar_subquery()
    rows = (
        select(Known.line_id)
        .where(
            Known.kind == "user",
            Known.area == fire.area,
            Known.blocked_at.is_(None),
            Known.line_id.not_in(asked),
            Known.line_id.not_in(told),
            already < rules.CROWD_PEOPLE,
        )
        .order_by(Known.id)
        .limit(rules.CROWD_PEOPLE)
    )
    return list(session.scalars(rows))


def note_asked(session: Session, fire_id: int, line_id: str, now: datetime) -> None:
    session.add(CrowdQuestion(fire_id=fire_id, line_id=line_id, at=now, answer=""))


def note_answered(session: Session, fire_id: int, line_id: str, answer: str) -> bool:
    """False when this person was not asked, or has answered before."""
    done = session.execute(
        update(CrowdQuestion)
        .where(
            CrowdQuestion.fire_id == fire_id,
            CrowdQuestion.line_id == line_id,
            CrowdQuestion.answer == "",
        )
        .values(answer=answer)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def forget(session: Session, line_id: str) -> None:
    """The fires stay, without who reported, took or wrote about them."""
    session.execute(
        update(ReportRow)
        .where(ReportRow.line_id == line_id)
        .values(line_id="", chat="", words="", phone="", lat=None, lon=None)
    )
    session.execute(update(Tip).where(Tip.line_id == line_id).values(line_id=""))
    session.execute(
        update(FireEvent).where(FireEvent.who == line_id).values(who="", who_name="", note="")
    )
    session.execute(
        update(FireRow)
        .where(FireRow.owner == line_id)
        .values(owner="", owner_name="", owner_phone="")
    )
    session.execute(update(ReportBlock).where(ReportBlock.by == line_id).values(by=""))
    session.execute(delete(ReportBlock).where(ReportBlock.line_id == line_id))
    session.execute(delete(CrowdQuestion).where(CrowdQuestion.line_id == line_id))


def forget_old(session: Session, before: datetime) -> int:
    """Who reported and from where is kept two years."""
    done = session.execute(
        update(ReportRow)
        .where(ReportRow.at < before, ReportRow.line_id != "")
        .values(line_id="", chat="", words="", phone="", lat=None, lon=None)
    )
    session.execute(
        update(FireEvent)
        .where(FireEvent.at < before, FireEvent.who != "")
        .values(who="", who_name="", note="")
    )
    session.execute(delete(Tip).where(Tip.at < before))
    session.execute(delete(CrowdQuestion).where(CrowdQuestion.at < before))
    return int(done.rowcount)  # type: ignore[attr-defined]
