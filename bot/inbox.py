"""Work the inbox: claim → read → understand → facts → handler → render, then one short guarded commit.

Nothing is locked while deciding. Who loses the claim, or decided on an old fact, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot import cards, dispatch, events, facts, perform, wake
from bot.webhook import plain
from domain import quota
from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from intents.understand import understand
from store import clock, inbox, outbox, unsent
from store.db import Database

log = structlog.get_logger()

# After an exception the event waits a little: what failed may be the machine, not the event.
WAITS = (timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8))
SORRY = N_(
    "Sorry, something went wrong on my side and I could not answer that. Please try once more."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one claimed event leads to, ready to be written. `error` instead when deciding failed."""

    row: inbox.Received
    event: Event
    context: Context
    effects: list[Effect]
    messages: list[bytes]
    urgency: int = quota.ANSWER
    error: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker needs to work the inbox; `alarm(text)` tells the operator."""

    database: Database
    name: str
    look: cards.Look
    alarm: Callable[[str], None]

    def work(self) -> tuple[int, list[outbox.Outgoing]]:
        """Work one claim. Returns how many events were claimed, and the letters leased to this worker."""
        with self.database.read() as session:
            if not inbox.waiting(session)[0]:
                return 0, []
        with self.database.write() as session:
            rows = inbox.claim(session, datetime.now(UTC), self.name)
        if not rows:
            return 0, []
        with self.database.read() as session:
            now = clock.now(session)
            decisions = [self._decide(session, row, now) for row in rows]
        letters: list[outbox.Outgoing] = []
        with self.database.write() as session:
            for decision in decisions:
                letters += self._commit(session, decision)
        return len(rows), letters

    def _decide(self, session: Session, row: inbox.Received, now: datetime) -> Decision:
        event = Event("other", row.chat, "", row.arrived_at)
        context = Context(now=now)
        try:
            raw = events.parse(row.body or b"{}")
            event = events.read(raw, row.arrived_at)
            if event.text and event.kind == "text":
                event = replace(event, meaning=understand(event.text, now))
            context = facts.gather(session, self.database, event, now, str(row.id))
            effects = [] if self._is_quiet(session, raw, event) else dispatch.decide(event, context)
            messages = perform.messages_of(effects, context, self.look)
            urgent = dispatch.choose(event, context) in perform.URGENT_HANDLERS
        except Exception as error:
            session.rollback()  # PostgreSQL reads nothing more in a transaction that failed
            log.exception("event failed", row=row.id, tries=row.tries)
            return Decision(row, event, context, [], [], error=_said(error))
        urgency = quota.LIFE_SAFETY if urgent else quota.ANSWER
        return Decision(row, event, context, effects, messages, urgency)

    def _is_quiet(self, session: Session, raw: Any, event: Event) -> bool:
        if not event.chat:
            return event.kind != "unsend"
        if events.is_standby(raw):
            return event.kind not in ("unfollow", "leave", "unsend")
        return (
            bool(event.message_id)
            and event.kind != "unsend"
            and unsent.is_unsent(session, event.message_id)
        )

    def _commit(self, session: Session, decision: Decision) -> list[outbox.Outgoing]:
        """Effects, answers and "handled" together, or (savepoint) nothing of this event."""
        row = decision.row
        if decision.error:
            return self._failed(session, decision)
        try:
            with session.begin_nested():
                now = datetime.now(UTC)
                if not inbox.finish(session, row.id, self.name, row.tries, now):
                    return []
                perform.bump_versions(session, decision.effects, decision.context)
                perform.change(session, decision.effects, decision.event, now)
                reply = perform.Reply(row.event_id, row.reply_token, row.token_at, decision.urgency)
                return perform.queue(
                    session, decision.messages, decision.event, reply, now, claim=self.name
                )
        except perform.DecideAgain:
            inbox.give_back_untried(session, row.id, self.name, row.tries)
            wake.ring(self.database)
            return []
        except Exception as error:
            log.exception("event not written", row=row.id, tries=row.tries)
            return self._failed(session, replace(decision, error=_said(error)))

    def _failed(self, session: Session, decision: Decision) -> list[outbox.Outgoing]:
        row, now = decision.row, datetime.now(UTC)
        if row.tries < inbox.MOST_TRIES:
            wait = WAITS[min(row.tries, len(WAITS)) - 1]
            inbox.give_back(session, row.id, self.name, row.tries, now + wait, decision.error)
            return []
        if not inbox.set_aside(session, row.id, self.name, row.tries, now, decision.error):
            return []
        self.alarm(
            f"inbox: event {row.id} set aside after {row.tries} tries: see `flask inbox list`"
        )
        return self._apologise(session, decision, now)

    def _apologise(
        self, session: Session, decision: Decision, now: datetime
    ) -> list[outbox.Outgoing]:
        """Once, and only to somebody who waits for an answer."""
        row, event = decision.row, decision.event
        if not (row.reply_token and event.chat and (event.is_private or event.called)):
            return []
        sorry = perform.messages_of([Say(SORRY)], decision.context, self.look)
        event = replace(event, at=row.arrived_at)
        # A key of its own: the answer must still fit in when the operator has the event worked again.
        reply = perform.Reply(f"{row.event_id}:sorry", row.reply_token, row.token_at)
        return perform.queue(session, sorry, event, reply, now, claim=self.name)


def _said(error: Exception) -> str:
    """As the database takes it: what failed may have been an odd letter."""
    return plain(f"{type(error).__name__}: {error}")
