"""How fast a worker wakes, and how soon the first answer comes after its start."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from pathlib import Path

from bot import wake
from store.db import Database, connect
from tests import postgres
from tests.town import Town

RINGS = 200


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print("| what | median ms | worst ms |\n| --- | --- | --- |")
        here = Path(folder)
        show("wake by datagram (SQLite)", rings(connect(f"sqlite:///{here}/x.db", here)))
        with postgres.server() as url:
            show("wake by NOTIFY (PostgreSQL)", rings(connect(url, here)))
        show("worker's start to its first answer", [first_answer(here / f"{n}") for n in range(3)])


def rings(database: Database) -> list[float]:
    """Milliseconds from each ring to the end of the wait."""
    bell = wake.Bell(database)
    bell.wait(0.1)
    woken: list[float] = []
    go = threading.Event()

    def listen() -> None:
        for _ in range(RINGS):
            go.set()
            bell.wait(5.0)
            woken.append(time.perf_counter())

    listener = threading.Thread(target=listen)
    listener.start()
    rung = []
    for _ in range(RINGS):
        go.wait()
        go.clear()
        time.sleep(0.003)
        rung.append(time.perf_counter())
        wake.ring(database)
        while len(woken) < len(rung):
            time.sleep(0.0002)
    listener.join()
    bell.close()
    database.close()
    return [(end - begin) * 1000 for begin, end in zip(rung, woken, strict=True)]


def first_answer(folder: Path) -> float:
    """A message waits when the worker process starts; milliseconds until LINE has the answer."""
    with Town(folder, workers=1) as town:
        town.kill("worker0")
        burst = town.burst(events=1, text="ฝุ่นแม่เมาะ")
        while not town.report(burst)["acknowledged"]:
            time.sleep(0.01)
        began = time.perf_counter()
        town.start("worker0")
        while town.report(burst)["unanswered"]:
            time.sleep(0.01)
        return (time.perf_counter() - began) * 1000


def show(what: str, milliseconds: list[float]) -> None:
    print(f"| {what} | {statistics.median(milliseconds):.1f} | {max(milliseconds):.1f} |")
