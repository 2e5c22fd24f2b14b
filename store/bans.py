"""Burn-ban orders with their history, and what laws say burning costs. Which of them binds: domain/bans.py.

An order is never changed or deleted: it is ended, and another is entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.bans import Ban, Law
from store import versions
from store.db import Table


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


class LawRow(Table):
    __tablename__ = "burn_laws"

    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    kind: Mapped[str]
    text_th: Mapped[str]
    text_en: Mapped[str]
    link: Mapped[str]
    source: Mapped[str]
    checked_on: Mapped[date]
    burnt_from: Mapped[date | None]
    burnt_to: Mapped[date | None]


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
    rows = select(BanRow).where(
        BanRow.end >= day, BanRow.ended_on.is_(None) | (BanRow.ended_on > day)
    )
    return tuple(_ban(row) for row in session.scalars(rows.order_by(BanRow.start, BanRow.id)))


def seed_laws(session: Session, laws: Sequence[Law]) -> int:
    """Only into an empty table: an official's change is never overwritten."""
    if session.scalar(select(exists().where(LawRow.key != ""))):
        return 0
    session.add_all(
        LawRow(
            key=law.key,
            place=place,
            kind=law.kind,
            text_th=law.text_th,
            text_en=law.text_en,
            link=law.link,
            source=law.source,
            checked_on=law.checked_on,
            burnt_from=law.burnt_from,
            burnt_to=law.burnt_to,
        )
        for place, law in enumerate(laws)
    )
    return len(laws)


def laws(session: Session) -> tuple[Law, ...]:
    rows = session.scalars(select(LawRow).order_by(LawRow.place, LawRow.key))
    return tuple(
        Law(
            key=row.key,
            kind=row.kind,
            text_th=row.text_th,
            text_en=row.text_en,
            link=row.link,
            source=row.source,
            checked_on=row.checked_on,
            burnt_from=row.burnt_from,
            burnt_to=row.burnt_to,
        )
        for row in rows
    )


def _ban(row: BanRow) -> Ban:
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
