"""What LINE takes as an outgoing message: the table of types, fields and limits.

Typed anew from LINE's Messaging API reference and open specification; tests/simulator compares it
with the specification where that is at hand. Actions: actions.py, templates and imagemaps: templates.py,
Flex: flex.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from .actions import action
from .check import (
    Field,
    Kind,
    Report,
    anything,
    at,
    below,
    by_type,
    holds,
    in_flex,
    items,
    matching,
    may,
    need,
    number,
    one_of,
    text,
    url,
    whole,
)
from .flex import container
from .ids import USER_ID
from .templates import BASE_SIZE, IMAGEMAP_ACTIONS, IMAGEMAP_VIDEO, TEMPLATES

MOST_MESSAGES = 5
_BIG = 2**31 - 1
_SECONDS_OF_A_MONTH_IN_MS = 30 * 24 * 3600 * 1000

# The sticker packages that LINE lets bots send.
STICKER_PACKAGES = tuple(
    str(number)
    for number in (
        446, 789, 1070, 6136, 6325, 6359, 6362, 6370,
        6632, 8515, 8522, 8525, 11537, 11538, 11539,
    )
)  # fmt: skip

_type = need(anything)


class Problem(NamedTuple):
    message_index: int
    property: str
    message: str


def _not_line(value: Any, path: str, report: Report) -> None:
    text(1, 20)(value, path, report)
    if isinstance(value, str) and value.strip().lower() == "line":
        report(path, "The property is invalid")


_QUICK_REPLY = Kind(
    {
        "items": need(
            items(
                holds(
                    Kind(
                        {
                            "type": need(one_of("action")),
                            "imageUrl": may(url()),
                            "action": need(action("quick_reply")),
                        }
                    )
                ),
                1,
                13,
            )
        )
    }
)
_SENDER = Kind({"name": may(_not_line), "iconUrl": may(url())})
_EVERY: dict[str, Field] = {
    "type": _type,
    "quickReply": may(holds(_QUICK_REPLY)),
    "sender": may(holds(_SENDER)),
}

_EMOJI_IDS: dict[str, Field] = {
    "productId": need(text(1, 100)),
    "emojiId": need(text(1, 100)),
}
_EMOJI = Kind({"index": need(whole(0, 5000)), **_EMOJI_IDS})


def _emojis_stand_on_a_dollar(value: Mapping[str, Any], path: str, report: Report) -> None:
    words, emojis = value.get("text"), value.get("emojis")
    if not isinstance(words, str) or not isinstance(emojis, list):
        return
    encoded = words.encode("utf-16-le", "surrogatepass")
    for number_, emoji in enumerate(emojis):
        index = emoji.get("index") if isinstance(emoji, dict) else None
        if isinstance(index, int) and encoded[index * 2 : index * 2 + 2] != b"$\0":
            report(below(at(below(path, "emojis"), number_), "index"), "must point at a $")


MENTIONEES: dict[str, Kind] = {
    "user": Kind({"type": _type, "userId": need(matching(USER_ID.pattern))}),
    "all": Kind({"type": _type}),
}
SUBSTITUTIONS: dict[str, Kind] = {
    "mention": Kind({"type": _type, "mentionee": need(by_type(MENTIONEES))}),
    "emoji": Kind({"type": _type, **_EMOJI_IDS}),
}
_substitution = by_type(SUBSTITUTIONS)


def _substitutions(value: Any, path: str, report: Report) -> None:
    if not isinstance(value, dict):
        report(path, "The property is invalid")
        return
    if len(value) > 100:
        report(path, "Size must be between 0 and 100")
    for name, each in value.items():
        if not re.fullmatch(r"[0-9A-Za-z_]{1,20}", name):
            report(below(path, name), "The property is invalid")
        _substitution(each, below(path, name), report)
    for kind in SUBSTITUTIONS:
        count = sum(isinstance(each, dict) and each.get("type") == kind for each in value.values())
        if count > 20:
            report(path, f"must not have more than 20 of {kind}")


def _braces_match(value: Mapping[str, Any], path: str, report: Report) -> None:
    words, known = value.get("text"), value.get("substitution") or {}
    if not isinstance(words, str) or not isinstance(known, dict):
        return
    rest = words.replace("{{", "").replace("}}", "")
    for name in re.findall(r"\{([^{}]*)\}", rest):
        if name not in known:
            report(below(path, "text"), f"no substitution for {name}")
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", rest)):
        report(below(path, "text"), "unmatched brace")


_alt_text = need(text(1, 1500))
MESSAGES: dict[str, Kind] = {
    "text": Kind(
        {
            **_EVERY,
            "text": need(text(1, 5000)),
            "emojis": may(items(holds(_EMOJI), 0, 20)),
            "quoteToken": may(text(1, 300)),
        },
        _emojis_stand_on_a_dollar,
    ),
    "textV2": Kind(
        {
            **_EVERY,
            "text": need(text(1, 5000)),
            "substitution": may(_substitutions),
            "quoteToken": may(text(1, 300)),
        },
        _braces_match,
    ),
    "sticker": Kind(
        {
            **_EVERY,
            "packageId": need(one_of(*STICKER_PACKAGES)),
            "stickerId": need(matching(r"\d{1,20}")),
            "quoteToken": may(text(1, 300)),
        }
    ),
    "image": Kind({**_EVERY, "originalContentUrl": need(url()), "previewImageUrl": need(url())}),
    "video": Kind(
        {
            **_EVERY,
            "originalContentUrl": need(url()),
            "previewImageUrl": need(url()),
            "trackingId": may(matching(r"[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}")),
        }
    ),
    "audio": Kind(
        {
            **_EVERY,
            "originalContentUrl": need(url()),
            "duration": need(whole(1, _SECONDS_OF_A_MONTH_IN_MS)),
        }
    ),
    "location": Kind(
        {
            **_EVERY,
            "title": need(text(1, 100)),
            "address": need(text(1, 100)),
            "latitude": need(number(-90, 90)),
            "longitude": need(number(-180, 180)),
        }
    ),
    "imagemap": Kind(
        {
            **_EVERY,
            "baseUrl": need(url()),
            "altText": _alt_text,
            "baseSize": need(holds(BASE_SIZE)),
            "video": may(holds(IMAGEMAP_VIDEO)),
            "actions": need(items(by_type(IMAGEMAP_ACTIONS), 0, 50)),
        }
    ),
    "template": Kind({**_EVERY, "altText": _alt_text, "template": need(by_type(TEMPLATES))}),
    "flex": Kind({**_EVERY, "altText": _alt_text, "contents": need(container)}),
    "coupon": Kind(
        {**_EVERY, "couponId": need(text(1, 300)), "deliveryTag": may(text(1, 30))},
    ),
}
_message = by_type(MESSAGES)


def _only_for_groups(message: Any, path: str, report: Report, *, to: str) -> None:
    """Mentions work only in groups and rooms, a video's trackingId only outside of them."""
    if not isinstance(message, dict):
        return
    shared = to in ("group", "room")
    if shared and message.get("type") == "video" and message.get("trackingId"):
        report(below(path, "trackingId"), "cannot be used in a group")
    swaps = message.get("substitution")
    if not shared and message.get("type") == "textV2" and isinstance(swaps, dict):
        for name, each in swaps.items():
            if isinstance(each, dict) and each.get("type") == "mention":
                report(f"{path}.substitution.{name}", "mention can be used only in a group")


def find_problems(messages: Any, *, to: str = "user") -> list[Problem]:
    """Everything LINE would refuse, in order; index -1 is the list itself."""
    found: list[Problem] = []
    if not isinstance(messages, list) or not 1 <= len(messages) <= MOST_MESSAGES:
        return [Problem(-1, "messages", f"Size must be between 1 and {MOST_MESSAGES}")]
    for index, message in enumerate(messages):

        def report(path: str, what: str, index: int = index) -> None:
            found.append(Problem(index, path, what))

        path = f"messages[{index}]"
        try:
            _message(message, path, report)
        except RecursionError:
            report(path, "The property is nested too deeply")
        _only_for_groups(message, path, report, to=to)
    return found


def check_messages(messages: list[Any], *, to: str = "user") -> list[dict[str, str]]:
    """LINE's `details` for these messages to a user, group, room, multicast or broadcast.

    Empty when LINE would take them. Properties inside Flex are JSON pointers from the container.
    """
    return [
        {"message": each.message, "property": each.property}
        for each in find_problems(messages, to=to)
    ]


def explain(problems: list[Problem]) -> tuple[str, list[dict[str, str]]]:
    """LINE's sentence and details: Flex problems are told alone, one message at a time."""
    plain = [each for each in problems if not in_flex(each.property)]
    if plain:
        told, sentence = plain, f"The request body has {len(plain)} error(s)"
    else:
        first = problems[0].message_index
        told = [each for each in problems if each.message_index == first]
        sentence = f"A message (messages[{first}]) in the request body is invalid"
    return sentence, [{"message": each.message, "property": each.property} for each in told]
