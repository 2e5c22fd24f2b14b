"""Photos, videos and voices: one row each from the moment a handler wants it. The files: bot/photo_files.py.

A row names its files (a random name) before they are written, so no file is ever without a row. Rows that are gone
keep the name until the files are deleted.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import photos as plan
from domain.photos import FAILED, GONE, LOOSE, READY, VOICE, WAITING, KeepPhoto, Photo
from store import unsent
from store.db import Table, insert

LEASE = timedelta(minutes=2)  # longer than a download may take (bot/line.py)


class PhotoRow(Table):
    """`not_before`: when it may be tried again; while a worker's `claim` stands, when its lease ends."""

    __tablename__ = "photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    sender: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    unfinished: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(default="")
    not_before: Mapped[datetime]
    added_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    name: Mapped[str]
    suffix: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    expires: Mapped[datetime]


_WAITS = PhotoRow.state == WAITING
_HAS_FILES = and_(PhotoRow.state == GONE, PhotoRow.name != "")
Index("photos_due", PhotoRow.not_before, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("photos_to_delete", PhotoRow.id, sqlite_where=_HAS_FILES, postgresql_where=_HAS_FILES)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One worker's for two minutes; `tries` counts this one."""

    id: int
    message_id: str
    kind: str
    name: str
    added_at: datetime
    claim: str
    tries: int


@dataclass(frozen=True, slots=True)
class Made:
    """What was written to disk."""

    suffix: str
    media_type: str
    size: int
    width: int = 0
    height: int = 0
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a photo lie, for who shows them."""

    photo: Photo
    name: str
    suffix: str


def add(
    session: Session, wanted: KeepPhoto, sender: str, sent_at: datetime, now: datetime
) -> int | None:
    """Want it; the same message again only changes the subject. None when it cannot be or is too much of it.

    `sender` is the person, or the group where LINE does not say who. `sent_at` is business time (what people
    read), `now` real time.
    """
    if not wanted.is_fetchable or unsent.among(session, [wanted.message_id]):
        return None
    if not _has_room(session, wanted, sender, now):
        return None
    statement = insert(session, PhotoRow).values(
        message_id=wanted.message_id,
        kind=wanted.kind,
        subject=wanted.subject,
        sender=sender,
        state=WAITING,
        why="",
        tries=0,
        unfinished=0,
        claim="",
        not_before=now,
        added_at=now,
        sent_at=sent_at,
        name=secrets.token_hex(16),
        suffix="",
        media_type="",
        width=0,
        height=0,
        size=0,
        expires=now + plan.kept_for(wanted.subject),
    )
    again = {"subject": wanted.subject, "expires": now + plan.kept_for(wanted.subject)}
    row: int | None = session.scalar(
        statement.on_conflict_do_update(
            index_elements=["message_id"], set_=again, where=PhotoRow.state != GONE
        ).returning(PhotoRow.id)
    )
    return row


def _has_room(session: Session, wanted: KeepPhoto, sender: str, now: datetime) -> bool:
    others = select(func.count()).where(
        PhotoRow.message_id != wanted.message_id, PhotoRow.state.in_((WAITING, READY))
    )
    of_subject = session.scalar(others.where(PhotoRow.subject == wanted.subject)) or 0
    today = and_(PhotoRow.added_at > now - timedelta(days=1), PhotoRow.kind == wanted.kind)
    of_sender = session.scalar(others.where(PhotoRow.sender == sender, today)) or 0
    return of_subject < plan.MOST_OF_SUBJECT and of_sender < plan.MOST_A_DAY[wanted.kind]


def move(session: Session, subject: str, to: str, now: datetime) -> int:
    """What belonged to one thing belongs to another now ("form:7" → "report:12"); how many."""
    done = session.execute(
        update(PhotoRow)
        .where(PhotoRow.subject == subject, PhotoRow.state != GONE)
        .values(subject=to, expires=now + plan.kept_for(to))
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


# Looking


def adopt(session: Session, sender: str, subject: str, since: datetime, now: datetime) -> int:
    """What this sender sent of late without saying what it belongs to belongs to `subject`."""
    loose = select(PhotoRow.subject).where(
        PhotoRow.sender == sender, PhotoRow.subject.startswith(LOOSE), PhotoRow.sent_at >= since
    )
    return sum(move(session, one, subject, now) for one in set(session.scalars(loose)))


def of_subject(session: Session, subject: str, *, only_ready: bool = True) -> tuple[Photo, ...]:
    """In the order they were sent; with `only_ready` False also what waits, failed or was taken back."""
    return of_subjects(session, [subject], only_ready=only_ready).get(subject, ())


def of_subjects(
    session: Session, subjects: Sequence[str], *, only_ready: bool = True
) -> dict[str, tuple[Photo, ...]]:
    """The same for many at once; a subject without any is left out."""
    rows = select(PhotoRow).where(PhotoRow.subject.in_(subjects))
    if only_ready:
        rows = rows.where(PhotoRow.state == READY)
    found: dict[str, tuple[Photo, ...]] = {}
    for row in session.scalars(rows.order_by(PhotoRow.sent_at, PhotoRow.id)):
        found[row.subject] = (*found.get(row.subject, ()), _photo(row))
    return found


def find(session: Session, photo_id: int) -> Place | None:
    row = session.get(PhotoRow, photo_id)
    return Place(_photo(row), row.name, row.suffix) if row else None


def _photo(row: PhotoRow) -> Photo:
    return Photo(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        state=row.state,
        sent_at=row.sent_at,
        taken_at=row.taken_at,
        width=row.width,
        height=row.height,
        size=row.size,
        media_type=row.media_type,
    )


# Fetching


def is_due(session: Session, now: datetime) -> bool:
    return bool(session.scalar(select(exists().where(_WAITS, PhotoRow.not_before <= now))))


def claim(session: Session, now: datetime, worker: str) -> Claimed | None:
    """The next one that is due, leased; what ended its worker again and again is set aside on the way."""
    due = select(PhotoRow).where(_WAITS, PhotoRow.not_before <= now)
    ordered = due.order_by(PhotoRow.not_before, PhotoRow.id).with_for_update(skip_locked=True)
    while (row := session.scalar(ordered.limit(1))) is not None:
        if row.unfinished < plan.MOST_UNFINISHED:
            row.claim, row.not_before = worker, now + LEASE
            row.tries, row.unfinished = row.tries + 1, row.unfinished + 1
            return Claimed(
                row.id,
                row.message_id,
                row.kind,
                row.name,
                row.added_at,
                worker,
                row.tries,
            )
        row.state, row.why, row.claim = FAILED, "its worker ended while it was made", ""
        session.flush()
    return None


def note_ready(session: Session, row: Claimed, made: Made) -> bool:
    """False when it is not ours any more, or was taken back meanwhile: its files are then swept away."""
    values = {
        "suffix": made.suffix,
        "media_type": made.media_type,
        "size": made.size,
        "width": made.width,
        "height": made.height,
        "taken_at": made.taken_at,
    }
    return _finish(session, row, state=READY, why="", **values)


def note_lost(session: Session, row: Claimed, state: str, why: str, now: datetime) -> bool:
    """`state` is FAILED or GONE."""
    kept = {"expires": now + plan.KEPT_GONE} if state == GONE else {}
    return _finish(session, row, state=state, why=why[:200], **kept)


def note_later(session: Session, row: Claimed, at: datetime, why: str) -> bool:
    return _finish(session, row, state=WAITING, not_before=at, why=why[:200])


def _finish(session: Session, row: Claimed, **values: Any) -> bool:
    ours = and_(PhotoRow.id == row.id, PhotoRow.claim == row.claim, PhotoRow.tries == row.tries)
    done = session.execute(
        update(PhotoRow).where(ours, _WAITS).values(claim="", unfinished=0, **values)
    )
    if done.rowcount:  # type: ignore[attr-defined]
        return True
    session.execute(update(PhotoRow).where(ours).values(claim=""))
    return False


# Forgetting


def forget_message(session: Session, message_id: str, now: datetime) -> None:
    """Its sender took it back: nobody sees it from this commit on, and its files go within seconds."""
    _make_gone(session, PhotoRow.message_id == message_id, "taken back", now)


def forget_subject(session: Session, subject: str, now: datetime) -> None:
    """What it belonged to was deleted."""
    _make_gone(session, PhotoRow.subject == subject, "deleted", now)


def forget_person(session: Session, line_id: str, now: datetime) -> None:
    """Pictures stay with what they prove, without who sent them; a voice says who it is, and goes."""
    loose = or_(PhotoRow.kind == VOICE, PhotoRow.subject.startswith(plan.LOOSE))
    _make_gone(session, and_(PhotoRow.sender == line_id, loose), "deleted", now)
    session.execute(update(PhotoRow).where(PhotoRow.sender == line_id).values(sender=""))


def forget_old(session: Session, now: datetime) -> int:
    """What has had its time: the files go first, the row when they are gone."""
    session.execute(
        delete(PhotoRow).where(PhotoRow.state == GONE, PhotoRow.name == "", PhotoRow.expires <= now)
    )
    old = and_(PhotoRow.expires <= now, PhotoRow.state != GONE)
    return _make_gone(session, old, "its time is over", now)


def _make_gone(session: Session, which: Any, why: str, now: datetime) -> int:
    done = session.execute(
        update(PhotoRow)
        .where(which, PhotoRow.state.in_(plan.BEFORE[GONE]))
        .values(state=GONE, why=why, sender="", expires=now + plan.KEPT_GONE)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def to_delete(session: Session, now: datetime, most: int = 100) -> dict[int, str]:
    """Names of files whose photo is gone; not while somebody may still be writing them."""
    written = or_(PhotoRow.claim == "", PhotoRow.not_before <= now)
    rows = select(PhotoRow.id, PhotoRow.name).where(_HAS_FILES, written)
    return {id_: name for id_, name in session.execute(rows.order_by(PhotoRow.id).limit(most))}


def note_deleted(session: Session, ids: Sequence[int]) -> None:
    session.execute(
        update(PhotoRow)
        .where(PhotoRow.id.in_(ids), PhotoRow.state == GONE)
        .values(name="", suffix="", taken_at=None)
    )
