"""The door: LINE's signature, every event into the inbox, then 200. What it means is decided later (bot/inbox.py)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import structlog
from flask import Blueprint, Response, current_app, request

from bot import wake
from store import inbox
from store.db import Database

LARGEST_BODY = 8 * 1024 * 1024
# LINE's own clock orders a chat; one that is far off must not hold a chat up, or overtake it, for long.
CLOCK_LEEWAY = timedelta(minutes=10)
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
        arrival = _arrival(event, index, now) if isinstance(event, dict) else None
        if arrival is None:
            log.warning("webhook event cannot be kept", kind=type(event).__name__)
            continue
        arrivals.setdefault(arrival.event_id, arrival)  # a double inside the body
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


def _arrival(event: Mapping[str, Any], index: int, now: datetime) -> inbox.Arrival | None:
    body = _dump(event)
    if body is None:
        return None
    event_id = plain(event.get("webhookEventId"))
    if not event_id or len(event_id) > 64:
        event_id = "x" + hashlib.sha256(body).hexdigest()[:40]
    token = plain(event.get("replyToken"))
    if token in DUMMY_TOKENS or event.get("mode") == "standby":
        token = ""
    context = event.get("deliveryContext")
    return inbox.Arrival(
        event_id=event_id,
        chat=chat_of(event) or f"nobody:{event_id}",
        place_in_chat=_place(event.get("timestamp"), now) * 1000 + index % 1000,
        arrived_at=now,
        body=body,
        reply_token=token[:200],
        is_redelivery=isinstance(context, dict) and context.get("isRedelivery") is True,
    )


def _dump(event: Mapping[str, Any]) -> bytes | None:
    """None for what is nested so deep that nobody could read it again."""
    try:
        return orjson.dumps(event)
    except (TypeError, orjson.JSONEncodeError):
        pass
    try:
        return json.dumps(event).encode()
    except RecursionError:
        return None


def plain(value: Any) -> str:
    """A string without lone surrogates and NULs (no database takes them); empty for anything else."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().replace("\x00", "")


def chat_of(event: Mapping[str, Any]) -> str:
    source = event.get("source")
    if not isinstance(source, dict):
        return ""
    for name in ("groupId", "roomId", "userId"):
        value = plain(source.get(name))
        if value and len(value) <= 80:
            return value
    return ""


def _place(timestamp: Any, now: datetime) -> int:
    arrived = int(now.timestamp() * 1000)
    if not isinstance(timestamp, int | float) or timestamp != timestamp:
        return arrived
    leeway = int(CLOCK_LEEWAY.total_seconds() * 1000)
    return int(max(arrived - leeway, min(arrived + leeway, timestamp)))


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
