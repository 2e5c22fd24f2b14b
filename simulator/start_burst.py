"""Begins a burst: people, their words, and how the bodies are cut, copied and shuffled.

How it is counted: burst.py.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from .burst import Burst
from .events import Act, build_event
from .state import World
from .webhooks import Delivery, Webhooks, sign

MOST_EVENTS = 200_000
MOST_IN_A_BODY = 100


# Tokens of a burst that somebody else delivers stay alive until it has been delivered.
HELD_TOKEN_LIFE = 3600.0


class Begun(NamedTuple):
    name: str = ""
    mistake: str = ""
    held: list[dict[str, str]] = []  # bodies with their signatures, when somebody else delivers


@dataclass(frozen=True, slots=True)
class Wish:
    people: int
    events: int
    per_body: int
    texts: list[str]
    seconds: float
    copies: int
    shuffle: bool
    held: bool


def _read(fields: dict[str, Any]) -> Wish | str:
    texts = fields.get("texts") or fields.get("text") or "สวัสดี %d"
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
        return "text must be a text, or a list of them"
    try:
        wish = Wish(
            people=int(fields.get("people", 1)),
            events=int(fields.get("events", 1)),
            per_body=int(fields.get("per_body", 1)),
            texts=texts,
            seconds=float(fields.get("seconds") or 0),
            copies=int(fields.get("copies", 1)),
            shuffle=bool(fields.get("shuffle")),
            held=bool(fields.get("held")),
        )
    except (TypeError, ValueError):
        return "people, events, per_body, seconds and copies must be numbers"
    if not 1 <= wish.events <= MOST_EVENTS or not 1 <= wish.people <= MOST_EVENTS:
        return f"events and people must be 1 to {MOST_EVENTS}"
    if not 1 <= wish.per_body <= MOST_IN_A_BODY or not 1 <= wish.copies <= 100:
        return f"per_body must be 1 to {MOST_IN_A_BODY}, copies 1 to 100"
    return wish


def start_burst(world: World, webhooks: Webhooks, fields: dict[str, Any]) -> Begun:
    wish = _read(fields)
    if isinstance(wish, str):
        return Begun(mistake=wish)
    people = [world.add_person(f"ชาวบ้าน {number}") for number in range(1, wish.people + 1)]
    burst = Burst()
    events = []
    for number in range(wish.events):
        user = people[number % len(people)].user_id
        words = wish.texts[number % len(wish.texts)].replace("%d", str(number + 1))
        event = build_event(world, Act("text", user, user, {"text": words}))
        burst.add(event["webhookEventId"], user)
        events.append((user, event))
    name = world.bursts.add(burst)
    if wish.held:
        return Begun(name, held=_hold(world, wish, events))
    _send(world, webhooks, wish, events)
    return Begun(name)


def _hold(
    world: World, wish: Wish, events: list[tuple[str, dict[str, Any]]]
) -> list[dict[str, str]]:
    """The signed bodies, for a load client that delivers them itself."""
    held = []
    for start in range(0, len(events), wish.per_body):
        chosen = [event for _, event in events[start : start + wish.per_body]]
        for event in chosen:
            world.tokens.deliver(str(event["replyToken"]), world.now(), HELD_TOKEN_LIFE)
        world.bursts.sent([event["webhookEventId"] for event in chosen], world.now())
        body = orjson.dumps({"destination": world.bot_id, "events": chosen})
        held.append({"body": body.decode(), "signature": sign(world.settings.secret, body)})
    return held


def _send(
    world: World, webhooks: Webhooks, wish: Wish, events: list[tuple[str, dict[str, Any]]]
) -> None:
    bodies = [
        events[start : start + wish.per_body] for start in range(0, len(events), wish.per_body)
    ]
    bodies = [body for body in bodies for _ in range(wish.copies)]
    if wish.shuffle:
        random.shuffle(bodies)
    began = world.now()
    for index, body in enumerate(bodies):
        chats = frozenset() if wish.shuffle else frozenset(user for user, _ in body)
        delivery = Delivery([dict(event) for _, event in body], chats)
        if wish.seconds:
            webhooks.send_at(began + wish.seconds * index / len(bodies), delivery)
        else:
            webhooks.send(delivery)
