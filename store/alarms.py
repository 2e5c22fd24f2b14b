"""Operator alarms: what went wrong, first and last time, how often."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table


class Alarm(Table):
    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    times: Mapped[int] = mapped_column(default=1)


def note(session: Session, text: str, now: datetime, again_after: timedelta) -> bool:
    """True when it should be passed on: new, or last passed on more than `again_after` ago."""
    row = session.scalar(
        select(Alarm).where(Alarm.text == text, Alarm.first_at > now - again_after)
    )
    if row is not None:
        row.times += 1
        row.last_at = now
        return False
    session.add(Alarm(text=text, first_at=now, last_at=now))
    return True


def recent(session: Session, since: datetime) -> list[Alarm]:
    rows = select(Alarm).where(Alarm.last_at > since).order_by(Alarm.id.desc()).limit(50)
    return list(session.scalars(rows))
