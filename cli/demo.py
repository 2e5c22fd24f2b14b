"""`flask demo`: everything at once on this machine, with the LINE look-alike in the browser and simulated air.

It starts the same processes as the Procfile, with settings of its own and a database of its own under DATA_DIR/demo.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import click
import requests
from flask.cli import with_appcontext

from cli.lines import fail, settings

ROOT = Path(__file__).parent.parent
PEOPLE = "ชาวบ้านแม่เมาะ,ชาวบ้านวังเหนือ,นักท่องเที่ยว"
READY_SECONDS = 90.0


@click.command("demo")
@click.option(
    "--port", default=8100, help="Where the chat is shown; the bot takes the next free port."
)
@click.option("--seconds", default=0.0, help="End by itself after this time (0: run until Ctrl-C).")
@with_appcontext
def command(port: int, seconds: float) -> None:
    """Start it all and print one address."""
    demo = Demo(settings().data_dir / "demo", port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        demo.start()
        click.echo(f"\n  น้องเข้ม is ready. Open this address in a browser:\n\n    {demo.chat_url}\n")
        click.echo("  Ctrl-C ends it. Logs: " + os.path.relpath(demo.logs))
        demo.watch(seconds)
    except KeyboardInterrupt:
        pass
    finally:
        demo.stop()


@dataclass
class Demo:
    data_dir: Path
    port: int
    bot_port: int = 0
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def chat_url(self) -> str:
        return f"http://localhost:{self.port}/"

    @property
    def logs(self) -> Path:
        return self.data_dir / "logs"

    def start(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        if not _is_free(self.port):
            fail(f"port {self.port} is taken: end what runs there, or choose another with --port")
        self.bot_port = _free_port(8000)
        env = self._environment()
        self._run_once("release", [sys.executable, "-m", "flask", "release"], env)
        self._spawn("simulator", self._simulator(env), env)
        self._spawn(
            "web", [sys.executable, "-m", "gunicorn", "app:app", "-c", "gunicorn.conf.py"], env
        )
        self._spawn("worker", [sys.executable, "-m", "bot.worker"], env)
        self._wait(f"http://127.0.0.1:{self.port}/_/people", "simulator")
        self._wait(f"http://127.0.0.1:{self.bot_port}/healthz", "web")
        self._spawn("clock", [sys.executable, "-m", "jobs.clock"], env)

    def _environment(self) -> dict[str, str]:
        here = f"http://127.0.0.1:{self.port}"
        return {
            **os.environ,
            "LINE_CHANNEL_SECRET": secrets.token_hex(16),
            "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_hex(24),
            "SECRET_KEY": secrets.token_hex(24),
            "LINE_API_URL": here,
            "LINE_DATA_API_URL": here,
            "DATABASE_URL": f"sqlite:///{self.data_dir}/nongkhem.db",
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.bot_port),
            "PUBLIC_URL": f"http://localhost:{self.bot_port}",
            "AIR4THAI_URLS": f"{here}/feeds/air4thai/forweb/getAQI_JSON.php",
            "WEB_CONCURRENCY": "1",
            "FLASK_APP": "app",
        }

    def _simulator(self, env: dict[str, str]) -> list[str]:
        return [
            sys.executable, "-m", "simulator",
            "--port", str(self.port),
            "--bot", f"http://127.0.0.1:{self.bot_port}/callback",
            "--secret", env["LINE_CHANNEL_SECRET"],
            "--token", env["LINE_CHANNEL_ACCESS_TOKEN"],
            "--people", PEOPLE,
        ]  # fmt: skip

    def _run_once(self, name: str, command: list[str], env: dict[str, str]) -> None:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
        if done.returncode:
            fail(f"{name} failed:\n{done.stderr.decode('utf-8', 'replace')[-2000:]}")

    def _spawn(self, name: str, command: list[str], env: dict[str, str]) -> None:
        with open(self.logs / f"{name}.log", "wb") as log:
            self.children[name] = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
            )

    def _wait(self, url: str, name: str) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            self._check()
            try:
                if requests.get(url, timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.1)
        fail(
            f"{name} did not answer within {READY_SECONDS:.0f} seconds: see {self.logs}/{name}.log"
        )

    def watch(self, seconds: float) -> None:
        until = time.monotonic() + seconds if seconds else float("inf")
        while time.monotonic() < until:
            self._check()
            time.sleep(0.5)

    def _check(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                tail = (self.logs / f"{name}.log").read_text("utf-8", "replace")[-2000:]
                fail(f"{name} ended by itself ({child.returncode}):\n{tail}")

    def stop(self) -> None:
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port(start: int) -> int:
    return next(port for port in range(start, start + 100) if _is_free(port))
