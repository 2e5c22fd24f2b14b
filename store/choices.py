"""Which wishes people meant when they were asked: how often a day, nothing else. Rules: domain/choices.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.days import today
from store.db import Table, insert


class Choice(Table):
    """`offered`: names of wishes with commas, the likeliest first, as they stood on the buttons."""

    __tablename__ = "choices"

    day: Mapped[date] = mapped_column(primary_key=True)
    offered: Mapped[str] = mapped_column(primary_key=True)
    chosen: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int]


@dataclass(frozen=True, slots=True)
class Counted:
    offered: tuple[str, ...]
    chosen: str
    times: int


def note(session: Session, now: datetime, offered: Sequence[str], chosen: str) -> None:
    statement = insert(session, Choice).values(
        day=today(now), offered=",".join(offered), chosen=chosen, times=1
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "offered", "chosen"], set_={"times": Choice.times + 1}
        )
    )


def counted(session: Session, since: datetime) -> list[Counted]:
    """From that day on, the most frequent first."""
    times = func.sum(Choice.times)
    rows = session.execute(
        select(Choice.offered, Choice.chosen, times)
        .where(Choice.day >= today(since))
        .group_by(Choice.offered, Choice.chosen)
        .order_by(times.desc(), Choice.offered, Choice.chosen)
    )
    return [Counted(tuple(offered.split(",")), chosen, int(n)) for offered, chosen, n in rows]
