"""Bursts: many people at once, each event followed to its one answer."""

import orjson

from simulator.webhooks import sign
from tests.simulator.stage import SECRET, TEXT, until


def begin(stage, bot, **wish):
    name = stage.control("burst", wish)["burst"]
    expected = -(-wish["events"] // wish.get("per_body", 1)) * wish.get("copies", 1)
    until(lambda: len(bot.bodies) == expected)
    until(lambda: stage.control(f"burst/{name}")["waiting_deliveries"] == 0)
    return name


def test_every_event_is_sent_and_its_answer_counted(stage_with_bot, bot):
    name = begin(stage_with_bot, bot, people=3, events=9, per_body=4, text="ข้อ %d")
    assert [len(orjson.loads(each)["events"]) for each in sorted(bot.bodies, key=len)] == [1, 4, 4]
    words = {each["message"]["text"] for each in bot.events}
    assert words == {f"ข้อ {number}" for number in range(1, 10)}
    assert len({each["source"]["userId"] for each in bot.events}) == 3
    before = stage_with_bot.control(f"burst/{name}")
    assert (before["acknowledged"], before["answered"], before["unanswered"]) == (9, 0, 9)
    for event in bot.events[:5]:
        stage_with_bot.reply(event["replyToken"])
    report = stage_with_bot.control(f"burst/{name}")
    assert (report["events"], report["answered"], report["unanswered"]) == (9, 5, 4)
    assert report["answered_more_than_once"] == 0
    assert set(report["reply_latency_ms"]) == {"p50", "p95", "p99", "max"}


def test_a_push_answers_the_oldest_open_event_of_its_person(stage_with_bot, bot):
    stage = stage_with_bot
    name = begin(stage, bot, people=1, events=3)
    user = bot.events[0]["source"]["userId"]
    stage.reply(bot.events[0]["replyToken"])
    stage.push(user)
    stage.multicast([user])
    report = stage.control(f"burst/{name}")
    assert (report["answered"], report["pushes"], report["answered_more_than_once"]) == (3, 2, 0)
    stage.push(user)
    assert stage.control(f"burst/{name}")["answered_more_than_once"] == 1


def test_a_refused_reply_is_no_answer(stage_with_bot, bot):
    name = begin(stage_with_bot, bot, people=1, events=1)
    stage_with_bot.reply(bot.events[0]["replyToken"], [TEXT | {"text": ""}])
    assert stage_with_bot.control(f"burst/{name}")["answered"] == 0


def test_copies_and_shuffling_deliver_the_same_events_again(stage_with_bot, bot):
    begin(stage_with_bot, bot, people=10, events=20, copies=2, shuffle=True, texts=["ก", "ข"])
    ids = [each["webhookEventId"] for each in bot.events]
    assert (len(ids), len(set(ids))) == (40, 20)
    assert {each["message"]["text"] for each in bot.events} == {"ก", "ข"}


def test_a_burst_can_be_spread_over_time(stage_with_bot, bot):
    stage = stage_with_bot
    stage.control("burst", {"people": 4, "events": 4, "seconds": 40})
    until(lambda: len(bot.bodies) == 1)
    assert stage.webhooks.waiting()["later"] == 3
    for count in (2, 3, 4):
        stage.world.clock.advance(10)
        until(lambda count=count: len(bot.bodies) == count)


def test_what_fails_counts_when_it_gets_through(stage_with_bot, bot):
    stage = stage_with_bot
    stage.control("settings", {"redelivery_delays": [5]})
    bot.statuses += [500]
    name = stage.control("burst", {"people": 1, "events": 1})["burst"]
    until(lambda: stage.webhooks.waiting() == {"now": 0, "later": 1})
    assert stage.control(f"burst/{name}")["acknowledged"] == 0
    stage.world.clock.advance(6)
    until(lambda: stage.control(f"burst/{name}")["acknowledged"] == 1)
    stage.reply(bot.events[1]["replyToken"])
    report = stage.control(f"burst/{name}")
    assert report["answered"] == 1
    assert report["reply_latency_ms"]["max"] >= 6000


def test_a_held_burst_is_signed_but_sent_by_nobody_and_its_tokens_work(stage):
    begun = stage.control("burst", {"people": 2, "events": 3, "per_body": 2, "held": True})
    assert len(begun["held"]) == 2
    events = []
    for each in begun["held"]:
        assert each["signature"] == sign(SECRET, each["body"].encode())
        events += orjson.loads(each["body"])["events"]
    assert stage.webhooks.waiting() == {"now": 0, "later": 0}
    assert stage.reply(events[2]["replyToken"]).status_code == 200
    report = stage.control(f"burst/{begun['burst']}")
    assert (report["events"], report["answered"]) == (3, 1)
