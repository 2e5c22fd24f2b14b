"""Whatever LINE may send goes through the real desk and the real handlers: never an exception, never a stuck chat."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import webhook
from store import inbox, seeds
from store.db import Database
from tests.bot.stage import (
    all_events,
    all_letters,
    body_of,
    bring,
    button,
    desk,
    event,
    messages_in,
    of_group,
    person,
    text,
    words_in,
    work_all,
)

LINE_TAKES = 5000
HOSTILE = [
    "'; DROP TABLE people; --",
    '" OR 1=1 --',
    "<script>alert(1)</script>",
    "%(area)s %(x)s %s %d %",
    "{0} {x} {{}}",
    "${jndi:ldap://x}",
    "../../../../etc/passwd",
    "\\x00\\ud83d",
    "nul\x00inside",
    "\u202eย้อนกลับ\u200b\ufeff",
    "ก" * 5000,
    "🔥" * 2500,
    "ํ" * 300,
    "\n" * 500,
    " ",
    "",
    "KHEM-" + "A" * 4000,
    "KHEM-ABCDEFGH23",
    "9" * 4000,
    "do=delete_my_data&sure=yes",
    "null",
    "ฝุ่น" * 1000,
    "ไฟไหม้ " * 700,
    "ต.บ้านแลง อ.เมือง จ.ลำปาง " * 100,
]
MESSAGES: list[dict[str, Any]] = [
    {"type": "image", "contentProvider": {"type": "line"}, "imageSet": {"id": "1", "index": 1}},
    {"type": "video", "duration": 1000, "contentProvider": {"type": "external"}},
    {"type": "audio", "duration": 1000},
    {"type": "file", "fileName": "รายงาน.pdf", "fileSize": 7},
    {"type": "location", "title": "บ้าน", "latitude": 18.28, "longitude": 99.5},
    {"type": "location", "latitude": 13.75, "longitude": 100.5},
    {"type": "location", "latitude": 0, "longitude": 0},
    {"type": "location", "latitude": "x", "longitude": []},
    {"type": "sticker", "packageId": "446", "stickerId": "1988", "keywords": ["สวัสดี"] * 16},
    {"type": "sticker"},
    {"type": "sometime new", "payload": {"x": 1}},
    {"type": None},
    {},
]
KINDS: list[dict[str, Any]] = [
    *[event(message={"id": "1"} | one) for one in MESSAGES],
    *[text(words) for words in HOSTILE],
    *[button(words[:300]) for words in HOSTILE],
    *[button(f"do={words[:250]}") for words in HOSTILE],
    *[button(f"do=set_area&area={words[:100]}&list={words[:100]}") for words in HOSTILE],
    button("do=delete_my_data&sure=yes&s=1"),
    button("do=change_language&to=xx"),
    event("postback", postback={"data": "do=x", "params": {"date": "2026-02-31"}}),
    event("postback", postback={"data": "do=x", "params": {"status": "RICHMENU_NOTFOUND"}}),
    event("postback", postback=None),
    event("follow", follow={"isUnblocked": True}),
    event("follow", follow=...),
    event("unfollow", replyToken=...),
    event("join", source=of_group()),
    event("join", source={"type": "room", "roomId": "R" + "1" * 32}),
    event("leave", source=of_group(), replyToken=...),
    event("memberJoined", source=of_group(), joined={"members": [{"type": "user"}]}),
    event("memberLeft", source=of_group(), left=None, replyToken=...),
    event("unsend", unsend={"messageId": "325708"}, replyToken=...),
    event("unsend", unsend=None),
    event("messageEdited", source=of_group(), message={"id": "1", "type": "text", "text": "ใหม่"}),
    event("messageEdited", message=None),
    event("videoPlayComplete", videoPlayComplete={"trackingId": "x"}),
    event("beacon", beacon={"hwid": "d41d8cd98f", "type": "stay", "dm": "00"}),
    event("accountLink", link={"result": "ok", "nonce": "n"}),
    event("accountLink", link={"result": "failed"}, source=..., replyToken=...),
    event("membership", membership={"type": "joined", "membershipId": 3189}),
    event("module", module={"type": "attached", "botId": "U1", "scopes": ["x"]}, source=...),
    event("module", module={"type": "detached"}, source=...),
    event("activated", chatControl={"expireAt": 1462629479859}, replyToken=...),
    event("deactivated", replyToken=...),
    event("botSuspended", source=..., replyToken=...),
    event("botResumed", source=..., replyToken=...),
    event("delivery", delivery={"data": "15034552939884E28681A7D668CEA94C147C716C"}, source=...),
    event("sometime new", something={"deep": [1, None, "x"]}),
    {"type": "message"},
    {},
]


def odd_shapes(raw: dict[str, Any]) -> list[dict[str, Any]]:
    """The same event with each of its fields null, of another kind, or away; in standby; in a group."""
    shapes = [raw | {"mode": "standby"}, raw | {"mode": None}, raw | {"source": of_group(7)}]
    for name in raw:
        shapes += [raw | {name: odd} for odd in (None, 7, "x", [], {}, True)]
        shapes.append({key: value for key, value in raw.items() if key != name})
    return shapes


def fresh(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With ids and chats of their own, where they have any."""
    made = []
    for number, raw in enumerate(events):
        one = copy.deepcopy(raw)
        if isinstance(one.get("webhookEventId"), str) and one["webhookEventId"] != "x":
            one["webhookEventId"] = f"01J{number:023d}"
        source = one.get("source")
        if isinstance(source, dict) and source.get("userId") == person():
            one["source"] = {"type": "user", "userId": person(number + 1)}
        made.append(one)
    return made


def assert_fine(database: Database, alarms: list[str]) -> None:
    assert alarms == []
    for row in all_events(database):
        assert row.handled_at, row.body
        assert (row.error, row.tries) == ("", 1)
    for letter in all_letters(database):
        assert 1 <= len(messages_in(letter)) <= 5
        for message in messages_in(letter):
            assert message["type"] in ("text", "flex")
            assert len(message.get("text", "")) <= LINE_TAKES
        assert "%(" not in words_in(letter)


def test_every_kind_and_every_hostile_text_is_worked(database: Database) -> None:
    seeds.sow(database)
    worker, alarms = desk(database)
    for start in range(0, len(KINDS), 50):
        bring(database, *fresh(KINDS)[start : start + 50])
    work_all(worker, 400)
    assert_fine(database, alarms)
    # Whoever wrote in private with a token, and was understood or not, has an answer.
    answered = {letter.chat for letter in all_letters(database)}
    for number, raw in enumerate(fresh(KINDS)):
        if raw.get("type") == "message" and KINDS[number].get("replyToken"):
            assert raw["source"]["userId"] in answered, raw


def test_every_kind_with_odd_fields_is_worked(sqlite: Database) -> None:
    """On SQLite: what the databases differ in is in the tests beside this one."""
    kinds = {(one.get("type"), str(one.get("message"))[:40]): one for one in KINDS}
    shapes = fresh([shape for raw in kinds.values() for shape in odd_shapes(raw)])
    worker, alarms = desk(sqlite)
    for start in range(0, len(shapes), 100):
        bring(sqlite, *shapes[start : start + 100])
    assert len(shapes) > 1000
    work_all(worker, 2000)
    assert_fine(sqlite, alarms)


def test_all_of_it_in_one_chat_does_not_stick(database: Database) -> None:
    worker, alarms = desk(database)
    same = [
        one | {"source": {"type": "user", "userId": person(1)}, "webhookEventId": f"01K{n:023d}"}
        for n, one in enumerate(KINDS)
        if len(str(one)) < 1000
    ]
    bring(database, *same[:100])
    work_all(worker, 200)
    assert_fine(database, alarms)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40)
    | st.sampled_from(HOSTILE)
    | st.sampled_from(["\ud800", "a\udfff", "text", "message", "postback", "user", "group"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def paths(value: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where something stands in an event: ("message", "text"), ("joined", "members", 0) …"""
    found = [so_far] if so_far else []
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner if isinstance(value, dict | list) else ():
        found += paths(one, (*so_far, key)) if isinstance(one, dict | list) else [(*so_far, key)]
    return found


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A valid event of which up to three places hold something else, or nothing."""
    raw = copy.deepcopy(draw(st.sampled_from(KINDS)))
    for _ in range(draw(st.integers(1, 3))):
        known = paths(raw)
        if not known:
            return raw
        *way, last = draw(st.sampled_from(known))
        place = raw
        for key in way:
            place = place[key]
        if draw(st.booleans()):
            place[last] = draw(VALUES)
        else:
            del place[last]
    return raw


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(mutated(), min_size=1, max_size=6))
def test_no_mutation_of_an_event_sticks(database: Database, raws: list[dict[str, Any]]) -> None:
    import json

    good = text("สวัสดี", source={"type": "user", "userId": person(99)})
    body = json.dumps({"events": [*raws, good]}).encode()
    arrivals = webhook.read_body(body, datetime.now(UTC))
    assert arrivals is not None
    webhook.Keeper(database).keep(arrivals)
    worker, alarms = desk(database)
    work_all(worker)
    with database.read() as session:
        kept = session.query(inbox.Received).filter_by(event_id=good["webhookEventId"]).one()
    assert kept.handled_at
    assert_fine(database, alarms)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_to_no_harm_in_the_store(sqlite: Database, words: str) -> None:
    bring(sqlite, text(words), button(f"do=set_area&area={words[:200]}"))
    worker, alarms = desk(sqlite)
    work_all(worker)
    assert_fine(sqlite, alarms)
    assert body_of(text(words.replace("\x00", "")))
