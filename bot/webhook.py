"""The door: LINE's signature, every event into the inbox, then 200. What it means is decided later (bot/inbox.py)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from flask import Blueprint, Response, current_app, request

from bot import wake
from store import inbox
from store.db import Database

LARGEST_BODY = 8 * 1024 * 1024
# LINE's own clock orders a chat; one that is far off must not hold a chat up, or overtake it, for long.
CLOCK_LEEWAY_MS = 10 * 60 * 1000
# The console's old "verify" sent reply tokens of 32 zeros or f's: nothing can be answered there.
DUMMY_TOKENS = ("0" * 32, "f" * 32)

door = Blueprint("door", __name__)
log = structlog.get_logger()


@door.post("/callback")
def callback() -> Response | tuple[str, int]:
    if (request.content_length or 0) > LARGEST_BODY:
        return "too large", 413
    body = request.get_data(cache=False)
    if len(body) > LARGEST_BODY:
        return "too large", 413
    secret: str = current_app.config["SETTINGS"].line_channel_secret
    if not is_signed(body, request.headers.get("x-line-signature", ""), secret):
        return "bad signature", 401
    arrivals = read_body(body, datetime.now(UTC))
    if arrivals is None:
        return "not a webhook", 400
    if arrivals:
        keeper: Keeper = current_app.config["KEEPER"]
        try:
            keeper.keep(arrivals)
        except Exception:
            log.exception("webhook not stored", events=len(arrivals))
            return "cannot store now", 503
    return "OK", 200


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    expected = base64.b64encode(digest)
    return hmac.compare_digest(expected, signature.encode("utf-8", "replace"))


def read_body(body: bytes, now: datetime) -> list[inbox.Arrival] | None:
    """The events of a webhook body, each on its own; None when it is no webhook at all."""
    parsed = _parse(body)
    if not isinstance(parsed, dict):
        return None
    events = parsed.get("events")
    if not isinstance(events, list):
        return None
    arrivals: dict[str, inbox.Arrival] = {}
    for index, event in enumerate(events):
        if isinstance(event, dict):
            arrival = _arrival(event, index, now)
            arrivals.setdefault(arrival.event_id, arrival)  # a double inside the body
        else:
            log.warning("webhook event is not an object", kind=type(event).__name__)
    return list(arrivals.values())


def _parse(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)  # knows lone surrogates and NaN, which orjson refuses
    except (ValueError, RecursionError):
        return None


def _arrival(event: Mapping[str, Any], index: int, now: datetime) -> inbox.Arrival:
    body = _dump(event)
    event_id = event.get("webhookEventId")
    if not isinstance(event_id, str) or not event_id or len(event_id) > 64:
        event_id = "x" + hashlib.sha256(body).hexdigest()[:40]
    else:
        event_id = event_id.encode("utf-8", "replace").decode()
    token = event.get("replyToken")
    token = token if isinstance(token, str) and token not in DUMMY_TOKENS else ""
    context = event.get("deliveryContext")
    return inbox.Arrival(
        event_id=event_id,
        chat=chat_of(event) or f"nobody:{event_id}",
        place_in_chat=_place(event.get("timestamp"), now) * 1000 + index % 1000,
        arrived_at=now,
        body=body,
        reply_token=token[:200].encode("utf-8", "replace").decode(),
        is_redelivery=isinstance(context, dict) and context.get("isRedelivery") is True,
    )


def _dump(event: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(event)
    except (TypeError, orjson.JSONEncodeError):
        return json.dumps(event).encode()


def chat_of(event: Mapping[str, Any]) -> str:
    source = event.get("source")
    if not isinstance(source, dict):
        return ""
    for name in ("groupId", "roomId", "userId"):
        value = source.get(name)
        if isinstance(value, str) and value and len(value) <= 80:
            return value.encode("utf-8", "replace").decode()
    return ""


def _place(timestamp: Any, now: datetime) -> int:
    arrived = int(now.timestamp() * 1000)
    if not isinstance(timestamp, int | float) or timestamp != timestamp:
        return arrived
    return int(max(arrived - CLOCK_LEEWAY_MS, min(arrived + CLOCK_LEEWAY_MS, timestamp)))


@dataclass
class _Ticket:
    arrivals: list[inbox.Arrival]
    done: bool = False
    error: Exception | None = None


@dataclass
class Keeper:
    """Group commit: the first thread that waits stores for all that wait behind it, in one commit."""

    database: Database
    _mutex: threading.Lock = field(default_factory=threading.Lock)
    _leader: threading.Lock = field(default_factory=threading.Lock)
    _queue: list[_Ticket] = field(default_factory=list)

    def keep(self, arrivals: list[inbox.Arrival]) -> None:
        """Durable when it returns; raises when it could not be stored."""
        ticket = _Ticket(arrivals)
        with self._mutex:
            self._queue.append(ticket)
        with self._leader:
            if not ticket.done:
                self._commit_all()
        if ticket.error is not None:
            raise ticket.error

    def _commit_all(self) -> None:
        with self._mutex:
            tickets, self._queue = self._queue, []
        try:
            with self.database.write() as session:
                inbox.keep(session, [one for ticket in tickets for one in ticket.arrivals])
        except Exception as error:
            for ticket in tickets:
                ticket.error = error
        for ticket in tickets:
            ticket.done = True
        wake.ring(self.database)
