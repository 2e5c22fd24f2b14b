"""A sender that runs against a pretended LINE, for its tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.sender import Sender
from bot.sending import Answer
from store import outbox, quota
from store.db import Database
from store.outbox import Letter, Outgoing
from tests.bot.stage import PretendLine, all_letters, queue, until

SILENCE = Answer(None, "ReadTimeoutError")
INVALID = Answer(400, '{"message":"Invalid reply token"}')
RATE = Answer(429, '{"message":"The API rate limit has been exceeded. Try again later."}')
MONTHLY = Answer(429, '{"message":"You have reached your monthly limit."}')
UNKNOWN = Answer(400, '{"message":"Failed to send messages"}')


class Desk:
    """A sender that runs, its pretended LINE, and the operator's ear."""

    def __init__(self, database: Database, threads: int = 4) -> None:
        self.database, self.line, self.alarms = database, PretendLine(), list[str]()
        unlimited(database)
        self.sender = Sender(database, self.line, "a worker", self.alarms.append, threads)
        self.sender.start()

    def send(self, *letters: Letter) -> list[Outgoing]:
        """Queue them and wait until nothing waits."""
        queue(self.database, *letters)
        self.sender.look()
        return self.rest()

    def rest(self) -> list[Outgoing]:
        until(self.is_idle)
        return all_letters(self.database)

    def is_idle(self) -> bool:
        self.skip_waits()
        with self.database.read() as session:
            return outbox.waiting(session)[0] == 0

    def skip_waits(self) -> None:
        """Tests do not wait for the seconds between two tries."""
        with self.database.write() as session:
            session.execute(
                update(Outgoing)
                .where(Outgoing.claim == "", Outgoing.state == outbox.WAITING)
                .values(not_before=datetime.now(UTC) - timedelta(seconds=1))
            )
        self.sender.look()


def unlimited(database: Database) -> None:
    """LINE has told how much is left: until then only what cannot wait is pushed."""
    with database.write() as session:
        quota.note(session, None, 0, datetime.now(UTC))


def aged(seconds: int) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


def states(rows: list[Outgoing]) -> list[str]:
    return [row.state for row in rows]
