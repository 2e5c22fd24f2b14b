"""Writers of every thread and process stand in one queue; what fails leaves nothing behind."""

from __future__ import annotations

import fcntl
import multiprocessing
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from store import people, versions
from store.db import Database, connect
from tests.store.given import NOW, SECOND

PROCESSES, THREADS, WRITES = 4, 8, 5


def _count_up(url: str, data_dir: Path, errors: multiprocessing.Queue[str]) -> None:
    """One process: its threads read a number and write the next one, which a lost update would show."""
    database = connect(url, data_dir)

    def count() -> None:
        for _ in range(WRITES):
            try:
                with database.write() as session:
                    assert versions.bump(session, "count", versions.seen(session, "count"))
            except Exception as error:
                errors.put(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()


def test_many_writers_of_many_processes_never_find_sqlite_locked(sqlite: Database) -> None:
    spawn = multiprocessing.get_context("spawn")
    errors = spawn.Queue()
    url = str(sqlite.engine.url)
    processes = [
        spawn.Process(target=_count_up, args=(url, sqlite.data_dir, errors))
        for _ in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert errors.empty(), errors.get()
    with sqlite.read() as session:
        assert versions.seen(session, "count") == PROCESSES * THREADS * WRITES


def test_a_writer_waits_for_the_writer_of_another_process(sqlite: Database) -> None:
    done = threading.Event()

    def write() -> None:
        with sqlite.write() as session:
            people.remember(session, "U1", "user", NOW)
        done.set()

    with open(sqlite.data_dir / "write.lock", "ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        thread = threading.Thread(target=write)
        thread.start()
        assert not done.wait(0.3)
        fcntl.flock(other, fcntl.LOCK_UN)
    thread.join(30)
    assert done.is_set()


def test_who_writes_holds_the_database_from_the_first_word(sqlite: Database) -> None:
    """A writer that begins as a reader fails with "locked" when another wrote meanwhile."""
    with closing(sqlite3.connect(sqlite.data_dir / "nongkhem.db", timeout=0)) as other:
        with sqlite.write() as session:
            session.execute(text("SELECT 1"))
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        with sqlite.read() as session:
            session.execute(text("SELECT 1"))
            other.execute("BEGIN IMMEDIATE")  # readers hold nobody up
            other.rollback()


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(KeyError), database.write() as session:  # noqa: PT012
        people.remember(session, "U1", "user", NOW)
        session.flush()
        raise KeyError
    with database.read() as session:
        assert people.find(session, "U1") is None
    with database.write() as session:  # and the queue is free again
        people.remember(session, "U2", "user", NOW)


def test_reading_goes_on_while_somebody_writes(database: Database) -> None:
    with database.write() as session:
        people.remember(session, "U1", "user", NOW)
        with database.read() as reading:
            assert people.find(reading, "U1") is None  # not before it is committed
    with database.read() as reading:
        assert people.find(reading, "U1") is not None


def test_a_write_inside_a_write_is_our_mistake_and_said_at_once(sqlite: Database) -> None:
    with pytest.raises(RuntimeError, match="inside a write"), sqlite.write(), sqlite.write():
        pass
    with sqlite.write() as session:
        people.remember(session, "U1", "user", NOW)


def test_sqlite_is_durable_and_does_not_block_readers(sqlite: Database) -> None:
    with sqlite.read() as session:
        told = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    bangkok = timezone(timedelta(hours=7))
    with database.write() as session:
        people.remember(session, "U1", "user", NOW.astimezone(bangkok))
        people.remember(session, "U2", "user", NOW.replace(microsecond=123456))
    with database.read() as session:
        seen = list(session.scalars(select(people.Known.first_seen).order_by(people.Known.line_id)))
    assert seen == [NOW, NOW.replace(microsecond=123456)]
    assert all(at.utcoffset() == timedelta(0) for at in seen)


def test_times_are_compared_as_moments_whatever_their_zone(database: Database) -> None:
    with database.write() as session:
        people.remember(session, "U1", "user", NOW)
    bangkok = (NOW + SECOND).astimezone(timezone(timedelta(hours=7)))
    with database.read() as session:
        rows = select(people.Known).where(people.Known.first_seen < bangkok)
        assert len(list(session.scalars(rows))) == 1


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.write() as session:
        people.remember(
            session, "U1", "user", datetime(2026, 3, 14, tzinfo=UTC).replace(tzinfo=None)
        )


def test_the_folder_of_the_data_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    opened = connect(f"sqlite:///{folder}/new.db", folder)
    with opened.write() as session:
        session.execute(text("CREATE TABLE t (n INTEGER)"))
    opened.close()
    assert (folder / "new.db").is_file()
