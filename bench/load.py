"""A lean load client: keep-alive connections in one thread, requests built beforehand, every answer timed."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

SILENCE_SECONDS = 60


@dataclass
class Result:
    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def at(self, share: float) -> float:
        times = sorted(self.milliseconds)
        return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


@dataclass
class _Line:
    connection: socket.socket
    started: float = 0.0
    received: bytes = b""


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def run(port: int, requests: Sequence[bytes], connections: int) -> Result:
    """Send all requests, each connection one at a time."""
    result, waiting = Result(), iter(requests)
    selector = selectors.DefaultSelector()
    busy = 0
    began = time.perf_counter()
    for _ in range(connections):
        line = _Line(_open(port))
        selector.register(line.connection, selectors.EVENT_READ, line)
        busy += _send(line, waiting)
    while busy:
        ready = selector.select(SILENCE_SECONDS)
        if not ready:
            raise TimeoutError(f"{busy} requests without an answer for {SILENCE_SECONDS} s")
        for key, _ in ready:
            line = key.data
            chunk = line.connection.recv(65536)
            line.received += chunk
            status = _status_when_whole(line.received)
            if status is None and chunk:
                continue
            result.milliseconds.append((time.perf_counter() - line.started) * 1000)
            result.statuses[status or 0] = result.statuses.get(status or 0, 0) + 1
            closes = not chunk or b"onnection: close" in line.received
            line.received = b""
            if closes:
                selector.unregister(line.connection)
                line.connection.close()
                line.connection = _open(port)
                selector.register(line.connection, selectors.EVENT_READ, line)
            busy -= 1
            busy += _send(line, waiting)
    result.seconds = time.perf_counter() - began
    for key in list(selector.get_map().values()):
        key.data.connection.close()
    return result


def _open(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _send(line: _Line, waiting: object) -> int:
    data = next(waiting, None)  # type: ignore[call-overload]
    if data is None:
        return 0
    line.started = time.perf_counter()
    line.connection.sendall(data)
    return 1


def _status_when_whole(received: bytes) -> int | None:
    head, found, rest = received.partition(b"\r\n\r\n")
    if not found:
        return None
    length = 0
    for one in head.split(b"\r\n"):
        name, _, value = one.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return int(head[9:12]) if len(rest) >= length else None
