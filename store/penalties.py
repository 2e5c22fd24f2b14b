"""What burning costs, with its history: seeded from data/penalties.yaml, entered and ended by officials.

Which of it holds for a day and a kind of land: domain/penalties.py. A row is never changed or deleted: it is ended, and
another is entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.penalties import Penalty
from store.db import Table


class PenaltyRow(Table):
    __tablename__ = "penalties"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    area: Mapped[str]
    lands: Mapped[str]
    law_th: Mapped[str]
    law_en: Mapped[str]
    section: Mapped[str]
    says_th: Mapped[str]
    says_en: Mapped[str]
    penalty_th: Mapped[str]
    penalty_en: Mapped[str]
    start: Mapped[date | None]
    end: Mapped[date | None]
    link: Mapped[str]
    source: Mapped[str]
    checked_on: Mapped[date | None]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(default="")


_PLAIN = tuple(
    one.name for one in fields(Penalty) if one.name not in ("id", "lands", "entered_at", "ended_on")
)


def add(session: Session, one: Penalty, now: datetime) -> int:
    """The new row's id."""
    row = PenaltyRow(
        **{name: getattr(one, name) for name in _PLAIN},
        lands=" ".join(one.lands),
        entered_at=now,
        ended_on=None,
        ended_by="",
    )
    session.add(row)
    session.flush()
    return row.id


def end(session: Session, number: int, on: date, by: str) -> Penalty | None:
    """From the day `on` it no longer holds; None when there is no such row or it is over already."""
    row = session.get(PenaltyRow, number)
    if row is None or row.ended_on is not None or (row.end is not None and row.end < on):
        return None
    row.ended_on, row.ended_by = on, by
    session.flush()
    return _penalty(row)


def listed(session: Session) -> tuple[Penalty, ...]:
    """Every row ever entered, the oldest first."""
    return tuple(
        _penalty(row) for row in session.scalars(select(PenaltyRow).order_by(PenaltyRow.id))
    )


def from_day(session: Session, day: date) -> tuple[Penalty, ...]:
    """What holds for burning on that day or later."""
    rows = select(PenaltyRow).where(
        PenaltyRow.end.is_(None) | (PenaltyRow.end >= day),
        PenaltyRow.ended_on.is_(None) | (PenaltyRow.ended_on > day),
    )
    return tuple(_penalty(row) for row in session.scalars(rows.order_by(PenaltyRow.id)))


def seed(session: Session, rows: Sequence[Penalty], now: datetime) -> int:
    """Only into an empty table: an official's change is never overwritten."""
    if session.scalar(select(exists().where(PenaltyRow.id > 0))):
        return 0
    for one in rows:
        add(session, one, now)
    return len(rows)


def _penalty(row: PenaltyRow) -> Penalty:
    return Penalty(
        **{name: getattr(row, name) for name in _PLAIN},
        lands=tuple(row.lands.split()),
        entered_at=row.entered_at,
        ended_on=row.ended_on,
        id=row.id,
    )
