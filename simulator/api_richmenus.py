"""LINE's rich menu endpoints: menus, their pictures, the default, people's own, aliases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .actions import ALIAS, action
from .answers import (
    NOT_FOUND,
    Answer,
    Call,
    answer,
    errors,
    invalid,
    invalid_value,
    read_json,
    refuse,
)
from .check import Kind, Report, below, check_fields, flag, holds, items, need, text, whole
from .ids import USER_ID, new_token
from .menus import MOST_ALIASES, MOST_MENUS, Menu
from .state import World

MOST_AREAS = 20
MOST_IDS = 500
IMAGE_BYTES = 1_000_000
_BIG = 2**31 - 1
_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


def _is_wide_enough(value: Mapping[str, Any], path: str, report: Report) -> None:
    width, height = value.get("width"), value.get("height")
    if isinstance(width, int) and isinstance(height, int) and height and width / height < 1.45:
        report(below(path, "height"), "aspect ratio must be 1.45 or more")


_BOUNDS = Kind(
    {
        "x": need(whole(0, _BIG)),
        "y": need(whole(0, _BIG)),
        "width": need(whole(1, _BIG)),
        "height": need(whole(1, _BIG)),
    }
)
_AREA = Kind({"bounds": need(holds(_BOUNDS)), "action": need(action("rich_menu"))})
_SIZE = Kind({"width": need(whole(800, 2500)), "height": need(whole(250, _BIG))}, _is_wide_enough)
RICH_MENU = Kind(
    {
        "size": need(holds(_SIZE)),
        "selected": need(flag),
        "name": need(text(1, 300, points=True)),
        "chatBarText": need(text(1, 14, points=True)),
        "areas": need(items(holds(_AREA), 0, MOST_AREAS)),
    }
)


def check_rich_menu(menu: Any) -> list[dict[str, str]]:
    """LINE's `details` for a rich menu object; empty when LINE would take it."""
    found: list[dict[str, str]] = []

    def report(path: str, what: str) -> None:
        found.append({"message": what, "property": path.removeprefix("menu.")})

    check_fields(RICH_MENU, menu, "menu", report)
    return found


def _read_menu(call: Call) -> dict[str, Any] | Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    details = check_rich_menu(body)
    return errors(details) if details else body


def create(world: World, call: Call) -> Answer:
    body = _read_menu(call)
    if isinstance(body, Answer):
        return body
    with world.lock:
        if len(world.menus.menus) >= MOST_MENUS:
            return refuse(400, f"The number of rich menus must not exceed {MOST_MENUS}")
        menu_id = f"richmenu-{new_token()}"
        world.menus.menus[menu_id] = Menu({name: body[name] for name in RICH_MENU.fields})
    return answer({"richMenuId": menu_id})


def validate(world: World, call: Call) -> Answer:
    body = _read_menu(call)
    return body if isinstance(body, Answer) else answer({})


def get(world: World, call: Call, menu_id: str) -> Answer:
    menu = world.menus.menus.get(menu_id)
    return answer({"richMenuId": menu_id} | menu.shape) if menu else refuse(404, NOT_FOUND)


def get_all(world: World, call: Call) -> Answer:
    menus = world.menus.menus.items()
    return answer({"richmenus": [{"richMenuId": key} | menu.shape for key, menu in menus]})


def delete(world: World, call: Call, menu_id: str) -> Answer:
    with world.lock:
        if menu_id not in world.menus.menus:
            return refuse(404, NOT_FOUND)
        world.menus.delete(menu_id)
    _tell_all(world)
    return answer({})


def upload(world: World, call: Call, menu_id: str) -> Answer:
    menu = world.menus.menus.get(menu_id)
    kind = call.content_type.partition(";")[0].strip().lower()
    if menu is None:
        return refuse(404, NOT_FOUND)
    if kind not in _SIGNATURES:
        return refuse(400, f"The content type, {kind or 'null'}, is not supported")
    if menu.image:
        return refuse(400, "An image has already been uploaded to the richmenu")
    if not call.body.startswith(_SIGNATURES[kind]):
        return refuse(400, "The image is invalid")
    if len(call.body) > IMAGE_BYTES:
        return refuse(413, "The image must not be larger than 1 MB")
    menu.image, menu.image_type = call.body, kind
    return answer({})


def download(world: World, call: Call, menu_id: str) -> Answer:
    menu = world.menus.menus.get(menu_id)
    if menu is None or not menu.image:
        return refuse(404, NOT_FOUND)
    return Answer(200, menu.image, menu.image_type)


def _unusable(world: World, menu_id: str) -> Answer | None:
    menu = world.menus.menus.get(menu_id)
    if menu is None:
        return refuse(404, NOT_FOUND)
    if not menu.image:
        return refuse(400, "must upload richmenu image before applying it to user")
    return None


def _tell_all(world: World) -> None:
    for user in list(world.people):
        world.hub.tell(user, {"type": "richmenu", "chat": user})


def _tell(world: World, users: list[str]) -> None:
    for user in users:
        world.hub.tell(user, {"type": "richmenu", "chat": user})


def set_default(world: World, call: Call, menu_id: str) -> Answer:
    if unusable := _unusable(world, menu_id):
        return unusable
    world.menus.default = menu_id
    _tell_all(world)
    return answer({})


def get_default(world: World, call: Call) -> Answer:
    default = world.menus.default
    return answer({"richMenuId": default}) if default else refuse(404, NOT_FOUND)


def cancel_default(world: World, call: Call) -> Answer:
    world.menus.default = ""
    _tell_all(world)
    return answer({})


def _link(world: World, users: list[str], menu_id: str) -> None:
    """For the blocked and the unknown LINE says yes and does nothing."""
    with world.lock:
        for user in users:
            person = world.people.get(user)
            if person and not person.blocked and menu_id:
                world.menus.linked[user] = menu_id
            elif not menu_id:
                world.menus.linked.pop(user, None)
    _tell(world, users)


def link(world: World, call: Call, user: str, menu_id: str) -> Answer:
    if not USER_ID.fullmatch(user):
        return invalid_value("userId")
    unusable = _unusable(world, menu_id)
    if unusable is None:
        _link(world, [user], menu_id)
    return unusable or answer({})


def get_linked(world: World, call: Call, user: str) -> Answer:
    if not USER_ID.fullmatch(user):
        return invalid_value("userId")
    menu_id = world.menus.linked.get(user)
    return answer({"richMenuId": menu_id}) if menu_id else refuse(404, NOT_FOUND)


def unlink(world: World, call: Call, user: str) -> Answer:
    if not USER_ID.fullmatch(user):
        return invalid_value("userId")
    _link(world, [user], "")
    return answer({})


def _read_users(call: Call) -> dict[str, Any] | Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    users = body.get("userIds")
    if not isinstance(users, list) or not 1 <= len(users) <= MOST_IDS:
        return errors(
            [{"message": f"Size must be between 1 and {MOST_IDS}", "property": "userIds"}]
        )
    for index, user in enumerate(users):
        if not isinstance(user, str) or not USER_ID.fullmatch(user):
            return invalid(f"userIds[{index}]")
    return body


def bulk_link(world: World, call: Call) -> Answer:
    body = _read_users(call)
    if isinstance(body, Answer):
        return body
    menu_id = body.get("richMenuId")
    if not isinstance(menu_id, str) or not menu_id:
        return errors([{"message": "May not be empty", "property": "richMenuId"}])
    unusable = _unusable(world, menu_id)
    if unusable is None:
        _link(world, body["userIds"], menu_id)
    return unusable or Answer(202)


def bulk_unlink(world: World, call: Call) -> Answer:
    body = _read_users(call)
    if isinstance(body, Answer):
        return body
    _link(world, body["userIds"], "")
    return Answer(202)


def _read_alias(world: World, call: Call) -> dict[str, Any] | Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    menu_id = body.get("richMenuId")
    if not isinstance(menu_id, str) or menu_id not in world.menus.menus:
        return refuse(400, "richmenu not found")
    if not world.menus.menus[menu_id].image:
        return refuse(400, "must upload richmenu image before applying it to user")
    return body


def create_alias(world: World, call: Call) -> Answer:
    body = _read_alias(world, call)
    if isinstance(body, Answer):
        return body
    name = body.get("richMenuAliasId")
    if not isinstance(name, str) or not re.fullmatch(ALIAS, name):
        return invalid("richMenuAliasId")
    with world.lock:
        if name in world.menus.aliases:
            return refuse(400, "conflict richmenu alias id")
        if len(world.menus.aliases) >= MOST_ALIASES:
            return refuse(400, f"The number of rich menu aliases must not exceed {MOST_ALIASES}")
        world.menus.aliases[name] = body["richMenuId"]
    return answer({})


def update_alias(world: World, call: Call, name: str) -> Answer:
    if name not in world.menus.aliases:
        return refuse(404, "richmenu alias not found")
    body = _read_alias(world, call)
    if isinstance(body, Answer):
        return body
    world.menus.aliases[name] = body["richMenuId"]
    return answer({})


def _shown(world: World, name: str) -> dict[str, str]:
    return {"richMenuAliasId": name, "richMenuId": world.menus.aliases[name]}


def get_alias(world: World, call: Call, name: str) -> Answer:
    known = name in world.menus.aliases
    return answer(_shown(world, name)) if known else refuse(404, "richmenu alias not found")


def get_aliases(world: World, call: Call) -> Answer:
    return answer({"aliases": [_shown(world, name) for name in list(world.menus.aliases)]})


def delete_alias(world: World, call: Call, name: str) -> Answer:
    if world.menus.aliases.pop(name, None) is None:
        return refuse(404, "richmenu alias not found")
    return answer({})
