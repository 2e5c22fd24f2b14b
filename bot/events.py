"""LINE's JSON → our Event, tolerantly: what is missing or odd becomes empty, never an exception.

LINE adds kinds, fields and values without notice; an unknown kind becomes "other" and is noted quietly.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import orjson

from bot.webhook import CLOCK_LEEWAY, chat_of, plain
from domain.conversation import Event
from domain.places import Point

LONGEST_TEXT = 5000
KINDS = {
    "postback": "button",
    "follow": "follow",
    "unfollow": "unfollow",
    "join": "join",
    "leave": "leave",
    "memberJoined": "member_joined",
    "memberLeft": "member_left",
    "unsend": "unsend",
    "messageEdited": "edited",
}
MESSAGE_KINDS = {
    "text": "text",
    "image": "photo",
    "video": "video",
    "audio": "voice",
    "file": "file",
    "location": "location",
    "sticker": "sticker",
}
# How people call the bot in a group.
NAMES = ("น้องเข้ม", "nong khem", "nongkhem")


def parse(body: bytes) -> Mapping[str, Any]:
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        parsed = json.loads(body)
    return parsed if isinstance(parsed, dict) else {}


def is_standby(raw: Mapping[str, Any]) -> bool:
    """Another channel answers; a missing mode counts as active."""
    return raw.get("mode") == "standby"


def read(raw: Mapping[str, Any], arrived_at: datetime) -> Event:
    kind = KINDS.get(plain(raw.get("type")), "other")
    message = _object(raw.get("message"))
    if raw.get("type") == "message":
        kind = MESSAGE_KINDS.get(plain(message.get("type")), "unclear")
    source = _object(raw.get("source"))
    words = plain(message.get("text"))[:LONGEST_TEXT]
    return Event(
        kind="unclear" if kind == "location" and _point(message) is None else kind,
        chat=chat_of(raw),
        chat_kind=_chat_kind(source),
        user=plain(source.get("userId"))[:80],
        at=_time(raw.get("timestamp"), arrived_at),
        text=_without_mentions(words, message) if kind == "text" else words,
        message_id=_message_id(raw, message),
        point=_point(message),
        called=_is_called(words, message),
        data=_button(raw) if kind == "button" else {},
    )


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _chat_kind(source: Mapping[str, Any]) -> str:
    if isinstance(source.get("groupId"), str):
        return "group"
    return "room" if isinstance(source.get("roomId"), str) else "user"


def _time(timestamp: Any, arrived_at: datetime) -> datetime:
    """LINE's; one far ahead would win over every later event of its kind, and is brought back."""
    try:
        at = datetime.fromtimestamp(float(timestamp) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return arrived_at
    return min(at, arrived_at + CLOCK_LEEWAY)


def _message_id(raw: Mapping[str, Any], message: Mapping[str, Any]) -> str:
    unsend = _object(raw.get("unsend"))
    value = unsend.get("messageId") if unsend else message.get("id")
    return plain(str(value))[:64] if isinstance(value, str | int) else ""


def _point(message: Mapping[str, Any]) -> Point | None:
    try:
        lat, lon = float(message["latitude"]), float(message["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    fine = math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return Point(lat, lon) if fine else None


def _mentions(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    mentionees = _object(message.get("mention")).get("mentionees")
    return [_object(one) for one in mentionees] if isinstance(mentionees, list) else []


def _is_called(words: str, message: Mapping[str, Any]) -> bool:
    mentioned = any(one.get("isSelf") is True for one in _mentions(message))
    return mentioned or any(name in words.lower() for name in NAMES)


def _without_mentions(words: str, message: Mapping[str, Any]) -> str:
    """The text without "@น้องเข้ม"; LINE counts places in UTF-16 units."""
    units = words.encode("utf-16-le")
    spans = []
    for one in _mentions(message):
        index, length = one.get("index"), one.get("length")
        if one.get("isSelf") is True and isinstance(index, int) and isinstance(length, int):
            spans.append((max(0, index) * 2, max(0, index + length) * 2))
    for start, end in sorted(spans, reverse=True):
        units = units[:start] + units[end:]
    return units.decode("utf-16-le", "replace").strip()


def _button(raw: Mapping[str, Any]) -> dict[str, str]:
    postback = _object(raw.get("postback"))
    written = parse_qsl(plain(postback.get("data"))[:300])
    pressed = {plain(name): plain(value) for name, value in written}
    picked = _object(postback.get("params"))
    for name in ("date", "time", "datetime"):
        if isinstance(picked.get(name), str):
            pressed[name] = plain(picked[name])[:40]
    return pressed
