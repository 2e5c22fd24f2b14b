"""Eight writers that decide over one shared fact make one of it, on both databases."""

from __future__ import annotations

import threading

from store import versions
from store.db import Database


def test_the_second_writer_must_decide_again(database: Database) -> None:
    with database.read() as session:
        n = versions.seen(session, "fires")
    with database.write() as session:
        assert versions.bump(session, "fires", n)
    with database.write() as session:
        assert not versions.bump(session, "fires", n)
    with database.write() as session:
        assert versions.bump(session, "fires", n + 1)


def test_a_touch_makes_who_read_before_it_decide_again(database: Database) -> None:
    with database.read() as session:
        n = versions.seen(session, "air")
    with database.write() as session:
        versions.touch(session, "air")
    with database.write() as session:
        assert not versions.bump(session, "air", n)
        versions.touch(session, "air")
        assert versions.seen(session, "air") == n + 2
        assert versions.seen(session, "fires") == 0


def test_eight_writers_over_one_fact_make_one_of_it(database: Database) -> None:
    ready, made = threading.Barrier(8), []

    def decide(writer: int) -> None:
        with database.read() as session:
            n = versions.seen(session, "fires")  # all eight see that no fire is open
        ready.wait(30)
        with database.write() as session:
            if versions.bump(session, "fires", n):
                made.append(writer)

    threads = [threading.Thread(target=decide, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made) == 1
