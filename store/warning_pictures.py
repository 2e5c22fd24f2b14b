"""Pictures of warnings, in the database: few, small, for ever at their address, and never lost between approval and sending."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.warnings import Picture
from store.db import Table


class WarningPicture(Table):
    __tablename__ = "warning_pictures"

    name: Mapped[str] = mapped_column(
        primary_key=True
    )  # random: before the approval it is no secret, but not guessed
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    sha1: Mapped[str]
    body: Mapped[bytes]
    made_at: Mapped[datetime]


_SHOWN = (
    WarningPicture.name,
    WarningPicture.width,
    WarningPicture.height,
    WarningPicture.size,
    WarningPicture.sha1,
)


def add(session: Session, jpeg: bytes, width: int, height: int, now: datetime) -> Picture:
    sha1 = hashlib.sha1(jpeg, usedforsecurity=False).hexdigest()
    made = Picture(secrets.token_hex(16), width, height, len(jpeg), sha1)
    session.add(
        WarningPicture(
            name=made.name,
            width=width,
            height=height,
            size=made.size,
            sha1=sha1,
            body=jpeg,
            made_at=now,
        )
    )
    session.flush()
    return made


def find(session: Session, name: str) -> Picture | None:
    row = session.execute(select(*_SHOWN).where(WarningPicture.name == name)).one_or_none()
    return Picture(*row) if row else None


def body(session: Session, name: str) -> bytes | None:
    return session.scalar(select(WarningPicture.body).where(WarningPicture.name == name))
