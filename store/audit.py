"""The book of what officials did: lines are added, never changed and never taken out (the database refuses it, too).

`who` is the number of the post (store/officials.py), not a name: who asks to be forgotten is forgotten there, and the
book still says which post did what. Nothing of a person goes into `before` and `after`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Index, Select, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.posts import Post
from store.db import Table

A_PAGE = 100


class AuditLine(Table):
    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[int]
    role: Mapped[str]
    what: Mapped[str]
    subject: Mapped[str]
    area: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")


Index("audit_at", AuditLine.at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a part of what, subject, before or after; a span; the reader's own areas."""

    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    areas: Sequence[str] = ("52",)


def note(
    session: Session,
    by: Post | None,
    what: str,
    subject: str,
    area: str,
    now: datetime,
    *,
    before: Any = None,
    after: Any = None,
) -> None:
    """`by` None: the machine itself. In the commit of what it tells; `now` is real time."""
    session.add(
        AuditLine(
            at=now,
            who=by.id if by else 0,
            role=by.role if by else "",
            what=what,
            subject=subject,
            area=area,
            before=_written(before),
            after=_written(after),
        )
    )


def _written(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str).decode()


def search(session: Session, wanted: Wanted, page: int = 0) -> list[AuditLine]:
    """Newest first, a page at a time."""
    rows = _asked(wanted).order_by(AuditLine.id.desc())
    return list(session.scalars(rows.offset(page * A_PAGE).limit(A_PAGE)))


def all_lines(session: Session, wanted: Wanted) -> Iterator[AuditLine]:
    """Oldest first, however many."""
    yield from session.scalars(
        _asked(wanted).order_by(AuditLine.id).execution_options(yield_per=500)
    )


def _asked(wanted: Wanted) -> Select[AuditLine]:
    rows = select(AuditLine).where(
        or_(*(AuditLine.area.startswith(area, autoescape=True) for area in wanted.areas or ("-",)))
    )
    if wanted.text:
        columns = (AuditLine.what, AuditLine.subject, AuditLine.before, AuditLine.after)
        rows = rows.where(or_(*(one.icontains(wanted.text, autoescape=True) for one in columns)))
    if wanted.since:
        rows = rows.where(AuditLine.at >= wanted.since)
    if wanted.until:
        rows = rows.where(AuditLine.at < wanted.until)
    return rows
