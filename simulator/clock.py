"""Two clocks: LINE's own (tokens, retry keys, buckets) and the business clock of the simulated day.

LINE's clock is the wall clock until a test moves it on, so that a day passes in no time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

ICT = timezone(timedelta(hours=7), "ICT")
JST = timezone(timedelta(hours=9), "JST")  # LINE counts days and months in UTC+9


class Clock:
    """Seconds since 1970. With `frozen` only `advance` moves it, else it also runs by itself."""

    def __init__(self, *, frozen: bool = False) -> None:
        self._ahead = 0.0
        self._frozen_at = time.time() if frozen else None
        self._listeners: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        started = self._frozen_at
        return (time.time() if started is None else started) + self._ahead

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._ahead += seconds
            listeners = list(self._listeners)
        for tell in listeners:
            tell()

    def on_advance(self, tell: Callable[[], None]) -> None:
        with self._lock:
            self._listeners.append(tell)


class BusinessClock:
    """The hour that people in the simulated day believe it is, at a speed of its own."""

    def __init__(self) -> None:
        self.real_at = datetime.now(ICT)
        self.shown_at = self.real_at
        self.speed = 1.0

    def set(self, *, real_at: datetime, shown_at: datetime, speed: float) -> None:
        self.real_at, self.shown_at, self.speed = real_at, shown_at, speed

    def now(self) -> datetime:
        passed = datetime.now(ICT) - self.real_at
        return (self.shown_at + passed * self.speed).astimezone(ICT)


def read_time(text: str) -> datetime:
    """An ISO time; without a zone it is meant in Thai time."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ICT)
