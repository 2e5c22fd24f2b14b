"""Alarms that go to people, each step of them kept: began, told, taken, called out again, over. Rules: domain/duty_alarms.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import duty, duty_alarms
from domain import missions as mission_rules
from domain.duty_alarms import (
    BACK,
    BEGUN,
    ENDED,
    FOUND,
    MISSING,
    NOT_REACHED,
    TAKEN,
    TOLD,
    Alarm,
    Cause,
    Told,
)
from domain.posts import Post
from store import missions, officials, versions
from store.db import Table, insert
from store.people import Known

SUBJECT = "alarms"  # of versions
KEPT = timedelta(days=365)


class DutyAlarmRow(Table):
    __tablename__ = "duty_alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    area: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    drill: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    calling_since: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]


_OPEN = DutyAlarmRow.ended_at.is_(None)
Index(
    "duty_alarms_open",
    DutyAlarmRow.subject,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)


class AlarmStep(Table):
    """`post`: the number of a holding; `call`: a line of the call list, for who was only to be phoned.

    Of a person who is missing or found, `call` is the number of the mission.
    """

    __tablename__ = "alarm_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    alarm_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    post: Mapped[int] = mapped_column(default=0)
    call: Mapped[int] = mapped_column(default=0)


def begin(session: Session, cause: Cause, now: datetime) -> int:
    """Its number; an open one about the same stays what it is, whoever began it."""
    statement = insert(session, DutyAlarmRow).values(
        kind=cause.kind,
        subject=cause.subject,
        area=cause.area,
        about=cause.about,
        drill=cause.drill,
        since=cause.since,
        calling_since=cause.calls_from or now,
        taken_by=0,
    )
    fresh: int | None = session.scalar(
        statement.on_conflict_do_nothing(index_elements=["subject"], index_where=_OPEN).returning(
            DutyAlarmRow.id
        )
    )
    if fresh is None:
        about = select(DutyAlarmRow.id).where(DutyAlarmRow.subject == cause.subject, _OPEN)
        return session.scalars(about).one()
    note(session, fresh, BEGUN, now)
    for person in cause.people:
        note(session, fresh, MISSING, now, call=person)
    return fresh


def go_on(session: Session, alarm: Alarm, cause: Cause, now: datetime) -> bool:
    """It stands as its cause is now. Whoever has taken it did so for those who were missing then: one more, and it is
    called out again (True)."""
    if (alarm.area, alarm.drill) != (cause.area, cause.drill):
        place(session, alarm.id, cause.area, drill=cause.drill)
    for person in sorted({*alarm.people} - {*cause.people}):
        note(session, alarm.id, FOUND, now, call=person)
    more = sorted({*cause.people} - {*alarm.people})
    for person in more:
        note(session, alarm.id, MISSING, now, call=person)
    if not more or not alarm.is_taken:
        return False
    call_again(session, alarm.id, now, cause.calls_from)
    return True


def reopen(session: Session, cause: Cause, now: datetime, within: timedelta) -> bool:
    """The same thing again, shortly after it seemed over: the same alarm goes on, with whoever was told or took it."""
    row = session.scalar(
        select(DutyAlarmRow)
        .where(DutyAlarmRow.subject == cause.subject, DutyAlarmRow.ended_at > now - within)
        .order_by(DutyAlarmRow.id.desc())
        .limit(1)
    )
    if row is None:
        return False
    row.ended_at = None
    note(session, row.id, BEGUN, now)
    return True


def end(session: Session, alarm_id: int, now: datetime) -> None:
    session.execute(update(DutyAlarmRow).where(DutyAlarmRow.id == alarm_id).values(ended_at=now))
    note(session, alarm_id, ENDED, now)


def take(
    session: Session, alarm_id: int, post: int, calling_since: datetime, now: datetime
) -> bool:
    """False when somebody was first, it is over, or it was called out anew meanwhile."""
    done = session.execute(
        update(DutyAlarmRow)
        .where(
            DutyAlarmRow.id == alarm_id,
            DutyAlarmRow.taken_at.is_(None),
            DutyAlarmRow.calling_since == calling_since,
            _OPEN,
        )
        .values(taken_at=now, taken_by=post)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    note(session, alarm_id, TAKEN, now, post=post)
    return True


def call_again(
    session: Session, alarm_id: int, now: datetime, calls_from: datetime | None = None
) -> None:
    session.execute(
        update(DutyAlarmRow)
        .where(DutyAlarmRow.id == alarm_id)
        .values(taken_at=None, taken_by=0, calling_since=max(now, calls_from or now))
    )
    note(session, alarm_id, BACK, now)


def place(session: Session, alarm_id: int, area: str, *, drill: bool) -> None:
    """Who is called from now on is who is on duty there."""
    found = update(DutyAlarmRow).where(DutyAlarmRow.id == alarm_id)
    session.execute(found.values(area=area, drill=drill))
    versions.touch(session, SUBJECT)


def note(
    session: Session, alarm_id: int, what: str, now: datetime, *, post: int = 0, call: int = 0
) -> None:
    session.add(AlarmStep(alarm_id=alarm_id, at=now, what=what, post=post, call=call))
    session.flush()
    versions.touch(session, SUBJECT)


def listed(session: Session, now: datetime) -> tuple[Alarm, ...]:
    """Open ones: not taken first, lives first."""
    rows = session.scalars(select(DutyAlarmRow).where(_OPEN).order_by(DutyAlarmRow.id)).all()
    return tuple(sorted(_read(session, rows, now), key=duty_alarms.sort_key))


def lately(
    session: Session,
    now: datetime,
    wanted: Callable[[Alarm], bool] = lambda alarm: True,
    most: int = 40,
) -> tuple[Alarm, ...]:
    """Those wanted that are over since two days at most, the newest first."""
    rows = select(DutyAlarmRow).where(DutyAlarmRow.ended_at > now - timedelta(days=2))
    found = session.scalars(rows.order_by(DutyAlarmRow.ended_at.desc())).all()
    return tuple(one for one in _read(session, found, now) if wanted(one))[:most]


def about(session: Session, subject: str, now: datetime) -> Alarm | None:
    """The open one."""
    row = session.scalar(select(DutyAlarmRow).where(DutyAlarmRow.subject == subject, _OPEN))
    return _read(session, [row], now)[0] if row else None


def find(session: Session, alarm_id: int, now: datetime) -> Alarm | None:
    row = session.get(DutyAlarmRow, alarm_id)
    return _read(session, [row], now)[0] if row else None


def taker(session: Session, subject: str, now: datetime) -> str:
    """The LINE id of who has taken the open alarm about this; "" when nobody has, or they are gone."""
    row = session.scalar(select(DutyAlarmRow).where(DutyAlarmRow.subject == subject, _OPEN))
    if row is None or not row.taken_by:
        return ""
    return next((one.holder for one in _here(session, now) if one.id == row.taken_by), "")


def _here(session: Session, now: datetime) -> list[Post]:
    """Posts that are held now by somebody who has not blocked us: who cannot be reached has nothing in hand."""
    held = officials.listed(session, now)
    gone = select(Known.line_id).where(
        Known.line_id.in_({one.holder for one in held}), Known.blocked_at.is_not(None)
    )
    blocked = set(session.scalars(gone))
    return [one for one in held if one.holder not in blocked]


def steps(session: Session, alarm_ids: Sequence[int]) -> dict[int, list[AlarmStep]]:
    rows = select(AlarmStep).where(AlarmStep.alarm_id.in_(alarm_ids)).order_by(AlarmStep.id)
    found: dict[int, list[AlarmStep]] = defaultdict(list)
    for row in session.scalars(rows):
        found[row.alarm_id].append(row)
    return found


def _read(session: Session, rows: Sequence[DutyAlarmRow], now: datetime) -> tuple[Alarm, ...]:
    of_each = steps(session, [row.id for row in rows]) if rows else {}
    known = officials.named(
        session,
        [one.post for many in of_each.values() for one in many if one.post],
    )
    held = {one.id for one in _here(session, now)} if rows else set()
    found = (_alarm(row, of_each[row.id], known, held) for row in rows)
    return tuple(_with_names(session, one, now) if one.people else one for one in found)


def _with_names(session: Session, alarm: Alarm, now: datetime) -> Alarm:
    """Of those who are missing now: their names are kept with their accounts only."""
    missing = [
        one
        for one in missions.team(session, alarm.of)
        if one.id in alarm.people and mission_rules.is_missing(one, now)
    ]
    if not missing or alarm.ended_at is not None:
        return alarm
    since = min(map(mission_rules.due_back, missing))
    return replace(alarm, since=since, names=tuple(one.name or "?" for one in missing))


def _missing(steps: Sequence[AlarmStep]) -> tuple[int, ...]:
    people: dict[int, None] = {}
    for one in steps:
        if one.what == MISSING:
            people[one.call] = None
        elif one.what == FOUND:
            people.pop(one.call, None)
    return tuple(people)


def _alarm(
    row: DutyAlarmRow, taken_steps: list[AlarmStep], known: dict[int, Post], held: set[int]
) -> Alarm:
    last_call = max((one.id for one in taken_steps if one.what == BACK), default=0)
    told = tuple(
        Told(
            known[one.post].holder if one.post in known else "",
            duty.who(known.get(one.post)),
            one.at,
            one.post,
            one.call,
            one.what == TOLD,
        )
        for one in taken_steps
        if one.what in (TOLD, NOT_REACHED) and one.id > last_call
    )
    return Alarm(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        area=row.area,
        about=row.about,
        since=row.since,
        calling_since=row.calling_since,
        drill=row.drill,
        told=told,
        taken_at=row.taken_at,
        taken_by=known.get(row.taken_by) if row.taken_by in held else None,
        ended_at=row.ended_at,
        came_back=bool(last_call),
        people=_missing(taken_steps),
    )


def turn_back(session: Session, shown_at: datetime) -> None:
    """The demo's clock went back: what was begun, told or taken after this moment has not happened yet."""
    session.execute(delete(AlarmStep).where(AlarmStep.at > shown_at))
    late = or_(DutyAlarmRow.since > shown_at, DutyAlarmRow.calling_since > shown_at)
    session.execute(delete(DutyAlarmRow).where(late))
    for column, values in (
        (DutyAlarmRow.taken_at, {"taken_at": None, "taken_by": 0}),
        (DutyAlarmRow.ended_at, {"ended_at": shown_at}),
    ):
        session.execute(update(DutyAlarmRow).where(column > shown_at).values(**values))


def forget_old(session: Session, now: datetime) -> int:
    old = select(DutyAlarmRow.id).where(DutyAlarmRow.ended_at < now - KEPT)
    session.execute(delete(AlarmStep).where(AlarmStep.alarm_id.in_(old)))
    done = session.execute(delete(DutyAlarmRow).where(DutyAlarmRow.ended_at < now - KEPT))
    return int(done.rowcount)  # type: ignore[attr-defined]
