"""The duty roster and the call lists of areas. Rules: domain/duty.py.

Posts are named by their holding (store/officials.py): a post that is not held any more is on no duty and on no list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Index, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.duty import Listed, Shift
from domain.posts import Post
from store import officials, versions
from store.db import Table

SUBJECT = "duty"  # of versions
KEPT = timedelta(days=365)
LIST_KEPT = timedelta(days=730)


class ShiftRow(Table):
    """`post`, `deputy`: numbers of holdings."""

    __tablename__ = "shifts"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]
    post: Mapped[int]
    deputy: Mapped[int] = mapped_column(default=0)
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    set_by: Mapped[int] = mapped_column(default=0)


Index("shifts_ends", ShiftRow.ends)


class CallRow(Table):
    """`post` 0: somebody with a number and no post here; else name and number stand with the post."""

    __tablename__ = "call_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str]
    place: Mapped[int]
    post: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date]
    set_by: Mapped[int] = mapped_column(default=0)


# The roster


def add(
    session: Session,
    area: str,
    post: int,
    span: tuple[datetime, datetime],
    *,
    deputy: int = 0,
    set_by: int = 0,
    begun_at: datetime | None = None,
) -> int:
    row = ShiftRow(
        area=area,
        post=post,
        deputy=deputy,
        starts=span[0],
        ends=span[1],
        begun_at=begun_at,
        set_by=set_by,
    )
    session.add(row)
    session.flush()
    versions.touch(session, SUBJECT)
    return row.id


def change(session: Session, shift_id: int, **values: object) -> bool:
    done = session.execute(update(ShiftRow).where(ShiftRow.id == shift_id).values(**values))
    versions.touch(session, SUBJECT)
    return bool(done.rowcount)  # type: ignore[attr-defined]


def remove(session: Session, shift_id: int) -> bool:
    done = session.execute(delete(ShiftRow).where(ShiftRow.id == shift_id))
    versions.touch(session, SUBJECT)
    return bool(done.rowcount)  # type: ignore[attr-defined]


def shifts(session: Session, since: datetime, until: datetime, now: datetime) -> tuple[Shift, ...]:
    """All that touch the span, of posts that are held now; the earliest first."""
    rows = session.scalars(
        select(ShiftRow)
        .where(ShiftRow.ends > since, ShiftRow.starts < until)
        .order_by(ShiftRow.starts, ShiftRow.id)
    ).all()
    held = _held(session, now) if rows else {}
    return tuple(
        Shift(
            row.id, row.area, held[row.post], row.starts, row.ends, held.get(row.deputy), row.begun_at
        )
        for row in rows
        if row.post in held
    )  # fmt: skip


def find(session: Session, shift_id: int, now: datetime) -> Shift | None:
    row = session.get(ShiftRow, shift_id)
    if row is None:
        return None
    found = shifts(session, row.starts, row.ends, now)
    return next((one for one in found if one.id == shift_id), None)


def _held(session: Session, now: datetime) -> dict[int, Post]:
    return {one.id: one for one in officials.listed(session, now)}


# The call lists


def listed(session: Session, areas: Collection[str], now: datetime) -> tuple[Listed, ...]:
    """The lists of these areas, in order; lines of posts that ended are left out."""
    rows = session.scalars(
        select(CallRow).where(CallRow.area.in_(areas)).order_by(CallRow.area, CallRow.place)
    ).all()
    held = _held(session, now) if rows else {}
    return tuple(_line(row, held.get(row.post)) for row in rows if not row.post or row.post in held)


def listed_within(session: Session, top: str, now: datetime) -> tuple[Listed, ...]:
    """Of an area and everything in it."""
    rows = select(CallRow.area).where(CallRow.area.startswith(top, autoescape=True)).distinct()
    return listed(session, list(session.scalars(rows)), now)


def _line(row: CallRow, post: Post | None) -> Listed:
    name, phone = (post.name or post.title, post.phone) if post else (row.name, row.phone)
    return Listed(row.id, row.area, row.place, name, phone, row.checked_on, post)


def add_line(  # one line in, its number out
    session: Session, area: str, post: int, name: str, phone: str, today: date, by: int
) -> int:
    last = session.scalar(select(func.max(CallRow.place)).where(CallRow.area == area)) or 0
    row = CallRow(
        area=area, place=last + 1, post=post, name=name, phone=phone, checked_on=today, set_by=by
    )
    session.add(row)
    session.flush()
    return row.id


def find_line(session: Session, line_id: int) -> CallRow | None:
    return session.get(CallRow, line_id)


def remove_line(session: Session, line_id: int) -> None:
    session.execute(delete(CallRow).where(CallRow.id == line_id))


def check_line(session: Session, line_id: int, today: date, by: int) -> None:
    session.execute(
        update(CallRow).where(CallRow.id == line_id).values(checked_on=today, set_by=by)
    )


def move_line(session: Session, row: CallRow, step: int) -> None:
    """One place up (-1) or down (1)."""
    ids = list(
        session.scalars(
            select(CallRow.id).where(CallRow.area == row.area).order_by(CallRow.place, CallRow.id)
        )
    )
    at = ids.index(row.id)
    to = min(max(0, at + step), len(ids) - 1)
    ids.insert(to, ids.pop(at))
    for place, line_id in enumerate(ids, 1):
        session.execute(update(CallRow).where(CallRow.id == line_id).values(place=place))


# Forgetting


def forget(session: Session, holdings: Sequence[int], now: datetime) -> None:
    """Shifts to come and lines of the list go with the person; what was stays with the number of the post."""
    if not holdings:
        return
    session.execute(delete(ShiftRow).where(ShiftRow.post.in_(holdings), ShiftRow.ends > now))
    session.execute(update(ShiftRow).where(ShiftRow.deputy.in_(holdings)).values(deputy=0))
    session.execute(delete(CallRow).where(CallRow.post.in_(holdings)))
    versions.touch(session, SUBJECT)


def forget_old(session: Session, now: datetime) -> int:
    """Shifts of a year ago, and numbers that nobody has checked for two years."""
    gone = session.execute(delete(ShiftRow).where(ShiftRow.ends < now - KEPT))
    old = (now - LIST_KEPT).date()
    lines = session.execute(delete(CallRow).where(CallRow.checked_on < old))
    return int(gone.rowcount + lines.rowcount)  # type: ignore[attr-defined]
