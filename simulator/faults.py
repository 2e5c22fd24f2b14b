"""Faults on demand: LINE slow, failing, hanging up, refusing, or away altogether."""

from __future__ import annotations

import errno
import threading
from dataclasses import dataclass

KINDS = (
    "slow",
    "status",
    "hangup_before",
    "hangup_after_accept",
    "rate",
    "monthly",
    "unauthorized",
)


class HungUp(ConnectionResetError):
    """The stand-in drops the connection without an answer, as a bot would see it from LINE."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "the simulated LINE hung up")


@dataclass(slots=True)
class Fault:
    where: str  # an operation such as "push", or "all"
    kind: str
    milliseconds: float = 0
    status: int = 500
    count: int | None = None  # None: until cleared


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self.away_until = 0.0

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._faults = [*self._faults, fault]

    def clear(self) -> None:
        with self._lock:
            self._faults = []
            self.away_until = 0.0

    def shown(self) -> list[Fault]:
        return list(self._faults)

    def matching(self, operation: str) -> list[Fault]:
        """The faults that hit this call; counted ones are used up by it."""
        if not self._faults:
            return []
        with self._lock:
            hits = [each for each in self._faults if each.where in (operation, "all")]
            for each in hits:
                if each.count is not None:
                    each.count -= 1
            self._faults = [each for each in self._faults if each.count is None or each.count > 0]
        return hits
