"""People who write, press and send pins through the real inbox, handlers, cards and store; only LINE is left out.

They press what they see: `press(1, "รับเรื่องนี้")` looks for that label in what person 1 was sent last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from domain import lampang
from store import officials, outbox, people
from store.db import Database
from tests.bot import stage


def user(number: int) -> dict[str, str]:
    return {"type": "user", "userId": stage.person(number)}


@dataclass
class Village:
    database: Database
    seen: int = 0  # the newest letter that was looked at
    boxes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk, self.alarms = stage.desk(self.database)

    # What people do

    def says(self, who: int, words: str) -> str:
        return self._bring(who, stage.text(words, source=user(who)))

    def pins(self, who: int, lat: float, lon: float) -> str:
        message = {"type": "location", "latitude": lat, "longitude": lon, "text": ...}
        event = stage.text("", source=user(who), message=message)
        event["message"].pop("text")
        return self._bring(who, event)

    def sends(self, who: int, kind: str = "image") -> str:
        event = stage.text("", source=user(who), message={"type": kind})
        event["message"].pop("text")
        return self._bring(who, event)

    def press(self, who: int, label: str) -> str:
        """The newest button with this label that the person was sent."""
        for message in reversed(self.boxes.get(stage.person(who), [])):
            for action in actions(message):
                if action.get("label") == label and "data" in action:
                    return self.post(who, action["data"])
        raise AssertionError(f"person {who} sees no button {label!r}: {self.labels(who)}")

    def post(self, who: int, data: str) -> str:
        return self._bring(who, stage.button(data, source=user(who)))

    def in_group(self, who: int, words: str, group: int = 1) -> str:
        source = stage.of_group(group, stage.person(who))
        return self._bring_to(stage.group(group), stage.text(words, source=source))

    # Who they are

    def official(self, who: int, area: str, title: str, name: str, **more: Any) -> None:
        """`area` by code; `title` as on an invitation."""
        chat = stage.person(who)
        role = more.pop("role", "officer")
        with self.database.write() as session:
            people.remember(session, chat, "user", datetime.now(UTC))
            officials.give(session, chat, role, area, datetime.now(UTC), title=title)
            officials.introduce(session, chat, name, more.pop("phone", "0812345678"))

    def lives(self, who: int, area: str) -> None:
        chat = stage.person(who)
        assert lampang.area(area)
        with self.database.write() as session:
            people.remember(session, chat, "user", datetime.now(UTC))
            people.change(session, chat, area=area)

    # What they see

    def heard(self, who: int) -> list[str]:
        """Everything this person was sent so far, each message in one string."""
        self._look()
        return [words(one) for one in self.boxes.get(stage.person(who), [])]

    def labels(self, who: int) -> list[str]:
        box = self.boxes.get(stage.person(who), [])[-3:]
        return [a.get("label", "") for one in box for a in actions(one)]

    def _bring(self, who: int, event: dict[str, Any]) -> str:
        return self._bring_to(stage.person(who), event)

    def _bring_to(self, chat: str, event: dict[str, Any]) -> str:
        before = len(self.boxes.get(chat, []))
        stage.bring(self.database, event)
        stage.work_all(self.desk)
        self._look()
        return "\n".join(words(one) for one in self.boxes.get(chat, [])[before:])

    def _look(self) -> None:
        """New letters are delivered as LINE would, also those that ride (with the chat's next reply)."""
        with self.database.write() as session:
            rows = session.query(outbox.Outgoing).filter(outbox.Outgoing.id > self.seen)
            for row in rows.order_by(outbox.Outgoing.id):
                self.seen = row.id
                chats = orjson.loads(row.recipients) if row.recipients else [row.chat]
                for chat in chats:
                    self.boxes.setdefault(chat, []).extend(orjson.loads(row.body or b"[]"))
                if row.state == outbox.WAITING:
                    outbox.end(session, row, outbox.SENT, datetime.now(UTC))


def actions(piece: Any) -> list[dict[str, Any]]:
    """Every action in a message, in reading order."""
    if isinstance(piece, list):
        return [action for one in piece for action in actions(one)]
    if not isinstance(piece, dict):
        return []
    found = [piece["action"]] if isinstance(piece.get("action"), dict) else []
    return found + [
        action for name, one in piece.items() if name != "action" for action in actions(one)
    ]


def words(piece: Any) -> str:
    """All that can be read in a message."""
    parts: list[str] = []
    _read(piece, parts)
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _read(piece: Any, parts: list[str]) -> None:
    if isinstance(piece, list):
        for one in piece:
            _read(one, parts)
    elif isinstance(piece, dict):
        for name in ("altText", "text", "label"):
            if isinstance(piece.get(name), str):
                parts.append(piece[name])
        for one in piece.values():
            if isinstance(one, dict | list):
                _read(one, parts)
