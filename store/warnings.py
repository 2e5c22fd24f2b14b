"""Warnings to many: their words as JSON (draft, and the copy that was approved), every step, and what was queued for it.

Rules: domain/warnings.py. Who gets one, and the letters: bot/warning_post.py. Steps carry real time; what is in force is
asked with business time. Who wrote, submitted and approved stands here as LINE ids, so that nobody approves their own
by another post; the steps name posts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta, timezone

import orjson
from sqlalchemy import Index, UniqueConstraint, delete, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain import warnings as rules
from domain.posts import Post
from domain.warning_desk import takes_the_place
from domain.warnings import Content, Notice, Standing
from store import officials, versions, warning_pictures
from store.db import Table
from store.warning_pictures import WarningPicture

BANGKOK = timezone(timedelta(hours=7))
BUDDHIST = 543
UNUSED_PICTURE = timedelta(days=1)
OPEN_STATES = (rules.APPROVED, rules.SENDING, rules.IN_FORCE)


class WarningRow(Table):
    __tablename__ = "warnings"
    __table_args__ = (UniqueConstraint("year", "n"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    n: Mapped[int]
    state: Mapped[str]
    areas: Mapped[str]  # of what is said now, with blanks between
    draft: Mapped[str]
    issued: Mapped[str] = mapped_column(default="")
    replaces: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    written_by: Mapped[str] = mapped_column(default="")
    writers: Mapped[str] = mapped_column(default="")  # LINE ids with blanks between
    submitted_by: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    alone: Mapped[bool] = mapped_column(default=False)
    reviewed_post: Mapped[int] = mapped_column(default=0)
    correction: Mapped[str] = mapped_column(default="")
    people: Mapped[int] = mapped_column(default=0)  # whose letters were queued so far
    held: Mapped[str] = mapped_column(default="")  # why it does not go out though it may
    cursor: Mapped[str] = mapped_column(default="")  # how far its letters are: bot/warning_pages.py
    made_at: Mapped[datetime]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]

    @property
    def number(self) -> str:
        return f"W-{self.year}-{self.n:04d}"

    @property
    def standing(self) -> Standing:
        return Standing(
            content=read_content(self.draft),
            state=self.state,
            issued=read_content(self.issued) if self.issued else None,
            written_by=self.written_by,
            writers=tuple(self.writers.split()),
            submitted_by=self.submitted_by,
            approved_by=self.approved_by,
            alone=self.alone,
            correction=self.correction,
        )

    @property
    def said(self) -> Content:
        """What was approved, else the draft."""
        return read_content(self.issued or self.draft)


Index("warnings_open", WarningRow.state)


class WarningStep(Table):
    __tablename__ = "warning_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    warning: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime]
    step: Mapped[str]
    post: Mapped[int]  # 0: the machine
    reason: Mapped[str] = mapped_column(default="")


def write_content(content: Content) -> str:
    return orjson.dumps(asdict(content)).decode()


def read_content(text: str) -> Content:
    told = orjson.loads(text)
    times = {name: datetime.fromisoformat(told[name]) for name in ("starts", "ends")}
    return Content(**{**told, **times, "areas": tuple(told["areas"])})


def make(
    session: Session,
    content: Content,
    written_by: str,
    post: int,
    now: datetime,
    replaces: int = 0,
    shown: datetime | None = None,
) -> WarningRow:
    """A new draft with the next number of its Buddhist year (of business time `shown`)."""
    versions.touch(session, "warnings")  # queues writers, so that no number is given twice
    year = (shown or now).astimezone(BANGKOK).year + BUDDHIST
    last = session.scalar(select(func.max(WarningRow.n)).where(WarningRow.year == year))
    row = WarningRow(
        year=year,
        n=(last or 0) + 1,
        state=rules.DRAFT,
        areas=" ".join(content.areas),
        draft=write_content(content),
        replaces=replaces,
        written_by=written_by,
        writers=written_by,
        made_at=now,
        starts=content.starts,
        ends=content.ends,
        sent_at=None,
        over_at=None,
    )
    session.add(row)
    session.flush()
    note_step(session, row.id, "make", post, now)
    return row


def note_step(
    session: Session, warning: int, step: str, post: int, now: datetime, reason: str = ""
) -> None:
    session.add(WarningStep(warning=warning, at=now, step=step, post=post, reason=reason))


def keep(
    session: Session,
    row: WarningRow,
    standing: Standing,
    step: str,
    post: int,
    now: datetime,
    reason: str = "",
) -> bool:
    """Write where it stands now; False when somebody moved it since `row` was read."""
    said = standing.issued or standing.content
    # What an older release wrote while the column was added stands on its default, "end": it would go to nobody.
    first = {"cursor": ""} if step == "begin" else {}
    done = session.execute(
        update(WarningRow)
        .where(WarningRow.id == row.id, WarningRow.version == row.version)
        .values(
            version=row.version + 1,
            state=standing.state,
            areas=" ".join(said.areas),
            draft=write_content(standing.content),
            issued=write_content(standing.issued) if standing.issued else "",
            written_by=standing.written_by,
            writers=" ".join(standing.writers),
            submitted_by=standing.submitted_by,
            approved_by=standing.approved_by,
            alone=standing.alone,
            correction=standing.correction,
            starts=said.starts,
            ends=said.ends,
            sent_at=now if step == "begin" else row.sent_at,
            over_at=now if step in ("end", "cancel") else row.over_at,
            **first,
        )
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    note_step(session, row.id, step, post, now, reason)
    versions.touch(session, "warnings")
    return True


def note_review(session: Session, row_id: int, post: int, now: datetime) -> bool:
    done = session.execute(
        update(WarningRow)
        .where(WarningRow.id == row_id, WarningRow.alone, WarningRow.reviewed_post == 0)
        .values(reviewed_post=post)
    )
    if done.rowcount:  # type: ignore[attr-defined]
        note_step(session, row_id, "review", post, now)
    return bool(done.rowcount)  # type: ignore[attr-defined]


def move_on(session: Session, row_id: int, seen: str, to: str, people: int) -> bool:
    """Its letters go on from `seen`; False when somebody else went on, or it is not being sent any more."""
    here = (WarningRow.id == row_id, WarningRow.cursor == seen, WarningRow.held == "")
    done = session.execute(
        update(WarningRow)
        .where(*here, WarningRow.state == rules.SENDING)
        .values(cursor=to, people=WarningRow.people + people)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def note_held(session: Session, row_id: int, why: str) -> None:
    session.execute(update(WarningRow).where(WarningRow.id == row_id).values(held=why))


def find(session: Session, number: str) -> WarningRow | None:
    """By "W-2569-0001"."""
    parts = number.split("-")
    if len(parts) != 3 or parts[0] != "W" or not all(one.isascii() and one.isdigit() for one in parts[1:]):  # fmt: skip
        return None
    year, n = int(parts[1]), int(parts[2])
    if max(year, n) > 999_999:
        return None
    return session.scalar(select(WarningRow).where(WarningRow.year == year, WarningRow.n == n))


def get(session: Session, row_id: int) -> WarningRow | None:
    return session.get(WarningRow, row_id) if row_id else None


def steps_of(session: Session, row_id: int) -> list[WarningStep]:
    rows = select(WarningStep).where(WarningStep.warning == row_id).order_by(WarningStep.id)
    return list(session.scalars(rows))


def listed(session: Session, states: Sequence[str] = (), most: int = 200) -> list[WarningRow]:
    rows = select(WarningRow).order_by(WarningRow.id.desc()).limit(most)
    if states:
        rows = rows.where(WarningRow.state.in_(states))
    return list(session.scalars(rows))


def in_force(session: Session, area: str, now: datetime) -> tuple[Notice, ...]:
    """What holds in the area ("" is everywhere) at this business time; the gravest first, then the newest."""
    rows = session.scalars(
        select(WarningRow)
        .where(WarningRow.state.in_((rules.SENDING, rules.IN_FORCE)))
        .order_by(WarningRow.id.desc())
    )
    found = [
        notice(session, row)
        for row in rows
        if rules.is_in_force(row.standing, now) and rules.touches(row.said, area)
    ]
    gravest = list(rules.LEVELS)
    return tuple(sorted(found, key=lambda one: -gravest.index(one.content.level)))


def notice(session: Session, row: WarningRow) -> Notice:
    older = get(session, row.replaces)
    post = writer(session, row.id)
    area, kind = (post.area, post.kind) if post else ("", "")
    said = row.said
    return Notice(
        row.number,
        said,
        row.correction,
        older.number if older else "",
        area,
        kind,
        warning_pictures.find(session, said.picture) if said.picture else None,
    )


def writer(session: Session, row_id: int) -> Post | None:
    """The post of whose office it is: of who wrote the words last, which stands before anybody approves them."""
    post = session.scalar(
        select(WarningStep.post)
        .where(WarningStep.warning == row_id, WarningStep.step.in_(("make", "write")))
        .order_by(WarningStep.id.desc())
        .limit(1)
    )
    return officials.find(session, post) if post else None


def replaced_by(session: Session, row_id: int) -> WarningRow | None:
    """The newer warning that took its place, once that went out; never a drill or a practice that of a real one."""
    older = get(session, row_id)
    newer = session.scalars(
        select(WarningRow).where(
            WarningRow.replaces == row_id,
            or_(WarningRow.sent_at.is_not(None), WarningRow.state == rules.SENDING),
        )
    )
    fitting = (one for one in newer if older and takes_the_place(one.said, older.said))
    return next((one for one in fitting if one.said.mode != rules.TRAINING), None)


def drop_unused_pictures(session: Session, now: datetime) -> int:
    """What a writer took out again, or never kept."""
    words = (WarningRow.draft, WarningRow.issued)
    held = exists().where(or_(*(text.contains(WarningPicture.name) for text in words)))
    old = WarningPicture.made_at < now - UNUSED_PICTURE
    gone = session.execute(delete(WarningPicture).where(old, ~held))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def forget(session: Session, line_id: str) -> None:
    for column in ("written_by", "submitted_by", "approved_by"):
        named = getattr(WarningRow, column) == line_id
        session.execute(update(WarningRow).where(named).values({column: ""}))
    for row in session.scalars(select(WarningRow).where(WarningRow.writers.contains(line_id))):
        row.writers = " ".join(one for one in row.writers.split() if one != line_id)
