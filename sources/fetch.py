"""Fetching JSON from a feed's addresses in order, and saying in one word what went wrong.

What the answers mean is read next door, one file per feed.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import certifi
import orjson
import requests
import urllib3

USER_AGENT = "nongkhem/0.1 (LINE chatbot for haze in Lampang; reads each feed a few times an hour)"
CONNECT_SECONDS = 6.0
READ_SECONDS = 20.0
MOST_BYTES = 8 * 1024 * 1024  # PCD's whole country is 134 kB
MOST_REDIRECTS = 5


class FeedError(Exception):
    """A feed gave nothing usable. kind: tls, unreachable, http, not_json, shape."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind
        self.text = text


@dataclass(frozen=True, slots=True)
class Fetched:
    """The first usable answer, whose it was, and what was wrong with the addresses tried before it."""

    data: Any
    url: str
    failures: tuple[FeedError, ...] = ()


def accept_anything(data: Any) -> None:
    """The default check of get_json: any JSON will do."""


def get_json(
    urls: Sequence[str],
    *,
    ca_file: str | None = None,
    timeout: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
    check: Callable[[Any], None] = accept_anything,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """The first address that answers with JSON that `check` lets pass (it raises FeedError for what it refuses).

    `ca_file` holds certificates (PEM) to be trusted besides the usual ones: PCD's server sends a chain that lacks
    its own intermediate. `timeout` is (connect, whole answer) in seconds; `headers` carry a feed's key. FeedError with the first address's kind
    and every address's text when none answers.
    """
    if not urls:
        raise FeedError("unreachable", "no address is set")
    failures: list[FeedError] = []
    with _trusted(ca_file) as trusted, requests.Session() as session:
        session.max_redirects = MOST_REDIRECTS
        session.headers.update({"User-Agent": USER_AGENT, "Accept": "application/json"})
        session.headers.update(headers or {})
        for url in urls:
            try:
                data = _read_json(_get(session, url, trusted, timeout))
                check(data)
            except FeedError as error:
                failures.append(FeedError(error.kind, f"{_host(url)}: {error.text}"))
            else:
                return Fetched(data, url, tuple(failures))
    raise FeedError(failures[0].kind, "; ".join(failure.text for failure in failures))


def get_text(
    url: str,
    *,
    ca_file: str | None = None,
    timeout: tuple[float, float] = (CONNECT_SECONDS, READ_SECONDS),
) -> tuple[int, str]:
    """Status and text of an address that tells its mistakes in the body, whatever the status. FeedError as above."""
    with _trusted(ca_file) as trusted, requests.Session() as session:
        session.max_redirects = MOST_REDIRECTS
        session.headers.update({"User-Agent": USER_AGENT, "Accept": "text/csv, text/plain"})
        status, body = _ask(session, url, trusted, timeout)
        return status, body.decode("utf-8", "replace").removeprefix("\ufeff")


@contextmanager
def _trusted(ca_file: str | None) -> Iterator[str | bool]:
    """The bundle to verify with: the usual certificates, and the extra ones behind them in a file of its own."""
    if not ca_file:
        yield True
        return
    try:
        with open(ca_file, "rb") as extra, open(certifi.where(), "rb") as usual:
            bundle = usual.read() + b"\n" + extra.read()
    except OSError as error:
        raise FeedError(
            "tls", f"the extra certificates cannot be read: {error.strerror}"
        ) from error
    handle, path = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(bundle)
        yield path
    finally:
        os.unlink(path)


def _get(
    session: requests.Session, url: str, trusted: str | bool, timeout: tuple[float, float]
) -> bytes:
    status, body = _ask(session, url, trusted, timeout)
    if status != requests.codes.ok:
        raise FeedError("http", f"answered {status}")
    return body


def _ask(
    session: requests.Session, url: str, trusted: str | bool, timeout: tuple[float, float]
) -> tuple[int, bytes]:
    until = time.monotonic() + sum(timeout)
    try:
        with session.get(url, timeout=timeout, verify=trusted, stream=True) as response:
            if url.startswith("https:") and not response.url.startswith("https:"):
                raise FeedError("tls", "sent us on to an address without TLS")
            return response.status_code, _read_body(response, until)
    except requests.exceptions.SSLError as error:
        raise FeedError("tls", _reason(error)) from error
    except requests.exceptions.TooManyRedirects as error:
        raise FeedError("http", "sends us round in circles") from error
    except requests.exceptions.RequestException as error:
        raise FeedError("unreachable", _reason(error)) from error
    except (OSError, ValueError, urllib3.exceptions.HTTPError) as error:  # while the body is read
        raise FeedError("unreachable", _reason(error)) from error


def _read_body(response: requests.Response, until: float) -> bytes:
    """Read piece by piece: a server that drips or never ends must not hold the clock."""
    body = bytearray()
    while True:
        piece = response.raw.read1(65536, decode_content=True)
        if not piece:
            return bytes(body)
        body += piece
        if len(body) > MOST_BYTES:
            raise FeedError("shape", f"longer than {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise FeedError("unreachable", "the answer did not end in time")


def _read_json(body: bytes) -> Any:
    if not body.strip():
        raise FeedError("not_json", "an empty answer")
    try:
        return orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        page = body.lstrip()[:1] == b"<"
        raise FeedError("not_json", "a web page instead of data" if page else str(error)) from error


def _reason(error: Exception) -> str:
    """The innermost sentence, without addresses of objects and repeated wrappings."""
    inner: BaseException = error
    while inner.args and isinstance(inner.args[0], BaseException):
        inner = inner.args[0]
    reason = getattr(inner, "reason", None)
    if isinstance(reason, BaseException):
        inner = reason
        while inner.args and isinstance(inner.args[0], BaseException):
            inner = inner.args[0]
    text = str(inner).partition(">: ")[2] or str(inner)
    return text[:200] or type(error).__name__


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0].rpartition("@")[2]
