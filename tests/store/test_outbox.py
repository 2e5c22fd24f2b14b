"""Every letter once, the urgent first, one a chat, never late, and nothing ended by who no longer holds it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import outbox
from store.db import Database
from store.outbox import DROPPED, FAILED, LEASE, RIDING, SENT, WAITING
from tests.store.given import NOW, SECOND, add, lease, letter, letters

LATER = NOW + timedelta(hours=1)


def keys(rows: list[outbox.Outgoing]) -> list[str]:
    return [row.key for row in rows]


# Adding


def test_a_key_is_queued_once(database: Database) -> None:
    with database.write() as session:
        first = outbox.add(session, letter("k1"), NOW)
        assert first is not None
        assert outbox.add(session, letter("k1", chat="U2"), NOW) is None
    assert [row.chat for row in letters(database).values()] == ["U1"]


def test_a_letter_can_be_leased_as_it_is_added(database: Database) -> None:
    with database.write() as session:
        row = outbox.add(session, letter(), NOW, claim="w1")
    assert row is not None
    assert (row.claim, row.attempts, row.claimed_until) == ("w1", 1, NOW + LEASE)
    assert not row.unanswered
    assert lease(database, "w2") == []


def test_many_are_queued_at_once_in_their_order_and_old_keys_left_out(database: Database) -> None:
    add(database, letter("old", chat="U9"))
    parts = [letter(f"k{n}", chat="U1") for n in range(30)]
    with database.write() as session:
        new = outbox.add_all(session, [(one, "w1") for one in [letter("old"), *parts]], NOW)
        assert outbox.add_all(session, [], NOW) == []
    assert keys(sorted(new, key=lambda row: row.id)) == [one.key for one in parts]
    rows = letters(database)
    assert rows["old"].chat == "U9"
    for row in new:
        kept = rows[row.key]
        assert (row.id, row.retry_key, row.claim, row.attempts) == (
            kept.id,
            kept.retry_key,
            "w1",
            1,
        )


def test_each_letter_has_a_retry_key_of_its_own(database: Database) -> None:
    add(database, letter("k1"), letter("k2"))
    assert len({row.retry_key for row in letters(database).values()}) == 2


def test_for_which_chats_something_waits(database: Database) -> None:
    add(database, letter("k1", chat="U1"), letter("k2", chat="U2", riding=True))
    with database.read() as session:
        waiting, carrying = outbox.in_line(session, ["U1", "U2", "U3"])
        assert outbox.in_line(session, ["U3"]) == (frozenset(), frozenset())
    assert (waiting, carrying) == ({"U1"}, {"U2"})  # what rides holds nothing up


# Leasing


def test_the_urgent_go_first_then_the_older(database: Database) -> None:
    add(
        database,
        letter("answer", chat="A", urgency=4),
        letter("answer 2", chat="B", urgency=4),
        letter("life", chat="C", urgency=0),
    )
    assert keys(lease(database)) == ["life", "answer", "answer 2"]


def test_the_few_that_there_is_room_for_are_the_most_urgent(database: Database) -> None:
    add(database, *(letter(f"k{n}", chat=f"U{n}", urgency=6 - n) for n in range(5)))
    assert keys(lease(database, most=2)) == ["k4", "k3"]


def test_one_letter_a_chat_the_oldest_first(database: Database) -> None:
    add(database, letter("first", urgency=4), letter("second", urgency=0))
    assert keys(lease(database)) == ["first"]
    assert lease(database, "w2") == []
    end(database, letters(database)["first"], SENT)
    assert keys(lease(database)) == ["second"]


def test_nothing_goes_before_its_time(database: Database) -> None:
    add(database, letter(), now=NOW + 5 * SECOND)
    assert lease(database, now=NOW + 4 * SECOND) == []
    assert keys(lease(database, now=NOW + 5 * SECOND)) == ["k1"]


def test_a_lease_that_runs_out_is_free_again_and_counts(database: Database) -> None:
    add(database, letter())
    (first,) = lease(database, "w1")
    assert lease(database, "w2", NOW + LEASE) == []
    (second,) = lease(database, "w2", NOW + LEASE + SECOND)
    assert (first.attempts, second.attempts, second.claim) == (1, 2, "w2")


def test_what_rides_is_not_leased(database: Database) -> None:
    add(database, letter(riding=True))
    assert lease(database) == []


# What is known about earlier tries


def test_a_first_try_leaves_no_doubt(database: Database) -> None:
    add(database, letter())
    assert not lease(database)[0].unanswered


def test_a_try_that_ended_with_its_worker_leaves_doubt(database: Database) -> None:
    add(database, letter())
    lease(database, "w1")
    (row,) = lease(database, "w2", NOW + LEASE + SECOND)
    assert row.unanswered


@pytest.mark.parametrize(("answered", "doubt"), [(True, False), (False, True)])
def test_doubt_goes_when_line_answered(database: Database, answered: bool, doubt: bool) -> None:
    add(database, letter())
    (row,) = lease(database)
    with database.write() as session:
        assert outbox.try_again(session, row, NOW + SECOND, answered=answered, note="500")
    assert lease(database) == []
    (again,) = lease(database, now=NOW + SECOND)
    assert again.unanswered is doubt
    assert (again.attempts, again.note) == (2, "500")


def test_an_answer_to_the_second_try_does_not_hide_that_the_first_had_none(
    database: Database,
) -> None:
    """LINE's answer "slow down" to a later try says nothing about what an earlier one did."""
    add(database, letter())
    for answered in (True, False, True):
        (row,) = lease(database)
        with database.write() as session:
            assert outbox.try_again(session, row, NOW, answered=answered, note="")
    (row,) = lease(database)
    assert row.attempts == 4
    assert row.unanswered


# Ending


def end(database: Database, row: outbox.Outgoing, state: str, note: str = "") -> bool:
    with database.write() as session:
        return outbox.end(session, row, state, NOW, note)


def test_an_ended_letter_keeps_no_token(database: Database) -> None:
    add(database, letter(method="reply", reply_token="t", token_at=NOW))
    (row,) = lease(database)
    assert end(database, row, FAILED, "LINE said 400")
    after = letters(database)["k1"]
    assert (after.state, after.note, after.reply_token) == (FAILED, "LINE said 400", "")
    assert (after.ended_at, after.claim) == (NOW, "")


def test_many_that_were_sent_are_noted_at_once_but_for_those_we_lost(database: Database) -> None:
    add(database, *(letter(key, chat=key, reply_token="t") for key in ("a", "b", "lost", "done")))
    rows = lease(database, "w1")
    done = next(row for row in rows if row.key == "done")
    assert end(database, done, FAILED, "LINE said 400")
    with database.write() as session:
        session.query(outbox.Outgoing).filter_by(key="lost").update({"claim": "w2"})
        outbox.end_all(session, rows, NOW + SECOND)
        outbox.end_all(session, [], NOW)
    states = {key: row.state for key, row in letters(database).items()}
    assert states == {"a": SENT, "b": SENT, "lost": WAITING, "done": FAILED}
    sent = letters(database)["a"]
    assert (sent.ended_at, sent.reply_token, sent.claim) == (NOW + SECOND, "", "")


CHANGES = {
    "end": lambda session, row: outbox.end(session, row, SENT, NOW),
    "try again": lambda session, row: outbox.try_again(session, row, NOW, answered=True, note=""),
    "push": lambda session, row: outbox.turn_into_push(session, row, NOW),
    "ride": lambda session, row: outbox.let_ride(session, row, "", until=LATER),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_who_lost_the_lease_changes_nothing(database: Database, change: object) -> None:
    add(database, letter(method="reply", reply_token="t"))
    (lost,) = lease(database, "w1")
    (held,) = lease(database, "w2", NOW + LEASE + SECOND)
    with database.write() as session:
        assert not change(session, lost)  # type: ignore[operator]
    after = letters(database)["k1"]
    assert (after.state, after.method, after.claim, after.attempts) == (WAITING, "reply", "w2", 2)
    with database.write() as session:
        assert change(session, held)  # type: ignore[operator]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_ended_stays_ended(database: Database, change: object) -> None:
    add(database, letter())
    (row,) = lease(database)
    assert end(database, row, SENT)
    with database.write() as session:
        assert not change(session, row)  # type: ignore[operator]
    assert letters(database)["k1"].state == SENT


def test_a_dead_reply_becomes_a_push_with_all_its_tries_before_it(database: Database) -> None:
    add(database, letter(method="reply", reply_token="t"))
    (row,) = lease(database)
    with database.write() as session:
        assert outbox.turn_into_push(session, row, NOW)
    (push,) = lease(database)
    assert (push.method, push.reply_token, push.attempts) == ("push", "", 1)
    assert not push.unanswered


# Riding on a reply


def test_a_letter_waits_for_a_ride_as_long_as_it_was_told(database: Database) -> None:
    add(database, letter(method="reply", reply_token="t"))
    (row,) = lease(database)
    with database.write() as session:
        assert outbox.let_ride(session, row, "reply token dead", until=LATER)
        assert keys(outbox.riders(session, ["U1", "U2"], LATER)["U1"]) == ["k1"]
        assert outbox.riders(session, ["U1"], LATER + SECOND) == {}
        assert outbox.riders(session, ["U2"], NOW) == {}
    assert (row := letters(database)["k1"]).state == RIDING
    assert (row.method, row.reply_token) == ("push", "")


def test_the_most_urgent_rides_first(database: Database) -> None:
    add(
        database,
        letter("status", urgency=5, riding=True),
        letter("answer", urgency=4, riding=True),
    )
    with database.read() as session:
        assert keys(outbox.riders(session, ["U1"], NOW)["U1"]) == ["answer", "status"]


def test_a_rider_goes_once(database: Database) -> None:
    add(database, letter("rider", riding=True), letter("waits"))
    with database.write() as session:
        (rider,) = outbox.riders(session, ["U1"], NOW)["U1"]
        outbox.took_a_ride(session, rider, "host", NOW)
        assert outbox.riders(session, ["U1"], NOW) == {}
        outbox.took_a_ride(session, letters(database)["waits"], "host", NOW)
    assert (row := letters(database)["rider"]).state == SENT
    assert (row.note, row.ended_at) == ("rode with host", NOW)
    assert letters(database)["waits"].state == WAITING  # it was not riding


# Too late


def test_what_is_too_late_is_dropped_and_counted(database: Database) -> None:
    add(
        database,
        letter("late", chat="A", lives=SECOND, method="reply", reply_token="t"),
        letter("late rider", chat="B", lives=SECOND, riding=True),
        letter("on its way", chat="C", lives=SECOND, urgency=0),
        letter("good", chat="D"),
    )
    (held,) = lease(database, most=1)
    with database.write() as session:
        assert outbox.drop_late(session, NOW + SECOND) == 0  # not yet past its last moment
        assert outbox.drop_late(session, NOW + 2 * SECOND) == 2
    states = {key: row.state for key, row in letters(database).items()}
    assert states == {
        "late": DROPPED,
        "late rider": DROPPED,
        "on its way": WAITING,  # LINE may be taking it this moment
        "good": WAITING,
    }
    assert letters(database)["late"].reply_token == ""
    assert end(database, held, SENT)


# The operator


@pytest.mark.parametrize("state", [FAILED, DROPPED])
def test_a_letter_is_sent_once_more_as_a_new_push(database: Database, state: str) -> None:
    add(database, letter(method="reply", reply_token="t"))
    (row,) = lease(database)
    assert end(database, row, state, "no")
    with database.write() as session:
        assert outbox.retry(session, row.id, LATER, until=LATER + SECOND)
    (again,) = lease(database, now=LATER)
    assert again.retry_key != row.retry_key  # the old one would be refused as already taken
    assert (again.method, again.attempts, again.note, again.ended_at) == ("push", 1, "", None)
    assert again.not_after == LATER + SECOND


def test_a_multicast_stays_one_when_sent_again(database: Database) -> None:
    add(database, letter(method="multicast", chat="", recipients=b'["U1"]', people=1))
    (row,) = lease(database)
    assert end(database, row, FAILED)
    with database.write() as session:
        assert outbox.retry(session, row.id, NOW, until=LATER)
    assert lease(database)[0].method == "multicast"


def test_neither_a_sent_nor_a_waiting_letter_is_sent_again(database: Database) -> None:
    add(database, letter("sent", chat="A"), letter("waits", chat="B"))
    sent = next(row for row in lease(database, most=1))
    assert end(database, sent, SENT)
    with database.write() as session:
        for row in letters(database).values():
            assert not outbox.retry(session, row.id, NOW, until=LATER)
        assert not outbox.retry(session, 999, NOW, until=LATER)
        assert not outbox.drop(session, sent.id, NOW)


def test_a_dropped_letter_is_not_sent(database: Database) -> None:
    add(database, letter("waits", chat="A"), letter("rides", chat="B", riding=True))
    with database.write() as session:
        for row in letters(database).values():
            assert outbox.drop(session, row.id, NOW)
    assert lease(database) == []
    assert {row.state for row in letters(database).values()} == {DROPPED}


def test_the_list_shows_what_waits_rides_or_failed(database: Database) -> None:
    add(database, *(letter(key, chat=key) for key in ("fails", "goes", "waits")))
    add(database, letter("rides", riding=True))
    for row in lease(database, most=2):
        assert end(database, row, FAILED if row.key == "fails" else SENT)
    with database.read() as session:
        assert keys(outbox.listed(session)) == ["fails", "waits", "rides"]
        assert keys(outbox.listed(session, most=1)) == ["fails"]


# Numbers


def test_letters_are_counted_by_state_method_and_urgency(database: Database) -> None:
    add(database, letter("a"), letter("b", chat="B"), letter("c", urgency=0, riding=True))
    with database.read() as session:
        assert outbox.counts(session) == {("waiting", "push", 4): 2, ("riding", "push", 0): 1}
        assert outbox.waiting(session) == (2, NOW)


def test_only_what_line_counts_is_counted_against_the_quota(database: Database) -> None:
    add(
        database,
        letter("push", chat="A"),
        letter("many", chat="B", method="multicast", people=40),
        letter("free", chat="C", method="reply", reply_token="t"),
        letter("no", chat="D", people=7),
    )
    add(database, letter("rider", chat="E", riding=True))
    for row in lease(database):
        assert end(database, row, FAILED if row.key == "no" else SENT)
    with database.write() as session:
        (rider,) = outbox.riders(session, ["E"], NOW)["E"]
        outbox.took_a_ride(session, rider, "free", NOW)
    with database.read() as session:
        assert outbox.people_pushed(session, NOW - SECOND) == 41
        assert outbox.people_pushed(session, NOW) == 0
