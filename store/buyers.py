"""Who buys or bales residue: seeded from data/buyers.yaml, changed by officials. Who takes what: domain/buyers.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.buyers import Buyer
from domain.places import Point
from store.db import Table


class BuyerRow(Table):
    __tablename__ = "buyers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    area: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    takes: Mapped[str]
    price: Mapped[float | None]
    priced_on: Mapped[date]
    phone: Mapped[str]
    note_th: Mapped[str]
    note_en: Mapped[str]
    source: Mapped[str]


def seed(session: Session, buyers: Sequence[Buyer]) -> int:
    """Only into an empty table: an official's change is never overwritten."""
    if session.scalar(select(exists().where(BuyerRow.id > 0))):
        return 0
    session.add_all(_row(one) for one in buyers)
    return len(buyers)


def listed(session: Session) -> tuple[Buyer, ...]:
    return tuple(_buyer(row) for row in session.scalars(select(BuyerRow).order_by(BuyerRow.id)))


def _row(one: Buyer) -> BuyerRow:
    return BuyerRow(
        name_th=one.name_th,
        name_en=one.name_en,
        area=one.area,
        lat=one.point.lat,
        lon=one.point.lon,
        takes=" ".join(one.takes),
        price=one.price,
        priced_on=one.priced_on,
        phone=one.phone,
        note_th=one.note_th,
        note_en=one.note_en,
        source=one.source,
    )


def _buyer(row: BuyerRow) -> Buyer:
    return Buyer(
        name_th=row.name_th,
        name_en=row.name_en,
        area=row.area,
        point=Point(row.lat, row.lon),
        takes=tuple(row.takes.split()),
        source=row.source,
        priced_on=row.priced_on,
        price=row.price,
        phone=row.phone,
        note_th=row.note_th,
        note_en=row.note_en,
        id=row.id,
    )
