"""Hands events to the bot as LINE does: signed, in order per chat, again after a failure.

Events are made in events.py. What waits for its turn stands in one line per chat; a body with
events of several chats waits until it is first in each of them.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import hmac
import itertools
import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import orjson

from .post import Courier, CouriersAnswer
from .state import World

LOG = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Delivery:
    events: list[dict[str, Any]]
    chats: frozenset[str] = frozenset()  # empty: no order is kept
    tries: int = 0
    later: int = 0  # further deliveries marked as such although the bot said yes
    number: int = 0
    body: bytes | None = None  # given: sent as it is


def sign(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


@dataclass(slots=True)
class Lines:
    """Who may go next: first in the line of each of their chats."""

    waiting: dict[str, deque[Delivery]] = field(default_factory=dict)

    def join(self, delivery: Delivery) -> bool:
        for chat in delivery.chats:
            self.waiting.setdefault(chat, deque()).append(delivery)
        return self.is_first(delivery)

    def is_first(self, delivery: Delivery) -> bool:
        return all(self.waiting[chat][0] is delivery for chat in delivery.chats)

    def leave(self, delivery: Delivery) -> list[Delivery]:
        """Those whose turn has come now."""
        candidates: dict[int, Delivery] = {}
        for chat in delivery.chats:
            line = self.waiting[chat]
            line.popleft()
            if line:
                candidates[id(line[0])] = line[0]
            else:
                del self.waiting[chat]
        return [each for each in candidates.values() if self.is_first(each)]


class Webhooks:
    def __init__(self, world: World) -> None:
        self.world = world
        self._wake = threading.Condition()
        self._ready: deque[Delivery] = deque()
        self._lines = Lines()
        self._later: list[tuple[float, int, Delivery]] = []
        self._numbers = itertools.count(1)
        self._open = 0  # under way or in line
        self._dropped_until = 0
        self._closed = False
        self._threads: list[threading.Thread] = []
        world.clock.on_advance(self._look_again)

    def _start(self) -> None:
        """Threads begin with the first delivery: not before a server has forked."""
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._work, name=f"webhook-{number}", daemon=True)
                for number in range(self.world.settings.delivery_threads)
            ]
            for thread in self._threads:
                thread.start()

    def close(self) -> None:
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def _look_again(self) -> None:
        with self._wake:
            self._wake.notify_all()

    def send(self, delivery: Delivery) -> None:
        with self._wake:
            self._start()
            delivery.number = next(self._numbers)
            self._queue(delivery)

    def _queue(self, delivery: Delivery) -> None:
        self._open += 1
        if self._lines.join(delivery):
            self._ready.append(delivery)
            self._wake.notify()

    def send_at(self, due: float, delivery: Delivery) -> None:
        with self._wake:
            self._start()
            delivery.number = delivery.number or next(self._numbers)
            heapq.heappush(self._later, (due, next(self._numbers), delivery))
            self._wake.notify()

    def waiting(self) -> dict[str, int]:
        with self._wake:
            return {"now": self._open, "later": len(self._later)}

    def drop_waiting(self) -> None:
        with self._wake:
            self._later.clear()
            self._ready.clear()
            self._lines = Lines()
            self._open = 0
            self._dropped_until = next(self._numbers)

    def _next(self) -> Delivery | None:
        with self._wake:
            while not self._closed:
                self._release_due()
                if self._ready:
                    return self._ready.popleft()
                self._wake.wait(self._seconds_to_the_next())
        return None

    def _release_due(self) -> None:
        now = self.world.now()
        while self._later and self._later[0][0] <= now:
            self._queue(heapq.heappop(self._later)[2])

    def _seconds_to_the_next(self) -> float | None:
        if not self._later:
            return None
        return max(0.0, self._later[0][0] - self.world.now()) + 0.001

    def _work(self) -> None:
        courier = Courier()
        while (delivery := self._next()) is not None:
            try:
                self._deliver(delivery, courier)
            except Exception:
                # One odd event must not take a thread with it, nor those behind it.
                LOG.exception("webhook delivery %s", delivery.number)
            finally:
                with self._wake:
                    self._finish(delivery)

    def _finish(self, delivery: Delivery) -> None:
        if delivery.number < self._dropped_until:
            return  # the lines that this one stood in are gone
        self._open -= 1
        for each in self._lines.leave(delivery):
            self._ready.append(each)
            self._wake.notify()

    def _deliver(self, delivery: Delivery, courier: Courier) -> None:
        world, settings = self.world, self.world.settings
        if not settings.webhook_active:
            return
        body = self._body(delivery)
        now = world.now()
        ids = [str(each.get("webhookEventId")) for each in delivery.events]
        for event in delivery.events:
            if token := event.get("replyToken"):
                world.tokens.deliver(str(token), now, settings.reply_token_life)
        world.bursts.sent(ids, now)
        started = time.perf_counter()
        signature = sign(settings.secret, body)
        result = courier.post(world.endpoint, body, signature, settings.webhook_timeout)
        delivery.tries += 1
        self._note(delivery, body, result, time.perf_counter() - started)
        if result.is_success:
            world.bursts.acknowledged(ids)
            self._read(delivery)
        self._again(delivery, result)

    def _read(self, delivery: Delivery) -> None:
        if not self.world.settings.read_automatically:
            return
        for event in delivery.events:
            message = event.get("message")
            if isinstance(message, dict):
                self.world.read_with(str(message.get("markAsReadToken")))

    def _body(self, delivery: Delivery) -> bytes:
        if delivery.body is not None:
            return delivery.body
        if delivery.tries:
            for event in delivery.events:
                event["deliveryContext"] = {"isRedelivery": True}
        return orjson.dumps({"destination": self.world.bot_id, "events": delivery.events})

    def _again(self, delivery: Delivery, result: CouriersAnswer) -> None:
        if delivery.number < self._dropped_until:
            return
        delays = self.world.settings.redelivery_delays
        if not result.is_success and delivery.tries <= len(delays) and delivery.events:
            self.send_at(self.world.now() + delays[delivery.tries - 1], delivery)
        elif result.is_success and delivery.later:
            delivery.later -= 1
            self.send_at(self.world.now(), delivery)

    def _note(
        self, delivery: Delivery, body: bytes, result: CouriersAnswer, seconds: float
    ) -> None:
        self.world.webhooks.add(
            {
                "at": int(self.world.now() * 1000),
                "status": result.status,
                "reason": result.reason,
                "milliseconds": round(seconds * 1000, 1),
                "try": delivery.tries,
                "request": body,
                "delivery": delivery.number,
            }
        )
