"""What was put into the outbox for a warning: which letters, to how many, and what became of them.

Who the people were stands in the outbox alone (store/outbox.py, 30 days); here are counts.
"""

from __future__ import annotations

from datetime import datetime

import orjson
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store import outbox
from store.db import Table
from store.outbox import Letter, Outgoing
from store.people import Known

WARNING, SCRIPT, CORRECTION = "warning", "script", "correction"
QUEUED = "queued"


class WarningLetter(Table):
    __tablename__ = "warning_letters"

    key: Mapped[str] = mapped_column(primary_key=True)
    warning: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    language: Mapped[str]
    people: Mapped[int]
    state: Mapped[str] = mapped_column(default=QUEUED)


def queue(session: Session, letter: Letter, row: WarningLetter, now: datetime) -> bool:
    """False when it was queued before."""
    if outbox.add(session, letter, now) is None:
        return False
    session.add(row)
    return True


def of_warning(session: Session, warning: int, *kinds: str) -> list[WarningLetter]:
    rows = select(WarningLetter).where(WarningLetter.warning == warning)
    if kinds:
        rows = rows.where(WarningLetter.kind.in_(kinds))
    return list(session.scalars(rows.order_by(WarningLetter.key)))


def look_after(session: Session, warning: int) -> list[WarningLetter]:
    """Note what became of the letters that were still on their way; returns those that still are."""
    waiting = [one for one in of_warning(session, warning) if one.state == QUEUED]
    states = {
        key: state
        for key, state in session.execute(
            select(Outgoing.key, Outgoing.state).where(Outgoing.key.in_([w.key for w in waiting]))
        )
    }
    for one in waiting:
        state = states.get(one.key, outbox.DROPPED)
        if state not in (outbox.WAITING, outbox.RIDING):
            one.state = state
    session.flush()
    return [one for one in waiting if one.state == QUEUED]


def recall(session: Session, warning: int, now: datetime) -> int:
    """Take back the letters that no sender holds and LINE was never asked to deliver."""
    keys = [one.key for one in of_warning(session, warning, WARNING, SCRIPT) if one.state == QUEUED]
    free = or_(Outgoing.claimed_until.is_(None), Outgoing.claimed_until < now)
    done = session.execute(
        update(Outgoing)
        .where(
            Outgoing.key.in_(keys),
            Outgoing.state.in_((outbox.WAITING, outbox.RIDING)),
            free,
            # An answer that got lost may have been a yes: such a letter counts as sent until LINE says.
            Outgoing.attempts == Outgoing.answered,
        )
        .values(state=outbox.DROPPED, note="the warning is over", ended_at=now, claim="")
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def reached(session: Session, key: str) -> list[str]:
    """Who got a sent letter (of many, or of one chat), without those who left since."""
    row = session.execute(
        select(Outgoing.recipients, Outgoing.chat).where(
            Outgoing.key == key, Outgoing.state == outbox.SENT
        )
    ).one_or_none()
    if row is None:
        return []
    ids: list[str] = orjson.loads(row.recipients) if row.recipients else [row.chat]
    here = select(Known.line_id).where(Known.line_id.in_(ids), Known.blocked_at.is_(None))
    still = set(session.scalars(here))
    return [one for one in ids if one in still]


def figures(session: Session, warning: int) -> dict[tuple[str, str], int]:
    """People by kind of letter and what became of it."""
    rows = select(WarningLetter.kind, WarningLetter.state, func.sum(WarningLetter.people)).where(
        WarningLetter.warning == warning
    )
    return {
        (kind, state): int(n)
        for kind, state, n in session.execute(
            rows.group_by(WarningLetter.kind, WarningLetter.state)
        )
    }
