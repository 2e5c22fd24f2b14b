"""LINE's limits: token buckets per endpoint, the monthly quota, retry keys and reply tokens.

Callers hold the world's lock (state.py); times are seconds of LINE's clock (clock.py).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .clock import JST
from .settings import Settings

RETRY_KEY_LIFE = 24 * 3600.0
REDELIVERY_LIFE = 20 * 60.0  # a redelivered token is dead this long after its event


class Buckets:
    """One token bucket per endpoint. Sizes are unpublished: one period's worth by default."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, name: str, count: int, period: float, now: float, settings: Settings) -> bool:
        if settings.rate_factor <= 0:
            return True
        rate = count / period * settings.rate_factor
        size = max(1.0, count * settings.rate_factor * settings.burst_factor)
        left, since = self._left.get(name, (size, now))
        left = min(size, left + (now - since) * rate)
        self._left[name] = (left - 1 if left >= 1 else left, now)
        return left >= 1


class Quota:
    """Persons reached this month; months are counted in UTC+9."""

    def __init__(self) -> None:
        self._month = ""
        self._used = 0

    def used(self, now: float) -> int:
        month = datetime.fromtimestamp(now, JST).strftime("%Y%m")
        if month != self._month:
            self._month, self._used = month, 0
        return self._used

    def take(self, persons: int, now: float, limit: int | None) -> bool:
        used = self.used(now)
        if limit is not None and persons and used + persons > limit:
            return False
        self._used = used + persons
        return True


@dataclass(slots=True)
class Accepted:
    request_id: str
    until: float
    sent_messages: list[dict[str, str]] | None = None


class RetryKeys:
    def __init__(self) -> None:
        self._accepted: dict[str, Accepted] = {}

    def find(self, key: str, now: float) -> Accepted | None:
        known = self._accepted.get(key)
        return known if known and known.until > now else None

    def keep(
        self, key: str, request_id: str, now: float, sent: list[dict[str, str]] | None
    ) -> None:
        self._forget_the_oldest(now)
        self._accepted.pop(key, None)
        self._accepted[key] = Accepted(request_id, now + RETRY_KEY_LIFE, sent)

    def _forget_the_oldest(self, now: float) -> None:
        while self._accepted:
            oldest = next(iter(self._accepted))
            if self._accepted[oldest].until > now:
                return
            del self._accepted[oldest]


@dataclass(slots=True)
class ReplyToken:
    chat: str
    user: str
    event_at: float
    event_id: str
    usable_from: float | None = None
    usable_until: float = 0
    used: bool = False


@dataclass(slots=True)
class ReplyTokens:
    _known: dict[str, ReplyToken] = field(default_factory=dict)
    _in_order: deque[str] = field(default_factory=deque)

    def add(self, token: str, entry: ReplyToken) -> None:
        while self._in_order:
            oldest = self._known.get(self._in_order[0])
            # An hour more than any token lives, so that a late use is still explained.
            if oldest and oldest.event_at > entry.event_at - REDELIVERY_LIFE - 3600:
                break
            self._known.pop(self._in_order.popleft(), None)
        self._known[token] = entry
        self._in_order.append(token)

    def deliver(self, token: str, now: float, life: float) -> None:
        """The bot is being handed this token now, for the first time or again."""
        entry = self._known.get(token)
        if entry is None:
            return
        if entry.usable_from is None or now - entry.event_at < REDELIVERY_LIFE:
            entry.usable_from, entry.usable_until = now, now + life

    def find(self, token: str) -> ReplyToken | None:
        return self._known.get(token)

    def why_not(self, token: str, now: float) -> str:
        """For the drawer of refused calls; to the bot it is all the same."""
        entry = self._known.get(token)
        if entry is None:
            return "unknown reply token"
        if entry.used:
            return "reply token used before"
        if entry.usable_from is None:
            return "reply token not delivered yet"
        return "" if now <= entry.usable_until else "reply token expired"


def day_of(now: float) -> str:
    return datetime.fromtimestamp(now, JST).strftime("%Y%m%d")


@dataclass(slots=True)
class Deliveries:
    """How many messages went out, by day and by way."""

    _count: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, way: str, messages: int, now: float) -> None:
        key = (way, day_of(now))
        self._count[key] = self._count.get(key, 0) + messages

    def on(self, way: str, day: str) -> int:
        return self._count.get((way, day), 0)


def sent_message(message: dict[str, Any], message_id: str, quote_token: str) -> dict[str, str]:
    quotable = message.get("type") in QUOTABLE
    return {"id": message_id} | ({"quoteToken": quote_token} if quotable else {})


QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
