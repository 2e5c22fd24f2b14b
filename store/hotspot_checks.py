"""Checks of hotspots by people on the ground: which detections are looked at together, who was asked, what was found.

Who is asked, and what an answer may become: domain/hotspot_checks.py. The detections: store/hotspots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import hotspot_checks as checking
from domain.hotspot_checks import Check
from domain.hotspots import Detection
from store import hotspots, versions
from store.db import Table
from store.hotspots import HotspotRow


class CheckRow(Table):
    """A place to be looked at, asked of the posts there. `answered_post`: a holding, not a person."""

    __tablename__ = "hotspot_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]
    state: Mapped[str] = mapped_column(default=checking.WAITING)
    made_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    circle: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None]
    answered_post: Mapped[int] = mapped_column(default=0)
    fire_id: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)


_WAITS = CheckRow.state == checking.WAITING
Index("hotspot_checks_waiting", CheckRow.area, sqlite_where=_WAITS, postgresql_where=_WAITS)


def make_check(session: Session, area: str, hotspot_ids: Sequence[int], now: datetime) -> int:
    row = CheckRow(
        area=area,
        state=checking.WAITING,
        made_at=now,
        asked_at=None,
        circle=0,
        answered_at=None,
        answered_post=0,
        fire_id=0,
        version=0,
    )
    session.add(row)
    session.flush()
    add_to_check(session, row.id, hotspot_ids)
    return row.id


def add_to_check(session: Session, check_id: int, hotspot_ids: Sequence[int]) -> None:
    session.execute(
        update(HotspotRow).where(HotspotRow.id.in_(hotspot_ids)).values(check_id=check_id)
    )
    versions.touch(session, hotspots.SUBJECT)


def waiting(session: Session) -> tuple[Check, ...]:
    """Every check that nobody has answered, oldest first."""
    rows = session.scalars(
        select(CheckRow).where(CheckRow.state == checking.WAITING).order_by(CheckRow.id)
    ).all()
    return _checks(session, rows)


def made_since(session: Session, since: datetime) -> tuple[Check, ...]:
    """Answered or not, oldest first."""
    rows = session.scalars(
        select(CheckRow).where(CheckRow.made_at >= since).order_by(CheckRow.id)
    ).all()
    return _checks(session, rows)


def find_check(session: Session, check_id: int) -> Check | None:
    row = session.get(CheckRow, check_id)
    return _checks(session, [row])[0] if row else None


def _checks(session: Session, rows: Sequence[CheckRow]) -> tuple[Check, ...]:
    ids = [row.id for row in rows]
    spots: dict[int, list[Detection]] = {each: [] for each in ids}
    found = select(HotspotRow).where(HotspotRow.check_id.in_(ids)).order_by(HotspotRow.id)
    for spot in session.scalars(found):
        spots[spot.check_id].append(hotspots.detection(spot))
    return tuple(_check(row, spots[row.id]) for row in rows if spots[row.id])


def _check(row: CheckRow, spots: Sequence[Detection]) -> Check:
    return Check(
        id=row.id,
        area=row.area,
        state=row.state,
        spots=tuple(spots),
        made_at=row.made_at,
        asked_at=row.asked_at,
        circle=row.circle,
        answered_at=row.answered_at,
        answered_post=row.answered_post,
        fire=row.fire_id,
        version=row.version,
    )


def note_asked(session: Session, check_id: int, circle: int, now: datetime) -> None:
    session.execute(
        update(CheckRow).where(CheckRow.id == check_id).values(circle=circle, asked_at=now)
    )


def answer(
    session: Session, check_id: int, state: str, now: datetime, *, post: int = 0, fire: int = 0
) -> None:
    """`state` as domain/hotspot_checks.MOVES found it allowed; its detections get the outcome."""
    session.execute(
        update(CheckRow)
        .where(CheckRow.id == check_id)
        .values(
            state=state,
            answered_at=now,
            answered_post=post,
            fire_id=fire,
            version=CheckRow.version + 1,
        )
    )
    session.execute(
        update(HotspotRow)
        .where(
            HotspotRow.check_id == check_id,
            HotspotRow.outcome.not_in((checking.KNOWN, checking.PERMITTED)),
        )
        .values(outcome=state, fire_id=fire)
    )
    versions.touch(session, hotspots.SUBJECT)


def close_check(session: Session, check_id: int, state: str, now: datetime) -> None:
    """Everything under it is explained by itself: nobody needs to answer any more."""
    session.execute(
        update(CheckRow)
        .where(CheckRow.id == check_id, CheckRow.state == checking.WAITING)
        .values(state=state, answered_at=now, version=CheckRow.version + 1)
    )
    versions.touch(session, hotspots.SUBJECT)
