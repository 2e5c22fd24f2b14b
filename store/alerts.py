"""Warnings about the air: the state of each area, the alerts that were made of it, and the areas that are silenced.

Judged by domain/alerts.py, in jobs/check_air.py. Who gets one: store/subscriptions.py, store/alert_outcomes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, Select, bindparam, delete, literal_column, null, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.alerts import DOWN, Alert, State
from store.db import Table, core, insert, run


class StateRow(Table):
    __tablename__ = "alert_states"

    area: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int]
    since: Mapped[datetime | None]
    judged_at: Mapped[datetime | None]
    under: Mapped[int]
    under_most: Mapped[float]
    counted: Mapped[datetime | None]
    mean: Mapped[float | None]
    hour: Mapped[float | None]
    source: Mapped[str]
    alerted_at: Mapped[datetime | None]
    alerted_level: Mapped[int]


class AlertRow(Table):
    """`reason` empty: it is to be told. Else nobody is told, and that is written down for each: night, late.

    `cursor`: how far its people were gone through (language, area, subscription). `settled_at`: nothing of it waits.
    """

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    district: Mapped[str]
    areas: Mapped[str]
    kind: Mapped[str]
    level: Mapped[int]
    before: Mapped[int]
    mean: Mapped[float | None]
    hour: Mapped[float | None]
    at: Mapped[datetime]
    since: Mapped[datetime]
    stations: Mapped[str]
    made_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    rides_until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    cursor: Mapped[str] = mapped_column(default="")
    chunks: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


Index(
    "alerts_live",
    AlertRow.id,
    sqlite_where=AlertRow.settled_at.is_(null()),
    postgresql_where=AlertRow.settled_at.is_(null()),
)
_LIVE: Select[Any] = select(literal_column("1")).where(AlertRow.settled_at.is_(null())).limit(1)


class AlertWords(Table):
    """The messages of an alert in a language, as LINE's JSON."""

    __tablename__ = "alert_words"

    alert: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Stop(Table):
    """An officer silenced the warnings of an area (a tambon, a district, the province), until then or until ended."""

    __tablename__ = "alert_stops"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]
    why: Mapped[str]
    by_post: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]


def states(session: Session) -> dict[str, State]:
    return {row.area: _state(row) for row in session.scalars(select(StateRow))}


def states_of(session: Session, areas: Iterable[str]) -> dict[str, State]:
    rows = select(StateRow).where(StateRow.area.in_(list(areas)))
    return {row.area: _state(row) for row in session.scalars(rows)}


def keep_states(session: Session, new: Sequence[State]) -> None:
    names = core(StateRow).c.keys()
    rows = [{name: getattr(state, name) for name in names} for state in new]
    statement = insert(session, StateRow)
    renewed = {name: statement.excluded[name] for name in names if name != "area"}
    run(session, statement.on_conflict_do_update(index_elements=["area"], set_=renewed), rows)


def add(session: Session, alert: Alert, rides_until: datetime, reason: str = "") -> int | None:
    """Its id; None when this crossing was told before."""
    statement = (
        insert(session, AlertRow)
        .values(
            key=alert.key,
            district=alert.district,
            areas=" ".join(alert.areas),
            kind=alert.kind,
            level=alert.level,
            before=alert.before,
            mean=alert.mean,
            hour=alert.hour,
            at=alert.at,
            since=alert.since,
            stations=" ".join(alert.stations),
            made_at=alert.made_at,
            held_until=alert.held_until,
            rides_until=rides_until,
            reason=reason,
            cursor="",
            chunks=0,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(AlertRow.id)
    )
    made: int | None = session.scalar(statement)
    return made


def is_any_live(session: Session) -> bool:
    """Whether anything of any alert may still wait; asked for every answer, so it must cost nothing."""
    return run(session, _LIVE).first() is not None


def live(session: Session) -> list[AlertRow]:
    """The newest first."""
    rows = select(AlertRow).where(AlertRow.settled_at.is_(null())).order_by(AlertRow.id.desc())
    return list(session.scalars(rows))


def to_spread(session: Session) -> list[AlertRow]:
    """Not all of its people were gone through yet; the worst first."""
    rows = select(AlertRow).where(AlertRow.settled_at.is_(null()), AlertRow.done_at.is_(None))
    return list(session.scalars(rows.order_by(AlertRow.level.desc(), AlertRow.id)))


def release(session: Session, alert_id: int, alert: Alert, rides_until: datetime) -> bool:
    """The night is over: what it says now, for those areas of which it is still true."""
    done = session.execute(
        update(AlertRow)
        .where(AlertRow.id == alert_id, AlertRow.held_until.is_not(None))
        .values(
            areas=" ".join(alert.areas),
            kind=alert.kind,
            level=alert.level,
            mean=alert.mean,
            hour=alert.hour,
            at=alert.at,
            stations=" ".join(alert.stations),
            held_until=None,
            rides_until=rides_until,
        )
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def alike(session: Session, row: AlertRow, pause: timedelta) -> frozenset[int]:
    """Alerts of its district shortly before it that said the same or worse: who got one needs no other."""
    rows = select(AlertRow.id).where(
        AlertRow.id != row.id,
        AlertRow.district == row.district,
        AlertRow.reason == "",
        AlertRow.made_at > row.made_at - pause,
        AlertRow.made_at <= row.made_at,
    )
    if row.kind == DOWN:
        rows = rows.where(AlertRow.kind == DOWN, AlertRow.level == row.level)
    else:
        rows = rows.where(AlertRow.kind != DOWN, AlertRow.level >= row.level)
    return frozenset(session.scalars(rows))


def warnings_before(session: Session, alert: Alert) -> list[datetime]:
    """When warnings of its areas were made in the twelve hours before it."""
    rows = select(AlertRow).where(
        AlertRow.id < alert.id,
        AlertRow.district == alert.district,
        AlertRow.kind != DOWN,
        AlertRow.made_at > alert.made_at - timedelta(hours=12),
    )
    return [
        row.made_at for row in session.scalars(rows) if set(row.areas.split()) & set(alert.areas)
    ]


def give_up(session: Session, alert_id: int, reason: str) -> None:
    """It is not told to anybody else; for each of its people that is written down."""
    session.execute(
        update(AlertRow)
        .where(AlertRow.id == alert_id, AlertRow.reason == "", AlertRow.done_at.is_(None))
        .values(reason=reason, held_until=None)
    )


_alerts = core(AlertRow)
_MOVE_ON = (
    update(_alerts)
    .where(
        _alerts.c.id == bindparam("alert"),
        _alerts.c.cursor == bindparam("was"),
        _alerts.c.done_at.is_(None),
    )
    .values(cursor=bindparam("new"), chunks=bindparam("number"))
)


def move_on(session: Session, row: AlertRow, cursor: str, chunks: int) -> bool:
    """False when another process went on with it meanwhile: nothing of this page may be written."""
    values = {"alert": row.id, "was": row.cursor, "new": cursor, "number": chunks}
    return bool(run(session, _MOVE_ON, values).rowcount)


def end(session: Session, alert_id: int, now: datetime) -> None:
    session.execute(
        update(AlertRow)
        .where(AlertRow.id == alert_id, AlertRow.done_at.is_(None))
        .values(done_at=now)
    )


def settle(session: Session, alert_id: int, now: datetime) -> None:
    session.execute(update(AlertRow).where(AlertRow.id == alert_id).values(settled_at=now))


def keep_words(session: Session, alert_id: int, bodies: Mapping[str, bytes]) -> None:
    for language, body in bodies.items():
        statement = insert(session, AlertWords).values(alert=alert_id, language=language, body=body)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["alert", "language"], set_={"body": body}
            )
        )


def words(session: Session, alert_id: int) -> dict[str, bytes]:
    rows = session.scalars(select(AlertWords).where(AlertWords.alert == alert_id))
    return {row.language: row.body for row in rows}


def as_alert(row: AlertRow) -> Alert:
    return Alert(
        key=row.key,
        district=row.district,
        areas=tuple(row.areas.split()),
        kind=row.kind,
        level=row.level,
        before=row.before,
        mean=row.mean,
        hour=row.hour,
        at=row.at,
        since=row.since,
        stations=tuple(row.stations.split()),
        made_at=row.made_at,
        held_until=row.held_until,
        id=row.id,
    )


def stop(session: Session, area: str, why: str, post: int, now: datetime, lasts: timedelta) -> int:
    """No warnings of this area by themselves; what was crossed meanwhile is told afterwards if it is still true."""
    row = Stop(area=area, why=why, by_post=post, since=now, until=now + lasts, ended_at=None)
    session.add(row)
    session.flush()
    return row.id


def resume(session: Session, stop_id: int, post: int, now: datetime) -> bool:
    done = session.execute(
        update(Stop)
        .where(Stop.id == stop_id, Stop.ended_at.is_(None))
        .values(ended_at=now, ended_by=post)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def stopped(session: Session, now: datetime) -> list[Stop]:
    rows = select(Stop).where(Stop.ended_at.is_(None), Stop.since <= now, Stop.until > now)
    return list(session.scalars(rows.order_by(Stop.id)))


def turn_back(session: Session, shown_at: datetime) -> None:
    """The demo's clock goes back: what was judged and told after this moment has not happened yet."""
    session.execute(delete(StateRow).where(StateRow.judged_at > shown_at))
    session.execute(delete(AlertRow).where(AlertRow.made_at > shown_at))


def _state(row: StateRow) -> State:
    return State(
        area=row.area,
        level=row.level,
        since=row.since,
        judged_at=row.judged_at,
        under=row.under,
        under_most=row.under_most,
        counted=row.counted,
        mean=row.mean,
        hour=row.hour,
        source=row.source,
        alerted_at=row.alerted_at,
        alerted_level=row.alerted_level,
    )
