"""The inbox: every event LINE delivered, in the order of its chat, until it is handled.

Written by bot/webhook.py, worked by bot/inbox.py. The body is erased when handled (poison: kept 30 days).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Index,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from store.db import Table, UtcTime, core, insert, run

LEASE = timedelta(seconds=15)
MOST_TRIES = 5
MOST_CLAIMED = 20


class Received(Table):
    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(unique=True)
    chat: Mapped[str]
    place_in_chat: Mapped[int] = mapped_column(BigInteger)
    arrived_at: Mapped[datetime]
    body: Mapped[bytes | None]
    reply_token: Mapped[str] = mapped_column(default="")
    token_at: Mapped[datetime | None]
    claim: Mapped[str] = mapped_column(default="")
    claimed_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    handled_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")


# Partial, on what waits only: without that an event cost 22 ms on PostgreSQL instead of 5-8 (docs/decisions/0003).
_WAITS = Received.handled_at.is_(None)
Index(
    "inbox_waiting",
    Received.chat,
    Received.place_in_chat,
    Received.id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
Index("inbox_due", Received.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index("inbox_arrived", Received.arrived_at)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event as the webhook hands it over; `body` is its JSON."""

    event_id: str
    chat: str
    place_in_chat: int
    arrived_at: datetime
    body: bytes
    reply_token: str
    is_redelivery: bool


def keep(session: Session, arrivals: Sequence[Arrival]) -> None:
    """Store what is new; a redelivery renews the reply window of an event that still waits.

    In the order of their ids: two processes that store the same events must not wait for each other (PostgreSQL).
    """
    arrivals = sorted(arrivals, key=lambda arrival: arrival.event_id)
    rows = [_row(arrival) for arrival in arrivals]
    fresh = [row for row, arrival in zip(rows, arrivals, strict=True) if not arrival.is_redelivery]
    again = [row for row, arrival in zip(rows, arrivals, strict=True) if arrival.is_redelivery]
    if fresh:
        statement = insert(session, Received)
        session.execute(statement.on_conflict_do_nothing(index_elements=["event_id"]), fresh)
    if again:
        statement = insert(session, Received)
        renewed = {
            "reply_token": statement.excluded.reply_token,
            "token_at": statement.excluded.token_at,
        }
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["event_id"],
                set_=renewed,
                where=Received.handled_at.is_(None) & (statement.excluded.reply_token != ""),
            ),
            again,
        )


def _row(arrival: Arrival) -> dict[str, Any]:
    return {
        "event_id": arrival.event_id,
        "chat": arrival.chat,
        "place_in_chat": arrival.place_in_chat,
        "arrived_at": arrival.arrived_at,
        "body": arrival.body,
        "reply_token": arrival.reply_token,
        "token_at": arrival.arrived_at if arrival.reply_token else None,
        "claim": "",
        "tries": 0,
        "error": "",
    }


@dataclass(frozen=True, slots=True)
class Claimed:
    """A waiting event that is one worker's for 15 s; `tries` counts this one."""

    id: int
    event_id: str
    chat: str
    arrived_at: datetime
    body: bytes | None
    reply_token: str
    token_at: datetime | None
    tries: int


_Older = aliased(Received)
_HAS_OLDER = exists().where(
    _Older.chat == Received.chat,
    tuple_(_Older.place_in_chat, _Older.id) < tuple_(Received.place_in_chat, Received.id),
    _Older.handled_at.is_(None),
)
# Somebody works on this chat: also an older event that comes late waits for that.
_Worked = aliased(Received)
_IS_WORKED = exists().where(
    _Worked.chat == Received.chat,
    _Worked.id != Received.id,
    _Worked.handled_at.is_(None),
    _Worked.claim != "",
    _Worked.claimed_until >= bindparam("now", type_=UtcTime),
)
_inbox = core(Received)
_DUE = (
    select(
        Received.id,
        Received.event_id,
        Received.chat,
        Received.arrived_at,
        Received.body,
        Received.reply_token,
        Received.token_at,
        Received.tries + 1,
    )
    .where(
        Received.handled_at.is_(None),
        or_(
            Received.claimed_until.is_(None),
            Received.claimed_until < bindparam("now", type_=UtcTime),
        ),
        ~_HAS_OLDER,
        ~_IS_WORKED,
    )
    .order_by(Received.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_ANY = select(exists().where(Received.handled_at.is_(None)))


_CLAIM = (
    update(_inbox)
    .where(_inbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(claim=bindparam("worker"), claimed_until=bindparam("until"), tries=_inbox.c.tries + 1)
)
_FINISH = (
    update(_inbox)
    .where(
        _inbox.c.id.in_(
            bindparam("ids", expanding=True)
        ),  # the index; pairs alone are sought in all
        tuple_(_inbox.c.id, _inbox.c.tries).in_(bindparam("pairs", expanding=True)),
        _inbox.c.claim == bindparam("worker"),
        _inbox.c.handled_at.is_(None),
    )
    .values(
        handled_at=bindparam("now"), body=null(), reply_token="", claim="", claimed_until=null()
    )
    .returning(_inbox.c.id)
)


def claim(session: Session, now: datetime, worker: str, most: int = MOST_CLAIMED) -> list[Claimed]:
    """Up to `most` waiting events, the oldest of each chat, marked as this worker's for 15 s.

    Committed before anything is decided; a claim that runs out is free again and has cost one try.
    """
    rows = [Claimed(*tuple(row)) for row in run(session, _DUE, {"now": now, "most": most})]
    if rows:
        ids = [row.id for row in rows]
        run(session, _CLAIM, {"ids": ids, "worker": worker, "until": now + LEASE})
    return rows


def is_waiting(session: Session) -> bool:
    return bool(run(session, _ANY).scalar())


def finish_all(
    session: Session, rows: Sequence[Claimed], worker: str, now: datetime
) -> frozenset[int]:
    """Mark as handled what is still ours (same worker, same try) and return those ids; drop the rest's decisions."""
    if not rows:
        return frozenset()
    pairs = [(row.id, row.tries) for row in rows]
    values = {"ids": [row.id for row in rows], "pairs": pairs, "worker": worker, "now": now}
    return frozenset(run(session, _FINISH, values).scalars())


def set_aside(
    session: Session, row_id: int, worker: str, tries: int, now: datetime, error: str
) -> bool:
    """Poison: out of the way of its chat, body kept for the operator."""
    done = session.execute(
        update(Received)
        .where(_still_ours(row_id, worker, tries))
        .values(handled_at=now, error=error[:500], claim="", claimed_until=None)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def give_back(
    session: Session, row_id: int, worker: str, tries: int, until: datetime, error: str = ""
) -> None:
    """Free again after `until`; the try stays counted."""
    session.execute(
        update(Received)
        .where(_still_ours(row_id, worker, tries))
        .values(claim="", claimed_until=until, error=error[:500])
    )


def give_back_untried(
    session: Session, row_id: int, worker: str, tries: int, until: datetime
) -> None:
    """Another writer was first (versions): read and decide again after `until`, which costs no try."""
    session.execute(
        update(Received)
        .where(_still_ours(row_id, worker, tries))
        .values(claim="", claimed_until=until, tries=Received.tries - 1)
    )


def _still_ours(row_id: int, worker: str, tries: int) -> Any:
    return and_(
        Received.id == row_id,
        Received.claim == worker,
        Received.tries == tries,
        Received.handled_at.is_(None),
    )


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many events wait, and since when the oldest does."""
    count, oldest = session.execute(
        select(func.count(), func.min(Received.arrived_at)).where(Received.handled_at.is_(None))
    ).one()
    return count, oldest


def poison(session: Session) -> list[Received]:
    """Events set aside after their tries, newest first."""
    aside = Received.handled_at.is_not(None) & (Received.error != "") & Received.body.is_not(None)
    return list(session.scalars(select(Received).where(aside).order_by(Received.id.desc())))


def listed(session: Session, most: int = 200) -> list[Received]:
    """What waits or was set aside, oldest first."""
    aside = and_(Received.error != "", Received.body.is_not(None))
    rows = select(Received).where(or_(Received.handled_at.is_(None), aside))
    return list(session.scalars(rows.order_by(Received.id).limit(most)))


def retry(session: Session, row_id: int) -> bool:
    """Work an event that was set aside once more, as if new."""
    done = session.execute(
        update(Received)
        .where(Received.id == row_id, Received.body.is_not(None))
        .values(handled_at=None, error="", tries=0, claim="", claimed_until=None)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def drop(session: Session, row_id: int, now: datetime) -> bool:
    done = session.execute(
        update(Received)
        .where(Received.id == row_id, Received.body.is_not(None))
        .values(handled_at=now, body=None, reply_token="", error="dropped by the operator")
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def erase(session: Session, mark: str, chat: str = "") -> int:
    """Erase the bodies of events set aside that hold `mark` (a message's or a person's id), in one chat or in all."""
    aside = and_(Received.handled_at.is_not(None), Received.body.is_not(None))
    rows = select(Received).where(aside, Received.chat == chat if chat else true())
    holding = [row for row in session.scalars(rows) if mark.encode() in (row.body or b"")]
    for row in holding:
        row.body = None
    return len(holding)
