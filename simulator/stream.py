"""What happens is told at once to every open page: server-sent events, one queue per listener."""

from __future__ import annotations

import queue
import select
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import orjson

KEEPALIVE_SECONDS = 10.0
_LOOK_SECONDS = 0.5
_MOST_WAITING = 5000  # a page that stopped reading is let go
MOST_LISTENERS = 40  # each holds a thread of the server, and the bot needs some too


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[tuple[frozenset[str], queue.Queue[bytes]]] = []
        self.closed = False

    def listen(self, users: frozenset[str]) -> queue.Queue[bytes]:
        """With no users: everything that happens to anybody."""
        waiting: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        with self._lock:
            self._listeners.append((users, waiting))
        return waiting

    def is_full(self) -> bool:
        return len(self._listeners) >= MOST_LISTENERS

    def leave(self, waiting: queue.Queue[bytes]) -> None:
        with self._lock:
            self._listeners = [each for each in self._listeners if each[1] is not waiting]

    def tell(self, user: str, happening: dict[str, Any]) -> None:
        if not self._listeners:
            return
        line: bytes | None = None
        for users, waiting in list(self._listeners):
            if users and user not in users:
                continue
            line = line or _event(user, happening)
            try:
                waiting.put_nowait(line)
            except queue.Full:
                self.leave(waiting)


def _event(user: str, happening: dict[str, Any]) -> bytes:
    kind = str(happening["type"]).encode()
    return b"event: " + kind + b"\ndata: " + orjson.dumps({"user": user} | happening) + b"\n\n"


def _has_left(connection: socket.socket | None) -> bool:
    """A browser that closed its page shows as readable with nothing to read."""
    if connection is None:
        return False
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):
        return True


def lines(hub: Hub, users: frozenset[str], connection: socket.socket | None) -> Iterator[bytes]:
    waiting = hub.listen(users)
    quiet_since = time.monotonic()
    try:
        yield b": welcome\n\n"
        while not hub.closed and not _has_left(connection):
            try:
                yield waiting.get(timeout=_LOOK_SECONDS)
                quiet_since = time.monotonic()
            except queue.Empty:
                if time.monotonic() - quiet_since >= KEEPALIVE_SECONDS:
                    yield b": still here\n\n"
                    quiet_since = time.monotonic()
    finally:
        hub.leave(waiting)
