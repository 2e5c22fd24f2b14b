"""A talk on a phone as a test in YAML, and such a test read back as the things that a person does.

The format: a list of talks, each with `talk` (a sentence), `facts` (`chat: group`, `language`) and
`turns` of `they` (words, or one of the doings below) and `we` (what the bot said). The routes are
in control_talks.py; replay.py does what was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf
from typing import Any

import yaml

Fields = dict[str, Any]

MOST_LETTERS = 100_000
DEEPEST = 100  # brackets in brackets; the parser's time grows with the square of them
MOST_TALKS, MOST_TURNS = 30, 200
# Our kinds of acts and what a test calls them.
DOINGS = {
    "image": "photo",
    "video": "video",
    "audio": "voice",
    "file": "file",
    "sticker": "sticker",
    "follow": "follow",
    "unfollow": "unfollow",
    "join": "join",
    "leave": "leave",
}
KINDS = {doing: kind for kind, doing in DOINGS.items()}


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to do: `kind` and `fields` as POST /_/act takes them, and how many answers follow."""

    kind: str
    fields: Fields
    called: bool = True
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    name: str
    turns: tuple[Turn, ...]
    is_group: bool = False
    language: str = "th"


@dataclass(slots=True)
class _Written:
    they: str
    called: bool = True
    we: list[Fields] = field(default_factory=list)


class NotATalk(ValueError):
    """What is wrong with a text that was pasted, in words for who pasted it."""


# Writing


def write_talk(items: Iterable[Fields], *, name: str, bot: str, is_group: bool) -> str:
    """The items of a timeline as one talk. What `we` are is what could be read on the phone."""
    first = _Written("")
    turns: list[_Written] = []
    for item in items:
        if item["from"] == "bot":
            # It may also leave a group, which is no message.
            if item["message"].get("type"):
                (turns[-1] if turns else first).we.append(item["message"])
        elif they := _write_doing(item):
            turns.append(_Written(they, not is_group or _is_called(item, bot)))
    lines = [f"- talk: {write_text(name)}"]
    if is_group:
        lines.append("  facts: {chat: group}")
    lines += [f"  # {_describe(message)}" for message in first.we]
    lines.append("  turns:" if turns else "  turns: []")
    for turn in turns:
        lines += _write_turn(turn)
    return "\n".join(lines) + "\n"


def _write_turn(turn: _Written) -> list[str]:
    lines = [f"    - they: {turn.they}"]
    if not turn.called:
        lines.append("      called: false")
    lines += [f"      # {_describe(message)}" for message in turn.we]
    lines.append(f"      we: [{', '.join(write_text(_read_aloud(each)) for each in turn.we)}]")
    return lines


def write_text(text: str) -> str:
    """As a YAML scalar on one line, which may also stand inside brackets."""
    style = None if text.splitlines() == [text] else '"'
    dumped = yaml.safe_dump(
        [text], allow_unicode=True, default_flow_style=True, default_style=style, width=inf
    )
    return dumped.strip()[1:-1]


def _write_doing(item: Fields) -> str:
    """Empty for what is nothing that somebody does to the bot."""
    message, kind = item["message"], item["kind"]
    if item.get("unsent"):
        return f"{{unsend: {write_text(str(message.get('id', '')))}}}"
    if pressed := item.get("postback"):
        return _write_press(pressed)
    if kind == "text":
        return write_text(str(message.get("text", "")))
    if kind == "location":
        return f"{{location: [{message.get('latitude', 0)}, {message.get('longitude', 0)}]}}"
    return f"{{{DOINGS[kind]}: true}}" if kind in DOINGS else ""


def _write_press(pressed: Fields) -> str:
    params = pressed.get("params") or {}
    words = [f"press: {write_text(str(pressed.get('data', '')))}"]
    if params:
        inside = ", ".join(f"{name}: {write_text(str(each))}" for name, each in params.items())
        words.append(f"params: {{{inside}}}")
    return f"{{{', '.join(words)}}}"


def _is_called(item: Fields, bot: str) -> bool:
    message = item["message"]
    if item["kind"] in ("image", "video", "audio", "file", "sticker", "location"):
        return False
    return item["kind"] != "text" or bool(message.get("mention")) or bot in message.get("text", "")


def _read_aloud(message: Fields) -> str:
    for name in ("altText", "text", "title"):
        if isinstance(message.get(name), str):
            return str(message[name])
    return str(message.get("type", ""))


def _describe(message: Fields) -> str:
    words = " ".join(_read_aloud(message).split())
    printable = "".join(each for each in words if each.isprintable())
    return f"{message.get('type', '')}: {printable}".strip()


# Reading


def read_talks(text: str) -> list[Talk]:
    if len(text) > MOST_LETTERS:
        raise NotATalk(f"the text is longer than {MOST_LETTERS} letters")
    if _depth(text) > DEEPEST:
        raise NotATalk(f"more than {DEEPEST} brackets stand in each other")
    try:
        talks = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotATalk(f"not YAML: {error}") from error
    if isinstance(talks, dict):
        talks = [talks]
    if not isinstance(talks, list) or not talks:
        raise NotATalk("a list of talks is wanted: - talk: …")
    if len(talks) > MOST_TALKS:
        raise NotATalk(f"more than {MOST_TALKS} talks")
    return [_read_talk(talk, number) for number, talk in enumerate(talks, 1)]


def _depth(text: str) -> int:
    steps = ((each in "[{") - (each in "]}") for each in text)
    return max(accumulate(steps), default=0)


def _read_talk(talk: Any, number: int) -> Talk:
    where = f"talk {number}"
    turns = talk.get("turns") if isinstance(talk, dict) else None
    if not isinstance(turns, list) or len(turns) > MOST_TURNS:
        raise NotATalk(f"{where}: turns must be a list of at most {MOST_TURNS}")
    facts = talk.get("facts")
    facts = facts if isinstance(facts, dict) else {}
    return Talk(
        name=str(talk.get("talk") or where),
        turns=tuple(_read_turn(turn, f"{where}, turn {at}") for at, turn in enumerate(turns, 1)),
        is_group=facts.get("chat") == "group",
        language=str(facts.get("language", "th")),
    )


def _read_turn(turn: Any, where: str) -> Turn:
    they = turn.get("they") if isinstance(turn, dict) else None
    if isinstance(they, str | int | float) and not isinstance(they, bool):
        kind, fields = "text", {"text": str(they)}
    elif isinstance(they, dict) and they:
        kind, fields = _read_doing(they, where)
    else:
        raise NotATalk(f"{where}: they must be words or a doing")
    we = turn.get("we")
    answers = len(we) if isinstance(we, list) else None
    return Turn(kind, fields, called=turn.get("called") is not False, answers=answers)


def _read_doing(they: Fields, where: str) -> tuple[str, Fields]:
    doing, value = next(iter(they.items()))
    if doing == "press":
        params = they.get("params")
        return "postback", {"data": str(value)} | (
            {"params": {str(name): str(each) for name, each in params.items()}}
            if isinstance(params, dict)
            else {}
        )
    if doing == "location":
        return "location", _read_point(value, where)
    if doing == "unsend":
        return "unsend", {"messageId": str(value)}
    if doing not in KINDS:
        raise NotATalk(f"{where}: a person cannot do {doing!r} here")
    return KINDS[doing], {}


def _read_point(value: Any, where: str) -> Fields:
    try:
        latitude, longitude = (float(each) for each in value)
    except (TypeError, ValueError) as error:
        raise NotATalk(f"{where}: location must be [latitude, longitude]") from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise NotATalk(f"{where}: no such place on earth")
    return {"latitude": latitude, "longitude": longitude}
