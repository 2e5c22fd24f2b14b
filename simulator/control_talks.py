"""The control API's tests in YAML: a talk copied from a phone, and one played again by new people.

GET  /_/talk?user=&chat=   → {"yaml"}: the talk as it stands on this phone
POST /_/replay {"yaml"}    → {"people": [{"userId","chat","name"}]}: each talk with a person of its own
The format is in talks.py.
"""

from __future__ import annotations

from flask import Response, request

from .desk import Desk, Route, read_fields, reply, wrong
from .replay import begin_replay
from .talks import NotATalk, read_talks, write_talk


def copy_talk(desk: Desk) -> Response:
    world = desk.world
    user = request.args.get("user", "")
    chat = request.args.get("chat") or user
    if user not in world.people or chat not in (user, *world.groups):
        return wrong("no such person or chat", 404)
    group = world.groups.get(chat)
    name = f"copied from {group.name if group else world.people[user].name}"
    written = write_talk(
        world.items(chat, 0), name=name, bot=world.settings.bot_name, is_group=bool(group)
    )
    return reply({"yaml": written})


def replay(desk: Desk) -> Response:
    text = read_fields().get("yaml")
    if not isinstance(text, str):
        return wrong("yaml must be a text")
    try:
        talks = read_talks(text)
    except NotATalk as mistake:
        return wrong(str(mistake))
    begun = [(talk, *begin_replay(desk, talk)) for talk in talks]
    people = [{"userId": user, "chat": chat, "name": talk.name} for talk, user, chat in begun]
    return reply({"people": people})


ROUTES: list[Route] = [("GET", "/talk", copy_talk), ("POST", "/replay", replay)]
