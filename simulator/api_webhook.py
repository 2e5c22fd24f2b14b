"""LINE's endpoints about the webhook itself: where it is, and whether the bot answers there."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import orjson

from .answers import Answer, Call, answer, read_json, refuse
from .check import LOOPBACK
from .post import Courier
from .state import World
from .webhooks import sign

MOST_CHARACTERS = 500


def _is_endpoint(url: object) -> bool:
    if not isinstance(url, str) or len(url) > MOST_CHARACTERS:
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def get_endpoint(world: World, call: Call) -> Answer:
    if not world.endpoint:
        return refuse(404, "Webhook endpoint not found")
    return answer({"endpoint": world.endpoint, "active": world.settings.webhook_active})


def set_endpoint(world: World, call: Call) -> Answer:
    body = read_json(call)
    if isinstance(body, Answer):
        return body
    if not _is_endpoint(body.get("endpoint")):
        return refuse(400, "Invalid webhook endpoint URL")
    world.endpoint = body["endpoint"]
    return answer({})


def test_endpoint(world: World, call: Call) -> Answer:
    url: object = world.endpoint
    if call.body:
        body = read_json(call)
        if isinstance(body, Answer):
            return body
        url = body.get("endpoint", url)
    if not url:
        return refuse(404, "Webhook endpoint not found")
    if not isinstance(url, str) or not _is_endpoint(url):
        return refuse(400, "Invalid webhook endpoint URL")
    message = orjson.dumps({"destination": world.bot_id, "events": []})
    courier = Courier()
    started = time.perf_counter()
    signature = sign(world.settings.secret, message)
    result = courier.post(url, message, signature, world.settings.webhook_timeout)
    courier.close()
    spent = round((time.perf_counter() - started) * 1000)
    moment = datetime.fromtimestamp(world.now(), UTC).isoformat(timespec="milliseconds")
    return answer(
        {
            "success": result.is_success,
            "timestamp": moment.replace("+00:00", "Z"),
            "statusCode": result.status,
            "reason": result.reason,
            "detail": str(result.status) if result.status else f"no answer after {spent} ms",
        }
    )
