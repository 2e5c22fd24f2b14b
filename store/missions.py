"""Missions (who was asked to which fire and what became of it) and the calls they belong to.

Rules: domain/missions.py. What the commander is still to be told: store/mission_notices.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Index, case, delete, func, or_, select, true, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import missions as rules
from domain.dispatch import Candidate
from domain.missions import Call, Mission
from domain.volunteers import APPROVED, first_name
from store import versions, volunteers
from store.db import Table, insert
from store.volunteers import VolunteerRow

DAY = timedelta(days=1)
LATELY = timedelta(days=1)  # old presses find their mission for so long


class CallRow(Table):
    """One for each fire and task at a time; ended when enough people go or the fire is over."""

    __tablename__ = "mission_calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    fire_id: Mapped[int] = mapped_column(index=True)
    task: Mapped[str]
    wanted: Mapped[int]
    wave: Mapped[int] = mapped_column(default=0)
    wave_at: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(default="")
    drill: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]


class MissionRow(Table):
    __tablename__ = "missions"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int]
    fire_id: Mapped[int] = mapped_column(index=True)
    volunteer_id: Mapped[int]
    line_id: Mapped[str] = mapped_column(index=True)
    task: Mapped[str]
    state: Mapped[str] = mapped_column(default=rules.ASKED)
    drill: Mapped[bool] = mapped_column(default=False)
    wave: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str] = mapped_column(default="")
    left_at: Mapped[datetime | None]
    back_by: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    party: Mapped[int] = mapped_column(default=1)
    way: Mapped[str] = mapped_column(default="")
    signal: Mapped[str] = mapped_column(default="")
    buddy: Mapped[int] = mapped_column(default=0)
    last_area: Mapped[str] = mapped_column(default="")
    last_at: Mapped[datetime | None]
    help_at: Mapped[datetime | None]
    home_by: Mapped[str] = mapped_column(default="")


_OPEN_CALL = CallRow.ended_at.is_(None)
Index(
    "mission_calls_open",
    CallRow.fire_id,
    CallRow.task,
    unique=True,
    sqlite_where=_OPEN_CALL,
    postgresql_where=_OPEN_CALL,
)
_OPEN = MissionRow.ended_at.is_(None)
Index("missions_open", MissionRow.fire_id, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("missions_once", MissionRow.call_id, MissionRow.volunteer_id, unique=True)
Index("missions_asked", MissionRow.asked_at)


# Calls


def open_call(
    session: Session, fire_id: int, task: str, wanted: int, by: str, now: datetime, *, drill: bool
) -> tuple[Call, bool]:
    """The open call for this fire and task, and whether it is new; a double press makes no second one."""
    statement = insert(session, CallRow).values(
        fire_id=fire_id, task=task, wanted=wanted, wave=0, opened_at=now, by=by, drill=drill
    )
    fresh = session.scalar(
        statement.on_conflict_do_nothing(
            index_elements=["fire_id", "task"], index_where=_OPEN_CALL
        ).returning(CallRow.id)
    )
    row = session.scalars(
        select(CallRow).where(CallRow.fire_id == fire_id, CallRow.task == task, _OPEN_CALL)
    ).one()
    return _call(row), fresh is not None


def calls_of(session: Session, fire_id: int) -> tuple[Call, ...]:
    rows = session.scalars(
        select(CallRow).where(CallRow.fire_id == fire_id, _OPEN_CALL).order_by(CallRow.id)
    )
    return tuple(_call(row) for row in rows)


def open_calls(session: Session) -> tuple[Call, ...]:
    return tuple(
        _call(row)
        for row in session.scalars(select(CallRow).where(_OPEN_CALL).order_by(CallRow.id))
    )


def note_wave(session: Session, call: Call, wave: int, now: datetime) -> bool:
    """False when another process sent that wave already."""
    done = session.execute(
        update(CallRow)
        .where(CallRow.id == call.id, CallRow.wave == call.wave, _OPEN_CALL)
        .values(wave=wave, wave_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def want_more(session: Session, fire_id: int, task: str, more: int) -> None:
    """As many more are looked for, the next wave at once."""
    session.execute(
        update(CallRow)
        .where(CallRow.fire_id == fire_id, CallRow.task == task, _OPEN_CALL)
        .values(wanted=CallRow.wanted + more, wave_at=None)
    )


def end_calls(session: Session, fire_id: int, now: datetime) -> None:
    session.execute(
        update(CallRow).where(CallRow.fire_id == fire_id, _OPEN_CALL).values(ended_at=now)
    )


# Missions


def ask(
    session: Session, call: Call, volunteer_ids: Sequence[int], now: datetime, *, drill: bool
) -> list[Mission]:
    """New missions, in the order given; who has one of this call already gets no second."""
    rows = {row.id: row for row in _still_free(session, volunteer_ids, now)}
    made: list[int] = []
    for one in volunteer_ids:
        if one not in rows:
            continue
        statement = insert(session, MissionRow).values(
            call_id=call.id,
            fire_id=call.fire_id,
            volunteer_id=one,
            line_id=rows[one].line_id,
            task=call.task,
            state=rules.ASKED,
            drill=drill,
            wave=call.wave + 1,
            asked_at=now,
            cleared_by="",
            party=1,
            way="",
            signal="",
            buddy=0,
            last_area="",
            home_by="",
        )
        fresh = statement.on_conflict_do_nothing(index_elements=["call_id", "volunteer_id"])
        if (added := session.scalar(fresh.returning(MissionRow.id))) is not None:
            made.append(added)
    changed(session, call.fire_id)
    known = {one.id: one for one in _read(session, MissionRow.id.in_(made))}
    return [known[one] for one in made if one in known]


def _still_free(session: Session, ids: Sequence[int], now: datetime) -> Sequence[VolunteerRow]:
    """They were chosen before this write: approved, on duty and asked by no other fire they must be still."""
    busy = select(MissionRow.volunteer_id).where(_OPEN, MissionRow.volunteer_id.in_(list(ids)))
    return session.scalars(
        select(VolunteerRow).where(
            VolunteerRow.id.in_(list(ids)),
            VolunteerRow.line_id != "",
            VolunteerRow.state == APPROVED,
            VolunteerRow.duty_until > now,
            VolunteerRow.id.not_in(busy),
        )
    ).all()


def find(session: Session, mission_id: int) -> Mission | None:
    return next(iter(_read(session, MissionRow.id == mission_id)), None)


def team(session: Session, fire_id: int) -> tuple[Mission, ...]:
    """Everybody of late, in the order they were asked."""
    return _read(session, MissionRow.fire_id == fire_id)


def own(session: Session, line_id: str, now: datetime) -> tuple[Mission, ...]:
    """A person's missions that are open or ended of late, newest first."""
    if not line_id:
        return ()
    lately = or_(_OPEN, MissionRow.ended_at > now - LATELY)
    return _read(session, MissionRow.line_id == line_id, lately)[::-1]


def open_missions(session: Session) -> tuple[Mission, ...]:
    return _read(session, _OPEN)


def is_on_mission(session: Session, line_id: str) -> bool:
    """Whether somebody is out, as far as we know; then nothing of them is deleted."""
    found = select(MissionRow.id).where(
        _OPEN, MissionRow.line_id == line_id, MissionRow.state.in_(rules.OUT)
    )
    return bool(line_id) and session.scalar(found.limit(1)) is not None


def people_out(session: Session, fire_id: int) -> int:
    """How many people of a fire are not back home, those without LINE counted too."""
    return people_out_of(session, [fire_id]).get(fire_id, 0)


def people_out_of(session: Session, fire_ids: Collection[int]) -> dict[int, int]:
    """By fire; fires where nobody is out are left out."""
    if not fire_ids:
        return {}
    grouped = (
        select(MissionRow.fire_id, func.sum(MissionRow.party))
        .where(_OPEN, MissionRow.fire_id.in_(list(fire_ids)), MissionRow.state.in_(rules.OUT))
        .group_by(MissionRow.fire_id)
    )
    return {fire: int(n) for fire, n in session.execute(grouped)}


def people_went_to(session: Session, fire_ids: Collection[int]) -> dict[int, int]:
    """By fire, how many people said that they set out, home again or not, those without LINE counted too."""
    if not fire_ids:
        return {}
    grouped = (
        select(MissionRow.fire_id, func.sum(MissionRow.party))
        .where(MissionRow.fire_id.in_(list(fire_ids)), MissionRow.state.in_(rules.WENT))
        .where(MissionRow.left_at.is_not(None))
        .group_by(MissionRow.fire_id)
    )
    return {fire: int(n) for fire, n in session.execute(grouped)}


def move(
    session: Session, mission: Mission, what: str, now: datetime, *, by: str = "", buddy: int = 0
) -> Mission | None:
    """The mission as it is after the move; None when it is not in that state any more."""
    after = rules.moved(mission, what, now)
    values: dict[str, object] = {
        "state": after.state,
        "answered_at": after.answered_at,
        "cleared_at": after.cleared_at,
        "left_at": after.left_at,
        "back_by": after.back_by,
        "ended_at": after.ended_at,
        "last_at": now,
    }
    if after.state == rules.CLEARED:
        values |= {"cleared_by": by, "buddy": buddy}
    if after.state == rules.HOME:
        values |= {"home_by": by, "help_at": None}
    done = session.execute(
        update(MissionRow)
        .where(
            MissionRow.id == mission.id,
            MissionRow.state == mission.state,
            _OPEN if mission.state in rules.OPEN else true(),  # of a ghost nothing moves
        )
        .values(**values)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return None
    changed(session, mission.fire_id)
    return after


def note(session: Session, mission: Mission, **values: object) -> None:
    """What is known of a mission besides its state: party, way, back_by, signal, buddy, last_area, help_at …"""
    session.execute(update(MissionRow).where(MissionRow.id == mission.id).values(**values))
    changed(session, mission.fire_id)


def follow(session: Session, gone: int, kept: int, now: datetime) -> None:
    """A fire became part of another: its people and calls belong there from now on."""
    double = select(CallRow.task).where(CallRow.fire_id == kept, _OPEN_CALL)
    session.execute(
        update(CallRow)
        .where(CallRow.fire_id == gone, _OPEN_CALL, CallRow.task.in_(double))
        .values(ended_at=now)
    )
    session.execute(update(CallRow).where(CallRow.fire_id == gone).values(fire_id=kept))
    session.execute(update(MissionRow).where(MissionRow.fire_id == gone).values(fire_id=kept))
    changed(session, gone)
    changed(session, kept)


def changed(session: Session, fire_id: int) -> None:
    versions.touch(session, f"missions:{fire_id}")


def asked_ids(session: Session, fire_id: int, now: datetime) -> frozenset[int]:
    """Volunteers whom this fire asked within a day: nobody is asked twice."""
    rows = select(MissionRow.volunteer_id).where(
        MissionRow.fire_id == fire_id, MissionRow.asked_at > now - DAY
    )
    return frozenset(session.scalars(rows))


def candidates(session: Session, now: datetime) -> list[Candidate]:
    """Everybody on duty, with what they did within a day; drills tire, too."""
    did: dict[int, list[MissionRow]] = {}
    rows = session.scalars(
        select(MissionRow).where(
            or_(_OPEN, MissionRow.asked_at > now - DAY, MissionRow.ended_at > now - DAY)
        )
    )
    for row in rows:
        did.setdefault(row.volunteer_id, []).append(row)
    return [_candidate(row, did.get(row.id, []), now) for row in volunteers.on_duty(session, now)]


def _candidate(row: VolunteerRow, did: Iterable[MissionRow], now: datetime) -> Candidate:
    done = list(did)
    out = [one for one in done if one.left_at is not None]
    hours = sum(
        (min(now, one.ended_at or now) - max(one.left_at or now, now - DAY)) / timedelta(hours=1)
        for one in out
    )
    backs = [one.ended_at for one in out if one.ended_at is not None]
    return Candidate(
        id=row.id,
        area=volunteers.where_now(row, now),
        birth_year=row.birth_year,
        skills=frozenset(row.skills.split(",")),
        duty_until=row.duty_until,
        is_busy=any(one.ended_at is None for one in done),
        asked_today=sum(1 for one in done if one.asked_at > now - DAY),
        hours_out=round(max(0.0, hours), 2),
        back_at=max(backs, default=None),
    )


_READ = select(
    MissionRow, VolunteerRow.name, VolunteerRow.phone, VolunteerRow.birth_year, VolunteerRow.state
).outerjoin(VolunteerRow, (VolunteerRow.id == MissionRow.volunteer_id) & (MissionRow.line_id != ""))


def _read(session: Session, *where: object) -> tuple[Mission, ...]:
    rows = session.execute(
        _READ.where(*where).order_by(MissionRow.id)  # type: ignore[arg-type]
    )
    return tuple(
        _mission(row, name or "", phone or "", born or 0, account or "")
        for row, name, phone, born, account in rows
    )


def _mission(row: MissionRow, name: str, phone: str, born: int, account: str) -> Mission:
    same = (
        "id", "fire_id", "line_id", "state", "task", "call_id", "asked_at", "answered_at", "cleared_at", "left_at",
        "ended_at", "back_by", "party", "way", "signal", "buddy", "last_area", "last_at", "help_at", "home_by",
    )  # fmt: skip
    told = {word: getattr(row, word) for word in same}
    return Mission(
        **told,
        name=first_name(name),
        phone=phone,
        birth_year=born,
        is_drill=row.drill,
        account=account,
    )


def _call(row: CallRow) -> Call:
    return Call(
        row.id, row.fire_id, row.task, row.wanted, row.wave, row.wave_at, row.by, row.ended_at
    )


def hours_of(session: Session, line_id: str) -> tuple[int, float]:
    """How often somebody went and for how many hours in all; drills are no figures."""
    rows = session.execute(
        select(MissionRow.left_at, MissionRow.ended_at).where(
            MissionRow.line_id == line_id,
            MissionRow.left_at.is_not(None),
            MissionRow.state == rules.HOME,
            MissionRow.drill.is_(False),
        )
    ).all()
    spent = sum((row.ended_at - row.left_at) / timedelta(hours=1) for row in rows)
    return len(rows), round(spent, 1)


def ids_of(session: Session, line_id: str) -> list[int]:
    return list(session.scalars(select(MissionRow.id).where(MissionRow.line_id == line_id)))


def forget(session: Session, line_id: str) -> None:
    """The missions stay, without who went. Asked for only when everybody is home (handlers/delete_my_data.py).

    Who was asked or waited has withdrawn: nobody is let go who is not there any more.
    """
    waited = MissionRow.state.in_((rules.ASKED, rules.READY))
    mine = select(MissionRow.fire_id).where(MissionRow.line_id == line_id, _OPEN)
    for fire_id in set(session.scalars(mine)):
        changed(session, fire_id)
    session.execute(
        update(MissionRow)
        .where(MissionRow.line_id == line_id)
        .values(
            line_id="",
            way="",
            last_area="",
            state=case((waited, rules.WITHDRAWN), else_=MissionRow.state),
            ended_at=func.coalesce(MissionRow.ended_at, datetime.now(UTC)),
        )
    )
    session.execute(update(MissionRow).where(MissionRow.home_by == line_id).values(home_by=""))
    session.execute(
        update(MissionRow).where(MissionRow.cleared_by == line_id).values(cleared_by="")
    )
    session.execute(update(CallRow).where(CallRow.by == line_id).values(by=""))


def forget_old(session: Session, before: datetime) -> int:
    """Who went where is kept two years."""
    session.execute(delete(CallRow).where(CallRow.ended_at < before))
    done = session.execute(
        update(MissionRow)
        .where(MissionRow.ended_at < before, MissionRow.line_id != "")
        .values(line_id="", way="", last_area="", home_by="", cleared_by="")
    )
    return int(done.rowcount)  # type: ignore[attr-defined]
