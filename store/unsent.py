"""Messages their senders took back, so that one seen later (order is not guaranteed) is not answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert


class Unsent(Table):
    __tablename__ = "unsent"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def note(session: Session, message_id: str, now: datetime) -> None:
    statement = insert(session, Unsent).on_conflict_do_nothing(index_elements=["message_id"])
    session.execute(statement.values(message_id=message_id, at=now))


def is_unsent(session: Session, message_id: str) -> bool:
    return bool(session.scalar(select(exists().where(Unsent.message_id == message_id))))
