"""Work the inbox: claim → read → understand → facts → handler → render, then one short guarded commit.

Nothing is locked while deciding. Who loses the claim, or decided on an old fact, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot import cards, dispatch, events, facts, logs, perform, wake
from domain import quota
from domain.conversation import Context, Effect, Event, Say, Show
from domain.words import N_
from intents.places import point_in
from intents.understand import understand
from store import clock, inbox, outbox
from store.db import Database

log = structlog.get_logger()

# After an exception the event waits a little: what failed may be the machine, not the event.
WAITS = (timedelta(seconds=1), timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8))
TRIES_AGAIN = 3  # on a changed fact, before the event goes back into the line
# So often it goes back for nothing and waits a little longer each time, then (20 rounds) it costs a try: a busy fact
# is no poison, but what can never be written must come to an end.
MOST_GIVEN_BACK = 5
PAUSE = timedelta(milliseconds=50)
MOST_REMEMBERED = 1000
SORRY = N_(
    "Sorry, something went wrong on my side and I could not answer that. Please try once more."
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A claimed event, read; `error` when it could not be."""

    row: inbox.Claimed
    raw: Mapping[str, Any]
    event: Event
    error: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one claimed event leads to, ready to be written. `error` instead when deciding failed."""

    row: inbox.Claimed
    event: Event
    context: Context
    effects: list[Effect]
    messages: list[bytes]
    urgency: int = quota.ANSWER
    error: str = ""

    @property
    def only_speaks(self) -> bool:
        return not self.error and all(isinstance(one, Say | Show) for one in self.effects)

    @property
    def words(self) -> perform.Words:
        row = self.row
        reply = perform.Reply(row.event_id, row.reply_token, row.token_at, self.urgency)
        return perform.Words(self.messages, self.event, reply)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker needs to work the inbox; `alarm(text)` tells the operator."""

    database: Database
    name: str
    look: cards.Look
    alarm: Callable[[str], None]
    # How often this worker gave which event back; another worker counts by itself.
    _given_back: dict[int, int] = field(default_factory=dict)

    def work(self) -> tuple[int, list[outbox.Outgoing]]:
        """Work one claim. Returns how many events were claimed, and the letters leased to this worker."""
        with self.database.read() as session:
            if not inbox.is_waiting(session):
                return 0, []
        with self.database.write(durable=False) as session:
            rows = inbox.claim(session, datetime.now(UTC), self.name)
        if not rows:
            return 0, []
        decisions = self._decide_all(rows)
        again: list[inbox.Claimed] = []
        try:
            letters, alarms = self._commit(decisions, again, together=True)
        except Exception:
            log.exception("claim not written together, one by one now")
            again.clear()
            letters, alarms = self._commit(decisions, again, together=False)
        for row in again:
            letters += self._decide_again(row, alarms)
        for text in alarms:  # not before the commit: an alarm writes by itself
            self.alarm(text)
        return len(rows), letters

    def _decide_all(self, rows: list[inbox.Claimed]) -> list[Decision]:
        heard = [_hear(row) for row in rows]
        with self.database.read() as session:
            now = clock.now(session)
            batch = facts.read_batch(session, [one.event for one in heard])
            return [self._decide(session, one, now, batch) for one in heard]

    def _decide(
        self, session: Session, heard: Heard, now: datetime, batch: facts.Batch
    ) -> Decision:
        row, event, context = heard.row, heard.event, Context(now=now)
        if heard.error:
            return Decision(row, event, context, [], [], error=heard.error)
        try:
            if event.text and event.kind == "text":
                meaning = understand(event.text, now)
                event = replace(event, meaning=meaning, point=point_in(event.text))
            context = facts.gather(session, self.database, event, now, str(row.id), batch)
            effects = [] if _is_quiet(heard, batch) else dispatch.decide(event, context)
            messages = perform.messages_of(effects, context, self.look)
            urgent = dispatch.choose(event, context) in perform.URGENT_HANDLERS
        except Exception as error:
            session.rollback()  # PostgreSQL reads nothing more in a transaction that failed
            log.exception("event failed", row=row.id, tries=row.tries)
            return Decision(row, event, context, [], [], error=_said(error))
        urgency = quota.LIFE_SAFETY if urgent else quota.ANSWER
        return Decision(row, event, context, effects, messages, urgency)

    def _decide_again(self, row: inbox.Claimed, alarms: list[str]) -> list[outbox.Outgoing]:
        """What it rested on changed meanwhile, most often by a neighbour in the same claim: at once and alone."""
        for _ in range(TRIES_AGAIN):
            again: list[inbox.Claimed] = []
            decisions = self._decide_all([row])
            letters, more = self._commit(decisions, again, together=False)
            alarms += more
            if not again:
                self._given_back.pop(row.id, None)
                return letters
        letters = self._give_back(decisions[0], alarms)
        wake.ring(self.database)
        return letters

    def _give_back(self, decision: Decision, alarms: list[str]) -> list[outbox.Outgoing]:
        row, times = decision.row, self._given_back.pop(decision.row.id, 0) + 1
        if times >= MOST_GIVEN_BACK:
            log.error("event decided again and again", row=row.id, tries=row.tries)
            with self.database.write() as session:
                endless = replace(decision, error="decided again and again")
                return self._failed(session, endless, alarms)
        if len(self._given_back) >= MOST_REMEMBERED:  # others finished them
            self._given_back.clear()
        self._given_back[row.id] = times
        with self.database.write(durable=False) as session:
            until = datetime.now(UTC) + PAUSE * (times - 1)
            inbox.give_back_untried(session, row.id, self.name, row.tries, until)
        return []

    def _commit(
        self, decisions: list[Decision], again: list[inbox.Claimed], *, together: bool
    ) -> tuple[list[outbox.Outgoing], list[str]]:
        """Effects, answers and "handled" in one commit; what only speaks is written in bulk, if `together`.

        What must be decided again is added to `again`.
        """
        alarms: list[str] = []
        letters: list[outbox.Outgoing] = []
        speaking = [one for one in decisions if together and one.only_speaks]
        with self.database.write() as session:
            now = datetime.now(UTC)
            done = inbox.finish_all(session, [one.row for one in speaking], self.name, now)
            said = [one.words for one in speaking if one.row.id in done]
            letters += perform.queue(session, said, now, self.name)
            for decision in decisions:
                if not (together and decision.only_speaks):
                    letters += self._commit_one(session, decision, again, alarms)
        return letters, alarms

    def _commit_one(
        self,
        session: Session,
        decision: Decision,
        again: list[inbox.Claimed],
        alarms: list[str],
    ) -> list[outbox.Outgoing]:
        """All of this event or (savepoint) nothing."""
        row = decision.row
        if decision.error:
            return self._failed(session, decision, alarms)
        try:
            with session.begin_nested():
                now = datetime.now(UTC)
                if not inbox.finish_all(session, [row], self.name, now):
                    return []
                perform.bump_versions(session, decision.effects, decision.context)
                doing = perform.Doing(session, decision.event, decision.context, now, self.look)
                perform.change(doing, decision.effects)
                return perform.queue(session, [decision.words], now, self.name)
        except perform.DecideAgain:
            again.append(row)
            return []
        except Exception as error:
            log.exception("event not written", row=row.id, tries=row.tries)
            return self._failed(session, replace(decision, error=_said(error)), alarms)

    def _failed(
        self, session: Session, decision: Decision, alarms: list[str]
    ) -> list[outbox.Outgoing]:
        row, now = decision.row, datetime.now(UTC)
        if row.tries < inbox.MOST_TRIES:
            wait = WAITS[min(row.tries, len(WAITS)) - 1]
            inbox.give_back(session, row.id, self.name, row.tries, now + wait, decision.error)
            return []
        if not inbox.set_aside(session, row.id, self.name, row.tries, now, decision.error):
            return []
        alarms.append(
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
        return perform.queue(session, [perform.Words(sorry, event, reply)], now, self.name)


def _hear(row: inbox.Claimed) -> Heard:
    try:
        raw = events.parse(row.body or b"{}")
        return Heard(row, raw, events.read(raw, row.arrived_at))
    except Exception as error:
        log.exception("event not read", row=row.id, tries=row.tries)
        return Heard(row, {}, Event("other", row.chat, "", row.arrived_at), _said(error))


def _is_quiet(heard: Heard, batch: facts.Batch) -> bool:
    event = heard.event
    if not event.chat:
        return event.kind != "unsend"
    if events.is_standby(heard.raw):
        return event.kind not in ("unfollow", "leave", "unsend")
    return event.kind != "unsend" and event.message_id in batch.unsent


def _said(error: Exception) -> str:
    """As the database takes it (what failed may have been an odd letter), without ids."""
    return logs.clean(f"{type(error).__name__}: {error}")
