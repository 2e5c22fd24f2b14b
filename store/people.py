"""Chats we know: persons, groups and rooms, with language, area and role. Keyed by LINE's id of the chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert, run


class Known(Table):
    """A person (`kind` user) or a group or room that the bot is in."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="user")
    language: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="", index=True)
    village: Mapped[str] = mapped_column(default="")  # as domain/villages.py keeps it
    members: Mapped[int] = mapped_column(
        default=0
    )  # of a group, as LINE counts; 0: not counted yet
    members_at: Mapped[datetime | None]
    role: Mapped[str] = mapped_column(default="resident")
    role_area: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    last_answer: Mapped[str] = mapped_column(default="")
    first_seen: Mapped[datetime]
    follow_changed_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]


def find(session: Session, line_id: str) -> Known | None:
    return session.scalar(select(Known).where(Known.line_id == line_id))


@dataclass(frozen=True, slots=True)
class Speaker:
    """What deciding needs of a chat."""

    line_id: str
    language: str
    area: str
    role: str
    last_answer: str


_SPEAKERS = select(Known.line_id, Known.language, Known.area, Known.role, Known.last_answer).where(
    Known.line_id.in_(bindparam("ids", expanding=True))
)


def find_all(session: Session, line_ids: Sequence[str]) -> dict[str, Speaker]:
    rows = run(session, _SPEAKERS, {"ids": list(line_ids)})
    return {row.line_id: Speaker(*tuple(row)) for row in rows}


def remember(session: Session, line_id: str, kind: str, now: datetime) -> None:
    """Make the row if there is none."""
    statement = insert(session, Known).on_conflict_do_nothing(index_elements=["line_id"])
    session.execute(
        statement.values(
            line_id=line_id,
            kind=kind,
            language="",
            area="",
            village="",
            members=0,
            role="resident",
            role_area="",
            post="",
            last_answer="",
            first_seen=now,
        )
    )


def change(session: Session, line_id: str, **values: Any) -> None:
    session.execute(update(Known).where(Known.line_id == line_id).values(**values))


def change_follow(session: Session, line_id: str, at: datetime, *, blocked: bool) -> bool:
    """Follow or block as of LINE's timestamp `at`; an older event than the last one changes nothing."""
    done = session.execute(
        update(Known)
        .where(
            Known.line_id == line_id,
            Known.follow_changed_at.is_(None) | (Known.follow_changed_at <= at),
        )
        .values(follow_changed_at=at, blocked_at=at if blocked else None)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def counts(session: Session) -> dict[str, int]:
    """Chats by kind that have not blocked us."""
    grouped = select(Known.kind, func.count()).where(Known.blocked_at.is_(None))
    return {kind: n for kind, n in session.execute(grouped.group_by(Known.kind))}


def homes(session: Session) -> dict[str, tuple[int, str]]:
    """Of everybody who chose a home and has not blocked us: the row and the area, by LINE's id."""
    rows = select(Known.line_id, Known.id, Known.area).where(
        Known.kind == "user", Known.area != "", Known.blocked_at.is_(None)
    )
    return {line_id: (row, area) for line_id, row, area in session.execute(rows)}


def groups_to_count(session: Session, before: datetime, most: int) -> list[tuple[str, str]]:
    """LINE ids and kinds of groups that were not counted since, the longest ago first."""
    is_due = Known.members_at.is_(None) | (Known.members_at < before)
    rows = (
        select(Known.line_id, Known.kind)
        .where(Known.kind != "user", Known.blocked_at.is_(None), is_due)
        .order_by(Known.members_at.is_not(None), Known.members_at, Known.id)
        .limit(most)
    )
    return [(chat, kind) for chat, kind in session.execute(rows)]


def note_members(session: Session, chat: str, members: int, now: datetime) -> None:
    """0: LINE does not say any more."""
    change(session, chat, members=members, members_at=now)
