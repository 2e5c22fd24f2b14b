"""The last few thousand API calls and webhook deliveries, for the drawer of the page and for tests."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from typing import Any

import orjson

KEPT = 5000
KEPT_BYTES = 64_000_000


class Journal:
    """Entries are kept as they come and made readable only when somebody looks."""

    def __init__(self) -> None:
        self._entries: deque[tuple[int, dict[str, Any]]] = deque()
        self._bytes = 0
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def add(self, entry: dict[str, Any]) -> None:
        with self._lock:
            self._entries.append((next(self._numbers), entry))
            self._bytes += _size(entry)
            while len(self._entries) > KEPT or self._bytes > KEPT_BYTES:
                self._bytes -= _size(self._entries.popleft()[1])

    def after(self, number: int) -> list[dict[str, Any]]:
        with self._lock:
            wanted = [each for each in self._entries if each[0] > number]
        return [{"seq": seq} | _readable(entry) for seq, entry in wanted]

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._bytes = 0


def _size(entry: dict[str, Any]) -> int:
    return sum(len(value) for value in entry.values() if isinstance(value, bytes))


def _readable(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _json_of(value) if isinstance(value, bytes) else value
        for name, value in entry.items()
    }


def _json_of(body: bytes) -> Any:
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return f"({len(body)} bytes)"
