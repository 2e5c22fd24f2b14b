"""LINE's endpoints about people, groups and the bot itself, typing and read marks."""

from __future__ import annotations

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
from .ids import USER_ID
from .state import Person, World

LOADING_SECONDS = range(5, 61, 5)


def _profile(person: Person) -> Answer:
    return answer({"userId": person.user_id, "displayName": person.name})


def get_profile(world: World, call: Call, user: str) -> Answer:
    if not USER_ID.fullmatch(user):
        return invalid_value("userId")
    person = world.people.get(user)
    if person is None or not person.is_reachable(world.now()):
        return refuse(404, NOT_FOUND)
    return answer({"userId": user, "displayName": person.name, "language": person.language})


def get_followers(world: World, call: Call) -> Answer:
    return refuse(403, "Access to this API is not available for your account")


def get_bot_info(world: World, call: Call) -> Answer:
    automatic = world.settings.read_automatically
    return answer(
        {
            "userId": world.bot_id,
            "basicId": "@000simul",
            "displayName": world.settings.bot_name,
            "chatMode": "bot" if automatic else "chat",
            "markAsReadMode": "auto" if automatic else "manual",
        }
    )


def get_summary(world: World, call: Call, chat: str) -> Answer:
    group = world.groups.get(chat)
    if group is None or not group.bot_inside:
        return refuse(404, NOT_FOUND)
    return answer({"groupId": chat, "groupName": group.name})


def get_member_count(world: World, call: Call, chat: str) -> Answer:
    group = world.groups.get(chat)
    if group is None or not group.bot_inside:
        return refuse(404, NOT_FOUND)
    return answer({"count": len(group.members)})


def get_member(world: World, call: Call, chat: str, user: str) -> Answer:
    """Works for members who never became friends of the bot."""
    group = world.groups.get(chat)
    if group is None or not group.bot_inside or user not in group.members:
        return refuse(404, NOT_FOUND)
    return _profile(world.people[user])


def leave(world: World, call: Call, chat: str) -> Answer:
    group = world.groups.get(chat)
    if group is None or not group.bot_inside:
        return refuse(404, NOT_FOUND)
    group.bot_inside = False
    world.add_item(chat, "bot", "leave", {})
    return answer({})


def start_loading(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    chat, seconds = body.get("chatId"), body.get("loadingSeconds", 20)
    if not isinstance(chat, str) or not USER_ID.fullmatch(chat):
        return invalid("chatId")
    if seconds not in LOADING_SECONDS or isinstance(seconds, bool):
        return errors(
            [
                {
                    "message": "Must be a multiple of 5 between 5 and 60",
                    "property": "loadingSeconds",
                }
            ]
        )
    person = world.people.get(chat)
    if person and person.is_reachable(world.now()):
        world.typing_until[chat] = world.now() + seconds
        world.tell(chat, {"type": "typing", "seconds": seconds})
    return Answer(202)


def mark_as_read(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    token = body.get("markAsReadToken")
    if not isinstance(token, str) or not token:
        return errors([{"message": "May not be empty", "property": "markAsReadToken"}])
    return answer({}) if world.read_with(token) else invalid("markAsReadToken")
