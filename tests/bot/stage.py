"""What the bot's tests share: events as LINE writes them, a signed door, a desk that works, a pretended LINE."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from flask import Flask
from flask.testing import FlaskClient

import settings as environment
from app import create_app
from bot import cards, webhook
from bot.inbox import Desk
from bot.language import language
from bot.sending import Answer
from store import inbox, outbox
from store.db import Database

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"  # of LINE's worked example of a signature
TOKEN = "a-channel-access-token"
BOT = "U" + "b" * 32
PATIENCE = 60.0
_numbers = itertools.count(1)


def until(look: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """The first true answer of `look`; generous, for a machine that stands still now and then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def person(number: int = 1) -> str:
    return f"U{number:032x}"


def group(number: int = 1) -> str:
    return f"C{number:032x}"


def milliseconds(at: datetime | None = None) -> int:
    return int((at or datetime.now(UTC)).timestamp() * 1000)


def event(type_: str = "message", **changes: Any) -> dict[str, Any]:
    """An event of person 1 with all that LINE always sends; a change to None stays null, ... removes."""
    number = next(_numbers)
    made: dict[str, Any] = {
        "type": type_,
        "mode": "active",
        "timestamp": milliseconds() + number % 1000,
        "source": {"type": "user", "userId": person()},
        "webhookEventId": f"01H{number:023d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:032x}",
    } | changes
    return {name: value for name, value in made.items() if value is not ...}


def text(words: str = "สวัสดี", **changes: Any) -> dict[str, Any]:
    message = {"id": str(next(_numbers)), "type": "text", "text": words, "quoteToken": "q"}
    return event(message=message | changes.pop("message", {}), **changes)


def button(data: str, **changes: Any) -> dict[str, Any]:
    return event("postback", postback={"data": data}, **changes)


def of_group(number: int = 1, user: str = "") -> dict[str, Any]:
    source = {"type": "group", "groupId": group(number)}
    return source | ({"userId": user} if user else {})


def body_of(*events: Any) -> bytes:
    return orjson.dumps({"destination": BOT, "events": list(events)})


def sign(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def settings_for(database: Database, **more: str) -> environment.Settings:
    return environment.load(
        {
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
            "SECRET_KEY": "a key for tests",
            "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "DATA_DIR": str(database.data_dir),
            "PUBLIC_URL": "https://khem.example",
        }
        | more
    )


class House:
    """The web process with its test client, closed at the end."""

    def __init__(self, database: Database, **settings: str) -> None:
        self.app: Flask = create_app(settings_for(database, **settings))
        self.client: FlaskClient = self.app.test_client()

    def close(self) -> None:
        self.app.config["DATABASE"].close()

    def post(self, body: bytes, signature: str | None = "") -> int:
        headers = {} if signature is None else {"x-line-signature": signature or sign(body)}
        answer = self.client.post("/callback", data=body, headers=headers)
        return answer.status_code

    def bring(self, *events: Any) -> int:
        return self.post(body_of(*events))


def bring(database: Database, *events: Any) -> None:
    """Events into the inbox as the door does it, without Flask."""
    arrivals = webhook.read_body(body_of(*events), datetime.now(UTC))
    assert arrivals is not None
    webhook.Keeper(database).keep(arrivals)


def desk(database: Database, name: str = "a worker") -> tuple[Desk, list[str]]:
    alarms: list[str] = []
    look = cards.Look("https://khem.example", language("th"))
    return Desk(database, name, look, alarms.append), alarms


def skip_waits(database: Database) -> None:
    """Lets what waits after an exception be claimed at once."""
    with database.write() as session:
        for row in inbox.listed(session):
            row.claimed_until = None


def work_all(worker: Desk, rounds: int = 200) -> list[outbox.Outgoing]:
    """Work until nothing waits; returns the letters that were leased on the way."""
    letters: list[outbox.Outgoing] = []
    for _ in range(rounds):
        claimed, leased = worker.work()
        letters += leased
        with worker.database.read() as session:
            left = inbox.waiting(session)[0]
        if not left:
            return letters
        if not claimed:
            skip_waits(worker.database)
    raise AssertionError("something waits for ever")


def all_events(database: Database) -> list[inbox.Received]:
    with database.read() as session:
        return list(session.query(inbox.Received).order_by(inbox.Received.id))


def all_letters(database: Database) -> list[outbox.Outgoing]:
    with database.read() as session:
        return list(session.query(outbox.Outgoing).order_by(outbox.Outgoing.id))


def messages_in(letter: outbox.Outgoing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = orjson.loads(letter.body or b"[]")
    return found


def words_in(letter: outbox.Outgoing) -> str:
    return "\n".join(one.get("altText") or one.get("text", "") for one in messages_in(letter))


def letter(chat: str, **changes: Any) -> outbox.Letter:
    """A reply to this chat with a fresh token, or whatever `changes` make of it."""
    number = next(_numbers)
    now = datetime.now(UTC)
    made: dict[str, Any] = {
        "key": f"letter {number}",
        "method": "reply",
        "chat": chat,
        "messages": orjson.dumps([{"type": "text", "text": f"{number}"}]),
        "urgency": 4,
        "not_after": now + timedelta(minutes=10),
        "reply_token": f"{number:032x}",
        "token_at": now,
        "may_push": True,
    }
    if changes.get("method", "reply") != "reply":
        made |= {"reply_token": "", "token_at": None, "may_push": False}
    return outbox.Letter(**(made | changes))


def queue(database: Database, *letters: outbox.Letter) -> list[int]:
    with database.write() as session:
        rows = [outbox.add(session, one, datetime.now(UTC)) for one in letters]
    return [row.id for row in rows if row is not None]


class PretendLine:
    """Answers as told, then 200; remembers every call. `accepts` says what LINE does before it goes silent."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any], str]] = []
        self.script: dict[str, list[Answer | Callable[[], Answer]]] = {}
        self._lock = threading.Lock()

    def tell(self, to: str, *answers: Answer | Callable[[], Answer]) -> None:
        """What the next calls for this chat or reply token get."""
        self.script.setdefault(to, []).extend(answers)

    def send(self, method: str, body: dict[str, Any], retry_key: str = "") -> Answer:
        body = orjson.loads(orjson.dumps(body))  # as it goes out
        to = body.get("replyToken") or body["to"]
        name = to if isinstance(to, str) else to[0]
        with self._lock:
            self.calls.append((method, body, retry_key))
            told = self.script.get(name)
            answer = told.pop(0) if told else Answer(200, "{}")
        return answer if isinstance(answer, Answer) else answer()

    def methods(self) -> list[str]:
        return [method for method, _, _ in list(self.calls)]
