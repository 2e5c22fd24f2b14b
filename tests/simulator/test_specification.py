"""The simulator against LINE's own description and LINE's own parser, where each is at hand."""

import re
from pathlib import Path

import yaml
from linebot.v3.models.events import UnknownEvent
from linebot.v3.webhook import WebhookParser

from simulator.api import OPERATIONS, PREFIX
from tests.simulator.stage import SECRET, until

SPEC = Path(__file__).parents[2].parent / "shared" / "line-openapi"

ACTS = [
    ("text", {"text": "สวัสดี"}),
    ("text", {"text": "ดูฝุ่น", "mention_bot": True, "quotedMessageId": "1"}),
    ("location", {"latitude": 18.2, "longitude": 99.5, "title": "บ้าน", "address": "แม่เมาะ"}),
    ("image", {}),
    ("video", {"duration": 1000}),
    ("audio", {"duration": 1000}),
    ("file", {"content": "aGk=", "fileName": "a.pdf"}),
    ("sticker", {"packageId": "446", "stickerId": "1988", "keywords": ["hi"]}),
    ("postback", {"data": "d"}),
    ("postback", {"data": "d", "params": {"datetime": "2026-03-01T06:00"}}),
    ("follow", {}),
    ("unfollow", {}),
    ("follow", {}),
    ("unsend", {"messageId": "1"}),
    ("beacon", {}),
]
IN_GROUPS = [
    ("text", {"text": "สวัสดี"}),
    ("join", {}),
    ("memberJoined", {}),
    ("messageEdited", {"messageId": "1", "text": "x"}),
    ("leave", {}),
]


def read_spec(name):
    path = SPEC / name
    return yaml.safe_load(path.read_text()) if path.exists() else None


def everything_heard(stage, bot):
    """One event of each kind, alone, in a group and in a room."""
    user, count = stage.person(), 0
    for kind, fields in ACTS:
        stage.act(user, kind, **fields)
        count += 1
    for letter in ("group", "room"):
        group = stage.group([user], kind=letter)
        for kind, fields in IN_GROUPS:
            stage.act(user, kind, chat=group, **fields)
            count += 1
        stage.act(user, "join", chat=group)
        stage.act(user, "memberLeft", chat=group)
        count += 2
    until(lambda: len(bot.bodies) == count)
    return bot.events


def test_lines_own_parser_understands_every_event(stage_with_bot, bot):
    everything_heard(stage_with_bot, bot)
    parser = WebhookParser(SECRET)
    for body, signature in zip(bot.bodies, bot.signatures, strict=True):
        for event in parser.parse(body.decode(), signature):
            assert not isinstance(event, UnknownEvent), body


def fields_of(schemas, name):
    properties, required = {}, set()
    for part in schemas[name].get("allOf", [schemas[name]]):
        if "$ref" in part:
            more = fields_of(schemas, part["$ref"].rpartition("/")[2])
            properties, required = properties | more[0], required | more[1]
        properties |= part.get("properties", {})
        required |= set(part.get("required", ()))
    return properties, required


def check(schemas, name, value):
    mapping = schemas[name].get("discriminator", {}).get("mapping", {})
    if value.get("type") in mapping:
        name = mapping[value["type"]].rpartition("/")[2]
    properties, required = fields_of(schemas, name)
    assert required <= value.keys(), (name, value)
    assert value.keys() <= properties.keys(), (name, value)
    for field, inner in value.items():
        ref = properties[field].get("$ref")
        if ref and isinstance(inner, dict):
            check(schemas, ref.rpartition("/")[2], inner)


def test_every_event_has_the_properties_of_the_specification(stage_with_bot, bot):
    heard = everything_heard(stage_with_bot, bot)
    common = {"type", "mode", "timestamp", "source", "webhookEventId", "deliveryContext"}
    assert all(common <= event.keys() for event in heard)
    spec = read_spec("webhook.yml")
    for event in heard:
        # messageEdited is younger than our copy of the specification.
        if spec and event["type"] != "messageEdited":
            check(spec["components"]["schemas"], "Event", event)


def test_every_endpoint_is_one_of_lines():
    assert ("POST", "message/reply") in OPERATIONS
    assert len(set(OPERATIONS)) == len(OPERATIONS)
    spec = read_spec("messaging-api.yml")
    if spec is None:
        return
    known = {
        (method.upper(), re.sub(r"\{[^}]*\}", "*", path).removeprefix(PREFIX))
        for path, operations in spec["paths"].items()
        for method in operations
    }
    assert set(OPERATIONS) <= known
