"""From the crossing to the last multicast that LINE accepted, beside a bare client that posts the same bodies.

Same look-alike, same run; the job runs in a process of its own, warm, as the clock that has judged each minute before.
For two sizes, three towns each, the one with the middle ratio is shown: seconds from the start of the job that sees the
crossing, microseconds for each recipient, and the most memory that the clock's and the worker's process held before and
after. `PEOPLE=2000 python -m bench alerts` for a small one, `RUNS=1` for one town a size.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import orjson
from sqlalchemy import insert, select

from bench import load
from bot import cards
from bot.language import language
from domain.air import Reading, Station
from domain.places import Point
from jobs import check_air
from store import clock, outbox, readings
from store.db import Database, connect
from store.outbox import Outgoing
from store.people import Known
from store.subscriptions import SubscriptionRow
from tests.town import Town, wait_until

NOON = datetime(2026, 3, 12, 5, 20, tzinfo=UTC)  # 12.20 in Lampang
# In Wang Nuea, where no station of the look-alike's feed stands.
STATION = Station("99t", "วังเหนือ", "Wang Nuea", Point(19.1590, 99.5860), tambon="520702")
AREA = "520702"
SIZES = (10_000, 100_000)
RUNS = 3
CONNECTIONS = 16
ROWS = 5_000
HEAD = (
    "people", "bodies", "ours s", "bare client s", "times", "µs a person", "first after s",
    "clock MiB", "worker MiB",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    people: int
    bodies: int
    ours: float
    bare: float
    first: float
    clock: tuple[float, float]  # MiB at most before and after
    worker: tuple[float, float]

    @property
    def times(self) -> float:
        return self.ours / self.bare

    @property
    def row(self) -> str:
        return (
            f"| {self.people:,} | {self.bodies} | {self.ours:.2f} | {self.bare:.2f} | {self.times:.2f}"
            f" | {1e6 * self.ours / self.people:.0f} | {self.first:.2f}"
            f" | {self.clock[0]:.0f} → {self.clock[1]:.0f} | {self.worker[0]:.0f} → {self.worker[1]:.0f} |"
        )


def main() -> None:
    sizes = [int(os.environ["PEOPLE"])] if os.environ.get("PEOPLE") else SIZES
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}")
    for people in sizes:
        found = sorted(
            (one_town(people) for _ in range(int(os.environ.get("RUNS") or RUNS))),
            key=lambda one: one.times,
        )
        print(found[len(found) // 2].row, flush=True)


def one_town(people: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder, Town(Path(folder), workers=1) as town:
        town.kill("clock")  # the job runs in `clock_process`, at a moment that we choose
        town.burst(people=people, events=1, text="สวัสดี", held=True)
        return measure(town, people)


def measure(town: Town, people: int) -> Measured:
    database = connect(town.database_url, town.folder)
    subscribers(database, [one["userId"] for one in town.ask("GET", "/_/people")["people"]])
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=clock_process, args=(theirs, town.database_url, town.folder))
    other.start()
    try:
        clock_before = ours.recv()
        red_air(database)
        worker = town.processes["worker0"].pid
        worker_before = most_mib(worker)
        ours.send("go")
        began, clock_after = ours.recv()
    finally:
        other.join(60)
    wait_until(lambda: not waiting(database), 600, every=0.2)
    worker_after = most_mib(worker)
    times = taken_at(town)
    requests = bodies(database, town)
    bare = load.run(town.line_port, requests, CONNECTIONS)
    assert bare.statuses == {200: len(requests)}, bare.statuses
    database.close()
    return Measured(
        people, len(requests), max(times) - began, bare.seconds, min(times) - began,
        (clock_before, clock_after), (worker_before, worker_after),
    )  # fmt: skip


def clock_process(other: Connection, database_url: str, folder: Path) -> None:
    """What the clock does of it: judges once while the air is good, then the minute in which it is not."""
    gc.freeze()  # as in jobs/clock.py
    database = connect(database_url, folder)
    look = cards.Look("https://khem.example", language("th"))
    check_air.run(database, NOON - timedelta(minutes=1), look)
    other.send(most_mib(os.getpid()))
    other.recv()
    began = time.time()
    check_air.run(database, NOON, look)
    other.send((began, most_mib(os.getpid())))
    database.close()


def subscribers(database: Database, line_ids: Sequence[str]) -> None:
    since = NOON - timedelta(days=1)
    for start in range(0, len(line_ids), ROWS):
        with database.write() as session:
            rows = [
                {"line_id": line_id, "kind": "user", "language": "th", "area": AREA,
                 "role": "resident", "role_area": "", "post": "", "last_answer": "", "first_seen": since}
                for line_id in line_ids[start : start + ROWS]
            ]  # fmt: skip
            ids = session.scalars(insert(Known).returning(Known.id), rows).all()
            session.execute(
                insert(SubscriptionRow),
                [{"person": one, "area": AREA, "from_level": 4, "since": since} for one in ids],
            )


def red_air(database: Database) -> None:
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOON, speed=1)
        readings.keep_station(session, STATION)
        at = NOON.replace(minute=0)
        readings.keep(
            session, [Reading(STATION.id, at, 24, 80.0), Reading(STATION.id, at, 1, 85.0)], NOON
        )


def waiting(database: Database) -> int:
    with database.read() as session:
        return outbox.waiting(session)[0]


def taken_at(town: Town) -> list[float]:
    """Unix times at which the look-alike accepted a multicast."""
    calls = town.ask("GET", "/_/calls?after=0")["calls"]
    return [
        one["at"] / 1000
        for one in calls
        if one["path"].endswith("/message/multicast") and one["status"] == 200
    ]


def bodies(database: Database, town: Town) -> list[bytes]:
    """The same bodies once more, each with a retry key of its own."""
    with database.read() as session:
        rows = session.scalars(select(Outgoing).where(Outgoing.method == "multicast")).all()
    requests = []
    for row in rows:
        body = orjson.dumps(
            {
                "to": orjson.loads(row.recipients or b"[]"),
                "messages": orjson.loads(row.body or b"[]"),
            }
        )
        headers = {
            "Authorization": f"Bearer {town.token}",
            "Content-Type": "application/json",
            "X-Line-Retry-Key": str(uuid.uuid4()),
        }
        requests.append(load.request("/v2/bot/message/multicast", body, headers))
    return requests


def most_mib(process: int) -> float:
    """The most memory that it ever held."""
    told = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s*(\d+) kB", told)
    return int(found.group(1)) / 1024 if found else 0.0
