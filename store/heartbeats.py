"""Signs of life of workers and clocks, shown by /healthz."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert


class Heartbeat(Table):
    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    seen_at: Mapped[datetime]


def beat(session: Session, kind: str, name: str, now: datetime) -> None:
    statement = insert(session, Heartbeat).values(name=name, kind=kind, seen_at=now)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"seen_at": now}))


def last_seen(session: Session) -> dict[str, datetime]:
    """The newest sign of life of each kind of process."""
    newest = select(Heartbeat.kind, func.max(Heartbeat.seen_at)).group_by(Heartbeat.kind)
    return {kind: at for kind, at in session.execute(newest)}
