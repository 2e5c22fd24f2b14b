"""A whole installation on loopback for tests and measurements: look-alike, web, workers, clock; each can be killed."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from store import quota
from store.db import Database, connect

ROOT = Path(__file__).parent.parent
# Generous: a noisy machine may stand still for seconds; nothing here measures by waiting.
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(what: Callable[[], Any], seconds: float = PATIENCE, every: float = 0.1) -> Any:
    """The first true value of `what()`; an exception counts as not yet. AssertionError when time is up."""
    until = time.monotonic() + seconds
    last: object = None
    while time.monotonic() < until:
        try:
            last = what()
        except (requests.RequestException, OSError) as error:
            last = error
        if last and not isinstance(last, Exception):
            return last
        time.sleep(every)
    raise AssertionError(f"not within {seconds:.0f} s: {what}; last: {last!r}")


def _is_quota_known(database: Database) -> bool:
    with database.read() as session:
        return quota.now_known(session).known


@dataclass
class Town:
    folder: Path
    database_url: str = ""
    webs: int = 1
    workers: int = 1
    quota: str = "none"
    web_processes: int = 2
    extra: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    line_port: int = field(default_factory=free_port)
    web_ports: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.secret, self.token = secrets.token_hex(16), secrets.token_hex(16)
        self.web_ports = [free_port() for _ in range(self.webs)]
        self.line = f"http://127.0.0.1:{self.line_port}"
        self.database_url = self.database_url or f"sqlite:///{self.folder}/nongkhem.db"

    def __enter__(self) -> Town:
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "release"],
            cwd=ROOT, env=self.env(), check=True, capture_output=True,
        )  # fmt: skip
        try:
            self.start_all()
        except BaseException:
            self.__exit__()  # nothing is left running when it does not come up
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def env(self, port: int = 0) -> dict[str, str]:
        return {
            **os.environ,
            "LINE_CHANNEL_SECRET": self.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": self.token,
            "SECRET_KEY": "a key for tests",
            "LINE_API_URL": self.line,
            "LINE_DATA_API_URL": self.line,
            "DATABASE_URL": self.database_url,
            "DATA_DIR": str(self.folder),
            "PUBLIC_URL": f"http://127.0.0.1:{port or self.web_ports[0]}",
            "PORT": str(port or self.web_ports[0]),
            "WEB_CONCURRENCY": str(self.web_processes),
            "AIR4THAI_URLS": f"{self.line}/feeds/air4thai/forweb/getAQI_JSON.php",
            **self.extra,
        }

    @property
    def names(self) -> list[str]:
        webs = [f"web{number}" for number in range(self.webs)]
        return [*webs, *(f"worker{number}" for number in range(self.workers)), "clock"]

    def start_all(self) -> None:
        self.start_line()
        for name in self.names:
            self.start(name)
        for port in self.web_ports:
            wait_until(
                lambda port=port: (
                    requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code
                )
            )
        self.wait_for_air()

    def start_line(self) -> None:
        """The look-alike; its webhooks go to the first web (further webs share the inbox)."""
        self._spawn(
            "line",
            "-m", "simulator", "--port", str(self.line_port), "--secret", self.secret,
            "--token", self.token, "--quota", self.quota, "--rate-factor", "0", "--people", "",
            "--bot", f"http://127.0.0.1:{self.web_ports[0]}/callback",
        )  # fmt: skip
        wait_until(lambda: self.ask("GET", "/_/people"))

    def start(self, name: str) -> None:
        if name.startswith("web"):
            port = self.web_ports[int(name[3:])]
            self._spawn(name, "-m", "gunicorn", "app:app", "-c", "gunicorn.conf.py", port=port)
        elif name.startswith("worker"):
            self._spawn(name, "-m", "bot.worker")
        else:
            self._spawn(name, "-m", "jobs.clock")

    def _spawn(self, name: str, *words: str, port: int = 0) -> None:
        with open(self.folder / f"{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT, env=self.env(port), stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """SIGKILL to the process and its children (gunicorn's workers too)."""
        process = self.processes[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def ask(self, verb: str, path: str, **body: Any) -> dict[str, Any]:
        """The look-alike's control API."""
        answer = requests.request(verb, self.line + path, json=body or None, timeout=60)
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def wait_for_air(self) -> None:
        """The clock has read the feed, and LINE's quota, once."""
        url = f"http://127.0.0.1:{self.web_ports[0]}/healthz"
        wait_until(lambda: requests.get(url, timeout=5).json()["feeds"].get("air4thai-history"))
        database = connect(self.database_url, self.folder)
        try:
            # In the database, not among the calls of this look-alike: where several towns share a database, the
            # slot of ten minutes may have been read by the one before.
            wait_until(lambda: _is_quota_known(database))
        finally:
            database.close()

    def burst(self, **wish: Any) -> str:
        name: str = self.ask("POST", "/_/burst", **wish)["burst"]
        return name

    def report(self, burst: str) -> dict[str, Any]:
        return self.ask("GET", f"/_/burst/{burst}")

    def wait_for_answers(self, burst: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """The report once every event was answered, or at the end of our patience."""

        def all_answered() -> dict[str, Any] | None:
            told = self.report(burst)
            return told if told["unanswered"] == 0 else None

        try:
            told: dict[str, Any] = wait_until(all_answered, seconds, every=0.3)
        except AssertionError:
            told = self.report(burst)
        return told

    def logs(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")
