"""Each slot of a job runs once, however many clocks were started, and again when its clock died."""

from __future__ import annotations

import threading
from datetime import timedelta

from store import slots
from store.db import Database
from store.slots import AGAIN_AFTER, LEASE
from tests.store.given import NOW, SECOND

SLOT = NOW - timedelta(minutes=3)


def take(database: Database, now: object = NOW, job: str = "watch", slot: object = SLOT) -> bool:
    with database.write() as session:
        return slots.take(session, job, slot, now)  # type: ignore[arg-type]


def test_of_many_clocks_one_runs_a_slot(database: Database) -> None:
    ready, taken = threading.Barrier(4), []

    def clock() -> None:
        ready.wait(30)
        taken.append(take(database))

    threads = [threading.Thread(target=clock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(taken) == [False, False, False, True]


def test_another_slot_and_another_job_run_too(database: Database) -> None:
    assert take(database)
    assert take(database, job="forget_old")
    assert take(database, slot=NOW)


def test_what_was_not_finished_runs_again_after_its_lease_once(database: Database) -> None:
    assert take(database)
    assert not take(database, NOW + LEASE)
    assert take(database, NOW + LEASE + SECOND)
    assert not take(database, NOW + LEASE + SECOND)


def test_what_was_finished_never_runs_again(database: Database) -> None:
    assert take(database)
    with database.write() as session:
        slots.finish(session, "watch", SLOT, NOW, {"alarms": 2}, "")
    assert not take(database, NOW + 10 * LEASE)


def test_what_went_wrong_runs_again_half_a_minute_later(database: Database) -> None:
    assert take(database)
    with database.write() as session:
        slots.finish(session, "watch", SLOT, NOW, {}, "ConnectionError: LINE said None")
    assert not take(database, NOW + AGAIN_AFTER)
    assert take(database, NOW + AGAIN_AFTER + SECOND)
    assert not take(database, NOW + AGAIN_AFTER + 2 * SECOND)  # it runs just now
    with database.write() as session:
        slots.finish(session, "watch", SLOT, NOW + AGAIN_AFTER + 2 * SECOND, {"alarms": 0}, "")
    assert not take(database, NOW + 10 * LEASE)


def test_the_newest_run_of_each_job_is_shown(database: Database) -> None:
    for slot in (SLOT, NOW):
        assert take(database, slot=slot)
    assert take(database, job="forget_old")
    with database.write() as session:
        slots.finish(session, "watch", NOW, NOW + SECOND, {"alarms": 2}, "KeyError" * 99)
    with database.read() as session:
        newest = slots.newest(session)
    assert set(newest) == {"watch", "forget_old"}
    watch = newest["watch"]
    assert (watch.slot, watch.done_at, watch.counts) == (NOW, NOW + SECOND, b'{"alarms":2}')
    assert len(watch.error) == 500
    assert newest["forget_old"].done_at is None


def test_a_slot_of_the_future_does_not_hide_what_was_done_until_now(database: Database) -> None:
    for slot in (SLOT, NOW + SECOND):
        assert take(database, slot=slot)
    assert take(database, job="forget_old", slot=NOW + SECOND)
    with database.read() as session:
        newest = slots.newest(session, until=NOW)
    assert {name: row.slot for name, row in newest.items()} == {"watch": SLOT}
