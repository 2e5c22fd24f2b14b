"""Turns what a person does into the webhook event that LINE would make of it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .check import units
from .ids import new_event_id, new_message_id, new_token
from .limits import ReplyToken
from .state import Content, Person, World

Fields = dict[str, Any]

# A picture of one pixel, for those who send a picture and do not care which.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
TYPES: dict[str, type] = {
    "keywords": list,
    "params": dict,
    "members": list,
    "contentProvider": dict,
}

QUOTED = frozenset({"text", "sticker", "image", "video"})


@dataclass(slots=True)
class Act:
    """One thing that a person does, as the control API received it."""

    kind: str
    user: str
    chat: str
    fields: Fields = field(default_factory=dict)

    def text(self, name: str, otherwise: str = "") -> str:
        value = self.fields.get(name)
        return value if isinstance(value, str) else otherwise


def _text(world: World, act: Act) -> Fields:
    words = act.text("text")
    message: Fields = {"type": "text", "text": words}
    if act.fields.get("mention_bot"):
        name = f"@{world.settings.bot_name}"
        if name not in words:
            words = message["text"] = f"{name} {words}".strip()
        mention = {
            "index": units(words[: words.index(name)]),
            "length": units(name),
            "type": "user",
            "userId": world.bot_id,
            "isSelf": True,
        }
        message["mention"] = {"mentionees": [mention]}
    return message


def _location(world: World, act: Act) -> Fields:
    message: Fields = {"type": "location"}
    for name in ("title", "address", "latitude", "longitude"):
        if act.fields.get(name) is not None:
            message[name] = act.fields[name]
    return message


def _media(world: World, act: Act) -> Fields:
    message: Fields = {"type": act.kind, "contentProvider": {"type": "line"}}
    for name in ("duration", "contentProvider", "imageSet"):
        if act.fields.get(name) is not None:
            message[name] = act.fields[name]
    return message


def _file(world: World, act: Act) -> Fields:
    size = len(read_content(act) or b"")
    return {"type": "file", "fileName": act.text("fileName", "file"), "fileSize": size}


def _sticker(world: World, act: Act) -> Fields:
    message: Fields = {
        "type": "sticker",
        "packageId": str(act.fields.get("packageId", "446")),
        "stickerId": str(act.fields.get("stickerId", "1988")),
        "stickerResourceType": act.text("stickerResourceType", "STATIC"),
    }
    if keywords := act.fields.get("keywords"):
        message["keywords"] = list(keywords)[:15]
    return message


MESSAGES: dict[str, Callable[[World, Act], Fields]] = {
    "text": _text,
    "location": _location,
    "image": _media,
    "video": _media,
    "audio": _media,
    "file": _file,
    "sticker": _sticker,
}


def read_content(act: Act) -> bytes | None:
    """The bytes of a picture or recording; None if the base64 is wrong, empty if there is none."""
    try:
        return base64.b64decode(act.text("content").rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return None


def _message(world: World, act: Act, seq: int, message: Fields) -> Fields:
    """Tokens belong to LINE's books; the page is shown the message without them."""
    token = new_token()
    world.keep_mark_token(token, act.chat, seq)
    message = message | {"markAsReadToken": token}
    if message["type"] in QUOTED:
        message["quoteToken"] = new_token()
    return {"type": "message", "message": message}


def say(world: World, act: Act) -> Fields:
    """A message of any kind: it stands in the chat first, then the bot hears of it."""
    message = {"id": new_message_id()} | MESSAGES[act.kind](world, act)
    if quoted := act.text("quotedMessageId"):
        message["quotedMessageId"] = quoted
    if act.kind in ("image", "video", "audio", "file") and _is_kept_by_line(message):
        _keep_content(world, act, message["id"])
    item = world.add_item(act.chat, act.user, act.kind, message)
    world.people[act.user].wrote_at = world.now()
    return _message(world, act, item["seq"], message)


def _is_kept_by_line(message: Fields) -> bool:
    provider = message.get("contentProvider")
    return not isinstance(provider, dict) or provider.get("type") != "external"


def _keep_content(world: World, act: Act, message_id: str) -> None:
    usual = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/m4a"}
    kind = act.text("contentType", usual.get(act.kind, "application/octet-stream"))
    body = read_content(act) or b""
    if not body and act.kind == "image":
        body, kind = DOT, "image/png"
    ready = world.now() + world.settings.content_preparing_seconds
    world.keep_content(message_id, Content(body, kind, ready))


def _postback(world: World, act: Act) -> Fields:
    postback: Fields = {"data": act.text("data")}
    params = act.fields.get("params")
    alias = act.text("richMenuAliasId") or (params or {}).get("newRichMenuAliasId")
    if alias:
        status = world.menus.switch(act.user, alias)
        params = {"status": status}
        if status == "SUCCESS":
            params["newRichMenuAliasId"] = alias
            world.hub.tell(act.user, {"type": "richmenu", "chat": act.chat})
    if params:
        postback["params"] = params
    shown = act.text("displayText") or act.text("text")
    message = {"type": "text", "text": shown} if shown else {}
    item = world.add_item(act.chat, act.user, "text" if shown else "postback", message)
    item["postback"] = postback  # not seen on the phone, but copied with the talk
    return {"type": "postback", "postback": postback}


def _follow(world: World, act: Act) -> Fields:
    person = world.people[act.user]
    again, person.friend, person.blocked = person.blocked, True, False
    world.add_item(act.chat, act.user, "follow", {})
    world.tell(act.chat, {"type": "blocked", "blocked": False})
    return {"type": "follow", "follow": {"isUnblocked": again}}


def _unfollow(world: World, act: Act) -> Fields:
    world.people[act.user].blocked = True
    world.menus.linked.pop(act.user, None)
    world.add_item(act.chat, act.user, "unfollow", {})
    world.tell(act.chat, {"type": "blocked", "blocked": True})
    return {"type": "unfollow"}


def _join(world: World, act: Act) -> Fields:
    if group := world.groups.get(act.chat):
        group.bot_inside = True
    world.add_item(act.chat, act.user, "join", {})
    return {"type": "join"}


def _leave(world: World, act: Act) -> Fields:
    if group := world.groups.get(act.chat):
        group.bot_inside = False
    world.add_item(act.chat, act.user, "leave", {})
    return {"type": "leave"}


def _members(world: World, act: Act) -> Fields:
    group = world.groups.get(act.chat)
    who = act.fields.get("members") or [act.user]
    joined = act.kind == "memberJoined"
    for user in who:
        if group and joined and user not in group.members:
            group.members.append(user)
        elif group and not joined and user in group.members:
            group.members.remove(user)
    world.add_item(act.chat, act.user, act.kind, {"members": who})
    for user in who:
        world.hub.tell(user, {"type": "chats", "chat": act.chat})
    members = [{"type": "user", "userId": user} for user in who]
    return {"type": act.kind, "joined" if joined else "left": {"members": members}}


def _unsend(world: World, act: Act) -> Fields:
    message_id = act.text("messageId")
    if content := world.contents.get(message_id):
        content.gone, content.body = True, b""
    if item := world.find_item(act.chat, message_id):
        item["unsent"], item["message"] = True, {"id": message_id}
        world.tell(act.chat, {"type": "unsend", "messageId": message_id})
    return {"type": "unsend", "unsend": {"messageId": message_id}}


def _edit(world: World, act: Act) -> Fields:
    message_id = act.text("messageId")
    message = {"id": message_id, "type": "text", "text": act.text("text")}
    if item := world.find_item(act.chat, message_id):
        item["message"], item["edited"] = message, True
        world.tell(act.chat, {"type": "changed", "item": item})
    return {"type": "messageEdited", "message": message | {"quoteToken": new_token()}}


def _beacon(world: World, act: Act) -> Fields:
    beacon = {"hwid": act.text("hwid", "0123456789"), "type": act.text("beaconType", "enter")}
    return {"type": "beacon", "beacon": beacon}


def _raw(world: World, act: Act) -> Fields:
    event = act.fields.get("event")
    return dict(event) if isinstance(event, dict) else {}


BUILDERS: dict[str, Callable[[World, Act], Fields]] = {
    **dict.fromkeys(MESSAGES, say),
    "postback": _postback,
    "follow": _follow,
    "unfollow": _unfollow,
    "join": _join,
    "leave": _leave,
    "memberJoined": _members,
    "memberLeft": _members,
    "unsend": _unsend,
    "messageEdited": _edit,
    "beacon": _beacon,
    "raw": _raw,
}


# Kinds whose event carries a reply token.
WITH_TOKEN = frozenset(MESSAGES) | {
    "postback",
    "follow",
    "join",
    "memberJoined",
    "messageEdited",
    "beacon",
}


def source_of(act: Act) -> Fields:
    shared = {"C": ("group", "groupId"), "R": ("room", "roomId")}.get(act.chat[:1])
    if shared is None:
        return {"type": "user", "userId": act.user}
    kind, name = shared
    source = {"type": kind, name: act.chat}
    # A group's own events have no author, and a member without consent has no id.
    silent = act.kind in ("join", "leave", "memberJoined", "memberLeft")
    if not silent and not act.fields.get("without_consent"):
        source["userId"] = act.user
    return source


def build_event(world: World, act: Act) -> Fields:
    """The whole event, with its reply token entered in LINE's books."""
    now = world.now()
    event = BUILDERS[act.kind](world, act)
    mode = act.text("mode", world.settings.webhook_mode)
    event = {
        "mode": mode,
        "timestamp": int(now * 1000),
        "source": source_of(act),
        "webhookEventId": new_event_id(now),
        "deliveryContext": {"isRedelivery": False},
    } | event
    if mode == "active" and act.kind in WITH_TOKEN:
        event["replyToken"] = new_token()
    token = event.get("replyToken")
    if isinstance(token, str):
        event_id = str(event["webhookEventId"])
        world.tokens.add(token, ReplyToken(act.chat, act.user, now, event_id))
    return event


def can_do(world: World, act: Act) -> str:
    """Why this act is impossible; empty when it is fine."""
    person: Person | None = world.people.get(act.user)
    if act.kind not in BUILDERS:
        return f"unknown kind: {act.kind}"
    if person is None:
        return f"unknown user: {act.user}"
    if act.chat != act.user and act.chat not in world.groups:
        return f"unknown chat: {act.chat}"
    return _wrong_field(world, act)


def _wrong_field(world: World, act: Act) -> str:
    for name, wanted in TYPES.items():
        if not isinstance(act.fields.get(name), wanted | None):
            return f"{name} must be a {wanted.__name__}"
    if unknown := [each for each in act.fields.get("members") or () if each not in world.people]:
        return f"unknown members: {unknown}"
    group = world.groups.get(act.chat)
    if group and act.user not in group.members and act.kind != "memberJoined":
        return "the user is not in this group"
    if act.kind in MESSAGES and read_content(act) is None:
        return "content is not base64"
    return ""
