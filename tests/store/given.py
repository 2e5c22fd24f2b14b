"""What the tests of the store begin with: a moment, events that arrive, letters to be sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from store import inbox, outbox
from store.db import Database
from store.inbox import Arrival, Claimed, Received
from store.outbox import Letter, Outgoing

NOW = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def arrival(
    event_id: str = "e1",
    *,
    chat: str = "U1",
    place: int = 1,
    at: datetime = NOW,
    token: str = "token",
    again: bool = False,
) -> Arrival:
    return Arrival(event_id, chat, place, at, b'{"type":"message"}', token, again)


def keep(database: Database, *arrivals: Arrival) -> None:
    with database.write() as session:
        inbox.keep(session, arrivals)


def events(database: Database) -> list[Received]:
    """All rows of the inbox in the order of their arrival."""
    with database.read() as session:
        return list(session.query(Received).order_by(Received.id))


def claim(
    database: Database, worker: str = "w1", now: datetime = NOW, most: int = 20
) -> list[Claimed]:
    with database.write() as session:
        return inbox.claim(session, now, worker, most)


def letter(
    key: str = "k1",
    *,
    chat: str = "U1",
    method: str = "push",
    urgency: int = 4,
    lives: timedelta = timedelta(minutes=10),
    **more: object,
) -> Letter:
    return Letter(key, method, chat, b"[]", urgency, NOW + lives, **more)  # type: ignore[arg-type]


def finish(database: Database, row: Claimed, worker: str = "w1") -> bool:
    """Whether it was still the worker's, and is handled now."""
    with database.write() as session:
        return inbox.finish_all(session, [row], worker, NOW) == {row.id}


def add(database: Database, *letters: Letter, now: datetime = NOW) -> None:
    with database.write() as session:
        for one in letters:
            outbox.add(session, one, now)


def lease(
    database: Database, worker: str = "w1", now: datetime = NOW, most: int = 20
) -> list[Outgoing]:
    with database.write() as session:
        return outbox.lease(session, now, worker, most)


def letters(database: Database) -> dict[str, Outgoing]:
    """All rows of the outbox by their keys."""
    with database.read() as session:
        return {row.key: row for row in session.query(Outgoing)}
