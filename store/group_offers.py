"""When a group was last asked whether to report a fire, by district. Rules: handlers/group_fire.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert


class GroupOffer(Table):
    __tablename__ = "group_offers"

    line_id: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def note(session: Session, line_id: str, area: str, now: datetime) -> None:
    statement = insert(session, GroupOffer).values(line_id=line_id, area=area, at=now)
    session.execute(
        statement.on_conflict_do_update(index_elements=["line_id", "area"], set_={"at": now})
    )


def last(session: Session, line_id: str, area: str) -> datetime | None:
    found = select(GroupOffer.at).where(GroupOffer.line_id == line_id, GroupOffer.area == area)
    return session.scalar(found)


def forget(session: Session, line_id: str) -> None:
    session.execute(delete(GroupOffer).where(GroupOffer.line_id == line_id))
