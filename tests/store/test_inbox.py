"""Every event once, in the order of its chat, claimed by one worker at a time, and never lost."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from store import inbox
from store.db import Database
from store.inbox import LEASE, Claimed, Received
from tests.store.given import NOW, SECOND, arrival, claim, events, finish, keep


def names(rows: Sequence[Claimed | Received]) -> list[str]:
    return sorted(row.event_id for row in rows)


# Keeping


def test_a_double_in_one_body_is_kept_once(database: Database) -> None:
    keep(database, arrival("e1"), arrival("e1"), arrival("e2", place=2))
    assert names(events(database)) == ["e1", "e2"]


def test_a_double_in_another_body_changes_nothing(database: Database) -> None:
    keep(database, arrival("e1", token="first"))
    keep(database, arrival("e1", token="second", at=NOW + SECOND))
    (row,) = events(database)
    assert (row.reply_token, row.token_at, row.arrived_at) == ("first", NOW, NOW)


def test_a_redelivery_renews_the_token_of_an_event_that_waits(database: Database) -> None:
    keep(database, arrival("e1", token="first"))
    keep(database, arrival("e1", token="second", at=NOW + SECOND, again=True))
    (row,) = events(database)
    assert (row.reply_token, row.token_at) == ("second", NOW + SECOND)
    assert row.arrived_at == NOW


def test_a_redelivery_of_a_handled_event_changes_nothing(database: Database) -> None:
    keep(database, arrival("e1"))
    (claimed,) = claim(database)
    assert finish(database, claimed)
    keep(database, arrival("e1", token="second", at=NOW + SECOND, again=True))
    (row,) = events(database)
    assert (row.handled_at, row.reply_token, row.body) == (NOW, "", None)
    assert claim(database, now=NOW + SECOND) == []


def test_a_redelivery_of_an_event_that_never_came_is_kept(database: Database) -> None:
    keep(database, arrival("e1", again=True), arrival("e1", again=True))
    assert names(claim(database)) == ["e1"]


def test_an_event_without_a_token_has_no_time_of_one(database: Database) -> None:
    keep(database, arrival("e1", token=""))
    assert events(database)[0].token_at is None


def test_processes_that_keep_the_same_events_do_not_wait_for_each_other(database: Database) -> None:
    together = [arrival(f"e{n:03}", place=n) for n in range(60)]
    ready, errors = threading.Barrier(4), []

    def work(order: list[inbox.Arrival]) -> None:
        ready.wait(30)
        try:
            keep(database, *order)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(together[::step],)) for step in (1, -1, 1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert len(events(database)) == 60


# Claiming


def test_one_event_of_each_chat_is_claimed(database: Database) -> None:
    keep(
        database,
        arrival("a1", chat="A", place=1),
        arrival("a2", chat="A", place=2),
        arrival("b1", chat="B", place=5),
    )
    assert names(claim(database)) == ["a1", "b1"]
    assert claim(database, "w2") == []


def test_the_oldest_place_comes_first_whatever_arrived_first(database: Database) -> None:
    keep(database, arrival("late", place=9))
    keep(database, arrival("early", place=3))
    keep(database, arrival("same place, later", place=3))
    order = []
    for _ in range(3):
        (row,) = claim(database)
        order.append(row.event_id)
        assert finish(database, row)
    assert order == ["early", "same place, later", "late"]


def test_a_claim_takes_no_more_than_asked(database: Database) -> None:
    keep(database, *(arrival(f"e{n}", chat=f"U{n}") for n in range(5)))
    assert len(claim(database, most=3)) == 3
    assert len(claim(database, most=3)) == 2


def test_a_claim_counts_the_try_and_says_whose_it_is(database: Database) -> None:
    keep(database, arrival())
    (claimed,) = claim(database, "w7")
    (row,) = events(database)
    assert (row.claim, row.claimed_until, row.tries) == ("w7", NOW + LEASE, 1)
    assert (claimed.id, claimed.event_id, claimed.chat) == (row.id, "e1", "U1")
    assert (claimed.body, claimed.tries, claimed.arrived_at) == (b'{"type":"message"}', 1, NOW)
    assert (claimed.reply_token, claimed.token_at) == ("token", NOW)


def test_a_claim_that_runs_out_is_free_again_and_cost_a_try(database: Database) -> None:
    keep(database, arrival())
    claim(database, "w1")
    assert claim(database, "w2", NOW + LEASE) == []
    (claimed,) = claim(database, "w2", NOW + LEASE + SECOND)
    (row,) = events(database)
    assert (row.claim, row.tries, claimed.tries) == ("w2", 2, 2)


def test_workers_never_claim_the_same_event_and_each_chat_keeps_its_order(
    database: Database,
) -> None:
    chats, each = 6, 4
    keep(
        database,
        *(arrival(f"{chat}-{n}", chat=f"U{chat}", place=n) for chat in range(chats) for n in range(each)),
    )  # fmt: skip
    done: list[tuple[str, int]] = []
    failures: list[str] = []
    ready = threading.Barrier(4)

    def work(worker: str) -> None:
        ready.wait(30)
        while len(done) < chats * each and not failures:
            for row in claim(database, worker, most=2):
                # Noted before its end is: from then on a neighbour may already have the chat's next one.
                done.append((row.chat, int(row.event_id.partition("-")[2])))
                if not finish(database, row, worker):
                    failures.append(row.event_id)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(done) == len(set(done)) == chats * each
    for chat in range(chats):
        assert [n for name, n in done if name == f"U{chat}"] == list(range(each))
    assert {row.tries for row in events(database)} == {1}


# Ending


def test_a_handled_event_keeps_neither_body_nor_token(database: Database) -> None:
    keep(database, arrival())
    assert finish(database, claim(database)[0])
    (row,) = events(database)
    assert (row.body, row.reply_token, row.claim, row.handled_at) == (None, "", "", NOW)


@pytest.mark.parametrize(
    ("worker", "tries"), [("w2", 1), ("w1", 2), ("", 1)], ids=["other worker", "other try", "none"]
)
def test_only_the_worker_and_the_try_that_hold_the_claim_may_finish(
    database: Database, worker: str, tries: int
) -> None:
    keep(database, arrival())
    (row,) = claim(database, "w1")
    assert not finish(database, replace(row, tries=tries), worker)
    with database.write() as session:
        assert not inbox.set_aside(session, row.id, worker, tries, NOW, "no")
        inbox.give_back(session, row.id, worker, tries, NOW)
        inbox.give_back_untried(session, row.id, worker, tries, NOW)
    (after,) = events(database)
    assert (after.handled_at, after.claim, after.tries) == (None, "w1", 1)


def test_nothing_is_finished_twice(database: Database) -> None:
    keep(database, arrival())
    (row,) = claim(database)
    assert finish(database, row)
    assert not finish(database, row)


def test_an_event_given_back_waits_and_holds_its_chat(database: Database) -> None:
    keep(database, arrival("e1", place=1), arrival("e2", place=2))
    (row,) = claim(database)
    with database.write() as session:
        inbox.give_back(session, row.id, "w1", row.tries, NOW + SECOND, "it broke")
    assert claim(database) == []
    (again,) = claim(database, now=NOW + 2 * SECOND)
    assert (again.event_id, again.tries) == ("e1", 2)
    assert events(database)[0].error == "it broke"


def test_deciding_again_costs_no_try(database: Database) -> None:
    keep(database, arrival())
    (row,) = claim(database)
    with database.write() as session:
        inbox.give_back_untried(session, row.id, "w1", row.tries, NOW)
    assert claim(database) == []
    (again,) = claim(database, now=NOW + SECOND)
    assert again.tries == 1


def test_of_many_only_those_that_are_still_ours_are_finished(database: Database) -> None:
    keep(database, *(arrival(f"e{n}", chat=f"U{n}") for n in range(4)))
    rows = sorted(claim(database), key=lambda row: row.event_id)
    assert finish(database, rows[1])
    again = replace(rows[2], tries=2)
    with database.write() as session:
        done = inbox.finish_all(session, [rows[0], rows[1], again], "w1", NOW)
        assert inbox.finish_all(session, [], "w1", NOW) == frozenset()
    assert done == {rows[0].id}
    waiting = [row.event_id for row in events(database) if row.handled_at is None]
    assert waiting == ["e2", "e3"]


# Poison


def poison(database: Database, event_id: str = "bad") -> int:
    """An event set aside with its body, and its row number."""
    keep(database, arrival(event_id, place=1), arrival("next", place=2))
    (row,) = claim(database)
    with database.write() as session:
        assert inbox.set_aside(session, row.id, "w1", row.tries, NOW, "KeyError: 'x'" * 99)
    return row.id


def test_poison_steps_out_of_the_way_and_keeps_its_body(database: Database) -> None:
    poison(database)
    assert names(claim(database)) == ["next"]
    with database.read() as session:
        (aside,) = inbox.poison(session)
    assert aside.body == b'{"type":"message"}'
    assert aside.error.startswith("KeyError")
    assert len(aside.error) == 500


def test_the_list_shows_what_waits_and_what_was_set_aside(database: Database) -> None:
    keep(database, arrival("done", place=0))
    assert finish(database, claim(database)[0])
    poison(database)
    with database.read() as session:
        assert [row.event_id for row in inbox.listed(session)] == ["bad", "next"]
        assert [row.event_id for row in inbox.listed(session, most=1)] == ["bad"]


def test_poison_is_tried_once_more_as_if_new(database: Database) -> None:
    row_id = poison(database)
    with database.write() as session:
        assert inbox.retry(session, row_id)
    (row,) = claim(database)
    assert (row.event_id, row.tries) == ("bad", 1)
    assert events(database)[0].error == ""
    with database.read() as session:
        assert inbox.poison(session) == []


def test_what_is_dropped_is_gone_and_cannot_be_tried_again(database: Database) -> None:
    row_id = poison(database)
    with database.write() as session:
        assert inbox.drop(session, row_id, NOW)
        assert not inbox.retry(session, row_id)
        assert not inbox.drop(session, row_id, NOW)
        assert inbox.poison(session) == []
        assert not inbox.retry(session, 999)
    assert next(row for row in events(database) if row.id == row_id).reply_token == ""


def test_dropping_an_event_that_is_being_worked_takes_it_from_the_worker(
    database: Database,
) -> None:
    keep(database, arrival())
    (row,) = claim(database)
    with database.write() as session:
        assert inbox.drop(session, row.id, NOW)
    assert not finish(database, row)


def test_how_many_wait_and_since_when(database: Database) -> None:
    with database.read() as session:
        assert inbox.waiting(session) == (0, None)
        assert not inbox.is_waiting(session)
    keep(database, arrival("e2", at=NOW + SECOND), arrival("e1", at=NOW))
    with database.read() as session:
        assert inbox.waiting(session) == (2, NOW)
        assert inbox.is_waiting(session)
