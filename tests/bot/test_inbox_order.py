"""The desk: the order of a chat, what was taken back, rides on a reply, and when it says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import perform
from domain.conversation import Event
from store import outbox, people, seeds, unsent
from store.db import Database
from tests.bot.stage import (
    all_events,
    all_letters,
    bring,
    button,
    desk,
    event,
    group,
    letter,
    messages_in,
    milliseconds,
    of_group,
    person,
    queue,
    text,
    work_all,
)


def user(number: int) -> dict[str, str]:
    return {"type": "user", "userId": person(number)}


def known(database: Database, line_id: str) -> people.Known | None:
    with database.read() as session:
        return people.find(session, line_id)


def test_a_chat_is_worked_in_the_order_of_lines_clock(database: Database) -> None:
    """Home set to Mae Mo, then to Ngao: whatever comes first over the wire, Ngao is the home."""
    now = milliseconds()
    later = button("do=set_area&whole=1&area=5205", timestamp=now)
    earlier = button("do=set_area&whole=1&area=5202", timestamp=now - 2000)
    bring(database, later)
    bring(database, earlier)
    worker, _ = desk(database)
    work_all(worker)
    row = known(database, person())
    assert row is not None
    assert row.area == "5205"
    letters = all_letters(database)
    assert [one.key.split(":")[0] for one in letters] == [
        earlier["webhookEventId"],
        later["webhookEventId"],
    ]


def test_only_one_event_of_a_chat_is_claimed_at_a_time(database: Database) -> None:
    bring(database, *[text(f"{n}") for n in range(5)], text(source=user(2)))
    assert desk(database)[0].work()[0] == 2


def test_an_unsend_that_comes_before_its_message_silences_it(database: Database) -> None:
    worker, _ = desk(database)
    message = text("เขียนผิด", message={"id": "4711"})
    bring(database, event("unsend", unsend={"messageId": "4711"}, replyToken=...))
    work_all(worker)
    bring(database, message)
    work_all(worker)
    assert all_letters(database) == []
    assert all_events(database)[1].body is None
    with database.read() as session:
        assert unsent.among(session, ["4711", "1"]) == {"4711"}


def test_an_unsend_by_somebody_without_an_id_is_still_honoured(database: Database) -> None:
    worker, _ = desk(database)
    bring(database, event("unsend", unsend={"messageId": "4712"}, source=None, replyToken=...))
    work_all(worker)
    with database.read() as session:
        assert unsent.among(session, ["4712", "1"]) == {"4712"}
        assert people.counts(session) == {}


@pytest.mark.parametrize(
    ("kinds", "blocked"),
    [
        (("follow", "unfollow"), True),
        (("unfollow", "follow"), False),
        (("follow", "unfollow", "follow"), False),
    ],
)
@pytest.mark.parametrize("order", [1, -1], ids=["in order", "the wrong way round"])
def test_of_follow_and_block_the_later_one_counts(
    database: Database, kinds: tuple[str, ...], blocked: bool, order: int
) -> None:
    now = milliseconds()
    events = [event(kind, timestamp=now + n * 1000) for n, kind in enumerate(kinds)]
    worker, _ = desk(database)
    for one in events[::order]:
        bring(database, one)
        work_all(worker)
    row = known(database, person())
    assert row is not None
    assert (row.blocked_at is not None) is blocked


def test_a_clock_far_ahead_does_not_make_a_block_everlasting(database: Database) -> None:
    worker, _ = desk(database)
    ahead = milliseconds(datetime.now(UTC) + timedelta(days=4000))
    bring(database, event("unfollow", timestamp=ahead, replyToken=...))
    work_all(worker)
    row = known(database, person())
    assert row is not None
    assert row.blocked_at is not None
    assert row.blocked_at < datetime.now(UTC) + timedelta(hours=1)


def test_in_standby_nothing_is_sent_but_a_block_is_noted(database: Database) -> None:
    worker, _ = desk(database)
    bring(
        database,
        text(mode="standby"),
        event("follow", mode="standby"),
        button("do=set_area&whole=1&area=5202", mode="standby"),
        event("unfollow", mode="standby", timestamp=milliseconds() + 5000),
    )
    work_all(worker)
    row = known(database, person())
    assert all_letters(database) == []
    assert row is not None
    assert (row.area, row.blocked_at is not None) == ("", True)


def test_a_missing_mode_is_answered(database: Database) -> None:
    worker, _ = desk(database)
    bring(database, text(mode=...))
    assert len(work_all(worker)) == 1


def ride(database: Database, chat: str, *texts: str, **more: object) -> list[int]:
    import orjson

    body = orjson.dumps([{"type": "text", "text": one} for one in texts])
    return queue(database, letter(chat, method="push", riding=True, messages=body, **more))


def test_what_waits_for_a_ride_goes_with_the_next_reply(database: Database) -> None:
    (rider,) = ride(database, person(), "เมื่อวาน")
    (stays,) = ride(database, person(2), "ของคนอื่น")
    worker, _ = desk(database)
    bring(database, text())
    (reply,) = work_all(worker)
    assert reply.method == "reply"
    said = messages_in(reply)
    assert said[0] == {"type": "text", "text": "เมื่อวาน"}, "older words first"
    assert len(said) == 2
    states = {one.id: one.state for one in all_letters(database)}
    assert (states[rider], states[stays]) == (outbox.SENT, outbox.RIDING)


def test_a_ride_takes_no_more_than_five_messages_and_the_urgent_first(database: Database) -> None:
    (calm,) = ride(database, person(), "ก", "ข", urgency=5)
    (urgent,) = ride(database, person(), *"กขคง", urgency=0)
    worker, _ = desk(database)
    bring(database, text())
    (reply,) = work_all(worker)
    assert len(messages_in(reply)) == 5
    states = {one.id: one.state for one in all_letters(database)}
    assert (states[urgent], states[calm]) == (outbox.SENT, outbox.RIDING)


def test_what_is_too_late_gets_no_ride(database: Database) -> None:
    ride(database, person(), "เก่า", not_after=datetime.now(UTC) - timedelta(seconds=1))
    worker, _ = desk(database)
    bring(database, text())
    (reply,) = work_all(worker)
    assert len(messages_in(reply)) == 1


def test_without_a_token_nobody_rides(database: Database) -> None:
    ride(database, person(), "เมื่อวาน")
    worker, _ = desk(database)
    bring(database, text(replyToken=...))
    assert work_all(worker) == []
    assert [one.state for one in all_letters(database)] == [outbox.RIDING] * 2


def test_more_than_five_messages_are_two_letters_and_the_second_waits_for_a_ride(
    database: Database,
) -> None:
    now = datetime.now(UTC)
    asked = Event("text", person(), person(), now)
    reply = perform.Reply("an event", "a token", now)
    words = [b'{"type":"text","text":"%d"}' % number for number in range(7)]
    said = [perform.Words(words, asked, reply)]
    with database.write() as session:
        leased = perform.queue(session, said, now, "a worker")
    first, second = all_letters(database)
    assert [len(messages_in(one)) for one in (first, second)] == [5, 2]
    assert (first.method, first.state, first.claim) == ("reply", outbox.WAITING, "a worker")
    assert (second.method, second.state, second.reply_token) == ("push", outbox.RIDING, "")
    assert [one.id for one in leased] == [first.id]


def test_an_answer_queues_behind_what_still_waits_for_its_chat(database: Database) -> None:
    queue(database, letter(person()))
    worker, _ = desk(database)
    bring(database, text(), text(source=user(2)))
    assert [one.chat for one in work_all(worker)] == [person(2)]
    assert len(all_letters(database)) == 3


@pytest.mark.parametrize(("minutes", "may_push"), [(0, True), (9, True), (11, False)])
def test_only_a_young_event_may_be_answered_by_a_push(
    database: Database, minutes: int, may_push: bool
) -> None:
    worker, _ = desk(database)
    at = milliseconds(datetime.now(UTC) - timedelta(minutes=minutes))
    bring(database, text(timestamp=at))
    work_all(worker)
    assert [one.may_push for one in all_letters(database)] == [may_push]


def test_fire_is_a_matter_of_life_and_the_haze_is_not(database: Database) -> None:
    seeds.sow(database)
    worker, _ = desk(database)
    bring(database, text("ไฟไหม้ป่า"), text("สวัสดี", source=user(2)))
    work_all(worker)
    urgency = {one.chat: one.urgency for one in all_letters(database)}
    assert urgency == {person(1): 0, person(2): 4}


def test_a_group_is_answered_only_when_called(database: Database) -> None:
    worker, _ = desk(database)
    bring(
        database,
        text("ฝุ่นแม่เมาะเท่าไหร่", source=of_group(1, person(1))),
        text("น้องเข้ม ฝุ่นแม่เมาะเท่าไหร่", source=of_group(1, person(2))),
        text("น้องเข้ม สวัสดี", source=of_group(2)),
        event("memberJoined", source=of_group(1), joined={"members": []}),
    )
    work_all(worker)
    assert sorted(one.chat for one in all_letters(database)) == [group(1), group(2)]


def test_the_body_of_what_was_handled_is_erased(database: Database) -> None:
    worker, _ = desk(database)
    bring(database, text("ข้อความส่วนตัว"))
    work_all(worker)
    (row,) = all_events(database)
    assert (row.body, row.reply_token, row.claim) == (None, "", "")


def test_a_desk_with_nothing_to_do_takes_no_lock(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, _ = desk(database)
    monkeypatch.setattr(Database, "write", None)
    assert worker.work() == (0, [])
