"""Many events at once, each followed to its answer: how load and kill tests count.

An event is answered by a reply with its token, or by a push or multicast to its person, which
counts for that person's oldest unanswered event (and as one answer too many if there is none).
"""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Asked:
    user: str
    sent_at: float = 0  # first try of its delivery
    acknowledged: bool = False
    answers: int = 0
    first_answer_ms: float = 0
    first_answer_at: float = 0


@dataclass(slots=True)
class Burst:
    events: dict[str, Asked] = field(default_factory=dict)  # by webhookEventId
    by_user: dict[str, list[Asked]] = field(default_factory=dict)
    pushes: int = 0

    def add(self, event_id: str, user: str) -> None:
        asked = Asked(user)
        self.events[event_id] = asked
        self.by_user.setdefault(user, []).append(asked)


class Bursts:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._bursts: dict[str, Burst] = {}
        self._by_event: dict[str, Asked] = {}
        self._by_user: dict[str, Burst] = {}

    def add(self, burst: Burst) -> str:
        with self._lock:
            name = str(next(self._numbers))
            self._bursts[name] = burst
            self._by_event |= burst.events
            self._by_user |= dict.fromkeys(burst.by_user, burst)
        return name

    def sent(self, event_ids: list[str], now: float) -> None:
        for each in event_ids:
            asked = self._by_event.get(each)
            if asked and not asked.sent_at:
                asked.sent_at = now

    def acknowledged(self, event_ids: list[str]) -> None:
        for each in event_ids:
            if asked := self._by_event.get(each):
                asked.acknowledged = True

    def answered_event(self, event_id: str, now: float) -> None:
        if asked := self._by_event.get(event_id):
            self._count(asked, now)

    def answered_user(self, user: str, now: float) -> None:
        burst = self._by_user.get(user)
        if burst is None:
            return
        with self._lock:
            burst.pushes += 1
        asked = burst.by_user[user]
        self._count(next((each for each in asked if not each.answers), asked[-1]), now)

    def _count(self, asked: Asked, now: float) -> None:
        with self._lock:
            asked.answers += 1
            if asked.answers == 1:
                asked.first_answer_ms = (now - asked.sent_at) * 1000
                asked.first_answer_at = now

    def report(self, name: str) -> dict[str, Any] | None:
        burst = self._bursts.get(name)
        if burst is None:
            return None
        events = burst.events.values()
        times = sorted(each.first_answer_ms for each in events if each.answers)
        sent = [each.sent_at for each in events if each.sent_at]
        answered = [each.first_answer_at for each in events if each.answers]
        return {
            "events": len(events),
            "acknowledged": sum(each.acknowledged for each in events),
            "answered": len(times),
            "answered_more_than_once": sum(each.answers > 1 for each in events),
            "unanswered": len(events) - len(times),
            "answers": dict(Counter(str(each.answers) for each in events)),
            "pushes": burst.pushes,
            "reply_latency_ms": _spread(times),
            "first_sent_to_last_answer_ms": round((max(answered) - min(sent)) * 1000, 1)
            if answered and sent
            else None,
        }


def _spread(times: list[float]) -> dict[str, float]:
    if not times:
        return {}
    last = len(times) - 1
    return {
        "p50": round(times[int(last * 0.5)], 1),
        "p95": round(times[int(last * 0.95)], 1),
        "p99": round(times[int(last * 0.99)], 1),
        "max": round(times[-1], 1),
    }
