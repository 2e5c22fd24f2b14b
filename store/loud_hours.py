"""At which hours a village head wants words to read out, by post; a post without a row has the province's usual hours.

Rules: domain/loudspeaker.py. Chosen in chat: handlers/loudspeaker.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert


class LoudHours(Table):
    """`post`: a holding of store/officials.py. `times`: names of domain/loudspeaker.py; none of them is off."""

    __tablename__ = "loudspeaker_hours"

    post: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    times: Mapped[str]
    chosen_at: Mapped[datetime]


def choose(session: Session, post: int, times: Sequence[str] | None, now: datetime) -> None:
    """None: the usual hours again."""
    if times is None:
        session.execute(delete(LoudHours).where(LoudHours.post == post))
        return
    row = {"times": " ".join(times), "chosen_at": now}
    statement = insert(session, LoudHours).values(post=post, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["post"], set_=row))


def chosen(session: Session) -> dict[int, tuple[str, ...]]:
    rows = session.execute(select(LoudHours.post, LoudHours.times))
    return {post: tuple(times.split()) for post, times in rows}
