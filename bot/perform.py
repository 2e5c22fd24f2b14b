"""Carry effects out: rows into the store, words into the outbox, all in the caller's one commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy.orm import Session

from bot import air_alerts, cards
from bot.changes import CARRIES, DecideAgain, Doing
from domain import quota
from domain.conversation import Context, Effect, Event, RestsOn, Say, SetLanguage, Show
from store import outbox, people, versions

__all__ = [
    "DecideAgain",
    "Doing",
    "Reply",
    "Words",
    "bump_versions",
    "change",
    "messages_of",
    "queue",
]

MOST_MESSAGES = 5  # LINE takes at most five in a call
ANSWER_LIVES = timedelta(minutes=10)
RIDER_LIVES = timedelta(hours=23)
URGENT_HANDLERS = ("fire_report", "emergency_contact", "mission")


@dataclass(frozen=True, slots=True)
class Reply:
    """How the event may be answered: its one-use token, and whether a dead token may become a push."""

    key: str
    token: str
    token_at: datetime | None
    urgency: int = quota.ANSWER


def messages_of(effects: list[Effect], context: Context, look: cards.Look) -> list[bytes]:
    """The LINE messages, each as JSON, in the person's language (the one just chosen, if so)."""
    chosen = [effect.language for effect in effects if isinstance(effect, SetLanguage)]
    spoken = [effect for effect in effects if isinstance(effect, Say | Show)]
    drawn = cards.render(
        spoken, look.in_language(chosen[-1] if chosen else context.person.language)
    )
    return [orjson.dumps(message) for message in drawn]


def change(doing: Doing, effects: list[Effect]) -> None:
    """Write what the effects change; raises DecideAgain before anything that rests on an old fact is written."""
    if doing.event.chat and any(not isinstance(effect, Say | Show) for effect in effects):
        people.remember(doing.session, doing.event.chat, doing.event.chat_kind, doing.now)
    for effect in effects:
        if carry := CARRIES.get(type(effect)):
            carry(doing, effect)


def bump_versions(session: Session, effects: list[Effect], context: Context) -> None:
    for effect in effects:
        if isinstance(effect, RestsOn) and not versions.bump(
            session, effect.subject, context.facts.seen[effect.subject]
        ):
            raise DecideAgain(effect.subject)


@dataclass(frozen=True, slots=True)
class Words:
    """The messages that answer an event, and how they may go."""

    messages: list[bytes]
    event: Event
    reply: Reply


def queue(
    session: Session, answers: list[Words], now: datetime, claim: str
) -> list[outbox.Outgoing]:
    """Answers into the outbox, with what waited for a free ride; what is leased to `claim` is returned."""
    spoken = [words for words in answers if words.messages]
    chats = [words.event.chat for words in spoken if words.reply.token]
    if not spoken:
        return []
    held, carrying = outbox.in_line(session, chats) if chats else (frozenset(), frozenset())
    riders = outbox.riders(session, list(carrying), now) if carrying else {}
    with_room = [
        words.event.chat
        for words in spoken
        if words.reply.token and len(words.messages) < MOST_MESSAGES
    ]
    waiting = air_alerts.waiting_for(session, with_room, now)
    letters: list[tuple[outbox.Letter, str]] = []
    for words in spoken:
        bodies = list(words.messages)
        if words.reply.token and words.event.chat in waiting:
            alert = orjson.loads(waiting.pop(words.event.chat))
            bodies = [orjson.dumps(one) for one in alert] + bodies
        for rider in riders.get(words.event.chat, []) if words.reply.token else []:
            carried = [orjson.dumps(one) for one in orjson.loads(rider.body or b"[]")]
            if len(bodies) + len(carried) <= MOST_MESSAGES:
                # Older words first, for LINE keeps the last one's quick replies; but in danger what to do comes first.
                first = 1 if words.reply.urgency == quota.LIFE_SAFETY and len(bodies) > 1 else 0
                bodies = bodies[:first] + carried + bodies[first:]
                outbox.took_a_ride(session, rider, words.reply.key, now)
        for part in range(0, len(bodies), MOST_MESSAGES):
            letter = _letter(
                bodies[part : part + MOST_MESSAGES], words.event, words.reply, part, now
            )
            is_mine = letter.method == "reply" and letter.chat not in held
            letters.append((letter, claim if is_mine else ""))
    return [row for row in outbox.add_all(session, letters, now) if row.claim]


def _letter(
    messages: list[bytes], event: Event, reply: Reply, part: int, now: datetime
) -> outbox.Letter:
    is_reply = bool(reply.token) and part == 0
    may_push = bool(reply.token) and now - event.at < ANSWER_LIVES
    return outbox.Letter(
        key=f"{reply.key}:{part}",
        method="reply" if is_reply else "push",
        chat=event.chat,
        messages=b"[" + b",".join(messages) + b"]",
        urgency=reply.urgency,
        # What cannot be said with a token waits for the next free reply instead of costing a push.
        not_after=now + (ANSWER_LIVES if is_reply else RIDER_LIVES),
        reply_token=reply.token if is_reply else "",
        token_at=reply.token_at if is_reply else None,
        may_push=may_push,
        riding=not is_reply,
    )
