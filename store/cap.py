"""CAP messages as they were published: each stays at its address for ever, so the very bytes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table


class CapMessage(Table):
    __tablename__ = "cap_messages"

    identifier: Mapped[str] = mapped_column(primary_key=True)
    warning: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]  # Alert, Update, Cancel
    sent_at: Mapped[datetime]
    xml: Mapped[str]


def add(session: Session, message: CapMessage) -> None:
    session.add(message)


def find(session: Session, identifier: str) -> CapMessage | None:
    return session.get(CapMessage, identifier)


def of_warning(session: Session, warning: int) -> list[CapMessage]:
    rows = select(CapMessage).where(CapMessage.warning == warning)
    return list(session.scalars(rows.order_by(CapMessage.sent_at, CapMessage.identifier)))


def newest(session: Session) -> datetime | None:
    return session.scalar(select(CapMessage.sent_at).order_by(CapMessage.sent_at.desc()).limit(1))
