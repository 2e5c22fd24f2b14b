"""Who holds which post: one row a holding, ended and never deleted while its holder is known.

Codes that give a post: store/invitations.py. What a post may do: domain/posts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.posts import ROLES, Post, kind_of
from store import people, versions, volunteers
from store.db import Table, core, run


class Holding(Table):
    """`since`, `until` and `ended_at` bound it; `acting`: รักษาราชการแทน."""

    __tablename__ = "officials"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    kind: Mapped[str]
    area: Mapped[str]
    village: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    acting: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


_officials = core(Holding)
_LISTED = (
    select(_officials)
    .where(
        _officials.c.ended_at.is_(None),
        _officials.c.until.is_(None) | (_officials.c.until > bindparam("now")),
    )
    .order_by(_officials.c.id)
)


def give(
    session: Session,
    line_id: str,
    role: str,
    area: str,
    now: datetime,
    *,
    title: str = "",
    village: str = "",
    until: datetime | None = None,
    acting: bool = False,
) -> int:
    """A new holding; the person's name and phone are taken over from an earlier one. Returns its id."""
    known = next(iter(_open(session, line_id, now)), None)
    row = Holding(
        line_id=line_id,
        role=role,
        kind=kind_of(title),
        area=area,
        village=village,
        title=title,
        name=known.name if known else "",
        phone=known.phone if known else "",
        acting=acting,
        since=now,
        until=until,
        ended_at=None,
    )
    session.add(row)
    session.flush()
    _show_role(session, line_id, now)
    return row.id


def end(session: Session, holding_id: int, now: datetime) -> bool:
    """Works at once: rights are checked at each press and each page."""
    row = session.get(Holding, holding_id)
    if row is None or row.ended_at is not None:
        return False
    row.ended_at = now
    session.flush()
    _show_role(session, row.line_id, now)
    return True


def ended_since(session: Session, since: datetime, now: datetime) -> list[tuple[Post, datetime]]:
    """Posts that somebody ended, which would still run and whose holder is known; the newest first."""
    rows = session.scalars(
        select(Holding)
        .where(
            Holding.ended_at > since,
            Holding.line_id != "",
            Holding.until.is_(None) | (Holding.until > now),
        )
        .order_by(Holding.ended_at.desc(), Holding.id.desc())
    )
    return [(_post(row), row.ended_at) for row in rows if row.ended_at is not None]


def give_back(session: Session, holding_id: int, now: datetime) -> bool:
    """It goes on as if it had not been ended; False when it cannot."""
    row = session.get(Holding, holding_id)
    if row is None or row.ended_at is None or not row.line_id:
        return False
    if row.until is not None and row.until <= now:
        return False
    row.ended_at = None
    session.flush()
    _show_role(session, row.line_id, now)
    return True


def introduce(session: Session, line_id: str, name: str, phone: str) -> None:
    """How the holder wants to be named to others, and where to be called; an empty one stays as it was."""
    values = {key: value for key, value in (("name", name), ("phone", phone)) if value}
    if values:
        session.execute(update(Holding).where(Holding.line_id == line_id).values(**values))
    versions.touch(session, "officials")


def held_by(session: Session, line_id: str, now: datetime) -> tuple[Post, ...]:
    """The posts a person holds now."""
    return tuple(_post(row) for row in _open(session, line_id, now)) if line_id else ()


def listed(session: Session, now: datetime) -> tuple[Post, ...]:
    """Every post that is held now."""
    return tuple(_post(row) for row in run(session, _LISTED, {"now": now}))


def find(session: Session, holding_id: int) -> Post | None:
    """A post that is or was held."""
    row = session.get(Holding, holding_id)
    return _post(row) if row else None


def named(session: Session, ids: Iterable[int]) -> dict[int, Post]:
    """Posts by number, also ended ones: who did what is told by them."""
    rows = session.scalars(select(Holding).where(Holding.id.in_(set(ids))))
    return {row.id: _post(row) for row in rows}


def covering(session: Session, area: str, now: datetime) -> tuple[Post, ...]:
    """The posts whose area holds the tambon, district or province `area`."""
    codes = [area[:length] for length in (2, 4, 6) if len(area) >= length]
    return tuple(_post(row) for row in _open(session, "", now, codes))


def _open(
    session: Session, line_id: str, now: datetime, areas: Sequence[str] = ()
) -> Sequence[Holding]:
    rows = select(Holding).where(
        Holding.ended_at.is_(None), Holding.until.is_(None) | (Holding.until > now)
    )
    if line_id:
        rows = rows.where(Holding.line_id == line_id)
    if areas:
        rows = rows.where(Holding.area.in_(areas))
    return session.scalars(rows.order_by(Holding.id)).all()


def _post(row: Any) -> Post:
    return Post(
        holder=row.line_id,
        role=row.role,
        kind=row.kind,
        area=row.area,
        title=row.title,
        name=row.name,
        phone=row.phone,
        village=row.village,
        until=row.until,
        acting=row.acting,
        id=row.id,
    )


def _show_role(session: Session, line_id: str, now: datetime) -> None:
    """The highest role of a person also stands with the chat: menus and words go by it."""
    held = _open(session, line_id, now)
    highest = max(held, key=lambda row: ROLES.index(row.role), default=None)
    role = highest.role if highest else volunteers.resting_role(session, line_id)
    area, post = (highest.area, highest.title) if highest else ("", "")
    people.change(session, line_id, role=role, role_area=area, post=post)
    versions.touch(session, "officials")
