"""Numbers that officials may change, with their history: what holds is what two posts agreed on last.

Names and bounds: domain/alert_rules.py. Nothing here: the number in the code holds.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.alert_rules import Rules, problem_with, with_changes
from store.db import Table


class Rule(Table):
    """`by_post` proposed it, `approved_post` agreed: ids of holdings (store/officials.py), never the same."""

    __tablename__ = "rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    value: Mapped[float]
    by_post: Mapped[int]
    made_at: Mapped[datetime]
    approved_post: Mapped[int | None]
    approved_at: Mapped[datetime | None]


def propose(session: Session, name: str, value: float, post: int, now: datetime) -> int:
    """Returns its id; ValueError says why a number may not stand."""
    if problem := problem_with(name, value):
        raise ValueError(problem)
    row = Rule(
        name=name, value=value, by_post=post, made_at=now, approved_post=None, approved_at=None
    )
    session.add(row)
    session.flush()
    return row.id


def approve(session: Session, rule_id: int, post: int, now: datetime) -> bool:
    """In force from now on; False when it was approved before, or by the same post that proposed it."""
    done = session.execute(
        update(Rule)
        .where(Rule.id == rule_id, Rule.approved_at.is_(None), Rule.by_post != post)
        .values(approved_post=post, approved_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def in_force(session: Session) -> Rules:
    rows = select(Rule).where(Rule.approved_at.is_not(None)).order_by(Rule.approved_at, Rule.id)
    return with_changes({row.name: row.value for row in session.scalars(rows)})


def history(session: Session, name: str = "") -> list[Rule]:
    """Every number that was proposed, the newest first."""
    rows = select(Rule).order_by(Rule.id.desc())
    return list(session.scalars(rows.where(Rule.name == name) if name else rows))
