"""LINE's sending endpoints: reply, push, multicast, broadcast, their validation, quota, counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .answers import (
    INVALID_TOKEN,
    MONTHLY,
    NOT_SENT,
    REPEATED,
    Answer,
    Call,
    answer,
    errors,
    invalid,
    invalid_value,
    read_json,
    refuse,
)
from .ids import CHAT_ID, USER_ID, new_message_id, new_request_id, new_token
from .limits import day_of, sent_message
from .messages import explain, find_problems
from .state import World

MOST_RECIPIENTS = 500
RETRY_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
UNIT = re.compile(r"[a-zA-Z0-9_]{1,30}")
WAYS = ("reply", "push", "multicast", "broadcast")

Body = dict[str, Any]


def _wrong_messages(body: Body, to: str) -> Answer | None:
    problems = find_problems(body.get("messages"), to=to)
    if not problems:
        return None
    return refuse(400, *explain(problems))


def _wrong_options(body: Body, *, units: bool) -> Answer | None:
    if not isinstance(body.get("notificationDisabled", False), bool):
        return invalid("notificationDisabled")
    given = body.get("customAggregationUnits") if units else None
    if given is None:
        return None
    if not isinstance(given, list) or len(given) > 1:
        return errors(
            [{"message": "Size must be between 0 and 1", "property": "customAggregationUnits"}]
        )
    if not all(isinstance(each, str) and UNIT.fullmatch(each) for each in given):
        return invalid("customAggregationUnits[0]")
    return None


def _wrong_retry_key(call: Call) -> Answer | None:
    if call.retry_key is None or RETRY_KEY.fullmatch(call.retry_key):
        return None
    # LINE names no sentence for this one.
    return refuse(400, "The value for the 'X-Line-Retry-Key' header is invalid")


def _repeated(world: World, call: Call) -> Answer | None:
    """Asked under the world's lock: two tries with one key must not both be the first."""
    known = world.retry_keys.find(call.retry_key.lower(), world.now()) if call.retry_key else None
    if known is None:
        return None
    more = {"sentMessages": known.sent_messages} if known.sent_messages is not None else {}
    again = refuse(409, REPEATED, **more)
    again.headers = (("x-line-accepted-request-id", known.request_id),)
    return again


def _accept(
    world: World, call: Call, value: Body, sent: list[dict[str, str]] | None = None
) -> Answer:
    accepted = answer(value)
    request_id = new_request_id()
    accepted.headers = (("x-line-request-id", request_id),)
    if call.retry_key:
        world.retry_keys.keep(call.retry_key.lower(), request_id, world.now(), sent)
    return accepted


def _new_ids(messages: list[Body]) -> tuple[list[str], list[dict[str, str]]]:
    ids = [new_message_id() for _ in messages]
    sent = [
        sent_message(message, message_id, new_token())
        for message, message_id in zip(messages, ids, strict=True)
    ]
    return ids, sent


def reply(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    token = body.get("replyToken")
    if not isinstance(token, str) or not token:
        return errors([{"message": "May not be empty", "property": "replyToken"}])
    entry = world.tokens.find(token)
    to = world.kind_of_chat(entry.chat) if entry else "group"
    wrong = _wrong_messages(body, to) or _wrong_options(body, units=False)
    if wrong:
        return wrong
    with world.lock:
        now = world.now()
        reason = world.tokens.why_not(token, now)
        if reason or entry is None:
            refused = refuse(400, INVALID_TOKEN)
            refused.note = reason
            return refused
        entry.used = True
        messages = body["messages"]
        ids, sent = _new_ids(messages)
        world.deliveries.add("reply", 1, now)
        world.bursts.answered_event(entry.event_id, now)
        world.deliver(entry.chat, messages, ids)
    return _accept(world, call, {"sentMessages": sent})


def push(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    to = body.get("to")
    wrong = _wrong_retry_key(call) or _wrong_recipient(to)
    if wrong or not isinstance(to, str):
        return wrong or invalid("to")
    wrong = _wrong_messages(body, world.kind_of_chat(to)) or _wrong_options(body, units=True)
    if wrong:
        return wrong
    with world.lock:
        if again := _repeated(world, call):
            return again
        group = world.groups.get(to)
        if to not in world.people and not (group and group.bot_inside):
            return refuse(400, NOT_SENT)
        now = world.now()
        reached = world.reached_by(to)
        if not world.quota.take(len(reached), now, world.settings.quota):
            return refuse(429, MONTHLY)
        ids, sent = _new_ids(body["messages"])
        world.deliveries.add("push", len(reached), now)
        _count_answers(world, reached, now)
        world.deliver(to, body["messages"], ids)
        return _accept(world, call, {"sentMessages": sent}, sent)


def _wrong_recipient(to: Any) -> Answer | None:
    if to is None or to == "":
        return errors([{"message": "May not be empty", "property": "to"}])
    if not isinstance(to, str) or not CHAT_ID.fullmatch(to):
        return invalid("to")
    return None


def _wrong_recipients(to: Any) -> Answer | None:
    if not isinstance(to, list) or not 1 <= len(to) <= MOST_RECIPIENTS:
        return errors(
            [{"message": f"Size must be between 1 and {MOST_RECIPIENTS}", "property": "to"}]
        )
    fits = USER_ID.fullmatch
    for index, each in enumerate(to):
        if not isinstance(each, str) or not fits(each):
            return invalid(f"to[{index}]")
    return None


def multicast(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    wrong = (
        _wrong_retry_key(call)
        or _wrong_recipients(body.get("to"))
        or _wrong_messages(body, "multicast")
        or _wrong_options(body, units=True)
    )
    return wrong or _send_to_many(world, call, body, "multicast", list(dict.fromkeys(body["to"])))


def broadcast(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    wrong = (
        _wrong_retry_key(call)
        or _wrong_messages(body, "broadcast")
        or _wrong_options(body, units=False)
    )
    if wrong:
        return wrong
    friends = [each.user_id for each in list(world.people.values()) if each.friend]
    return _send_to_many(world, call, body, "broadcast", friends)


def _send_to_many(world: World, call: Call, body: Body, way: str, users: list[str]) -> Answer:
    """LINE's pages contradict each other on unknown ids: here they are skipped with 200."""
    with world.lock:
        if again := _repeated(world, call):
            return again
        now = world.now()
        people = world.people
        reached = [each for each in users if each in people and people[each].is_reachable(now)]
        if not world.quota.take(len(reached), now, world.settings.quota):
            return refuse(429, MONTHLY)
        messages = body["messages"]
        ids = [new_message_id() for _ in messages]
        world.deliveries.add(way, len(reached), now)
        if way == "multicast":
            _count_answers(world, reached, now)
        for each in reached:
            world.deliver(each, messages, ids)
        return _accept(world, call, {})


def _count_answers(world: World, users: list[str], now: float) -> None:
    for each in users:
        world.bursts.answered_user(each, now)


def validate(way: str) -> Callable[[World, Call], Answer]:
    def check(world: World, call: Call) -> Answer:
        body = read_json(call)
        if isinstance(body, Answer):
            return body
        # The recipient is not part of this call, so what only groups may get passes.
        to = "group" if way in ("reply", "push") else way
        return _wrong_messages(body, to) or answer({})

    return check


def get_quota(world: World, call: Call) -> Answer:
    limit = world.settings.quota
    return answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def get_consumption(world: World, call: Call) -> Answer:
    with world.lock:
        return answer({"totalUsage": world.quota.used(world.now())})


def count_sent(way: str) -> Callable[[World, Call], Answer]:
    def count(world: World, call: Call) -> Answer:
        day = call.query.get("date", "")
        if not re.fullmatch(r"\d{8}", day):
            return invalid_value("date")
        if day >= day_of(world.now()):
            return answer({"status": "unready"})
        return answer({"status": "ready", "success": world.deliveries.on(way, day)})

    return count
