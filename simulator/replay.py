"""Plays a talk again: a new person does one thing after another, each when the bot has answered.

What is played was read by talks.py; POST /_/replay (control_talks.py) starts it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from .desk import Desk
from .events import Act, build_event
from .state import Item
from .talks import Talk, Turn
from .webhooks import Delivery

LOOK_SECONDS = 0.05
ANSWER_SECONDS = 15.0  # for a turn whose answers are counted
SILENT_SECONDS = 1.5  # for a turn that says nothing of answers, and between two of one talk at most


def begin_replay(desk: Desk, talk: Talk) -> tuple[str, str]:
    """The new person and the chat in which the talk is played. It goes on by itself."""
    world = desk.world
    is_new = bool(talk.turns) and talk.turns[0].kind == "follow"
    person = world.add_person(talk.name[:20], talk.language, friend=not is_new)
    chat = person.user_id
    if talk.is_group:
        chat = world.add_group(talk.name[:20], [person.user_id]).group_id
    play = threading.Thread(target=_play, args=(desk, talk, person.user_id, chat), daemon=True)
    play.start()
    return person.user_id, chat


def _play(desk: Desk, talk: Talk, user: str, chat: str) -> None:
    for turn in talk.turns:
        if desk.world.hub.closed or user not in desk.world.people:
            return
        heard_before = len(_answers(desk, chat))
        _do(desk, Act(turn.kind, user, chat, _fill_in(desk, talk, turn, chat)))
        _wait(desk, chat, heard_before, turn)


def _do(desk: Desk, act: Act) -> None:
    heard = act.kind in ("follow", "join") or desk.world.hears_of(act.chat, act.user)
    event = build_event(desk.world, act)
    if heard:
        desk.webhooks.send(Delivery([event], frozenset({act.chat})))


def _fill_in(desk: Desk, talk: Talk, turn: Turn, chat: str) -> dict[str, Any]:
    """What the test leaves open: a mention in a group, and which button stands there today."""
    if turn.kind == "text" and talk.is_group and turn.called:
        calls = desk.world.settings.bot_name not in turn.fields["text"]
        return turn.fields | {"mention_bot": calls}
    if turn.kind == "postback":
        return turn.fields | {"data": find_button(turn.fields["data"], _answers(desk, chat))}
    return turn.fields


def _answers(desk: Desk, chat: str) -> list[Item]:
    return [each for each in desk.world.items(chat, 0) if each["from"] == "bot"]


def _wait(desk: Desk, chat: str, heard_before: int, turn: Turn) -> None:
    """Until as many answers have come as the test has, or nothing more is to be expected."""
    wanted = turn.answers if turn.answers is not None else 1
    patience = ANSWER_SECONDS if turn.answers else SILENT_SECONDS
    end = time.monotonic() + patience
    while time.monotonic() < end and not desk.world.hub.closed:
        if wanted and len(_answers(desk, chat)) - heard_before >= wanted:
            return
        time.sleep(LOOK_SECONDS)


def find_button(wanted: str, answers: list[Item]) -> str:
    """The data of the button on the phone that is meant: buttons may carry a word of their session.

    The same data if it is there; else the newest with the same names and most of the same values.
    """
    offered = [data for item in reversed(answers) for data in _offered(item["message"])]
    if wanted in offered:
        return wanted
    fields = dict(parse_qsl(wanted))
    alike = [(_likeness(fields, dict(parse_qsl(data))), data) for data in offered]
    best = max(alike, key=lambda each: each[0], default=(0.0, wanted))
    return best[1] if best[0] >= 0.5 else wanted


def _likeness(one: dict[str, str], other: dict[str, str]) -> float:
    if not one or one.keys() != other.keys():
        return 0.0
    return sum(one[name] == other[name] for name in one) / len(one)


def _offered(value: Any) -> Iterator[str]:
    """The data of every postback anywhere in a message."""
    if isinstance(value, list):
        for each in value:
            yield from _offered(each)
    elif isinstance(value, dict):
        if value.get("type") == "postback" and isinstance(value.get("data"), str):
            yield value["data"]
        for each in value.values():
            yield from _offered(each)
