"""Notes from one person on duty to the next. Rules: domain/duty.py."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

import orjson
from sqlalchemy import Index, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.duty import NOTE_LIVES, HandOver
from store import officials, versions
from store.db import Table
from store.duty import SUBJECT

KEPT = timedelta(days=365)


class HandOverRow(Table):
    """`by`, `to`: numbers of holdings; `matters`: JSON of counts and reference numbers."""

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    matters: Mapped[str] = mapped_column(default="{}")
    to: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime | None]


Index("hand_overs_at", HandOverRow.at)


def leave(
    session: Session, area: str, by: int, words: str, matters: Mapping[str, object], now: datetime
) -> int:
    """A note that its writer left for the same area and nobody took is replaced."""
    session.execute(
        delete(HandOverRow).where(
            HandOverRow.area == area, HandOverRow.by == by, HandOverRow.taken_at.is_(None)
        )
    )
    row = HandOverRow(
        area=area,
        at=now,
        by=by,
        words=words,
        matters=orjson.dumps(matters, option=orjson.OPT_SORT_KEYS).decode(),
        taken_at=None,
    )
    session.add(row)
    session.flush()
    versions.touch(session, SUBJECT)
    return row.id


def take(session: Session, note_id: int, to: int, now: datetime) -> bool:
    """False when somebody took it first."""
    done = session.execute(
        update(HandOverRow)
        .where(HandOverRow.id == note_id, HandOverRow.taken_at.is_(None))
        .values(to=to, taken_at=now)
    )
    versions.touch(session, SUBJECT)
    return bool(done.rowcount)  # type: ignore[attr-defined]


def waiting(session: Session, areas: Collection[str], now: datetime) -> tuple[HandOver, ...]:
    """Not taken yet, the oldest first."""
    rows = select(HandOverRow).where(
        HandOverRow.area.in_(areas),
        HandOverRow.taken_at.is_(None),
        HandOverRow.at > now - NOTE_LIVES,
    )
    return _read(session, session.scalars(rows.order_by(HandOverRow.id)).all())


def find(session: Session, note_id: int) -> HandOver | None:
    row = session.get(HandOverRow, note_id)
    return _read(session, [row])[0] if row else None


def lately(
    session: Session,
    now: datetime,
    is_wanted: Callable[[str], bool] = lambda area: True,
    most: int = 60,
) -> tuple[HandOver, ...]:
    """The newest first, of the areas that are wanted."""
    late = HandOverRow.at > now - timedelta(days=14)
    every = session.scalars(select(HandOverRow.area).where(late).distinct())
    areas = [area for area in every if is_wanted(area)]
    rows = select(HandOverRow).where(late, HandOverRow.area.in_(areas))
    return _read(session, session.scalars(rows.order_by(HandOverRow.id.desc()).limit(most)).all())


def _read(session: Session, rows: Sequence[HandOverRow]) -> tuple[HandOver, ...]:
    known = officials.named(session, [n for row in rows for n in (row.by, row.to) if n])
    return tuple(
        HandOver(
            row.id,
            row.area,
            row.at,
            known.get(row.by),
            row.words,
            orjson.loads(row.matters),
            known.get(row.to),
            row.taken_at,
        )
        for row in rows
    )


def forget(session: Session, holdings: Sequence[int]) -> None:
    """What they wrote is emptied; that there was a note stays with the number of the post."""
    if holdings:
        session.execute(update(HandOverRow).where(HandOverRow.by.in_(holdings)).values(words=""))


def forget_old(session: Session, now: datetime) -> int:
    done = session.execute(delete(HandOverRow).where(HandOverRow.at < now - KEPT))
    return int(done.rowcount)  # type: ignore[attr-defined]
