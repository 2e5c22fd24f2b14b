"""What people wrote to officials, and what was answered. Rules: domain/notes.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.notes import Note
from store.db import Table


class NoteRow(Table):
    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    area: Mapped[str] = mapped_column(default="")
    line_id: Mapped[str] = mapped_column(index=True)
    words: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")


def add(  # one line in, its number out
    session: Session, kind: str, area: str, line_id: str, words: str, phone: str, now: datetime
) -> int:
    row = NoteRow(
        at=now, kind=kind, area=area, line_id=line_id, words=words, phone=phone, answered_at=None
    )
    session.add(row)
    session.flush()
    return row.id


def find(session: Session, note_id: int) -> Note | None:
    row = session.get(NoteRow, note_id)
    if row is None:
        return None
    is_answered = row.answered_at is not None
    return Note(row.id, row.kind, row.area, row.at, row.words, row.phone, is_answered)


def waiting(session: Session, now: datetime) -> tuple[Note, ...]:
    """Not answered, of the last two months, the oldest first."""
    rows = select(NoteRow).where(
        NoteRow.answered_at.is_(None), NoteRow.at > now - timedelta(days=60), NoteRow.line_id != ""
    )
    return tuple(
        Note(row.id, row.kind, row.area, row.at, row.words, row.phone, False)
        for row in session.scalars(rows.order_by(NoteRow.at, NoteRow.id).limit(200))
    )


@dataclass(frozen=True, slots=True)
class Answered:
    note: Note
    answer: str
    by: str
    at: datetime


def answered(session: Session, since: datetime, most: int = 100) -> tuple[Answered, ...]:
    """What was answered since then, the newest first, without telephone numbers: nobody need call any more."""
    rows = select(NoteRow).where(NoteRow.answered_at > since)
    return tuple(
        Answered(
            Note(row.id, row.kind, row.area, row.at, row.words, "", True),
            row.answer,
            row.answered_by,
            row.answered_at or row.at,
        )
        for row in session.scalars(rows.order_by(NoteRow.answered_at.desc()).limit(most))
    )


def answer(session: Session, note_id: int, words: str, by: str, now: datetime) -> str:
    """The writer's LINE id; empty when it was answered before or nobody is known any more."""
    done = session.execute(
        update(NoteRow)
        .where(NoteRow.id == note_id, NoteRow.answered_at.is_(None))
        .values(answered_at=now, answer=words, answered_by=by)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return ""
    row = session.get(NoteRow, note_id)
    return row.line_id if row else ""


def written_since(session: Session, line_id: str, since: datetime) -> int:
    rows = select(func.count()).where(NoteRow.line_id == line_id, NoteRow.at > since)
    return int(session.scalar(rows) or 0)


def forget(session: Session, line_id: str) -> None:
    session.execute(delete(NoteRow).where(NoteRow.line_id == line_id))
    session.execute(update(NoteRow).where(NoteRow.answered_by == line_id).values(answered_by=""))


def forget_old(session: Session, now: datetime) -> int:
    """A year is enough to see what people ask for."""
    done = session.execute(delete(NoteRow).where(NoteRow.at < now - timedelta(days=365)))
    return int(done.rowcount)  # type: ignore[attr-defined]
