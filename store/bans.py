"""Burn-ban orders with their history. Which of them binds: domain/bans.py. What laws cost: store/penalties.py.

An order is never changed or deleted: it is ended, and another is entered.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.bans import Ban
from store import versions
from store.db import Table, core, run


class BanRow(Table):
    __tablename__ = "bans"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]
    text: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    excepts: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[str] = mapped_column(default="")
    entered_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(default="")


_bans = core(BanRow)
_FROM_DAY = (
    select(_bans)
    .where(
        _bans.c.end >= bindparam("day"),
        _bans.c.ended_on.is_(None) | (_bans.c.ended_on > bindparam("day")),
    )
    .order_by(_bans.c.start, _bans.c.id)
)


def add(session: Session, ban: Ban, now: datetime) -> int:
    """The new order's id."""
    row = BanRow(
        area=ban.area,
        start=ban.start,
        end=ban.end,
        text=ban.order,
        number=ban.number,
        issuer=ban.issuer,
        link=ban.link,
        excepts=" ".join(ban.excepts),
        entered_by=ban.entered_by,
        entered_at=now,
        ended_on=None,
        ended_by="",
    )
    session.add(row)
    session.flush()
    versions.touch(session, "bans")
    return row.id


def end(session: Session, ban_id: int, on: date, by: str) -> Ban | None:
    """From the day `on` the order no longer holds; None when there is no such order or it is over already."""
    row = session.get(BanRow, ban_id)
    if row is None or row.ended_on is not None or row.end < on:
        return None
    row.ended_on, row.ended_by = on, by
    session.flush()
    versions.touch(session, "bans")
    return _ban(row)


def listed(session: Session) -> tuple[Ban, ...]:
    """Every order ever entered, the oldest first."""
    rows = session.scalars(select(BanRow).order_by(BanRow.start, BanRow.id))
    return tuple(_ban(row) for row in rows)


def from_day(session: Session, day: date) -> tuple[Ban, ...]:
    """The orders that bind on that day or later."""
    return tuple(_ban(row) for row in run(session, _FROM_DAY, {"day": day}))


def _ban(row: Any) -> Ban:
    return Ban(
        area=row.area,
        start=row.start,
        end=row.end,
        order=row.text,
        number=row.number,
        issuer=row.issuer,
        link=row.link,
        excepts=tuple(row.excepts.split()),
        entered_by=row.entered_by,
        entered_at=row.entered_at,
        ended_on=row.ended_on,
        id=row.id,
    )
