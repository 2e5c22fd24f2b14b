"""Messages their senders took back, so that one seen later (order is not guaranteed) is not answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert, run


class Unsent(Table):
    __tablename__ = "unsent"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def note(session: Session, message_id: str, now: datetime) -> None:
    statement = insert(session, Unsent).on_conflict_do_nothing(index_elements=["message_id"])
    session.execute(statement.values(message_id=message_id, at=now))


_AMONG = select(Unsent.message_id).where(Unsent.message_id.in_(bindparam("ids", expanding=True)))


def among(session: Session, message_ids: Sequence[str]) -> frozenset[str]:
    """Those of these messages that were taken back."""
    return frozenset(run(session, _AMONG, {"ids": list(message_ids)}).scalars())
