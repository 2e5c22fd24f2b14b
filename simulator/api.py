"""The front of LINE's API: finds the endpoint, applies faults, token and rate, notes the call.

The endpoints themselves are in api_messages.py, api_profiles.py, api_content.py, api_richmenus.py
and api_webhook.py; what comes over the wire arrives through door.py.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import NamedTuple

import orjson

from . import api_content as content
from . import api_messages as messages
from . import api_profiles as profiles
from . import api_richmenus as menus
from . import api_webhook as webhook
from .answers import AUTHENTICATION, JSON, MONTHLY, NOT_FOUND, RATE, Answer, Call, refuse
from .faults import Fault, HungUp
from .ids import new_request_id
from .state import World

MOST_BYTES = 2 * 1024 * 1024
SECOND, MINUTE, HOUR = 1.0, 60.0, 3600.0


class Operation(NamedTuple):
    name: str  # what faults are aimed at
    run: Callable[..., Answer]
    calls: int = 2000  # LINE's rate …
    period: float = SECOND  # … in so many seconds


_PLAIN: dict[tuple[str, str], Operation] = {
    ("POST", "message/reply"): Operation("reply", messages.reply),
    ("POST", "message/push"): Operation("push", messages.push),
    ("POST", "message/multicast"): Operation("multicast", messages.multicast, 200),
    ("POST", "message/broadcast"): Operation("broadcast", messages.broadcast, 60, HOUR),
    ("GET", "message/quota"): Operation("quota", messages.get_quota),
    ("GET", "message/quota/consumption"): Operation("quota", messages.get_consumption),
    **{
        ("POST", f"message/validate/{way}"): Operation("validate", messages.validate(way))
        for way in messages.WAYS
    },
    **{
        ("GET", f"message/delivery/{way}"): Operation("delivery", messages.count_sent(way))
        for way in messages.WAYS
    },
    ("GET", "followers/ids"): Operation("followers", profiles.get_followers),
    ("GET", "info"): Operation("info", profiles.get_bot_info),
    ("POST", "chat/loading/start"): Operation("loading", profiles.start_loading, 100),
    ("POST", "chat/markAsRead"): Operation("read", profiles.mark_as_read),
    ("GET", "channel/webhook/endpoint"): Operation("webhook", webhook.get_endpoint, 1000, MINUTE),
    ("PUT", "channel/webhook/endpoint"): Operation("webhook", webhook.set_endpoint, 1000, MINUTE),
    ("POST", "channel/webhook/test"): Operation("webhook", webhook.test_endpoint, 60, HOUR),
    ("POST", "richmenu"): Operation("richmenu", menus.create, 100, HOUR),
    ("POST", "richmenu/validate"): Operation("richmenu", menus.validate),
    ("GET", "richmenu/list"): Operation("richmenu", menus.get_all, 10),
    ("GET", "user/all/richmenu"): Operation("richmenu", menus.get_default),
    ("DELETE", "user/all/richmenu"): Operation("richmenu", menus.cancel_default),
    ("POST", "richmenu/bulk/link"): Operation("richmenu", menus.bulk_link),
    ("POST", "richmenu/bulk/unlink"): Operation("richmenu", menus.bulk_unlink),
    ("POST", "richmenu/alias"): Operation("richmenu", menus.create_alias),
    ("GET", "richmenu/alias/list"): Operation("richmenu", menus.get_aliases),
}
_WITH_IDS: list[tuple[str, str, Operation]] = [
    ("GET", "message/*/content", Operation("content", content.get_content)),
    ("GET", "message/*/content/preview", Operation("content", content.get_preview)),
    ("GET", "message/*/content/transcoding", Operation("content", content.get_transcoding)),
    ("GET", "profile/*", Operation("profile", profiles.get_profile)),
    ("GET", "group/*/summary", Operation("group", profiles.get_summary)),
    ("GET", "group/*/members/count", Operation("group", profiles.get_member_count)),
    ("GET", "room/*/members/count", Operation("group", profiles.get_member_count)),
    (
        "GET",
        "group/*/members/ids",
        Operation("group", lambda world, call, chat: profiles.get_followers(world, call)),
    ),
    (
        "GET",
        "room/*/members/ids",
        Operation("group", lambda world, call, chat: profiles.get_followers(world, call)),
    ),
    ("GET", "group/*/member/*", Operation("group", profiles.get_member)),
    ("GET", "room/*/member/*", Operation("group", profiles.get_member)),
    ("POST", "group/*/leave", Operation("group", profiles.leave)),
    ("POST", "room/*/leave", Operation("group", profiles.leave)),
    ("POST", "user/all/richmenu/*", Operation("richmenu", menus.set_default)),
    ("GET", "user/*/richmenu", Operation("richmenu", menus.get_linked)),
    ("DELETE", "user/*/richmenu", Operation("richmenu", menus.unlink)),
    ("POST", "user/*/richmenu/*", Operation("richmenu", menus.link)),
    ("GET", "richmenu/alias/*", Operation("richmenu", menus.get_alias)),
    ("POST", "richmenu/alias/*", Operation("richmenu", menus.update_alias)),
    ("DELETE", "richmenu/alias/*", Operation("richmenu", menus.delete_alias, 100, HOUR)),
    ("GET", "richmenu/*/content", Operation("richmenu", menus.download)),
    ("POST", "richmenu/*/content", Operation("richmenu", menus.upload)),
    ("GET", "richmenu/*", Operation("richmenu", menus.get)),
    ("DELETE", "richmenu/*", Operation("richmenu", menus.delete, 100, HOUR)),
]
_PATTERNS = [
    (method, re.compile(path.replace("*", "([^/]+)")), operation)
    for method, path, operation in _WITH_IDS
]
OPERATIONS = [
    *((method, path) for method, path in _PLAIN),
    *((method, path) for method, path, _ in _WITH_IDS),
]
PREFIX = "/v2/bot/"
RETRIED = frozenset({"push", "multicast", "broadcast"})


class Found(NamedTuple):
    operation: Operation
    bucket: str  # LINE counts per method and path pattern
    ids: tuple[str, ...] = ()


def find(method: str, path: str) -> Found | None:
    short = path.removeprefix(PREFIX)
    if operation := _PLAIN.get((method, short)):
        return Found(operation, f"{method} {short}")
    for each, pattern, operation in _PATTERNS:
        if each == method and (fits := pattern.fullmatch(short)):
            return Found(operation, f"{method} {pattern.pattern}", fits.groups())
    return None


class LineApi:
    def __init__(self, world: World) -> None:
        self.world = world

    def answer(self, call: Call) -> Answer:
        """Raises HungUp when the connection is to be dropped without an answer."""
        found = find(call.method, call.path)
        name = found.operation.name if found else ""
        faults = self.world.faults.matching(name)
        kinds = {each.kind for each in faults}
        self._wait(faults)
        away = self.world.faults.away_until > self.world.now()
        if away or "hangup_before" in kinds:
            self._note(call, Answer(0, b"", note="hung up before"))
            raise HungUp
        given = self._simulated(faults) or self._real(call, found)
        if not given.headers or given.headers[0][0] != "x-line-request-id":
            given.headers = (("x-line-request-id", new_request_id()), *given.headers)
        if "hangup_after_accept" in kinds:
            given.note = "hung up after accepting"
            self._note(call, given)
            raise HungUp
        self._note(call, given)
        return given

    def _wait(self, faults: list[Fault]) -> None:
        delay = self.world.settings.api_delay_ms
        delay += sum(each.milliseconds for each in faults if each.kind == "slow")
        if delay:
            time.sleep(delay / 1000)

    def _simulated(self, faults: list[Fault]) -> Answer | None:
        for each in faults:
            if each.kind == "status":
                return refuse(each.status, "Simulated fault")
            if each.kind == "rate":
                return refuse(429, RATE)
            if each.kind == "monthly":
                return refuse(429, MONTHLY)
            if each.kind == "unauthorized":
                return self._unauthorized("Simulated fault")
        return None

    def _unauthorized(self, why: str) -> Answer:
        return refuse(401, f"{AUTHENTICATION}{why}")

    def _real(self, call: Call, found: Found | None) -> Answer:
        world = self.world
        if not call.authorization:
            return self._unauthorized("Authorization header required")
        if call.authorization != f"Bearer {world.settings.token}":
            return self._unauthorized(
                "Invalid access token"
                if call.authorization.startswith("Bearer ")
                else "Invalid Authorization header"
            )
        if found is None:
            return refuse(404, NOT_FOUND)
        operation = found.operation
        with world.lock:
            allowed = world.buckets.take(
                found.bucket, operation.calls, operation.period, world.now(), world.settings
            )
        if not allowed:
            return refuse(429, RATE)
        if call.retry_key is not None and operation.name not in RETRIED:
            # LINE documents the 400 but not its words.
            return refuse(400, "X-Line-Retry-Key is not supported for this endpoint")
        if len(call.body) > MOST_BYTES:
            return refuse(413, "The request body is too large")
        return operation.run(world, call, *found.ids)

    def _note(self, call: Call, given: Answer) -> None:
        entry = {
            "at": int(self.world.now() * 1000),
            "method": call.method,
            "path": call.path,
            "status": given.status,
            "retryKey": call.retry_key,
            "request": call.body if call.content_type.startswith(JSON) else b"",
            "response": given.body if given.content_type == JSON else b"",
            "note": given.note,
        }
        self.world.calls.add(entry)
        if given.status >= 400:
            self.world.refused.add(entry | {"why": _why(given)})


def _why(given: Answer) -> str:
    told = orjson.loads(given.body)
    reasons = [
        f"{each.get('property', '')}: {each.get('message', '')}" for each in told.get("details", ())
    ]
    return "; ".join([told.get("message", ""), *reasons, *([given.note] if given.note else [])])
