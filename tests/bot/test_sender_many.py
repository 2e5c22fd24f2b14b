"""Messages to many: the same body and key at each try, the month's limit, and a count that goes down as it allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest

from bot.sender import Noted
from bot.sending import Answer
from domain import quota as plan
from store import outbox, quota
from store.db import Database
from store.outbox import Letter
from tests.bot.sending_desk import INVALID, MONTHLY, SILENCE, Desk, aged
from tests.bot.stage import all_letters, letter, person, queue, until


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    made = Desk(database)
    yield made
    made.sender.stop()


def to_many(*numbers: int) -> Letter:
    recipients = orjson.dumps([person(number) for number in numbers])
    return letter(
        "alert:1:1",
        method="multicast",
        recipients=recipients,
        people=len(numbers),
        urgency=plan.RED_AIR,
    )


@pytest.mark.parametrize("answers", [(SILENCE, Answer(409, "{}")), (Answer(500), Answer(200))])
def test_each_try_has_the_same_body_and_key(desk: Desk, answers: tuple[Answer, ...]) -> None:
    desk.line.tell(person(1), *answers)
    (row,) = desk.send(to_many(1, 2, 3))
    assert row.state == outbox.SENT
    assert len(desk.line.calls) == 2
    assert len({(orjson.dumps(body), key) for _, body, key in desk.line.calls}) == 1
    assert desk.line.calls[0][1]["to"] == [person(1), person(2), person(3)]


def test_what_was_sent_to_many_counts_for_each(desk: Desk) -> None:
    desk.send(to_many(1, 2, 3))
    with desk.database.read() as session:
        assert quota.now_known(session).used == 3


def test_what_is_queued_is_spoken_for(database: Database) -> None:
    with database.write() as session:
        quota.note(session, 100, 10, datetime.now(UTC))
    queue(database, to_many(1, 2, 3), letter(person(4)))
    with database.read() as session:
        known = quota.now_known(session)
    assert (known.committed, known.left) == (3, 87), "replies cost nothing"


def test_the_months_limit_ends_it_and_its_people_are_told_otherwise(desk: Desk) -> None:
    desk.line.tell(person(1), MONTHLY)
    (row,) = desk.send(to_many(1, 2))
    assert (row.state, row.note) == (outbox.DROPPED, "monthly limit")
    assert until(lambda: desk.alarms) == ["LINE's monthly limit is reached: only replies go out"]


def test_dead_tokens_noted_together_share_what_is_left(database: Database) -> None:
    """100 a month, 77 used, answers must leave 20: three of ten become pushes, the others ride."""
    made = Desk(database)
    made.sender.stop()
    with database.write() as session:
        quota.note(session, 100, 77, datetime.now(UTC))
    queue(database, *(letter(person(n), token_at=aged(5)) for n in range(1, 11)))
    with database.write() as session:
        rows = outbox.lease(session, datetime.now(UTC), made.sender.name, 10)
    assert made.sender._note_all([Noted(row, INVALID) for row in rows])
    states = [(row.method, row.state) for row in all_letters(database)]
    assert states.count(("push", outbox.WAITING)) == 3
    assert states.count(("push", outbox.RIDING)) == 7


@pytest.mark.parametrize(("left", "state"), [(12, outbox.DROPPED), (13, outbox.SENT)])
def test_a_message_to_many_leaves_the_rest_to_the_more_urgent(
    desk: Desk, left: int, state: str
) -> None:
    """Red air must leave ten of a hundred."""
    with desk.database.write() as session:
        quota.note(session, 100, 100 - left, datetime.now(UTC))
    (row,) = desk.send(to_many(1, 2, 3))
    assert row.state == state
    if state == outbox.DROPPED:
        assert row.note == "monthly limit", "its people are told with their next reply"
        assert desk.line.calls == []
        assert "for the urgent" in until(lambda: desk.alarms)[0]


def test_lives_are_not_asked_how_many_are_left(desk: Desk) -> None:
    with desk.database.write() as session:
        quota.note_spent(session, datetime.now(UTC))
    (row,) = desk.send(replace(to_many(1, 2, 3), urgency=plan.LIFE_SAFETY))
    assert row.state == outbox.SENT
