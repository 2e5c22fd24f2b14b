"""The sender: what is late, in which order things go, who is gone, and workers that die or end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import orjson
import pytest
from sqlalchemy import update

from bot.sender import Sender
from bot.sending import Answer
from domain import quota as plan
from store import outbox
from store.db import Database
from store.outbox import Outgoing
from tests.bot.sending_desk import INVALID, SILENCE, UNKNOWN, Desk, aged, states, unlimited
from tests.bot.stage import PretendLine, all_letters, letter, person, queue, until


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = Desk(database)
    yield made
    made.sender.stop()


def test_late_letters_are_dropped_and_counted_and_never_sent(desk: Desk) -> None:
    late = [letter(person(n), not_after=aged(1)) for n in (1, 2)]
    late.append(letter(person(3), method="push", riding=True, not_after=aged(1)))
    rows = desk.send(*late, letter(person(4)))
    until(lambda: states(all_letters(desk.database)).count(outbox.DROPPED) == 3)
    assert [row.chat for row in rows if row.state == outbox.SENT] == [person(4)]
    with desk.database.read() as session:
        counted = outbox.counts(session)
    assert sum(n for (state, _, _), n in counted.items() if state == outbox.DROPPED) == 3
    assert len(desk.line.calls) == 1


def test_what_grows_late_while_it_is_tried_is_dropped(desk: Desk) -> None:
    """LINE stays silent; the answer's ten minutes are over before it speaks."""
    one = letter(person(), method="push")
    desk.line.tell(person(), *[SILENCE] * 50)
    queue(desk.database, one)
    desk.sender.look()
    until(lambda: desk.line.calls)

    def make_late() -> bool:
        with desk.database.write() as session:
            session.execute(update(Outgoing).values(not_after=aged(1)))
        return states(all_letters(desk.database)) == [outbox.DROPPED]

    until(make_late)
    assert len(desk.line.calls) < 50


def test_a_chat_keeps_its_order_while_a_letter_is_tried_again_and_others_go_on(desk: Desk) -> None:
    first, second = letter(person(1)), letter(person(1))
    desk.line.tell(first.reply_token, Answer(500), SILENCE, Answer(500))
    others = [letter(person(n)) for n in range(2, 6)]
    queue(desk.database, first, second, *others)
    desk.sender.look()
    until(
        lambda: (
            sum(
                row.state == outbox.SENT
                for row in all_letters(desk.database)
                if row.chat != person(1)
            )
            == 4
        )
    )
    desk.rest()
    tokens = [body["replyToken"] for _, body, _ in desk.line.calls]
    assert [one for one in tokens if one in (first.reply_token, second.reply_token)] == [
        *[first.reply_token] * 4,
        second.reply_token,
    ]
    before_second = tokens[: tokens.index(second.reply_token)]
    assert {one.reply_token for one in others} <= set(before_second)


def test_a_slow_answer_holds_up_only_its_own_chat(desk: Desk) -> None:
    go = threading.Event()

    def slow() -> Answer:
        go.wait(60)
        return Answer(200)

    one, behind = letter(person(1)), letter(person(1))
    desk.line.tell(one.reply_token, slow)
    others = [letter(person(n)) for n in range(2, 12)]
    queue(desk.database, one, behind, *others)
    desk.sender.look()
    until(lambda: states(all_letters(desk.database)).count(outbox.SENT) == 10)
    waiting = [row.chat for row in all_letters(desk.database) if row.state == outbox.WAITING]
    assert waiting == [person(1)] * 2
    go.set()
    assert states(desk.rest()) == [outbox.SENT] * 12


def test_the_most_urgent_goes_first(database: Database) -> None:
    unlimited(database)
    line = PretendLine()
    queue(
        database,
        letter(person(1), method="push", urgency=plan.DIGEST),
        letter(person(2), method="push", urgency=plan.ANSWER),
        letter(person(3), method="push", urgency=plan.LIFE_SAFETY),
    )
    sender = Sender(database, line, "a worker", print, threads=1)
    sender.start()
    try:
        until(lambda: len(line.calls) == 3)
    finally:
        sender.stop()
    assert [body["to"] for _, body, _ in line.calls] == [person(3), person(2), person(1)]


def test_who_is_unknown_or_gone_is_noted_and_not_tried_again(desk: Desk) -> None:
    desk.line.tell(person(), UNKNOWN)
    (row,) = desk.send(letter(person(), method="push"))
    assert (row.state, row.attempts) == (outbox.FAILED, 1)
    assert "Failed to send" in row.note
    (alarm,) = until(lambda: desk.alarms)
    assert person() not in alarm


def test_a_refused_letter_does_not_hold_its_chat_up(desk: Desk) -> None:
    bad, good = letter(person()), letter(person())
    desk.line.tell(bad.reply_token, Answer(400, '{"message":"The request body has 1 error(s)"}'))
    assert states(desk.send(bad, good)) == [outbox.FAILED, outbox.SENT]


def test_a_multicast_carries_its_frozen_recipients_each_time(desk: Desk) -> None:
    ids = [person(n) for n in range(1, 501)]
    desk.line.tell(ids[0], SILENCE, Answer(500), Answer(409))
    (row,) = desk.send(
        letter(
            "many",
            method="multicast",
            recipients=orjson.dumps(ids),
            people=500,
            urgency=plan.RED_AIR,
        )
    )
    assert row.state == outbox.SENT
    assert [body["to"] for _, body, _ in desk.line.calls] == [ids] * 3
    assert len({key for _, _, key in desk.line.calls}) == 1
    with desk.database.read() as session:
        assert outbox.people_pushed(session, aged(60)) == 500


def test_our_own_mistake_in_the_call_ends_no_thread(desk: Desk) -> None:
    def mistake() -> Answer:
        raise RuntimeError("ours")

    desk.line.tell(person(1), *[mistake] * 3)
    rows = desk.send(*[letter(person(n), method="push") for n in range(1, 10)])
    assert states(rows) == [outbox.SENT] * 9


def test_two_senders_on_one_outbox_send_each_letter_once(database: Database) -> None:
    line = PretendLine()
    queue(database, *[letter(person(n % 20)) for n in range(80)])
    senders = [Sender(database, line, f"worker {n}", print, threads=3) for n in range(3)]
    for sender in senders:
        sender.start()
    try:
        until(lambda: states(all_letters(database)).count(outbox.SENT) == 80)
    finally:
        for sender in senders:
            sender.stop()
    assert len(line.calls) == 80


def test_a_letter_whose_worker_died_is_sent_by_another_after_its_lease(desk: Desk) -> None:
    """The dead one had called LINE: its push is repeated with the same key, its reply asked for again."""
    ids = queue(desk.database, letter(person(1), method="push"), letter(person(2)))
    with desk.database.write() as session:
        session.execute(
            update(Outgoing)
            .where(Outgoing.id.in_(ids))
            .values(claim="a dead worker", claimed_until=aged(1), attempts=1)
        )
    reply = all_letters(desk.database)[1]
    desk.line.tell(person(1), Answer(409))
    desk.line.tell(reply.reply_token, INVALID)
    assert states(desk.rest()) == [outbox.SENT, outbox.SENT]
    assert sorted(desk.line.methods()) == ["push", "reply"]


def test_an_answer_that_comes_after_the_lease_was_lost_changes_nothing(database: Database) -> None:
    line, go = PretendLine(), threading.Event()

    def late() -> Answer:
        go.wait(60)
        return UNKNOWN

    line.tell(person(), late)
    unlimited(database)
    sender = Sender(database, line, "the slow one", print, threads=1)
    queue(database, letter(person(), method="push"))
    sender.start()
    try:
        until(lambda: line.calls)
        with database.write() as session:
            session.execute(update(Outgoing).values(claim="another", attempts=2))
        go.set()
    finally:
        sender.stop()
    (row,) = all_letters(database)
    assert (row.state, row.claim) == (outbox.WAITING, "another")


def test_answers_are_kept_while_the_database_is_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, broken = outbox.end, threading.Event()

    def away(*words: object, **more: object) -> bool:
        if not broken.is_set():
            raise OSError("the database is away")
        return real(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "end", away)
    queue(desk.database, letter(person()))
    desk.sender.look()
    until(lambda: desk.line.calls)
    broken.set()
    assert states(desk.rest()) == [outbox.SENT]
    assert len(desk.line.calls) == 1


def test_it_ends_in_time_though_line_hangs_on_every_call(database: Database) -> None:
    line, go = PretendLine(), threading.Event()

    def hang() -> Answer:
        go.wait(60)
        return Answer(200)

    for n in range(16):
        line.tell(person(n), hang)
    queue(database, *[letter(person(n), method="push") for n in range(16)])
    unlimited(database)
    sender = Sender(database, line, "a worker", print)
    sender.start()
    until(lambda: len(line.calls) == 16)
    began = time.monotonic()
    sender.stop(seconds=2.0)
    took = time.monotonic() - began
    go.set()
    assert took < 8, "with a thread after the other it would be longer than a supervisor waits"
    assert states(all_letters(database)) == [outbox.WAITING] * 16
