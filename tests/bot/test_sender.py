"""The sender with a pretended LINE: what is sent, tried again, saved, dropped, and in which order."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import update

from bot.sender import Sender
from bot.sending import Answer
from domain import quota as plan
from store import outbox, quota
from store.db import Database
from store.outbox import Letter, Outgoing
from tests.bot.stage import PretendLine, all_letters, letter, person, queue, until

SILENCE = Answer(None, "ReadTimeoutError")
INVALID = Answer(400, '{"message":"Invalid reply token"}')
RATE = Answer(429, '{"message":"The API rate limit has been exceeded. Try again later."}')
MONTHLY = Answer(429, '{"message":"You have reached your monthly limit."}')
UNKNOWN = Answer(400, '{"message":"Failed to send messages"}')


class Desk:
    """A sender that runs, its pretended LINE, and the operator's ear."""

    def __init__(self, database: Database, threads: int = 4) -> None:
        self.database, self.line, self.alarms = database, PretendLine(), list[str]()
        self.sender = Sender(database, self.line, "a worker", self.alarms.append, threads)
        self.sender.start()

    def send(self, *letters: Letter) -> list[Outgoing]:
        """Queue them and wait until nothing waits."""
        queue(self.database, *letters)
        self.sender.look()
        return self.rest()

    def rest(self) -> list[Outgoing]:
        until(self.is_idle)
        return all_letters(self.database)

    def is_idle(self) -> bool:
        self.skip_waits()
        with self.database.read() as session:
            return outbox.waiting(session)[0] == 0

    def skip_waits(self) -> None:
        """Tests do not wait for the seconds between two tries."""
        with self.database.write() as session:
            session.execute(
                update(Outgoing)
                .where(Outgoing.claim == "", Outgoing.state == outbox.WAITING)
                .values(not_before=datetime.now(UTC) - timedelta(seconds=1))
            )
        self.sender.look()


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = Desk(database)
    yield made
    made.sender.stop()


def aged(seconds: int) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


def states(rows: list[Outgoing]) -> list[str]:
    return [row.state for row in rows]


def test_a_reply_goes_out_with_its_token_and_no_retry_key_of_its_own(desk: Desk) -> None:
    one = letter(person())
    (row,) = desk.send(one)
    assert row.state == outbox.SENT
    assert row.reply_token == "", "erased when sent"
    ((method, body, _),) = desk.line.calls
    assert (method, body["replyToken"]) == ("reply", one.reply_token)
    assert body["messages"] == orjson.loads(one.messages)


def test_a_push_that_was_accepted_without_an_answer_is_repeated_with_its_key_and_not_doubled(
    desk: Desk,
) -> None:
    desk.line.tell(person(), SILENCE, SILENCE, Answer(409, "{}"))
    (row,) = desk.send(letter(person(), method="push"))
    assert states([row]) == [outbox.SENT]
    keys = {key for _, _, key in desk.line.calls}
    bodies = {orjson.dumps(body) for _, body, _ in desk.line.calls}
    assert len(desk.line.calls) == 3
    assert len(keys) == 1
    assert len(bodies) == 1
    assert keys != {""}


def test_a_reply_that_was_accepted_without_an_answer_is_not_doubled(desk: Desk) -> None:
    one = letter(person())
    desk.line.tell(one.reply_token, SILENCE, INVALID)
    (row,) = desk.send(one)
    assert row.state == outbox.SENT
    assert desk.line.methods() == ["reply", "reply"]


def test_a_reply_that_never_reached_line_leaves_no_doubt(desk: Desk) -> None:
    """LINE refused the connection until the token was dead: the answer goes as a push, it was never sent."""
    one = letter(person())
    desk.line.tell(one.reply_token, Answer(None, "NewConnectionError", left=False), INVALID)
    (row,) = desk.send(one)
    assert row.state == outbox.SENT
    assert desk.line.methods() == ["reply", "reply", "push"]


def test_a_reply_that_failed_and_then_had_no_answer_is_still_in_doubt(desk: Desk) -> None:
    one = letter(person())
    desk.line.tell(one.reply_token, Answer(500), SILENCE, INVALID)
    (row,) = desk.send(one)
    assert row.state == outbox.SENT
    assert desk.line.methods() == ["reply"] * 3


@pytest.mark.parametrize("first", [Answer(500), Answer(503, "<html>"), RATE, Answer(401)])
def test_what_line_could_not_take_now_is_tried_again(desk: Desk, first: Answer) -> None:
    one = letter(person())
    desk.line.tell(one.reply_token, first)
    (row,) = desk.send(one)
    assert (row.state, row.attempts, row.answered) == (outbox.SENT, 2, 1)


def test_a_refused_token_of_ours_is_told_to_the_operator(desk: Desk) -> None:
    one = letter(person())
    desk.line.tell(one.reply_token, Answer(401))
    desk.send(one)
    assert any("401" in alarm for alarm in desk.alarms)


def test_slow_down_waits_and_longer_each_time(database: Database) -> None:
    line = PretendLine()
    line.tell(person(), RATE, RATE)
    sender = Sender(database, line, "a worker", print, threads=1)
    (row_id,) = queue(database, letter(person(), method="push"))
    sender.start()
    try:
        until(lambda: len(line.calls) == 1)
        (row,) = until(lambda: [one for one in all_letters(database) if one.answered == 1])
        assert row.id == row_id
        assert row.state == outbox.WAITING
        assert row.claim == ""
        assert timedelta(0) < row.not_before - datetime.now(UTC) <= timedelta(seconds=1)
    finally:
        sender.stop()


def test_the_monthly_limit_is_told_once_and_what_is_not_urgent_waits_for_a_ride(
    desk: Desk,
) -> None:
    pushes = [letter(person(n), method="push", urgency=plan.STATUS) for n in range(1, 4)]
    for n in range(1, 4):
        desk.line.tell(person(n), MONTHLY)
    rows = desk.send(*pushes)
    assert states(rows) == [outbox.RIDING] * 3
    assert len([alarm for alarm in desk.alarms if "monthly" in alarm]) == 1
    assert len(desk.line.calls) == 3


def test_life_safety_goes_on_trying_when_the_month_is_spent(desk: Desk) -> None:
    desk.line.tell(person(), MONTHLY, MONTHLY)
    (row,) = desk.send(letter(person(), method="push", urgency=plan.LIFE_SAFETY))
    assert (row.state, row.attempts) == (outbox.SENT, 3)
    assert len(desk.alarms) == 1


def test_a_free_reply_is_sent_though_the_month_is_spent(desk: Desk) -> None:
    with desk.database.write() as session:
        quota.note_spent(session, datetime.now(UTC))
    assert states(desk.send(letter(person()))) == [outbox.SENT]


@pytest.mark.parametrize(
    ("more", "calls"),
    [
        ({"token_at": aged(45)}, ["push"]),  # too old for a first try
        ({"token_at": aged(0)}, ["reply", "push"]),  # LINE says that it is dead
        ({"token_at": None}, ["reply", "push"]),
    ],
)
def test_a_dead_token_becomes_a_push_if_that_is_allowed(
    desk: Desk, more: dict[str, object], calls: list[str]
) -> None:
    one = letter(person(), **more)
    desk.line.tell(one.reply_token, INVALID)
    (row,) = desk.send(one)
    assert (row.state, row.method) == (outbox.SENT, "push")
    assert desk.line.methods() == calls
    assert desk.line.calls[-1][1]["to"] == person()
    assert desk.line.calls[-1][2], "a push carries its retry key"


@pytest.mark.parametrize("spent", [True, False])
def test_else_its_words_ride_on_the_next_reply(desk: Desk, spent: bool) -> None:
    if spent:
        with desk.database.write() as session:
            quota.note_spent(session, datetime.now(UTC))
    (row,) = desk.send(letter(person(), token_at=aged(45), may_push=spent))
    assert (row.state, row.reply_token, row.method) == (outbox.RIDING, "", "push")
    assert row.not_after > datetime.now(UTC) + timedelta(hours=22)
    assert desk.line.calls == []


@pytest.mark.parametrize(
    ("urgency", "used", "state"),
    [
        (plan.ANSWER, 70, outbox.SENT),
        (plan.ANSWER, 85, outbox.RIDING),
        (plan.LIFE_SAFETY, 100, outbox.SENT),
    ],
)
def test_the_last_part_of_the_month_is_kept_for_the_urgent(
    desk: Desk, urgency: int, used: int, state: str
) -> None:
    with desk.database.write() as session:
        quota.note(session, 100, used, datetime.now(UTC))
    (row,) = desk.send(letter(person(), token_at=aged(45), urgency=urgency))
    assert row.state == state


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
    assert len(desk.alarms) == 1
    assert person() not in desk.alarms[0]


def test_a_refused_letter_does_not_hold_its_chat_up(desk: Desk) -> None:
    bad, good = letter(person()), letter(person())
    desk.line.tell(bad.reply_token, Answer(400, '{"message":"The request body has 1 error(s)"}'))
    assert states(desk.send(bad, good)) == [outbox.FAILED, outbox.SENT]


def test_a_multicast_carries_its_frozen_recipients_each_time(desk: Desk) -> None:
    ids = [person(n) for n in range(1, 501)]
    desk.line.tell(ids[0], SILENCE, Answer(500), Answer(409))
    (row,) = desk.send(
        letter(
            "many", method="multicast", recipients=orjson.dumps(ids), people=500, urgency=plan.RED_AIR
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
    sender = Sender(database, line, "a worker", print)
    sender.start()
    until(lambda: len(line.calls) == 16)
    began = time.monotonic()
    sender.stop(seconds=2.0)
    took = time.monotonic() - began
    go.set()
    assert took < 8, "with a thread after the other it would be longer than a supervisor waits"
    assert states(all_letters(database)) == [outbox.WAITING] * 16
