"""`python -m bench officials`: chats answered while nobody looks at the console, and while fifty officials do.

Each official has the overview open as a browser does: its part that changes and the points of its map, every ten
seconds, with the ETag of the last answer. Villagers write 200 messages a second. Everything shares the machine.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from domain.lampang import DISTRICTS
from store import console, officials, people
from store.db import connect
from tests.town import Town

OFFICIALS = 50
EVERY_SECONDS = 10.0
PARTS = ("/console/now", "/console/points")
CHATS = {"people": 400, "events": 3000, "seconds": 15, "text": "ฝุ่นแม่เมาะวันนี้เท่าไหร่ %d"}
FIRES = {"people": 60, "events": 60, "texts": [f"ไฟไหม้ป่าที่อำเภอ{one.name_th}" for one in DISTRICTS]}
COOKIE = "khem"


@dataclass
class Looks:
    """What the officials' browsers got."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Town(Path(folder) / "town") as town:
        cookies = appointed(town)
        town.wait_for_answers(town.burst(**FIRES), 120)
        print(
            "| officials looking | message to reply p50 ms | p99 ms | pages p50 ms | p99 ms | answers |"
        )
        print("|" + " --- |" * 6)
        for count in (0, OFFICIALS, 0, OFFICIALS):
            looks = Looks()
            with looking(town, cookies[:count], looks):
                told = town.wait_for_answers(town.burst(**CHATS), 300)
            assert told["unanswered"] == 0, told
            show(count, told["reply_latency_ms"], looks)


def appointed(town: Town) -> list[str]:
    """Officials of all districts, each with a browser that is logged in: their cookies."""
    database, now, cookies = connect(town.database_url, town.folder), datetime.now(UTC), []
    with database.write() as session:
        for number in range(OFFICIALS):
            user = f"U{number:032x}"
            people.remember(session, user, "user", now)
            area = DISTRICTS[number % len(DISTRICTS)].code if number % 5 else "52"
            officials.give(session, user, "officer", area, now)
            cookies.append(console.begin(session, user, "bench", now))
    database.close()
    return cookies


@contextmanager
def looking(town: Town, cookies: list[str], looks: Looks) -> Iterator[None]:
    """Each official's browser begins somewhere in the ten seconds, and goes on until the block ends."""
    ended = threading.Event()
    browsers = [
        threading.Thread(
            target=_browser,
            args=(town.web_ports[0], cookie, EVERY_SECONDS * number / len(cookies), ended, looks),
        )
        for number, cookie in enumerate(cookies)
    ]
    for one in browsers:
        one.start()
    if browsers:
        ended.wait(EVERY_SECONDS)  # every browser has looked once before the chats begin
    try:
        yield
    finally:
        ended.set()
        for one in browsers:
            one.join()


def _browser(port: int, cookie: str, first: float, ended: threading.Event, looks: Looks) -> None:
    tags: dict[str, str] = {}
    with requests.Session() as session:
        session.cookies.set(COOKIE, cookie)
        pause = first
        while not ended.wait(pause):
            began = time.perf_counter()
            for part in PARTS:
                start = time.perf_counter()
                answer = session.get(
                    f"http://127.0.0.1:{port}{part}",
                    headers={"If-None-Match": tags.get(part, "")}, timeout=60,
                    allow_redirects=False,
                )  # fmt: skip
                looks.milliseconds.append(1000 * (time.perf_counter() - start))
                looks.statuses[answer.status_code] = looks.statuses.get(answer.status_code, 0) + 1
                tags[part] = answer.headers.get("ETag", "")
            pause = max(0.0, EVERY_SECONDS - (time.perf_counter() - began))


def show(count: int, spread: dict[str, Any], looks: Looks) -> None:
    assert set(looks.statuses) <= {200, 304}, looks.statuses
    cuts = statistics.quantiles(looks.milliseconds, n=100) if looks.milliseconds else []
    pages = (f"{cuts[49]:.1f}", f"{cuts[98]:.1f}") if cuts else ("", "")
    answers = ", ".join(f"{n} × {status}" for status, n in sorted(looks.statuses.items()))
    cells = (str(count), f"{spread['p50']:.1f}", f"{spread['p99']:.1f}", *pages, answers)
    print("| " + " | ".join(cells) + " |", flush=True)
