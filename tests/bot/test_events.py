"""LINE's JSON becomes our Event, whatever is missing or odd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from bot import events
from domain.places import Point
from tests.bot.stage import BOT, button, event, group, milliseconds, of_group, person, text

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


def read(raw):
    return events.read(raw, NOW)


def message(**fields):
    return event(message={"id": "1"} | fields)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (text(), "text"),
        (message(type="image"), "photo"),
        (message(type="video"), "video"),
        (message(type="audio"), "voice"),
        (message(type="file"), "file"),
        (message(type="location", latitude=18.2, longitude=99.5), "location"),
        (message(type="location"), "unclear"),
        (message(type="location", latitude="north", longitude=99.5), "unclear"),
        (message(type="location", latitude=None, longitude=None), "unclear"),
        (message(type="location", latitude=91, longitude=99.5), "unclear"),
        (message(type="location", latitude=float("nan"), longitude=99.5), "unclear"),
        (message(type="sticker"), "sticker"),
        (message(type="sometime new"), "unclear"),
        (message(type=None), "unclear"),
        (message(type=7), "unclear"),
        (event(message=None), "unclear"),
        (event(message="text"), "unclear"),
        (event(), "unclear"),
        (button("do=help"), "button"),
        (event("follow"), "follow"),
        (event("unfollow"), "unfollow"),
        (event("join"), "join"),
        (event("leave"), "leave"),
        (event("memberJoined"), "member_joined"),
        (event("memberLeft"), "member_left"),
        (event("unsend", unsend={"messageId": "1"}), "unsend"),
        (event("messageEdited", message={"id": "1", "type": "text", "text": "x"}), "edited"),
        (event("videoPlayComplete"), "other"),
        (event("beacon"), "other"),
        (event("accountLink"), "other"),
        (event("membership"), "other"),
        (event("module"), "other"),
        (event("activated"), "other"),
        (event("botSuspended"), "other"),
        (event("delivery"), "other"),
        (event("sometime new"), "other"),
        ({"type": None}, "other"),
        ({"type": ["message"]}, "other"),
        ({}, "other"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_has_a_name(raw, kind):
    assert read(raw).kind == kind


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(18.2, 99.5), ("18.2", "99.5"), (18.2, "99.50")]
)
def test_a_shared_place_is_a_point_also_when_its_numbers_come_as_texts(latitude, longitude):
    raw = message(type="location", latitude=latitude, longitude=longitude)
    assert read(raw).point == Point(18.2, 99.5)


@pytest.mark.parametrize(
    ("source", "chat", "kind", "user"),
    [
        ({"type": "user", "userId": person(7)}, person(7), "user", person(7)),
        (of_group(3, person(7)), group(3), "group", person(7)),
        (of_group(3), group(3), "group", ""),
        ({"type": "room", "roomId": "R1"}, "R1", "room", ""),
        (None, "", "user", ""),
        ({"type": "user", "userId": None}, "", "user", ""),
    ],
)
def test_where_to_answer_and_who_spoke(source, chat, kind, user):
    found = read(text(source=source))
    assert (found.chat, found.chat_kind, found.user) == (chat, kind, user)


@pytest.mark.parametrize(
    ("timestamp", "at"),
    [
        (milliseconds(NOW - timedelta(minutes=2)), NOW - timedelta(minutes=2)),
        (str(milliseconds(NOW)), NOW),
        (None, NOW),
        ("yesterday", NOW),
        ([], NOW),
        (float("nan"), NOW),
        (float("inf"), NOW),
        (1e300, NOW),
        (10**400, NOW),
        (-(10**17), NOW),
        (milliseconds(NOW + timedelta(days=400)), NOW + timedelta(minutes=10)),
    ],
)
def test_the_time_is_lines_unless_that_cannot_be(timestamp, at):
    assert read(event(timestamp=timestamp)).at == at


@pytest.mark.parametrize(
    ("words", "mention", "left"),
    [
        ("@น้องเข้ม ฝุ่นเท่าไหร่", (0, 9), "ฝุ่นเท่าไหร่"),
        ("🔥🔥 @น้องเข้ม ไฟไหม้", (5, 9), "🔥🔥  ไฟไหม้"),
        ("👨‍👩‍👧 @น้องเข้ม", (9, 9), "👨‍👩‍👧"),
        ("@น้องเข้ม", (0, 9), ""),
        ("สวัสดี", (0, 900), ""),
        ("สวัสดี", (900, 9), "สวัสดี"),
        ("สวัสดี", (-5, 3), "สวัสดี"),
        ("🔥ไฟ", (1, 1), "\ufffdไฟ"),
    ],
)
def test_a_mention_is_cut_out_by_utf16_units_as_line_counts(words, mention, left):
    index, length = mention
    one = {"index": index, "length": length, "type": "user", "userId": BOT, "isSelf": True}
    found = read(text(words, message={"mention": {"mentionees": [one]}}, source=of_group()))
    assert (found.text, found.called) == (left, True)


def test_two_mentions_of_us_are_both_cut_out_and_others_stay():
    words = "@น้องเข้ม @ป้า @น้องเข้ม ฝุ่น"
    ours = [{"index": i, "length": 9, "isSelf": True} for i in (0, 15)]
    theirs = {"index": 10, "length": 4, "isSelf": False}
    found = read(text(words, message={"mention": {"mentionees": [*ours, theirs, None, 7]}}))
    assert found.text.split() == ["@ป้า", "ฝุ่น"]


@pytest.mark.parametrize(
    ("words", "mention", "called"),
    [
        ("น้องเข้ม ฝุ่น", None, True),
        ("Nong Khem, how is the haze", None, True),
        ("NONGKHEM", None, True),
        ("ฝุ่นเท่าไหร่", None, False),
        ("@ป้า", {"mentionees": [{"index": 0, "length": 4, "isSelf": False}]}, False),
        ("ฝุ่น", {"mentionees": [{"isSelf": True}]}, True),
        ("ฝุ่น", {"mentionees": [{"isSelf": True, "index": "0", "length": None}]}, True),
        ("ฝุ่น", {"mentionees": [{"isSelf": "true"}]}, False),
        ("ฝุ่น", {"mentionees": None}, False),
        ("ฝุ่น", "@", False),
    ],
)
def test_who_calls_the_bot(words, mention, called):
    found = read(text(words, message={"mention": mention}, source=of_group()))
    assert found.called is called
    assert found.text == words


@pytest.mark.parametrize(
    ("postback", "data"),
    [
        ({"data": "do=help"}, {"do": "help"}),
        ({"data": "do=set_area&area=520105"}, {"do": "set_area", "area": "520105"}),
        ({"data": "do=x", "params": {"date": "2026-03-14"}}, {"do": "x", "date": "2026-03-14"}),
        ({"data": "do=x", "params": {"time": "09:30"}}, {"do": "x", "time": "09:30"}),
        (
            {"data": "do=x", "params": {"datetime": "2026-03-14T09:30"}},
            {"do": "x", "datetime": "2026-03-14T09:30"},
        ),
        ({"data": "do=x", "params": {"date": 20260314}}, {"do": "x"}),
        ({"data": "do=x", "params": {"status": "SUCCESS"}}, {"do": "x"}),
        ({"data": "do=x", "params": None}, {"do": "x"}),
        ({"data": "no buttons of ours"}, {}),
        ({"data": ""}, {}),
        ({"data": None}, {}),
        ({"data": 7}, {}),
        ({"data": "&&==&%ff=%&a=%00%00b"}, {"": "=", "\ufffd": "%", "a": "b"}),
        (None, {}),
        ("do=help", {}),
    ],
)
def test_what_a_pressed_button_carries(postback, data):
    assert read(event("postback", postback=postback)).data == data


@pytest.mark.parametrize(
    ("raw", "message_id"),
    [
        (text(message={"id": "468789577898262530"}), "468789577898262530"),
        (text(message={"id": 468789577898262530}), "468789577898262530"),
        (text(message={"id": None}), ""),
        (text(message={"id": ["1"]}), ""),
        (text(message={"id": "\ud800\x001"}), "?1"),
        (event("unsend", unsend={"messageId": "5"}), "5"),
        (event("unsend", unsend={"messageId": "\udfff\x005"}), "?5"),
        (event("unsend", unsend=None), ""),
        (event("unsend"), ""),
    ],
)
def test_the_id_of_a_message_is_a_text_that_a_database_takes(raw, message_id):
    assert read(raw).message_id == message_id


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("ก" * 5000, "ก" * 5000),
        ("ก" * 9000, "ก" * 5000),
        ("\ud83d ขาดครึ่ง", "? ขาดครึ่ง"),
        ("nul\x00inside", "nulinside"),
        (None, ""),
        (7, ""),
        (["ฝุ่น"], ""),
    ],
)
def test_texts_hold_nothing_that_database_or_line_refuse(words, kept):
    assert read(text(message={"text": words})).text == kept


@pytest.mark.parametrize(
    ("mode", "standby"),
    [("standby", True), ("active", False), (None, False), (..., False), ("new", False)],
)
def test_only_standby_is_standby(mode, standby):
    assert events.is_standby(event(mode=mode)) is standby


@pytest.mark.parametrize(
    ("body", "parsed"),
    [
        (b'{"type":"follow"}', {"type": "follow"}),
        (b'{"text":"\\ud83d"}', {"text": "\ud83d"}),
        (b"[]", {}),
        (b"null", {}),
        (b"7", {}),
    ],
)
def test_what_was_kept_is_read_again(body, parsed):
    assert events.parse(body) == parsed


LINES_OWN = Path(__file__).parents[3] / "shared" / "line-openapi" / "webhook.yml"


def test_lines_own_list_of_events_holds_none_that_stops_us():
    """Where LINE's specification is present, its names; the list above without it."""
    names = {"message", "messageEdited", "unsend", "follow", "postback", "beacon", "delivery"}
    if LINES_OWN.is_file():
        written = LINES_OWN.read_text("utf-8")
        names |= {
            line.split(":")[0].strip()
            for line in written.splitlines()
            if "#/components/schemas/" in line and "Event" in line and ": " in line
        }
    for name in names:
        for payload in (None, {}, [], "x", 7):
            raw = event(name) | {key: payload for key in ("message", "postback", name)}
            assert orjson.dumps(read(raw).kind)
