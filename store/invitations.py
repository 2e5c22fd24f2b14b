"""One-use codes that make their sender an official; only the hash of a code is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import false, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table

LIFE = timedelta(hours=24)
# Without 0 O 1 I L: people read codes aloud and type them from paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10


class Invitation(Table):
    __tablename__ = "invitations"

    hash: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    area: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    village: Mapped[str] = mapped_column(default="", server_default="")
    until: Mapped[datetime | None]  # when the post ends
    acting: Mapped[bool] = mapped_column(default=False, server_default=false())
    ends: Mapped[int] = mapped_column(default=0, server_default="0")  # the holding it takes over
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Given:
    role: str
    area: str
    post: str
    village: str = ""
    until: datetime | None = None
    acting: bool = False
    ends: int = 0


def make(
    session: Session,
    role: str,
    area: str,
    post: str,
    now: datetime,
    *,
    village: str = "",
    until: datetime | None = None,
    acting: bool = False,
    ends: int = 0,
) -> str:
    """The code, shown once: `KHEM-` and ten letters."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    session.add(
        Invitation(
            hash=fingerprint(f"KHEM-{code}"),
            role=role,
            area=area,
            post=post,
            village=village,
            until=until,
            acting=acting,
            ends=ends,
            made_at=now,
            expires_at=now + LIFE,
        )
    )
    return f"KHEM-{code}"


def fingerprint(code: str) -> str:
    plain = code.upper().removeprefix("KHEM").lstrip("-").strip()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def open_one(session: Session, code: str, now: datetime) -> Given | None:
    """What the code gives, if it is known, unused and not expired."""
    row = session.get(Invitation, fingerprint(code))
    if row is None or row.used_at is not None or row.expires_at < now:
        return None
    return Given(row.role, row.area, row.post, row.village, row.until, row.acting, row.ends)


def use(session: Session, code: str, now: datetime) -> Given | None:
    """Use it up; None when somebody was first or it expired meanwhile."""
    given = open_one(session, code, now)
    done = session.execute(
        update(Invitation)
        .where(Invitation.hash == fingerprint(code), Invitation.used_at.is_(None))
        .values(used_at=now)
    )
    return given if done.rowcount else None  # type: ignore[attr-defined]


def count_open(session: Session, now: datetime) -> int:
    rows = select(Invitation.hash).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    return len(list(session.scalars(rows)))
