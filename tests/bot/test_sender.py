"""The sender with a pretended LINE: what is sent, tried again, saved, dropped, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from sqlalchemy import delete

from bot.sender import Sender
from bot.sending import Answer
from domain import quota as plan
from store import outbox, people, quota
from store.db import Database
from tests.bot.sending_desk import INVALID, MONTHLY, RATE, SILENCE, Desk, aged, states, unlimited
from tests.bot.stage import PretendLine, all_letters, group, letter, person, queue, until


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = Desk(database)
    yield made
    made.sender.stop()


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


@pytest.mark.parametrize(("chat", "counted"), [(person(), 1), (group(), 213), (group(9), 50)])
def test_an_answer_that_becomes_a_push_is_counted_for_each_who_gets_it(
    desk: Desk, chat: str, counted: int
) -> None:
    now = datetime.now(UTC)
    with desk.database.write() as session:
        for one, kind in ((person(), "user"), (group(), "group"), (group(9), "group")):
            people.remember(session, one, kind, now)
        people.note_members(session, group(), 213, now)
    one = letter(chat)
    desk.line.tell(one.reply_token, Answer(None, "NewConnectionError", left=False), INVALID)
    (row,) = desk.send(one)
    assert (row.method, row.state, row.people) == ("push", outbox.SENT, counted)


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
    assert "401" in until(lambda: desk.alarms)[0]


def test_slow_down_waits_and_longer_each_time(database: Database) -> None:
    line = PretendLine()
    line.tell(person(), RATE, RATE)
    unlimited(database)
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
    (alarm,) = until(lambda: desk.alarms)
    assert "monthly" in alarm
    assert len(desk.line.calls) == 3


def test_life_safety_goes_on_trying_when_the_month_is_spent(desk: Desk) -> None:
    desk.line.tell(person(), MONTHLY, MONTHLY)
    (row,) = desk.send(letter(person(), method="push", urgency=plan.LIFE_SAFETY))
    assert (row.state, row.attempts) == (outbox.SENT, 3)
    assert len(until(lambda: desk.alarms)) == 1


def test_a_free_reply_is_sent_though_the_month_is_spent(desk: Desk) -> None:
    with desk.database.write() as session:
        quota.note_spent(session, datetime.now(UTC))
    assert states(desk.send(letter(person()))) == [outbox.SENT]


@pytest.mark.parametrize(
    ("age", "calls"),
    [
        (45, ["push"]),  # too old for a first try
        (0, ["reply", "push"]),  # LINE says that it is dead
        (None, ["reply", "push"]),
    ],
)
def test_a_dead_token_becomes_a_push_if_that_is_allowed(
    desk: Desk, age: int | None, calls: list[str]
) -> None:
    one = letter(person(), token_at=None if age is None else aged(age))
    desk.line.tell(one.reply_token, INVALID)
    (row,) = desk.send(one)
    assert (row.state, row.method) == (outbox.SENT, "push")
    assert desk.line.methods() == calls
    assert desk.line.calls[-1][1]["to"] == person()
    assert desk.line.calls[-1][2], "a push carries its retry key"


@pytest.mark.parametrize(
    ("urgency", "state"),
    [(plan.ANSWER, outbox.RIDING), (plan.DISPATCH, outbox.SENT), (plan.LIFE_SAFETY, outbox.SENT)],
)
def test_while_the_quota_is_unknown_only_what_cannot_wait_is_pushed(
    desk: Desk, urgency: int, state: str
) -> None:
    with desk.database.write() as session:
        session.execute(delete(quota.QuotaRow))
    (row,) = desk.send(letter(person(), token_at=aged(45), urgency=urgency))
    assert row.state == state


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


@pytest.mark.parametrize(
    ("urgency", "left", "state"),
    [
        (plan.STATUS, 1, outbox.RIDING),
        (plan.STATUS, 31, outbox.SENT),
        (plan.DISPATCH, 5, outbox.RIDING),
        (plan.DISPATCH, 6, outbox.SENT),
        (plan.LIFE_SAFETY, 0, outbox.SENT),
    ],
)
def test_a_push_leaves_the_rest_of_the_month_to_the_more_urgent(
    desk: Desk, urgency: int, left: int, state: str
) -> None:
    with desk.database.write() as session:
        quota.note(session, 100, 100 - left, datetime.now(UTC))
    (row,) = desk.send(letter(person(), method="push", urgency=urgency))
    assert row.state == state
    assert len(desk.line.calls) == (state == outbox.SENT)
    if state == outbox.RIDING:
        assert (row.note, row.attempts) == ("kept for the urgent", 0)


@pytest.mark.parametrize("answered", [False, True])
def test_what_was_written_first_waits_for_a_ride_only_as_long_as_it_is_of_use(
    desk: Desk, answered: bool
) -> None:
    """A call to a fire is no news tomorrow; the answer to a question is of use with the next one."""
    with desk.database.write() as session:
        quota.note(session, 100, 99, datetime.now(UTC))
    lives = datetime.now(UTC) + timedelta(minutes=20)
    token = {"token_at": aged(50), "reply_token": "old"} if answered else {}
    made = letter(person(), method="push", urgency=plan.DISPATCH, not_after=lives, **token)
    (row,) = desk.send(made)
    assert row.state == outbox.RIDING
    assert row.not_after == (row.created_at + timedelta(hours=23) if answered else lives)


def test_a_retry_is_not_held_back_for_its_first_try_may_have_been_taken(desk: Desk) -> None:
    def spend() -> Answer:
        with desk.database.write() as session:
            quota.note(session, 100, 99, datetime.now(UTC))
        return SILENCE

    desk.line.tell(person(), spend, Answer(409))
    (row,) = desk.send(letter(person(), method="push", urgency=plan.STATUS))
    assert (row.state, row.attempts) == (outbox.SENT, 2)


def test_letters_leased_together_share_what_is_left_and_the_urgent_are_asked_first(
    database: Database,
) -> None:
    """100 a month, 93 used: a call for people may leave 5. The digests that wait do not stand in its way."""
    line = PretendLine()
    with database.write() as session:
        quota.note(session, 100, 93, datetime.now(UTC))
    queue(
        database,
        *(letter(person(n), method="push", urgency=plan.DIGEST) for n in range(10, 40)),
        *(letter(person(n), method="push", urgency=plan.DISPATCH) for n in range(3)),
        letter(person(50)),
    )
    sender = Sender(database, line, "a worker", print, threads=20)
    sender.start()
    try:
        until(lambda: outbox.WAITING not in states(all_letters(database)))
    finally:
        sender.stop()
    sent = [row for row in all_letters(database) if row.state == outbox.SENT]
    assert sorted((row.method, row.urgency) for row in sent) == [
        ("push", plan.DISPATCH),
        ("push", plan.DISPATCH),
        ("reply", plan.ANSWER),
    ]
