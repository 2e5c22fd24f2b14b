"""Business time: the wall clock, or the sped-up clock that only `flask demo` can write.

Leases, LINE's tokens and HTTP waits never use this: they are real time.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store import alerts, duty_alarms, sensors, versions
from store.db import Table, run
from store.feeds import Feed
from store.readings import ReadingRow
from store.slots import Slot


class DemoClock(Table):
    __tablename__ = "demo_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    real_at: Mapped[datetime]
    shown_at: Mapped[datetime]
    speed: Mapped[float]


_CLOCK = select(DemoClock.real_at, DemoClock.shown_at, DemoClock.speed)


def now(session: Session, real: datetime | None = None) -> datetime:
    """What time it is for people, air and jobs."""
    real = real or datetime.now(UTC)
    row = run(session, _CLOCK).one_or_none()
    if row is None:
        return real
    shown: datetime = row.shown_at + (real - row.real_at) * row.speed
    return shown


def set_demo(session: Session, real_at: datetime, shown_at: datetime, speed: float) -> None:
    session.execute(delete(DemoClock))
    session.add(DemoClock(id=1, real_at=real_at, shown_at=shown_at, speed=speed))
    session.flush()


def turn_back(session: Session, shown_at: datetime) -> None:
    """Forget what was measured and done after this moment: it has not happened yet, and would stand in the way."""
    session.execute(delete(ReadingRow).where(ReadingRow.received_at > shown_at))
    sensors.turn_back(session, shown_at)
    alerts.turn_back(session, shown_at)
    duty_alarms.turn_back(session, shown_at)
    session.execute(delete(Feed).where(Feed.tried_at > shown_at))
    session.execute(delete(Slot).where(Slot.slot > shown_at))
    versions.touch(session, "air")
