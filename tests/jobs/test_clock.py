"""The clock: each slot once whoever else runs, what was missed is caught up, and one failure costs nobody else."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from jobs import clock
from jobs.schedule import Job, jobs
from store import slots
from store.clock import set_demo
from store.db import Database
from tests.bot.stage import settings_for, until

MINUTE = timedelta(minutes=1)


class Runs:
    """A job that remembers when it ran."""

    def __init__(self, name: str = "a job", every: timedelta = timedelta(days=1)) -> None:
        self.at: list[datetime] = []
        self.job = Job(name, every, self.run)
        self.error: Exception | None = None

    def run(self, database: Database, now: datetime) -> dict[str, int]:
        self.at.append(now)
        if self.error:
            raise self.error
        return {"done": len(self.at)}


def slot_of(database: Database, name: str) -> slots.Slot:
    with database.read() as session:
        return slots.newest(session)[name]


def show(database: Database, at: datetime) -> None:
    """Stops the business clock at `at`."""
    with database.write() as session:
        set_demo(session, datetime.now(UTC), at, 0.0)


def test_a_slot_is_run_once(database: Database) -> None:
    one = Runs()
    assert [clock.run_due(database, [one.job]) for _ in range(3)] == [1, 0, 0]
    done = slot_of(database, "a job")
    assert (done.counts, done.error, done.done_at is not None) == (b'{"done":1}', "", True)


def test_two_clocks_run_each_slot_once(database: Database) -> None:
    runs = [Runs(f"job {n}") for n in range(8)]
    ready, failures = threading.Barrier(3), list[Exception]()

    def tick() -> None:
        ready.wait(30)
        try:
            for _ in range(3):
                clock.run_due(database, [one.job for one in runs])
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=tick) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert [len(one.at) for one in runs] == [1] * 8


def test_the_next_slot_is_run_and_missed_ones_are_caught_up_with_one_run(
    database: Database,
) -> None:
    one, at = Runs(every=10 * MINUTE), datetime(2026, 3, 14, 2, 5, tzinfo=UTC)
    show(database, at)
    clock.run_due(database, [one.job])
    show(database, at + 4 * MINUTE)
    clock.run_due(database, [one.job])
    show(database, at + 5 * MINUTE)
    clock.run_due(database, [one.job])
    show(database, at + timedelta(hours=7))  # the clock process was away
    clock.run_due(database, [one.job])
    clock.run_due(database, [one.job])
    assert one.at == [at, at + 5 * MINUTE, at + timedelta(hours=7)]


def test_a_clock_that_went_back_runs_the_slots_it_comes_to(database: Database) -> None:
    one, at = Runs(every=10 * MINUTE), datetime(2026, 3, 14, 2, 5, tzinfo=UTC)
    moments = [at, at - timedelta(hours=7), at - timedelta(hours=7) + 10 * MINUTE]
    for moment in moments:
        show(database, moment)
        clock.run_due(database, [one.job])
        clock.run_due(database, [one.job])
    assert one.at == moments


def test_a_job_that_fails_is_noted_and_the_others_run(database: Database) -> None:
    bad, good = Runs("bad"), Runs("good")
    bad.error = ValueError("the feed said something odd")
    assert clock.run_due(database, [bad.job, good.job]) == 2
    assert slot_of(database, "bad").error == "ValueError: the feed said something odd"
    assert slot_of(database, "bad").counts == b"{}"
    assert slot_of(database, "good").error == ""
    assert clock.run_due(database, [bad.job, good.job]) == 0, "at the next slot, not each second"


def test_what_a_dead_clock_began_is_run_again_after_its_lease(database: Database) -> None:
    one = Runs()
    clock.run_due(database, [one.job])

    def began(ago: timedelta) -> None:
        with database.write() as session:
            session.execute(
                update(slots.Slot).values(done_at=None, started_at=datetime.now(UTC) - ago)
            )

    began(slots.LEASE - MINUTE)
    assert clock.run_due(database, [one.job]) == 0
    began(slots.LEASE + MINUTE)
    assert clock.run_due(database, [one.job]) == 1
    assert len(one.at) == 2


def test_an_error_that_no_database_takes_is_noted_all_the_same(database: Database) -> None:
    bad = Runs("bad")
    bad.error = ValueError("odd \x00 letters \udfff")
    clock.run_due(database, [bad.job])
    assert slot_of(database, "bad").error.startswith("ValueError: odd")
    assert slot_of(database, "bad").done_at


def test_a_database_that_is_away_does_not_end_the_clock(capsys: pytest.CaptureFixture[str]) -> None:
    def away() -> None:
        raise OSError("away")

    clock._guarded(away)()  # type: ignore[operator]
    assert "clock could not work" in capsys.readouterr().out


def test_each_job_runs_at_its_own_now_though_one_before_it_took_long(database: Database) -> None:
    at, later = datetime(2026, 3, 14, 2, 5, tzinfo=UTC), datetime(2026, 3, 14, 2, 9, tzinfo=UTC)
    show(database, at)

    def slow(opened: Database, now: datetime) -> dict[str, int]:
        show(opened, later)
        return {}

    one = Runs(every=MINUTE)
    assert clock.run_due(database, [Job("slow", 10 * MINUTE, slow), one.job]) == 2
    assert one.at == [later]
    assert slot_of(database, "a job").slot == later


def test_a_feed_that_hangs_holds_no_watcher_up(database: Database) -> None:
    hangs, go = threading.Event(), threading.Event()
    watched = Runs("watcher", every=timedelta(seconds=1))

    def hang(opened: Database, now: datetime) -> dict[str, int]:
        hangs.set()
        go.wait(60)
        return {}

    watcher = Job("watcher", timedelta(seconds=1), watched.run, watches=True)
    scheduler = clock.scheduler_of(database, [Job("feed", timedelta(days=1), hang), watcher])
    scheduler.start()
    try:
        assert hangs.wait(60)
        before = len(watched.at)
        until(lambda: len(watched.at) > before)
        assert slot_of(database, "feed").done_at is None
    finally:
        go.set()
        scheduler.shutdown(wait=True)
    assert slot_of(database, "feed").done_at


def test_who_watches_over_people_waits_for_no_feed(sqlite: Database) -> None:
    watching = {one.name for one in jobs(settings_for(sqlite), lambda _: (200, {})) if one.watches}
    assert {"watch_fires", "watch_missions", "send_warnings", "check_air", "watch"} <= watching
    assert not {name for name in watching if name.startswith(("fetch", "read"))}
