"""How much one sensor may send, or one address may read: buckets in this process, so that a flood harms only itself.

Each web process counts by itself: with two of them a sensor may send twice as much.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil


@dataclass(slots=True)
class Bucket:
    """Full at first; what was taken comes back at `rate` a second."""

    size: float
    rate: float
    left: float
    at: float

    def wait_for(self, amount: float, now: float) -> float:
        """Seconds until that much is there; 0 when it is."""
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        # More than a bucket holds may go when it is full: the sender pays it back afterwards.
        return max(0.0, (min(amount, self.size) - self.left) / self.rate)


@dataclass
class Limiter:
    """`size` at once, then `rate` a second, for each name.

    `most_names` where names are not ours to count: then buckets that are full again are forgotten.
    """

    size: float
    rate: float
    clock: Callable[[], float] = time.monotonic
    most_names: int = 0
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, name: str, amount: float = 1.0) -> int:
        """0 when it may go (and is taken), else after how many whole seconds to try again."""
        with self._lock:
            now = self.clock()
            if self.most_names and len(self._buckets) >= self.most_names:
                self._forget_full(now)
            bucket = self._buckets.setdefault(name, Bucket(self.size, self.rate, self.size, now))
            wait = bucket.wait_for(amount, now)
            if wait > 0:
                return ceil(wait)
            bucket.left -= amount
            return 0

    def _forget_full(self, now: float) -> None:
        """Of too many that are not full the oldest go: memory is bounded whoever asks."""
        left = {name: one for name, one in self._buckets.items() if one.wait_for(self.size, now)}
        newest = list(left.items())[-self.most_names // 2 :]
        self._buckets = dict(newest)
