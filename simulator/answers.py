"""A call to LINE's API and its answer, in LINE's words (facts: LINE's Messaging API reference)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

JSON = "application/json"

AUTHENTICATION = "Authentication failed due to the following reason: "
GONE = "The content is gone"
INVALID_TOKEN = "Invalid reply token"  # noqa: S105 - LINE's sentence, not a secret
MONTHLY = "You have reached your monthly limit."
NOT_FOUND = "Not found"
NOT_SENT = "Failed to send messages"
RATE = "The API rate limit has been exceeded. Try again later."
REPEATED = "The retry key is already accepted"


@dataclass(slots=True)
class Call:
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    authorization: str = ""
    retry_key: str | None = None
    content_type: str = ""
    body: bytes = b""


@dataclass(slots=True)
class Answer:
    status: int = 200
    body: bytes = b"{}"
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    note: str = ""  # why, in our words: for the drawer of the page, never sent to the bot


def answer(value: Any, status: int = 200) -> Answer:
    return Answer(status, orjson.dumps(value))


def refuse(
    status: int, message: str, details: list[dict[str, str]] | None = None, **more: Any
) -> Answer:
    body: dict[str, Any] = {"message": message}
    if details:
        body["details"] = details
    return Answer(status, orjson.dumps(body | more))


def invalid(name: str) -> Answer:
    """LINE's sentence for a property of a wrong type or shape."""
    return refuse(400, f"The property, {name}, in the request body is invalid (line: -, column: -)")


def invalid_value(name: str) -> Answer:
    return refuse(400, f"The value for the '{name}' parameter is invalid")


def errors(details: list[dict[str, str]]) -> Answer:
    return refuse(400, f"The request body has {len(details)} error(s)", details)


def read_json(call: Call) -> dict[str, Any] | Answer:
    kind = call.content_type.partition(";")[0].strip().lower()
    if kind != JSON:
        return refuse(400, f"The content type, {kind or 'null'}, is not supported")
    try:
        body = orjson.loads(call.body)
    except orjson.JSONDecodeError as error:
        where = f"(line: {error.lineno}, column: {error.colno})"
        return refuse(400, f"The request body could not be parsed as JSON {where}")
    if not isinstance(body, dict):
        return refuse(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
    return body
