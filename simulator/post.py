"""One kept-alive connection to the bot, one write per webhook: lean enough for a burst."""

from __future__ import annotations

import http.client
import select
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit


@dataclass(frozen=True, slots=True)
class CouriersAnswer:
    """`reason` is a word of LINE's error statistics; status 0 is no answer at all."""

    status: int
    reason: str

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


class Courier:
    """Belongs to one thread."""

    def __init__(self) -> None:
        self._url = ""
        self._parts = SplitResult("", "", "", "", "")
        self._socket: socket.socket | None = None

    def post(self, url: str, body: bytes, signature: str, timeout: float) -> CouriersAnswer:
        if url != self._url:
            self.close()
            self._url, self._parts = url, urlsplit(url)
        try:
            connection = self._connection(timeout)
        except (OSError, ValueError):
            return CouriersAnswer(0, "COULD_NOT_CONNECT")
        try:
            connection.sendall(self._head(len(body), signature) + body)
            return self._read(connection, timeout)
        except TimeoutError:
            self.close()
            return CouriersAnswer(0, "REQUEST_TIMEOUT")
        except (OSError, http.client.HTTPException):
            self.close()
            return CouriersAnswer(0, "UNCLASSIFIED")

    def _connection(self, timeout: float) -> socket.socket:
        if self._socket is not None:
            # The bot may have closed a connection that was idle: it then reads as ended.
            stale, _, _ = select.select([self._socket], [], [], 0)
            if not stale:
                self._socket.settimeout(timeout)
                return self._socket
            self.close()
        secure = self._parts.scheme == "https"
        host = self._parts.hostname or ""
        port = self._parts.port or (443 if secure else 80)
        connection = socket.create_connection((host, port), timeout=timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        self._socket = connection
        return connection

    def _head(self, length: int, signature: str) -> bytes:
        path = self._parts.path or "/"
        if self._parts.query:
            path = f"{path}?{self._parts.query}"
        return (
            f"POST {path} HTTP/1.1\r\nHost: {self._parts.netloc}\r\n"
            "User-Agent: LineBotWebhook/2.0\r\nContent-Type: application/json; charset=utf-8\r\n"
            f"x-line-signature: {signature}\r\nContent-Length: {length}\r\n\r\n"
        ).encode()

    def _read(self, connection: socket.socket, timeout: float) -> CouriersAnswer:
        started = time.monotonic()
        response = http.client.HTTPResponse(connection, method="POST")
        try:
            response.begin()
            response.read()
            if response.will_close:
                self.close()
        finally:
            response.close()
        if time.monotonic() - started > timeout:
            # Bytes came drop by drop, each in time: all together too late.
            self.close()
            return CouriersAnswer(0, "REQUEST_TIMEOUT")
        success = 200 <= response.status < 300
        return CouriersAnswer(response.status, "OK" if success else "ERROR_STATUS_CODE")

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
