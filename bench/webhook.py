"""Acknowledging webhooks and answering messages, beside the SDK's own echo example, in one run.

Same gunicorn settings, same look-alike, same load client. What is measured: bodies a second and their p99 with one and
with a hundred events, with an API that answers at once and one that takes 50 ms as LINE does; and message-to-reply,
which ends when the API has taken the answer.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from bench import load
from tests.town import ROOT, Town, wait_until

CONNECTIONS = 16
TEXT = "ฝุ่นแม่เมาะวันนี้เท่าไหร่ %d"
SIZES = {1: (2000, 400), 100: (60, 20)}  # events a body → bodies for ours, for the echo bot
SLOW_SHARE = 5  # with the 50 ms API the echo bot gets a fifth of the work


def main() -> None:
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += measure_ours(Path(folder))
        rows += measure_echo(Path(folder))
    show(rows)


def measure_ours(folder: Path) -> list[dict[str, Any]]:
    rows = []
    with Town(folder / "alone", workers=0) as town:
        for delay in (0, 50):
            town.ask("POST", "/_/settings", api_delay_ms=delay)
            rows += [acknowledge(town, "ours, web alone", n, delay) for n in SIZES]
    with Town(folder / "ours", workers=1) as town:
        rows += answers(town, "ours")
        town.ask("POST", "/_/settings", api_delay_ms=0)
        for n in SIZES:
            rows.append(acknowledge(town, "ours, worker draining", n, 0))
            wait_until(lambda: nothing_waits(town), 600)
        rows.append({"who": "ours", "what": "memory", **memory(town)})
    return rows


def measure_echo(folder: Path) -> list[dict[str, Any]]:
    rows = []
    with Town(folder / "echo", workers=0) as town, echo_bot(town):
        for delay in (0, 50):
            town.ask("POST", "/_/settings", api_delay_ms=delay)
            rows += [acknowledge(town, "SDK echo", n, delay) for n in SIZES]
        town.ask("POST", "/_/settings", webhook_timeout=60.0)
        rows += answers(town, "SDK echo")
    return rows


@contextmanager
def echo_bot(town: Town) -> Iterator[None]:
    """In the place of our web: same port, same gunicorn settings."""
    town.kill("web0")
    port = town.web_ports[0]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "bench.echo_bot:app", "-c", "gunicorn.conf.py"],
        cwd=ROOT, env=town.env(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(
            lambda: requests.post(f"http://127.0.0.1:{port}/callback", timeout=5).status_code
        )
        yield
    finally:
        process.terminate()
        process.wait(15)


def acknowledge(town: Town, who: str, per_body: int, delay: int) -> dict[str, Any]:
    bodies = SIZES[per_body][0] if who.startswith("ours") else SIZES[per_body][1]
    if delay and not who.startswith("ours"):
        bodies = max(6, bodies // SLOW_SHARE)
    wish = {"people": 200, "events": bodies * per_body, "per_body": per_body, "text": TEXT}
    held = town.ask("POST", "/_/burst", held=True, **wish)["held"]
    requests_ = [
        load.request(
            "/callback",
            one["body"].encode(),
            {"Content-Type": "application/json", "X-Line-Signature": one["signature"]},
        )
        for one in held
    ]
    result = load.run(town.web_ports[0], requests_, CONNECTIONS)
    assert set(result.statuses) == {200}, (who, result.statuses)
    return {
        "who": who, "what": f"bodies of {per_body} a second", "api ms": delay,
        "per second": round(result.per_second), "p50 ms": round(result.at(0.5), 1),
        "p99 ms": round(result.at(0.99), 1),
    }  # fmt: skip


def answers(town: Town, who: str) -> list[dict[str, Any]]:
    """Message to reply with the 50 ms API: one a tenth of a second, and a burst of 500 at once."""
    town.ask("POST", "/_/settings", api_delay_ms=50)
    rows = []
    for what, wish in (
        ("message to reply, 10 a second", {"people": 50, "events": 100, "seconds": 10}),
        ("message to reply, 500 at once", {"people": 500, "events": 500}),
    ):
        told = town.wait_for_answers(town.burst(text=TEXT, **wish), 300)
        assert told["unanswered"] == 0, told
        spread = told["reply_latency_ms"]
        row = {
            "who": who,
            "what": what,
            "api ms": 50,
            "p50 ms": spread["p50"],
            "p99 ms": spread["p99"],
        }
        if not wish.get("seconds"):
            row["all after ms"] = told["first_sent_to_last_answer_ms"]
        rows.append(row)
    return rows


def nothing_waits(town: Town) -> bool:
    told = requests.get(f"http://127.0.0.1:{town.web_ports[0]}/healthz", timeout=10).json()
    return bool(told["events_waiting"] == 0 and told["messages_waiting"] == 0)


def memory(town: Town) -> dict[str, Any]:
    """Resident MB of one gunicorn worker and of the worker process."""
    web = max(children(town.processes["web0"].pid), key=resident)
    return {
        "web MB": round(resident(web)),
        "worker MB": round(resident(town.processes["worker0"].pid)),
    }


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in found]


def resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def show(rows: list[dict[str, Any]]) -> None:
    columns = [
        "who", "what", "api ms", "per second", "p50 ms", "p99 ms", "all after ms", "web MB", "worker MB",
    ]  # fmt: skip
    print("| " + " | ".join(columns) + " |")
    print("|" + " --- |" * len(columns))
    for row in rows:
        print("| " + " | ".join(str(row.get(name, "")) for name in columns) + " |")
