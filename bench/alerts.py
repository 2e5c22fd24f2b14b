"""From the crossing to the last multicast that LINE accepted, beside a bare client that posts the same bodies.

Same look-alike, same run. What is measured: seconds from the start of the job that sees the crossing, microseconds for
each recipient at two sizes, and the memory of the job. `PEOPLE=2000 python -m bench alerts` for a small one.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
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
CONNECTIONS = 16
ROWS = 5_000


def main() -> None:
    sizes = [int(os.environ["PEOPLE"])] if os.environ.get("PEOPLE") else SIZES
    print(
        "| people | bodies | ours s | bare client s | times | µs a person | job's memory grew MiB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder, Town(Path(folder), workers=1) as town:
            measure(town, people)


def measure(town: Town, people: int) -> None:
    town.kill("clock")  # the job runs here, at a moment that we choose
    town.burst(people=people, events=1, text="สวัสดี", held=True)
    database = connect(town.database_url, town.folder)
    subscribers(database, [one["userId"] for one in town.ask("GET", "/_/people")["people"]])
    red_air(database)
    before = peak_mib()
    began = time.time()
    check_air.run(database, NOON, cards.Look("https://khem.example", language("th")))
    grew = peak_mib() - before
    wait_until(lambda: not waiting(database), 600, every=0.1)
    last = max(taken_at(town))
    ours = last - began
    requests = bodies(database, town)
    bare = load.run(town.line_port, requests, CONNECTIONS)
    assert bare.statuses == {200: len(requests)}, bare.statuses
    database.close()
    print(
        f"| {people:,} | {len(requests)} | {ours:.2f} | {bare.seconds:.2f} | {ours / bare.seconds:.2f}"
        f" | {1e6 * ours / people:.0f} | {grew:.0f} |"
    )


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


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
