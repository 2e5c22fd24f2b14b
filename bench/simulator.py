"""How many people the LINE look-alike serves a second: multicasts of 500 known people each, beside single pushes.

The look-alike runs as people start it, with rate limits and quota off and no page open.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import orjson
import requests

from bench import load
from tests.town import ROOT, wait_until

CONNECTIONS = 16
PEOPLE, PER_BODY, BODIES, PUSHES = 5000, 500, 400, 4000
TOKEN = "bench"
TEXT = {"type": "text", "text": "ฝุ่นอำเภอแม่เมาะสูงขึ้นเป็นระดับสีส้มค่ะ อยู่ในบ้านและใส่หน้ากากนะคะ"}
CARD = {
    "type": "flex",
    "altText": TEXT["text"],
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{**TEXT, "wrap": True, "scaling": True} for _ in range(8)],
        },
    },
}
SESSION = requests.Session()
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}


def main() -> None:
    with look_alike() as port:
        people = [add_person(port, number) for number in range(PEOPLE)]
        show(port, f"multicast, {PER_BODY} ids a body, a text", multicasts(people, TEXT), PER_BODY)
        show(port, f"multicast, {PER_BODY} ids a body, a card", multicasts(people, CARD), PER_BODY)
        show(port, "push, one person a body, a card", pushes(people, CARD), 1)


def add_person(port: int, number: int) -> str:
    told = SESSION.post(f"http://127.0.0.1:{port}/_/people", json={"name": f"คน {number}"})
    return str(told.json()["userId"])


def multicasts(people: list[str], message: dict[str, Any]) -> list[bytes]:
    groups = [people[first : first + PER_BODY] for first in range(0, PEOPLE, PER_BODY)]
    return [
        body("multicast", {"to": groups[number % len(groups)], "messages": [message]})
        for number in range(BODIES)
    ]


def pushes(people: list[str], message: dict[str, Any]) -> list[bytes]:
    chosen = islice(people, PUSHES)
    return [body("push", {"to": one, "messages": [message]}) for one in chosen]


def body(way: str, told: dict[str, Any]) -> bytes:
    return load.request(f"/v2/bot/message/{way}", orjson.dumps(told), HEADERS)


def show(port: int, what: str, bodies: list[bytes], ids: int) -> None:
    result = load.run(port, bodies, CONNECTIONS)
    assert set(result.statuses) == {200}, (what, result.statuses)
    print(
        f"{what}: {result.per_second * ids:,.0f} people a second"
        f" ({result.per_second:,.0f} bodies; p50 {result.at(0.5):.0f} ms, p99 {result.at(0.99):.0f} ms)"
    )


@contextmanager
def look_alike() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "simulator", "--port", str(port), "--token", TOKEN, "--people", "",
        "--quota", "none", "--rate-factor", "0",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: SESSION.get(f"http://127.0.0.1:{port}/_/people", timeout=2).ok, 30)
        yield port
    finally:
        process.terminate()
        process.wait(15)
