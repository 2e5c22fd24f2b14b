"""What the bot hears: signed bodies, every kind of event, again after failures, in order."""

import re
import time

import orjson
import pytest

from simulator.webhooks import sign
from tests.simulator.stage import SECRET, until


def heard(stage, bot, kind, **fields):
    user = fields.pop("user", None) or stage.person()
    stage.act(user, kind, **fields)
    until(lambda: bot.events)
    return bot.events[-1]


def test_the_signature_is_lines_own_worked_example():
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    signed = sign("8c570fa6dd201bb328f1c1eac23a96d8", body)
    assert signed == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_a_text_is_told_with_all_common_properties(stage_with_bot, bot):
    user = stage_with_bot.person()
    done = stage_with_bot.act(user, "text", text="ฝุ่นเท่าไหร่ 😀")
    until(lambda: bot.events)
    body = orjson.loads(bot.bodies[0])
    event = body["events"][0]
    assert bot.signatures[0] == sign(SECRET, bot.bodies[0])
    assert body["destination"] == stage_with_bot.world.bot_id
    assert event["source"] == {"type": "user", "userId": user}
    assert event["mode"] == "active"
    assert event["timestamp"] == int(stage_with_bot.world.now() * 1000)
    assert event["deliveryContext"] == {"isRedelivery": False}
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", event["webhookEventId"])
    assert event["message"]["text"] == "ฝุ่นเท่าไหร่ 😀"
    assert event["message"]["id"].isdigit()
    assert {"quoteToken", "markAsReadToken"} <= event["message"].keys()
    assert done == {
        "webhookEventId": event["webhookEventId"],
        "replyToken": event["replyToken"],
        "messageId": event["message"]["id"],
    }


MESSAGES = [
    ("location", {"latitude": 18.2, "longitude": 99.5, "title": "บ้าน", "address": "แม่เมาะ"}, False),
    ("image", {"content": "aGk=", "imageSet": {"id": "1", "index": 1, "total": 2}}, True),
    ("video", {"content": "aGk=", "duration": 1000}, True),
    ("audio", {"content": "aGk=", "duration": 1000}, False),
    ("sticker", {"packageId": "446", "stickerId": "1988", "keywords": ["hi"]}, True),
]


@pytest.mark.parametrize(("kind", "fields", "quoted"), MESSAGES)
def test_every_kind_of_message_has_its_fields(stage_with_bot, bot, kind, fields, quoted):
    event = heard(stage_with_bot, bot, kind, **fields)
    message = event["message"]
    assert message["type"] == kind
    expected = {name: value for name, value in fields.items() if name != "content"}
    assert expected.items() <= message.items() if kind != "image" else True
    assert ("quoteToken" in message) is quoted
    assert "markAsReadToken" in message
    assert ("contentProvider" in message) is (kind in ("image", "video", "audio"))
    assert "replyToken" in event


def test_a_file_tells_its_name_and_size(stage_with_bot, bot):
    message = heard(stage_with_bot, bot, "file", content="aGVsbG8=", fileName="a.pdf")["message"]
    assert (message["fileName"], message["fileSize"]) == ("a.pdf", 5)
    assert "quoteToken" not in message


@pytest.mark.parametrize("words", ["ดูฝุ่น", "😀 @น้องเข้ม ดูฝุ่น"])
def test_a_mention_counts_in_utf16_units(stage_with_bot, bot, words):
    member = stage_with_bot.person()
    group = stage_with_bot.group([member])
    event = heard(
        stage_with_bot, bot, "text", user=member, chat=group, text=words, mention_bot=True
    )
    told = event["message"]["text"].encode("utf-16-le")
    mentionee = event["message"]["mention"]["mentionees"][0]
    index, length = mentionee["index"] * 2, mentionee["length"] * 2
    assert told[index : index + length].decode("utf-16-le") == "@น้องเข้ม"
    assert mentionee["isSelf"] is True
    assert mentionee["userId"] == stage_with_bot.world.bot_id


@pytest.mark.parametrize(
    ("kind", "fields", "has_token", "expected"),
    [
        ("postback", {"data": "d"}, True, {"postback": {"data": "d"}}),
        (
            "postback",
            {"data": "d", "params": {"date": "2026-03-01"}},
            True,
            {"postback": {"data": "d", "params": {"date": "2026-03-01"}}},
        ),
        ("follow", {}, True, {"follow": {"isUnblocked": False}}),
        ("unfollow", {}, False, {}),
        ("unsend", {"messageId": "1"}, False, {"unsend": {"messageId": "1"}}),
        ("beacon", {"hwid": "ab"}, True, {"beacon": {"hwid": "ab", "type": "enter"}}),
    ],
)
def test_every_kind_of_event_has_its_payload(
    stage_with_bot, bot, kind, fields, has_token, expected
):
    event = heard(stage_with_bot, bot, kind, **fields)
    assert event["type"] == kind
    assert expected.items() <= event.items()
    assert ("replyToken" in event) is has_token


@pytest.mark.parametrize(
    ("kind", "has_token", "payload"),
    [
        ("join", True, None),
        ("leave", False, None),
        ("memberJoined", True, "joined"),
        ("memberLeft", False, "left"),
    ],
)
def test_a_groups_own_events_name_no_author(stage_with_bot, bot, kind, has_token, payload):
    member = stage_with_bot.person()
    group = stage_with_bot.group([member])
    event = heard(stage_with_bot, bot, kind, user=member, chat=group)
    assert event["source"] == {"type": "group", "groupId": group}
    assert ("replyToken" in event) is has_token
    if payload:
        assert event[payload]["members"] == [{"type": "user", "userId": member}]


def test_members_come_and_go(stage):
    one, two = stage.person(), stage.person()
    group = stage.group([one])
    stage.act(two, "memberJoined", chat=group)
    assert stage.get(f"group/{group}/members/count").json == {"count": 2}
    stage.act(two, "memberLeft", chat=group)
    assert stage.get(f"group/{group}/members/count").json == {"count": 1}


def test_unblocking_is_told_as_such(stage_with_bot, bot):
    user = stage_with_bot.person()
    stage_with_bot.act(user, "unfollow")
    stage_with_bot.act(user, "follow")
    until(lambda: len(bot.events) == 2)
    assert bot.events[1]["follow"] == {"isUnblocked": True}


def test_an_edited_message_keeps_its_id_and_gets_a_new_quote_token(stage_with_bot, bot):
    member = stage_with_bot.person()
    group = stage_with_bot.group([member])
    first = stage_with_bot.act(member, "text", chat=group, text="หนึ่ง")
    stage_with_bot.act(
        member, "messageEdited", chat=group, messageId=first["messageId"], text="สอง"
    )
    until(lambda: len(bot.events) == 2)
    old, new = bot.events
    assert new["type"] == "messageEdited"
    assert new["message"]["id"] == old["message"]["id"]
    assert new["message"]["text"] == "สอง"
    assert new["message"]["quoteToken"] != old["message"]["quoteToken"]
    assert "markAsReadToken" not in new["message"]
    assert stage_with_bot.items(member, group)[0]["message"]["text"] == "สอง"


def test_a_member_without_consent_has_no_id(stage_with_bot, bot):
    member = stage_with_bot.person()
    group = stage_with_bot.group([member])
    event = heard(
        stage_with_bot, bot, "text", user=member, chat=group, text="x", without_consent=True
    )
    assert event["source"] == {"type": "group", "groupId": group}


@pytest.mark.parametrize("by_setting", [True, False])
def test_on_standby_there_is_no_reply_token(stage_with_bot, bot, by_setting):
    if by_setting:
        stage_with_bot.control("settings", {"webhook_mode": "standby"})
    event = heard(
        stage_with_bot, bot, "text", text="x", **({} if by_setting else {"mode": "standby"})
    )
    assert event["mode"] == "standby"
    assert "replyToken" not in event


def test_what_a_blocking_person_or_a_left_group_says_is_not_heard(stage_with_bot, bot):
    stage = stage_with_bot
    user = stage.person()
    group = stage.group([user])
    stage.act(user, "unfollow")
    stage.act(user, "leave", chat=group)
    for chat in (user, group):
        assert stage.act(user, "text", text="x", chat=chat) == {"unheard": True}
    stage.act(user, "follow")
    stage.act(user, "join", chat=group)
    until(lambda: len(bot.events) == 4)
    kinds = sorted(each["type"] for each in bot.events)
    assert kinds == ["follow", "join", "leave", "unfollow"]


def test_a_webhook_that_is_switched_off_brings_nothing(stage_with_bot, bot):
    stage = stage_with_bot
    stage.control("settings", {"webhook_active": False})
    assert stage.get("channel/webhook/endpoint").json["active"] is False
    stage.act(stage.person(), "text", text="unheard")
    until(lambda: stage.webhooks.waiting() == {"now": 0, "later": 0})
    stage.control("settings", {"webhook_active": True})
    stage.act(stage.person(), "text", text="heard")
    until(lambda: bot.events)
    assert [each["message"]["text"] for each in bot.events] == ["heard"]


def test_with_chat_switched_off_messages_are_read_by_themselves(stage_with_bot, bot):
    stage = stage_with_bot
    stage.control("settings", {"read_automatically": True})
    user = stage.person()
    stage.act(user, "text", text="x")
    until(lambda: stage.items(user)[0].get("read"))
    assert stage.get("info").json["markAsReadMode"] == "auto"


def test_the_connection_check_has_no_events(stage_with_bot, bot):
    stage_with_bot.control("verify", {})
    until(lambda: bot.bodies)
    assert orjson.loads(bot.bodies[0])["events"] == []
    assert bot.signatures[0] == sign(SECRET, bot.bodies[0])


def test_a_raw_event_may_be_completed_or_left_odd(stage_with_bot, bot):
    user = stage_with_bot.person()
    stage_with_bot.act(user, "raw", event={"type": "thunder", "mode": None})
    stage_with_bot.act(user, "raw", event=["odd"], exact=True)
    stage_with_bot.act(user, "raw", body="{not json")
    until(lambda: len(bot.bodies) == 3)
    completed = next(each for each in bot.bodies if b"thunder" in each)
    event = orjson.loads(completed)["events"][0]
    assert (event["type"], event["mode"]) == ("thunder", None)
    assert event["source"]["userId"] == user
    assert any(b'"events":[["odd"]]' in each for each in bot.bodies)
    assert b"{not json" in bot.bodies
    assert all(
        sign(SECRET, body) == sig for body, sig in zip(bot.bodies, bot.signatures, strict=True)
    )


def test_the_endpoint_can_be_read_moved_and_tested(stage_with_bot, bot):
    stage = stage_with_bot
    assert stage.get("channel/webhook/endpoint").json == {"endpoint": bot.url, "active": True}
    tested = stage.post("channel/webhook/test").json
    assert (tested["success"], tested["statusCode"], tested["reason"]) == (True, 200, "OK")
    bot.statuses.append(500)
    tested = stage.post("channel/webhook/test", {"endpoint": bot.url}).json
    assert (tested["success"], tested["reason"]) == (False, "ERROR_STATUS_CODE")
    nobody = stage.post("channel/webhook/test", {"endpoint": "http://127.0.0.1:9/"}).json
    assert (nobody["success"], nobody["reason"]) == (False, "COULD_NOT_CONNECT")
    moved = {"endpoint": "https://example.org/callback"}
    assert stage.call("PUT", "channel/webhook/endpoint", moved).json == {}
    assert stage.get("channel/webhook/endpoint").json["endpoint"] == moved["endpoint"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "http://example.org/",
        "ftp://localhost/",
        7,
        "https://" + "a" * 500,
        "https://[x",
    ],
)
def test_a_wrong_endpoint_is_refused(stage, url):
    for method, path in (("PUT", "endpoint"), ("POST", "test")):
        if url == "" and path == "test":
            continue
        answer = stage.call(method, f"channel/webhook/{path}", {"endpoint": url})
        assert (answer.status_code, answer.json) == (
            400,
            {"message": "Invalid webhook endpoint URL"},
        )


def test_without_an_endpoint_there_is_none(stage):
    stage.world.endpoint = ""
    for method, path in (("GET", "endpoint"), ("POST", "test")):
        answer = stage.call(method, f"channel/webhook/{path}")
        assert (answer.status_code, answer.json) == (404, {"message": "Webhook endpoint not found"})


def test_delivery_does_not_wait_for_the_act_to_return(stage_with_bot, bot):
    bot.delay = 0.3
    started = time.monotonic()
    stage_with_bot.act(stage_with_bot.person(), "text", text="x")
    assert time.monotonic() - started < 0.25
