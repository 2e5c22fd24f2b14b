"""gunicorn's threaded worker, with one write per answer and an end within a second.

Headers and body in two writes can cost a kept-alive client 40 ms a call.
"""

from __future__ import annotations

from typing import Any

from gunicorn import util  # type: ignore[import-untyped]
from gunicorn.http import wsgi  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]


class OneWriteResponse(wsgi.Response):  # type: ignore[misc]
    headers_sent: bool
    _head = b""

    def send_headers(self) -> None:
        if self.headers_sent:
            return
        lines = self.default_headers()
        lines += [f"{name}: {value}\r\n" for name, value in self.headers]
        self._head = ("".join(lines) + "\r\n").encode("latin-1")
        self.headers_sent = True

    def _emit_body(self, data: bytes) -> None:
        head, self._head = self._head, b""
        if self.chunked:
            data = b"%X\r\n%s\r\n" % (len(data), data)
        util.write(self.sock, head + data)

    def sendfile(self, respiter: Any) -> bool:
        return False

    def close(self) -> None:
        self.send_headers()
        head, self._head = self._head, b""
        end = b"0\r\n\r\n" if self.chunked else b""
        if head or end:
            util.write(self.sock, head + end)


class Worker(ThreadWorker):  # type: ignore[misc]
    def handle_request(self, req: Any, conn: Any) -> bool:
        response, environ = wsgi.create(
            req, conn.sock, conn.client, conn.server, self.cfg, OneWriteResponse
        )
        environ["wsgi.multithread"] = True
        if not self.alive or len(self.keepalived_conns) >= self.max_keepalived:
            response.force_close()
        parts = self.wsgi(environ, response.start_response)
        try:
            for part in parts:
                response.write(part)
            response.close()
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return not response.should_close()

    def handle_exit(self, sig: int, frame: Any) -> None:
        # Open streams would otherwise hold the process until it is killed.
        close = getattr(self.wsgi, "close_simulator", None)
        if close:
            close()
        super().handle_exit(sig, frame)
