"""What a command said, and a small stand-in for LINE's API that answers from a table."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

CHANNEL = {
    "LINE_CHANNEL_SECRET": "a-secret",
    "LINE_CHANNEL_ACCESS_TOKEN": "a-token",
    "SECRET_KEY": "a-key",
}
Answers = dict[str, tuple[int, dict[str, Any]]]
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens there


@dataclass(frozen=True)
class Said:
    out: str
    errors: str
    status: int

    @property
    def lines(self) -> list[Any]:
        """One JSON object a line, nothing else."""
        return [orjson.loads(line) for line in self.out.splitlines()]

    @property
    def line(self) -> Any:
        (only,) = self.lines
        return only

    def refused(self, *words: str) -> bool:
        """Nothing on standard output, a sentence with these words on standard error, no success."""
        assert self.status != 0, self.out
        assert self.out == ""
        assert "Traceback" not in self.errors
        for word in words:
            assert word in self.errors, self.errors
        return True


@contextmanager
def line_that_says(answers: Answers) -> Iterator[str]:
    """The address of an API that answers each path with a status and JSON, and 401 without the token."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, told = answers.get(self.path, (404, {"message": "Not found"}))
            if self.headers["Authorization"] != f"Bearer {CHANNEL['LINE_CHANNEL_ACCESS_TOKEN']}":
                status, told = 401, {"message": "Authentication failed"}
            body = orjson.dumps(told)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
