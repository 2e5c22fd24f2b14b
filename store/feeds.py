"""How each feed does: when it last worked, what it gave, and what went wrong last."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert


class Feed(Table):
    __tablename__ = "feeds"

    name: Mapped[str] = mapped_column(primary_key=True)
    tried_at: Mapped[datetime]
    worked_at: Mapped[datetime | None]
    newest_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")


def note(
    session: Session, name: str, now: datetime, *, newest: datetime | None = None, error: str = ""
) -> None:
    """A try that worked (no `error`) or failed; a failure keeps the time of the last success."""
    row: dict[str, object] = {"tried_at": now, "error": error[:300]}
    if not error:
        row["worked_at"] = now
        if newest is not None:
            row["newest_at"] = newest
    statement = insert(session, Feed).values(name=name, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=row))


def forget(session: Session, name: str) -> None:
    """It is off: nobody waits for it any more."""
    session.execute(delete(Feed).where(Feed.name == name))


def listed(session: Session) -> list[Feed]:
    return list(session.scalars(select(Feed).order_by(Feed.name)))
