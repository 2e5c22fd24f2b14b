"""Calls of the bot go straight to LINE's API; everything else (page, control, feeds) is Flask's.

Flask's own way in costs more than the whole of a reply, and bots under load make thousands.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from .answers import Call
from .api import MOST_BYTES, PREFIX, LineApi

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_STATUS = {each.value: f"{each.value} {each.phrase}" for each in HTTPStatus}


def _read_body(environ: WSGIEnvironment) -> bytes:
    """One byte more than allowed is read, never all of a huge body."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if not length and not environ.get("wsgi.input_terminated"):
        return b""
    body: bytes = environ["wsgi.input"].read(min(length or MOST_BYTES + 1, MOST_BYTES + 1))
    return body


class Door:
    def __init__(self, inside: WSGIApplication, api: LineApi) -> None:
        self.inside = inside
        self.api = api

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return self.inside(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        call = Call(
            method=environ["REQUEST_METHOD"],
            path=path,
            query=dict(parse_qsl(query)) if query else {},
            authorization=environ.get("HTTP_AUTHORIZATION", ""),
            retry_key=environ.get("HTTP_X_LINE_RETRY_KEY"),
            content_type=environ.get("CONTENT_TYPE", ""),
            body=_read_body(environ),
        )
        given = self.api.answer(call)
        start_response(
            _STATUS.get(given.status) or f"{given.status} Status",
            [
                ("Content-Type", given.content_type),
                ("Content-Length", str(len(given.body))),
                *given.headers,
            ],
        )
        return [given.body]
