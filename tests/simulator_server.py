"""The LINE look-alike as a program of its own, for the tests of bot/, jobs/ and web/: one a session, emptied a test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

from tests.town import free_port, wait_until

ROOT = Path(__file__).parent.parent
TOKEN = "a-channel-access-token"
SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
SETTINGS: dict[str, Any] = {
    "quota": None,
    "rate_factor": 0,
    "redelivery_delays": [],
    "webhook_mode": "active",
}


class Look:
    """The running look-alike; `ask` speaks to its control API (simulator/control.py)."""

    def __init__(self, folder: Path) -> None:
        self.port, self.bot_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with open(folder / "simulator.log", "ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "simulator", "--port", str(self.port), "--people", "",
                    "--secret", SECRET, "--token", TOKEN, "--rate-factor", "0", "--quota", "none",
                    "--bot", f"http://127.0.0.1:{self.bot_port}/callback",
                ],
                cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=os.environ.copy(),
            )  # fmt: skip
        wait_until(lambda: requests.get(f"{self.url}/_/people", timeout=5).ok)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def reset(self) -> None:
        self.ask("DELETE", "faults")
        self.ask("POST", "reset", nothing=True)
        self.ask("POST", "settings", **SETTINGS)

    def ask(self, verb: str, path: str, **body: Any) -> dict[str, Any]:
        answer = requests.request(verb, f"{self.url}/_/{path}", json=body or None, timeout=60)
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def person(self) -> str:
        made: str = self.ask("POST", "people", name="ชาวบ้าน")["userId"]
        return made

    def token_of(self, user: str, **act: Any) -> str:
        """A reply token that LINE has tried to deliver (nobody listens at the bot's address)."""
        told = self.ask("POST", "act", **({"user": user, "kind": "text", "text": "สวัสดี"} | act))
        wait_until(lambda: told["webhookEventId"] in str(self.ask("GET", "webhooks")["webhooks"]))
        token: str = told["replyToken"]
        return token

    def fault(self, where: str, kind: str, **more: Any) -> None:
        self.ask("POST", "faults", where=where, kind=kind, **more)

    def heard(self, user: str) -> list[dict[str, Any]]:
        """The bot's messages in the chat of this person."""
        items = self.ask("GET", f"timeline?user={user}")["items"]
        return [one["message"] for one in items if one["from"] == "bot"]

    def calls(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = self.ask("GET", "calls?after=0")["calls"]
        return made
