"""Runs of scheduled jobs: one row for each job and slot, so that two clocks started by mistake run it once."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
from sqlalchemy import and_, func, or_, select, tuple_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert

LEASE = timedelta(minutes=5)
AGAIN_AFTER = timedelta(seconds=30)  # what went wrong


class Slot(Table):
    __tablename__ = "job_slots"

    job: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[datetime] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    counts: Mapped[bytes] = mapped_column(default=b"{}")
    error: Mapped[str] = mapped_column(default="")

    @property
    def is_done(self) -> bool:
        return self.done_at is not None and not self.error


def take(session: Session, job: str, slot: datetime, now: datetime) -> bool:
    """True when this process shall run it: nobody did, it went wrong half a minute ago, or its lease ran out."""
    statement = insert(session, Slot).values(
        job=job, slot=slot, started_at=now, counts=b"{}", error=""
    )
    fresh = statement.on_conflict_do_nothing(index_elements=["job", "slot"]).returning(Slot.job)
    if session.scalar(fresh) is not None:
        return True
    again = session.execute(
        update(Slot)
        .where(
            Slot.job == job,
            Slot.slot == slot,
            or_(
                and_(Slot.done_at.is_(None), Slot.started_at < now - LEASE),
                and_(Slot.error != "", Slot.done_at < now - AGAIN_AFTER),
            ),
        )
        .values(started_at=now, done_at=None, error="")
    )
    return bool(again.rowcount)  # type: ignore[attr-defined]


def finish(
    session: Session, job: str, slot: datetime, now: datetime, counts: dict[str, int], error: str
) -> None:
    session.execute(
        update(Slot)
        .where(Slot.job == job, Slot.slot == slot)
        .values(done_at=now, counts=orjson.dumps(counts), error=error[:500])
    )


def newest(session: Session, until: datetime | None = None) -> dict[str, Slot]:
    """The last run of each job; with `until` only slots up to then count (the demo's clock may have gone back)."""
    last = select(Slot.job, func.max(Slot.slot)).group_by(Slot.job)
    if until is not None:
        last = last.where(Slot.slot <= until)
    rows = session.scalars(select(Slot).where(tuple_(Slot.job, Slot.slot).in_(last)))
    return {row.job: row for row in rows}
