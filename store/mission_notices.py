"""What a commander is still to be told of a team: bundled in windows of two minutes (jobs/watch_missions.py)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table

KEPT = timedelta(days=30)


class NoticeRow(Table):
    """`what` is a word of domain/missions.py, `note` the words of a person, if any."""

    __tablename__ = "mission_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    fire_id: Mapped[int]
    mission_id: Mapped[int]
    at: Mapped[datetime]
    what: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]


_UNTOLD = NoticeRow.told_at.is_(None)
Index("mission_notices_untold", NoticeRow.at, sqlite_where=_UNTOLD, postgresql_where=_UNTOLD)


def add(
    session: Session,
    recipient: str,
    fire_id: int,
    mission_id: int,
    what: str,
    now: datetime,
    note: str = "",
) -> None:
    if recipient:
        session.add(
            NoticeRow(
                recipient=recipient,
                fire_id=fire_id,
                mission_id=mission_id,
                at=now,
                what=what,
                note=note[:200],
            )
        )


def untold(session: Session) -> Sequence[NoticeRow]:
    return session.scalars(select(NoticeRow).where(_UNTOLD).order_by(NoticeRow.id)).all()


def note_told(session: Session, ids: Sequence[int], now: datetime) -> None:
    session.execute(update(NoticeRow).where(NoticeRow.id.in_(list(ids))).values(told_at=now))


def forget(session: Session, line_id: str, mission_ids: Sequence[int]) -> None:
    session.execute(delete(NoticeRow).where(NoticeRow.recipient == line_id))
    session.execute(delete(NoticeRow).where(NoticeRow.mission_id.in_(list(mission_ids))))


def forget_old(session: Session, now: datetime) -> int:
    gone = session.execute(delete(NoticeRow).where(NoticeRow.at < now - KEPT))
    return int(gone.rowcount)  # type: ignore[attr-defined]
