"""Send the outbox: leased, the try committed before the call, sent outside any transaction, noted after.

One feeder thread leases, several threads call LINE, one thread notes what LINE said for all of them in one commit.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import orjson
import structlog
from sqlalchemy.orm import Session

from bot import sending
from bot.sending import Answer
from domain import quota as plan
from store import outbox, people, quota
from store.db import Database
from store.outbox import Outgoing

log = structlog.get_logger()
RIDER_LIVES = timedelta(hours=23)
QUOTA_PAUSE = timedelta(seconds=30)
# Answers that come together are noted together: each commit keeps the door (bot/webhook.py) waiting.
GATHER_SECONDS = 0.01
# How often letters that came too late are dropped; they are never leased.
SWEEP_EVERY = timedelta(seconds=5)
TO_MANY = ("multicast", "broadcast")
HELD_BACK = "kept for the urgent"
NEVER = datetime.min.replace(tzinfo=UTC)


class Caller(Protocol):
    def send(self, method: str, body: dict[str, Any], retry_key: str = "") -> Answer: ...


@dataclass(frozen=True, slots=True)
class Noted:
    row: Outgoing
    answer: Answer | None  # None: the token was too old to be tried


@dataclass
class Counted:
    """The quota, read once for all that is asked together, and counted down by what was allowed of it."""

    quota: plan.Quota

    def may_push(self, row: Outgoing) -> bool:
        if not plan.may_push(row.urgency, row.people, self.quota):
            return False
        self.quota = self.quota.after(row.people)
        return True


@dataclass
class Sender:
    database: Database
    line: Caller
    name: str
    alarm: Callable[[str], None]
    threads: int = 32
    _todo: queue.Queue[Outgoing | None] = field(default_factory=queue.Queue)
    _done: queue.Queue[Noted | None] = field(default_factory=queue.Queue)
    _look: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _swept_at: datetime = NEVER
    _running: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        for target in (self._feed, self._note, *[self._call] * self.threads):
            thread = threading.Thread(target=target, daemon=True, name=target.__name__)
            thread.start()
            self._running.append(thread)

    def stop(self, seconds: float = 7.0) -> None:
        """Finish the calls that are out, note them, and end; what was not begun stays in the outbox."""
        self._stop.set()
        self._look.set()
        for _ in range(self.threads):
            self._todo.put(None)
        until = time.monotonic() + seconds
        for thread in self._running:
            if thread.name != "_note":
                thread.join(max(0.0, until - time.monotonic()))
        self._done.put(None)
        for thread in self._running:
            if thread.name == "_note":
                thread.join(1.0)

    def take(self, rows: list[Outgoing]) -> None:
        """Letters that the inbox leased for us in its own commit."""
        for row in rows:
            self._todo.put(row)

    def look(self) -> None:
        """Something may wait in the outbox."""
        self._look.set()

    # The three kinds of threads

    def _feed(self) -> None:
        while not self._stop.is_set():
            self._look.wait(1.0)
            self._look.clear()
            try:
                while not self._stop.is_set() and self._lease():
                    pass
            except Exception:
                log.exception("outbox not read")
                self._stop.wait(1.0)

    def _lease(self) -> bool:
        """Lease what the callers have room for; True when there may be more at once."""
        room = 2 * self.threads - self._todo.qsize()
        now = datetime.now(UTC)
        if now - self._swept_at > SWEEP_EVERY:
            self._swept_at = now
            with self.database.write(durable=False) as session:
                outbox.drop_late(session, now)
        with self.database.read() as session:
            if room <= 0 or not outbox.is_due(session, now):
                return False
        with self.database.write() as session:
            rows = outbox.lease(session, now, self.name, room)
            held = _held_back(session, rows)
            for row in held:
                _hold_back(session, row, now)
            is_told = any(row.method in TO_MANY for row in held)
            going = [row for row in rows if row not in held]
        self.take(going)
        if is_told:
            self.alarm("a message to many is not pushed: the rest of the month is for the urgent")
        return len(rows) == room

    def _call(self) -> None:
        while (row := self._todo.get()) is not None:
            if self._stop.is_set():
                continue  # its lease runs out and another worker sends it
            self._done.put(Noted(row, self._try(row)))

    def _try(self, row: Outgoing) -> Answer | None:
        now = datetime.now(UTC)
        if row.method == "reply" and row.token_at is not None:
            within = sending.LAST_TRY_WITHIN if row.attempts > 1 else sending.FIRST_TRY_WITHIN
            if now - row.token_at > within:
                return None
        messages = orjson.Fragment(row.body or b"[]")  # JSON already: no need to read it again
        match row.method:
            case "reply":
                body = {"replyToken": row.reply_token, "messages": messages}
            case "multicast":
                body = {"to": orjson.Fragment(row.recipients or b"[]"), "messages": messages}
            case "broadcast":
                body = {"messages": messages}
            case _:
                body = {"to": row.chat, "messages": messages}
        try:
            return self.line.send(row.method, body, row.retry_key)
        except Exception as error:  # our own mistake must not end the thread
            log.exception("letter not sent", row=row.id)
            return Answer(None, type(error).__name__)

    def _note(self) -> None:
        while True:
            noted = [self._done.get()]
            if noted[0] is not None:
                time.sleep(GATHER_SECONDS)
            while not self._done.empty():
                noted.append(self._done.get())
            rows = [one for one in noted if one is not None]
            while rows and not self._note_all(rows):
                if self._stop.wait(1.0):
                    return
            self._look.set()
            if None in noted:
                return

    def _note_all(self, noted: list[Noted]) -> bool:
        """False when the database is away: LINE's answers are kept and noted when it is back."""
        try:
            with self.database.write(durable=False) as session:
                now = datetime.now(UTC)
                sent = [one for one in noted if _is_sent(one)]
                outbox.end_all(session, [one.row for one in sent], now)
                others = [one for one in noted if not _is_sent(one)]
                known = Counted(quota.now_known(session)) if others else None
                alarms = [
                    text for one in others if (text := self._note_one(session, one, now, known))
                ]
        except Exception:
            log.exception("answers not noted", letters=len(noted))
            return False
        for text in alarms:
            self.alarm(text)
        return True

    def _note_one(
        self, session: Session, noted: Noted, now: datetime, known: Counted | None
    ) -> str:
        """Write what became of one letter; returns a text when the operator must know."""
        row = noted.row
        verdict = sending.TokenDead() if noted.answer is None else sending.judge(noted.answer, row)
        match verdict:
            case sending.TokenDead():
                self._save_answer(session, row, now, known or Counted(plan.Quota(known=False)))
            case sending.QuotaSpent():
                return self._quota_spent(session, row, now)
            case sending.TryAgain(seconds, answered, why):
                later = now + timedelta(seconds=seconds)
                outbox.try_again(session, row, later, answered=answered, note=why)
                if "401" in why:
                    return "LINE refuses our access token (401): see `flask line check`"
            case sending.GiveUp(why):
                outbox.end(session, row, outbox.FAILED, now, why)
                return f"outbox: letter {row.id} given up: {why[:100]}"
        return ""

    def _save_answer(self, session: Session, row: Outgoing, now: datetime, known: Counted) -> None:
        """A dead token becomes a push if the planner allows it; else the words ride on the next reply."""
        row.people = quota.cost(session, people.find(session, row.chat))
        if row.may_push and row.not_after > now and known.may_push(row):
            outbox.turn_into_push(session, row, now)
        else:
            outbox.let_ride(session, row, "reply token dead", until=_rides_until(row))

    def _quota_spent(self, session: Session, row: Outgoing, now: datetime) -> str:
        is_news = quota.note_spent(session, now)
        if row.urgency == plan.LIFE_SAFETY:
            # Perhaps a broadcast only reserved the rest: lives are tried again while it makes sense.
            outbox.try_again(session, row, now + QUOTA_PAUSE, answered=True, note="monthly limit")
        elif row.method == "multicast":
            # Nobody's chat: its people are told with their next reply (store/alert_outcomes.py).
            outbox.end(session, row, outbox.DROPPED, now, "monthly limit")
        else:
            outbox.let_ride(session, row, "monthly limit", until=_rides_until(row))
        return "LINE's monthly limit is reached: only replies go out" if is_news else ""


def _held_back(session: Session, rows: list[Outgoing]) -> list[Outgoing]:
    """What must leave the rest of the month to the more urgent. Asked before the first try only: a retry may have been
    accepted before. Replies are free, and lives are never asked."""
    first = [row for row in rows if row.method != "reply" and row.attempts == 1]
    if all(row.urgency == plan.LIFE_SAFETY for row in first):
        return []
    known = Counted(quota.before(session, first))
    return [row for row in first if not known.may_push(row)]


def _hold_back(session: Session, row: Outgoing, now: datetime) -> None:
    if row.method in TO_MANY:  # nobody's chat: see _quota_spent
        outbox.end(session, row, outbox.DROPPED, now, "monthly limit")
    else:
        outbox.let_ride(session, row, HELD_BACK, until=_rides_until(row))


def _rides_until(row: Outgoing) -> datetime:
    """An answer is of use with the next one; who wrote first said how long their words are (a call to a fire: not long)."""
    return row.created_at + RIDER_LIVES if row.token_at is not None else row.not_after


def _is_sent(noted: Noted) -> bool:
    return noted.answer is not None and isinstance(
        sending.judge(noted.answer, noted.row), sending.Sent
    )
