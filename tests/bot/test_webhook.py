"""The door: signature, what is no webhook, and that every event is kept once however it comes."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime

import orjson
import pytest

from bot import webhook
from store import inbox
from store.db import Database
from tests.bot.stage import (
    BOT,
    SECRET,
    House,
    all_events,
    body_of,
    button,
    event,
    person,
    sign,
    text,
)

EXAMPLE = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
EXAMPLE_SIGNATURE = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_lines_worked_example_of_a_signature_opens_the_door(house: House) -> None:
    assert house.post(EXAMPLE, EXAMPLE_SIGNATURE) == 200


@pytest.mark.parametrize(
    "signature",
    [
        None,
        " ",
        "x",
        EXAMPLE_SIGNATURE[:-1],
        EXAMPLE_SIGNATURE.lower(),
        "ลายเซ็น".encode().decode("latin-1"),
        "\xff\xfe",
        "A" * 10_000,
        sign(EXAMPLE, "another secret"),
    ],
)
def test_without_the_right_signature_nothing_is_read(house: House, signature: str | None) -> None:
    assert house.post(EXAMPLE, signature) == 401


def test_the_signature_is_of_the_bytes_and_not_of_what_they_mean(
    house: House, database: Database
) -> None:
    body = body_of(text())
    again = json.dumps(json.loads(body), indent=1).encode()
    assert house.post(again, sign(body)) == 401
    assert all_events(database) == []
    assert house.post(again) == 200


def test_nobody_gets_in_with_another_method(house: House) -> None:
    assert house.client.get("/callback").status_code == 405


def test_a_body_too_large_to_be_lines_is_refused_unread(house: House) -> None:
    body = b" " * (webhook.LARGEST_BODY + 1)
    assert house.post(body) == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"events"',
        b"7",
        b"{}",
        b"{not json}",
        b'{"events": null}',
        b'{"events": {}}',
        b'{"events": "all"}',
        b'{"events": [' + b"[" * 3000 + b"]" * 3000 + b"]}",
        b"[" * 3000 + b"]" * 3000,
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        b'{"events": [], "x": "\xff\xfe"}',
        b"\x00",
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_what_is_no_webhook_is_told_so(house: House, body: bytes) -> None:
    assert house.post(body) == 400


def test_lines_connection_check_brings_no_events_and_is_fine(
    house: House, database: Database
) -> None:
    assert house.bring() == 200
    assert all_events(database) == []


def test_what_cannot_be_stored_is_not_accepted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(inbox, "keep", away)
    assert house.bring(text()) == 503
    monkeypatch.undo()
    assert house.bring(text()) == 200


def test_an_event_that_comes_again_in_any_way_is_kept_once(
    house: House, database: Database
) -> None:
    one = text("หนึ่ง")
    assert house.bring(one, one) == 200
    assert house.bring(one) == 200
    assert house.bring(one | {"deliveryContext": {"isRedelivery": True}}) == 200
    assert house.bring(text("สอง"), one) == 200
    assert len(all_events(database)) == 2


def test_a_redelivery_renews_the_reply_window_of_what_waits_and_only_of_that(
    house: House, database: Database
) -> None:
    one, two = text(), text()
    house.bring(one, two)
    with database.write() as session:
        for row in session.query(inbox.Received):
            row.token_at = datetime(2026, 1, 1, tzinfo=UTC)
        session.query(inbox.Received).filter_by(event_id=two["webhookEventId"]).update(
            {"handled_at": datetime.now(UTC), "reply_token": ""}
        )
    for each in (one, two):
        house.bring(each | {"deliveryContext": {"isRedelivery": True}})
    waits, handled = all_events(database)
    assert (waits.token_at or waits.arrived_at).year > 2026 - 1
    assert (waits.token_at or waits.arrived_at) >= waits.arrived_at
    assert handled.reply_token == ""


def test_the_same_redeliveries_from_many_threads_at_once_are_kept_once(database: Database) -> None:
    keeper = webhook.Keeper(database)
    again = {"deliveryContext": {"isRedelivery": True}}
    shared = [text("เดียวกัน", **again) for _ in range(5)] + [text("แรก") for _ in range(5)]
    ready, failures = threading.Barrier(8), []

    def deliver(number: int) -> None:
        own = [text("ของตัวเอง", source={"type": "user", "userId": person(number)})]
        arrivals = webhook.read_body(body_of(*shared, *own), datetime.now(UTC)) or []
        ready.wait(30)
        for _ in range(5):
            try:
                keeper.keep(arrivals)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=deliver, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(all_events(database)) == 10 + 8


def test_in_a_group_commit_everybody_learns_that_it_failed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = webhook.Keeper(database)
    told, inside, go = [], threading.Event(), threading.Event()

    def away(*_: object) -> None:
        inside.set()
        go.wait(30)
        raise OSError("the disk is full")

    monkeypatch.setattr(inbox, "keep", away)

    def deliver() -> None:
        arrivals = webhook.read_body(body_of(text()), datetime.now(UTC)) or []
        try:
            keeper.keep(arrivals)
        except OSError:
            told.append("failed")

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert inside.wait(30)
    go.set()
    for thread in threads:
        thread.join(30)
    assert told == ["failed"] * 4


ODD = [
    None,
    7,
    "a string",
    [],
    [{}],
    {},
    {"type": None},
    {"type": 7},
    event(webhookEventId=...),
    event(webhookEventId=None),
    event(webhookEventId=7),
    event(webhookEventId=""),
    event(webhookEventId="x" * 5000),
    event(webhookEventId="nul\x00inside"),
    event(source=...),
    event(source=None),
    event(source="U1"),
    event(source={"type": "user", "userId": None}),
    event(source={"type": "user", "userId": "U\x00"}),
    event(source={"type": "user", "userId": "U" * 5000}),
    event(source={"type": "group", "groupId": ["C"]}),
    event(timestamp=...),
    event(timestamp=None),
    event(timestamp="1764000000000"),
    event(timestamp=-1),
    event(timestamp=1e300),
    event(timestamp=2**63 - 1),
    event(timestamp=True),
    event(mode=...),
    event(deliveryContext=...),
    event(deliveryContext=None),
    event(deliveryContext={"isRedelivery": "yes"}),
    event(replyToken=None),
    event(replyToken=7),
    event(replyToken="t" * 9000),
    event(replyToken="\x00"),
    event(replyToken="0" * 32),
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: str(odd)[-60:])
def test_one_odd_event_never_costs_the_others(
    house: House, database: Database, odd: object
) -> None:
    before, after = text("ก่อน"), text("หลัง")
    assert house.bring(before, odd, after) == 200
    kept = {row.event_id for row in all_events(database)}
    assert {before["webhookEventId"], after["webhookEventId"]} <= kept


@pytest.mark.parametrize("depth", [100, 250, 500, 700, 850, 900, 950, 970, 990, 1010, 1020])
def test_an_event_nested_deep_never_costs_the_others(
    house: House, database: Database, depth: int
) -> None:
    good = text()
    deep = b'{"type":"message","x":' + b'{"x":' * depth + b"1" + b"}" * depth + b"}"
    status = house.post(b'{"events":[' + deep + b"," + orjson.dumps(good) + b"]}")
    kept = [row.event_id for row in all_events(database)]
    assert (status, good["webhookEventId"] in kept) in ((200, True), (400, False))
    assert status == 200 or depth > 1000, "only what no reader takes at all is no webhook"


@pytest.mark.parametrize(
    "raw",
    [
        rb'{"type":"message","message":{"type":"text","id":"1","text":"\ud83d lone"}}',
        rb'{"type":"message","webhookEventId":"\udfff","source":{"type":"user","userId":"\ud800"}}',
        rb'{"type":"message","replyToken":"\udcff","timestamp":NaN}',
        rb'{"type":"message","timestamp":Infinity}',
        rb'{"type":"message","timestamp":-Infinity,"x":"\ud800"}',
        b'{"type":"message","x":123456789012345678901234567890,"y":"\\ud800"}',
    ],
)
def test_what_only_loose_readers_take_is_taken(
    house: House, database: Database, raw: bytes
) -> None:
    good = text()
    body = b'{"events":[' + raw + b"," + orjson.dumps(good) + b"]}"
    assert house.post(body) == 200
    assert len(all_events(database)) == 2


def test_a_hundred_events_in_a_body_are_a_hundred_rows_in_their_order(
    house: House, database: Database
) -> None:
    at = int(datetime.now(UTC).timestamp() * 1000)
    events = [text(f"{number}", timestamp=at) for number in range(100)]
    assert house.bring(*events) == 200
    rows = sorted(all_events(database), key=lambda row: row.place_in_chat)
    assert [row.event_id for row in rows] == [one["webhookEventId"] for one in events]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(-3600, -600), (-30, -30), (0, 0), (30, 30), (86400, 600)]
)
def test_lines_clock_orders_a_chat_but_never_further_than_ten_minutes(
    seconds: int, shown: int
) -> None:
    now = datetime(2026, 3, 14, 9, tzinfo=UTC)
    stamp = int(now.timestamp() * 1000) + seconds * 1000
    (arrival,) = webhook.read_body(body_of(text(timestamp=stamp)), now) or []
    assert arrival.place_in_chat == (int(now.timestamp()) + shown) * 1_000_000


@pytest.mark.parametrize(
    ("source", "chat"),
    [
        ({"type": "user", "userId": "U1"}, "U1"),
        ({"type": "group", "groupId": "C1", "userId": "U1"}, "C1"),
        ({"type": "room", "roomId": "R1"}, "R1"),
        ({"type": "sometime new", "userId": "U1"}, "U1"),
        ({"type": "user"}, ""),
        ({"userId": 7}, ""),
        (None, ""),
    ],
)
def test_the_chat_is_where_an_answer_goes(source: object, chat: str) -> None:
    assert webhook.chat_of({"source": source}) == chat


def test_a_token_that_cannot_be_used_is_not_kept(house: House, database: Database) -> None:
    house.bring(
        text(replyToken="0" * 32),
        text(replyToken="f" * 32),
        text(mode="standby"),
        button("do=help", replyToken=...),
    )
    assert [row.reply_token for row in all_events(database)] == [""] * 4
    assert [row.token_at for row in all_events(database)] == [None] * 4


def test_only_the_secret_of_the_channel_signs() -> None:
    assert webhook.is_signed(EXAMPLE, EXAMPLE_SIGNATURE, SECRET)
    assert not webhook.is_signed(EXAMPLE, EXAMPLE_SIGNATURE, SECRET[::-1])
    assert not webhook.is_signed(EXAMPLE + b" ", EXAMPLE_SIGNATURE, SECRET)
    assert BOT.encode() not in EXAMPLE
