"""The control API's view of a phone: its chats, what stands in them, its rich menu, its live stream.

All routes are described in control.py.
"""

from __future__ import annotations

from flask import Response, request

from .desk import Desk, Fields, Route, read_number, reply, wrong
from .stream import lines


def list_chats(desk: Desk, user: str) -> Response:
    world = desk.world
    mine = [each for each in list(world.groups.values()) if user in each.members]
    chats = [_chat(desk, user, world.settings.bot_name)]
    chats += [_chat(desk, each.group_id, each.name) for each in mine]
    return reply({"chats": chats})


def _chat(desk: Desk, chat: str, name: str) -> Fields:
    items = _seen(desk, chat, 0)
    last = items[-1] if items else None
    return {
        "id": chat,
        "kind": desk.world.kind_of_chat(chat),
        "name": name,
        "lastSeq": last["seq"] if last else 0,
        "last": last,
    }


def _seen(desk: Desk, chat: str, after: int) -> list[Fields]:
    """A press that shows no words leaves nothing to see; only the talk as a test names it."""
    return [each for each in desk.world.items(chat, after) if each["kind"] != "postback"]


def timeline(desk: Desk) -> Response:
    world = desk.world
    user = request.args.get("user", "")
    chat = request.args.get("chat") or user
    person = world.people.get(user)
    return reply(
        {
            "items": _seen(desk, chat, read_number("after")),
            "blocked": bool(person and person.blocked),
            "typing": world.typing_until.get(chat, 0) > world.now(),
        }
    )


def stream(desk: Desk) -> Response:
    if desk.world.hub.is_full():
        return wrong("too many open pages", 503)
    users = frozenset(filter(None, request.args.get("user", "").split(",")))
    connection = request.environ.get("gunicorn.socket")
    return Response(
        lines(desk.world.hub, users, connection),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def content(desk: Desk, message_id: str) -> Response:
    known = desk.world.contents.get(message_id)
    if known is None or known.gone:
        return wrong("no such content", 404)
    return Response(known.body, mimetype=known.content_type)


def rich_menu(desk: Desk) -> Response:
    world = desk.world
    user = request.args.get("user", "")
    person = world.people.get(user)
    if person is None or person.blocked:
        return reply({"richMenu": None})
    menu_id = world.menus.seen_by(user, friend=person.friend)
    if not menu_id:
        return reply({"richMenu": None})
    shown = {"richMenuId": menu_id, "imageUrl": f"/_/richmenu/{menu_id}/image"}
    return reply({"richMenu": shown | world.menus.menus[menu_id].shape})


def rich_menu_image(desk: Desk, menu_id: str) -> Response:
    menu = desk.world.menus.menus.get(menu_id)
    if menu is None or not menu.image:
        return wrong("no such image", 404)
    return Response(menu.image, mimetype=menu.image_type)


ROUTES: list[Route] = [
    ("GET", "/chats/<user>", list_chats),
    ("GET", "/timeline", timeline),
    ("GET", "/stream", stream),
    ("GET", "/content/<message_id>", content),
    ("GET", "/richmenu", rich_menu),
    ("GET", "/richmenu/<menu_id>/image", rich_menu_image),
]
