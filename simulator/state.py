"""The simulated world: people, groups, what stands in their chats, and LINE's books about them.

Everything lives in memory, behind one lock. The bot's side is api*.py, the people's control.py.
"""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .burst import Bursts
from .clock import BusinessClock, Clock
from .faults import Faults
from .ids import new_id
from .journal import Journal
from .limits import Buckets, Deliveries, Quota, ReplyTokens, RetryKeys
from .menus import Menus
from .settings import Settings
from .stream import Hub

KEPT_ITEMS = 1000  # in one chat
KEPT_TOKENS = 20_000
KEPT_CONTENTS = 1000
WROTE_LATELY = 7 * 24 * 3600.0  # how long a push reaches one who wrote without being a friend


@dataclass(slots=True)
class Person:
    user_id: str
    name: str
    language: str = "th"
    friend: bool = True
    blocked: bool = False
    wrote_at: float = 0

    def is_reachable(self, now: float) -> bool:
        return not self.blocked and (self.friend or now - self.wrote_at < WROTE_LATELY)


@dataclass(slots=True)
class Group:
    group_id: str
    name: str
    members: list[str]
    bot_inside: bool = True


@dataclass(slots=True)
class Content:
    body: bytes
    content_type: str
    ready_at: float
    gone: bool = False


Item = dict[str, Any]


class World:
    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        self.business_clock = BusinessClock()
        self.lock = threading.RLock()
        self.hub = Hub()
        self.faults = Faults()
        self.bot_id = new_id("U")
        self.endpoint = settings.bot
        self._seq = itertools.count(1)
        self.forget()

    def forget(self) -> None:
        """Begin anew; open pages and the business clock stay."""
        with self.lock:
            self.people: dict[str, Person] = {}
            self.groups: dict[str, Group] = {}
            self.chats: dict[str, deque[Item]] = {}
            self.contents: dict[str, Content] = {}
            self.typing_until: dict[str, float] = {}
            self.mark_as_read_tokens: dict[str, tuple[str, int]] = {}  # to chat and seq
            self.buckets, self.quota = Buckets(), Quota()
            self.retry_keys, self.tokens = RetryKeys(), ReplyTokens()
            self.deliveries, self.menus = Deliveries(), Menus()
            self.calls, self.refused, self.webhooks = Journal(), Journal(), Journal()
            self.bursts = Bursts()
            self.faults.clear()

    def now(self) -> float:
        return self.clock.now()

    def add_person(self, name: str, language: str = "th", *, friend: bool = True) -> Person:
        person = Person(new_id("U"), name, language, friend=friend)
        with self.lock:
            self.people[person.user_id] = person
        return person

    def add_group(self, name: str, members: Iterable[str], letter: str = "C") -> Group:
        group = Group(new_id(letter), name, list(dict.fromkeys(members)))
        with self.lock:
            self.groups[group.group_id] = group
        self.tell(group.group_id, {"type": "chats"})
        return group

    def keep_content(self, message_id: str, content: Content) -> None:
        with self.lock:
            while len(self.contents) >= KEPT_CONTENTS:
                del self.contents[next(iter(self.contents))]
            self.contents[message_id] = content

    def kind_of_chat(self, chat: str) -> str:
        return {"C": "group", "R": "room"}.get(chat[:1], "user")

    def people_in(self, chat: str) -> list[str]:
        group = self.groups.get(chat)
        return group.members if group else [chat]

    def reached_by(self, chat: str) -> list[str]:
        """Who gets what the bot sends to this chat, which is also what it costs."""
        if group := self.groups.get(chat):
            return list(group.members) if group.bot_inside else []
        person = self.people.get(chat)
        return [chat] if person and person.is_reachable(self.now()) else []

    def add_item(self, chat: str, by: str, kind: str, message: dict[str, Any]) -> Item:
        """One more thing to see in the chat; told to the pages of those who are in it."""
        item: Item = {
            "seq": next(self._seq),
            "at": int(self.now() * 1000),
            "shownAt": int(self.business_clock.now().timestamp() * 1000),
            "from": by,
            "kind": kind,
            "message": message,
        }
        if quick_reply := message.get("quickReply"):
            item["quickReply"] = quick_reply
        with self.lock:
            items = self.chats.get(chat)
            if items is None:
                items = self.chats[chat] = deque(maxlen=KEPT_ITEMS)
            items.append(item)
            self.typing_until.pop(chat, None)
        self.tell(chat, {"type": "item", "item": item})
        return item

    def tell(self, chat: str, happening: dict[str, Any]) -> None:
        for user in self.people_in(chat):
            self.hub.tell(user, {"chat": chat} | happening)

    def deliver(self, chat: str, messages: list[dict[str, Any]], ids: list[str]) -> None:
        """What the bot sent appears in the chat, if anybody there can see it."""
        if self.reached_by(chat):
            for message, message_id in zip(messages, ids, strict=True):
                self.add_item(chat, "bot", message["type"], {"id": message_id} | message)

    def find_item(self, chat: str, message_id: str) -> Item | None:
        with self.lock:
            items = self.chats.get(chat, ())
            return next((each for each in items if each["message"].get("id") == message_id), None)

    def items(self, chat: str, after: int) -> list[Item]:
        with self.lock:
            return [dict(each) for each in self.chats.get(chat, ()) if each["seq"] > after]

    def keep_mark_token(self, token: str, chat: str, seq: int) -> None:
        with self.lock:
            while len(self.mark_as_read_tokens) >= KEPT_TOKENS:
                del self.mark_as_read_tokens[next(iter(self.mark_as_read_tokens))]
            self.mark_as_read_tokens[token] = (chat, seq)

    def read_with(self, token: str) -> bool:
        """Marks what the token stands for and all before it; False for an unknown token."""
        known = self.mark_as_read_tokens.get(token)
        if known:
            self.mark_read(*known)
        return known is not None

    def hears_of(self, chat: str, user: str) -> bool:
        """Whether LINE tells the bot what this person does here."""
        if group := self.groups.get(chat):
            return group.bot_inside
        return not self.people[user].blocked

    def mark_read(self, chat: str, until: int) -> None:
        with self.lock:
            unread = [
                each
                for each in self.chats.get(chat, ())
                if each["seq"] <= until and each["from"] != "bot"
            ]
            for item in unread:
                item["read"] = True
        self.tell(chat, {"type": "read", "until": until})
