"""Workers wake when something was stored, on both databases; a bell that nobody hears harms nobody."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from bot import wake
from store.db import Database, connect

LONG = 30.0  # far longer than any wait that a ring ends


def heard(bell: wake.Bell, database: Database) -> float:
    """Seconds between the ring and the end of the wait."""
    woken: list[float] = []

    def listen() -> None:
        bell.wait(LONG)
        woken.append(time.monotonic())

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(0.05)
    rung = time.monotonic()
    wake.ring(database)
    listener.join(LONG + 10)
    return woken[0] - rung


def test_a_ring_wakes_who_waits(database: Database) -> None:
    bell = wake.Bell(database)
    bell.wait(0.1)  # PostgreSQL begins to listen at the first wait
    assert heard(bell, database) < LONG / 2
    bell.close()


def test_every_worker_hears_it(sqlite: Database) -> None:
    bells = [wake.Bell(sqlite) for _ in range(3)]
    wake.ring(sqlite)
    for bell in bells:
        began = time.monotonic()
        bell.wait(LONG)
        assert time.monotonic() - began < LONG / 2
        bell.close()


def test_a_ring_before_the_wait_is_not_lost(sqlite: Database) -> None:
    bell = wake.Bell(sqlite)
    wake.ring(sqlite)
    wake.ring(sqlite)
    began = time.monotonic()
    bell.wait(LONG)
    assert time.monotonic() - began < LONG / 2
    bell.wait(0.05)  # both were heard at once: this one ends by its time
    bell.close()


def test_the_bell_of_a_dead_worker_is_taken_away(sqlite: Database) -> None:
    bell = wake.Bell(sqlite)
    assert bell._socket is not None
    bell._socket.close()  # as SIGKILL leaves it: the file stays
    assert bell._path.exists()
    wake.ring(sqlite)
    assert not bell._path.exists()


def test_nobody_listening_is_no_error(database: Database) -> None:
    wake.ring(database)


def test_a_deep_data_dir_has_bells_too(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    database = connect(f"sqlite:///{tmp_path}/x.db", deep)
    bell = wake.Bell(database)
    wake.ring(database)
    began = time.monotonic()
    bell.wait(LONG)
    assert time.monotonic() - began < LONG / 2
    bell.close()
    database.close()


def test_a_database_that_went_away_only_costs_the_wait(postgresql: Database) -> None:
    away = connect("postgresql+psycopg://nobody@127.0.0.1:1/none", postgresql.data_dir)
    bell = wake.Bell(away)
    bell.wait(0.05)
    bell.close()
    away.close()
