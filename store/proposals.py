"""Raising rights takes two: one admin proposes a post for somebody, another confirms, and only then there is a code.

Who proposed is kept as a LINE id, so that nobody confirms their own by another post of theirs.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table

LIVES = timedelta(days=7)
OPEN, CONFIRMED, REFUSED = "open", "confirmed", "refused"


class Proposal(Table):
    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    area: Mapped[str]
    village: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None]
    acting: Mapped[bool] = mapped_column(default=False)
    ends: Mapped[int] = mapped_column(default=0)  # the holding that is handed over
    gives_back: Mapped[int] = mapped_column(default=0, server_default="0")  # one ended by mistake
    state: Mapped[str] = mapped_column(default=OPEN)
    proposed_by: Mapped[str]
    proposed_post: Mapped[int]
    proposed_at: Mapped[datetime]
    decided_post: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[datetime | None]


def add(session: Session, proposal: Proposal) -> int:
    session.add(proposal)
    session.flush()
    return proposal.id


def waiting(session: Session, now: datetime) -> list[Proposal]:
    rows = select(Proposal).where(Proposal.state == OPEN, Proposal.proposed_at > now - LIVES)
    return list(session.scalars(rows.order_by(Proposal.id)))


def find_open(session: Session, proposal_id: int, now: datetime) -> Proposal | None:
    row = session.get(Proposal, proposal_id)
    if row is None or row.state != OPEN or row.proposed_at <= now - LIVES:
        return None
    return row


def decide(session: Session, proposal_id: int, state: str, post: int, now: datetime) -> bool:
    """False when somebody decided first."""
    done = session.execute(
        update(Proposal)
        .where(Proposal.id == proposal_id, Proposal.state == OPEN)
        .values(state=state, decided_post=post, decided_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def forget(session: Session, line_id: str) -> None:
    """What they proposed and nobody confirmed goes with them."""
    session.execute(
        update(Proposal)
        .where(Proposal.proposed_by == line_id, Proposal.state == OPEN)
        .values(state=REFUSED)
    )
    session.execute(update(Proposal).where(Proposal.proposed_by == line_id).values(proposed_by=""))
