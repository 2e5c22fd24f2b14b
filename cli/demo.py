"""`flask demo`: everything at once on this machine, with the LINE look-alike in the browser and a haze day to live through.

It starts the same processes as the Procfile, with settings of its own and a database of its own under DATA_DIR/demo.
The day's clock: demo_clock.py.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import requests
from flask import current_app
from flask.cli import with_appcontext

from cli import demo_people
from cli.demo_clock import DemoClock, Shown
from cli.lines import fail, settings
from store.db import Database, connect

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from simulator.sensors import Sensor

ROOT = Path(__file__).parent.parent
OFFICE_AREA = "5202"  # Mae Mo district
# The second of the told days (simulator/day.py): half a minute before its hot spots, three before the first warning.
AFTERNOON = "2026-03-12T15:30+07:00"
READY_SECONDS = 90.0
AIR_SECONDS = 30.0


@click.command("demo")
@click.option(
    "--port", default=8100, help="Where the chat is shown; the bot takes the next free port."
)
@click.option(
    "--speed",
    default=60.0,
    type=click.FloatRange(0, 3600),
    help="Shown seconds in a second: 60 is an hour a minute, 0 stands still.",
)
@click.option("--from", "start", default=AFTERNOON, help="The moment it begins with (ISO time).")
@click.option("--now", "is_now", is_flag=True, help="Keep the wall clock instead of a March day.")
@click.option("--seconds", default=0.0, help="End by itself after this time (0: run until Ctrl-C).")
@with_appcontext
def command(port: int, speed: float, start: str, is_now: bool, seconds: float) -> None:
    """Start it all and print one address."""
    data_dir = settings().data_dir / "demo"
    first = None if is_now else _moment(start)
    demo = Demo(data_dir, port, _database(data_dir), first, speed)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        demo.start()
        _welcome(demo)
        demo.watch(seconds)
    except KeyboardInterrupt:
        pass
    finally:
        demo.stop()


def _forget_the_last(data_dir: Path) -> None:
    """Each demo begins alike: its people are new, so what the last one left would speak to nobody."""
    for file in data_dir.glob("nongkhem.db*"):
        file.unlink()


def _moment(text: str) -> datetime:
    from bot.language import BANGKOK

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"--from must be an ISO time such as {AFTERNOON}, not {text!r}")
    if not 2000 <= moment.year < 2100:
        fail(f"--from must lie in this century: {text!r}")
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _database(data_dir: Path) -> Database:
    return connect(_database_url(data_dir), data_dir)


def _database_url(data_dir: Path) -> str:
    return f"sqlite:///{data_dir}/nongkhem.db"


def _welcome(demo: Demo) -> None:
    click.echo(f"\n  น้องเข้ม is ready. Open this address in a browser:\n\n    {demo.chat_url}\n")
    if demo.first is not None:
        click.echo(f"  It is {demo.first:%d %B %Y, %H:%M} there, and an hour passes {demo.pace}.")
    click.echo(
        f"  To become the officer of Mae Mo, send this as {demo_people.PEOPLE[demo_people.OFFICER].name}: {demo.code}"
    )
    click.echo("  Ctrl-C ends it. Logs: " + os.path.relpath(demo.logs))


@dataclass
class Demo:
    data_dir: Path
    port: int
    database: Database
    first: datetime | None = None  # None: the wall clock
    speed: float = 1.0
    bot_port: int = 0
    code: str = ""
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    helpers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = DemoClock(f"http://127.0.0.1:{self.port}", self.database)

    @property
    def chat_url(self) -> str:
        return f"http://localhost:{self.port}/"

    @property
    def logs(self) -> Path:
        return self.data_dir / "logs"

    @property
    def pace(self) -> str:
        return f"in {3600 / self.speed:.0f} seconds" if self.speed else "never: the clock stands"

    def start(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        if not _is_free(self.port):
            fail(f"port {self.port} is taken: end what runs there, or choose another with --port")
        _forget_the_last(self.data_dir)
        release = [sys.executable, "-m", "flask", "release"]
        self._run_once("release", release, self._environment())
        # Not before, and 8000 for 8100: another demo that starts meanwhile looks elsewhere.
        self.bot_port = _free_port(max(1024, self.port - 100))
        env = self._environment()
        self._spawn("simulator", self._simulator(env), env)
        self._spawn(
            "web", [sys.executable, "-m", "gunicorn", "app:app", "-c", "gunicorn.conf.py"], env
        )
        self._spawn("worker", [sys.executable, "-m", "bot.worker"], env)
        self._wait(f"http://127.0.0.1:{self.port}/_/people", "simulator")
        ids, group = demo_people.bring(self._tell)
        demo_people.settle(self.database, ids, group, self._beginning(0.0).shown_at)
        self._invite()
        self._wait(f"http://127.0.0.1:{self.bot_port}/healthz", "web")
        standing = self._beginning(speed=0.0)  # the day waits until there is air to speak of
        self.clock.set(standing)
        self._spawn("clock", [sys.executable, "-m", "jobs.clock"], env)
        self._wait_for_air(standing.shown_at)
        self.clock.set(self._beginning(self.speed))
        if "menus" in current_app.cli.commands:
            self._help("menus", [sys.executable, "-m", "flask", "menus", "sync"], env)

    def _beginning(self, speed: float) -> Shown:
        real = datetime.now(UTC)
        return Shown(real, self.first, speed) if self.first else Shown(real, real, 1.0)

    def _tell(self, path: str, body: dict[str, object]) -> dict[str, str]:
        answer = requests.post(f"http://127.0.0.1:{self.port}/_/{path}", json=body, timeout=30)
        answer.raise_for_status()
        told: dict[str, str] = answer.json()
        return told

    def _invite(self) -> None:
        from store import invitations

        with self.database.write() as session:
            self.code = invitations.make(
                session, "officer", OFFICE_AREA, "อำเภอแม่เมาะ", datetime.now(UTC)
            )

    def _wait_for_air(self, since: datetime) -> None:
        """So that the first answer has a chart. Without air the bot says so: no reason to end."""
        until = time.monotonic() + AIR_SECONDS
        while time.monotonic() < until and not self._knows_air(since):
            self._check()
            time.sleep(0.2)

    def _knows_air(self, since: datetime) -> bool:
        from store import feeds

        with self.database.read() as session:
            tried = {feed.name for feed in feeds.listed(session) if feed.tried_at >= since}
        return "air4thai-history" in tried

    def _environment(self) -> dict[str, str]:
        here = f"http://127.0.0.1:{self.port}"
        return {
            **os.environ,
            "LINE_CHANNEL_SECRET": secrets.token_hex(16),
            "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_hex(24),
            "SECRET_KEY": secrets.token_hex(24),
            "LINE_API_URL": here,
            "LINE_DATA_API_URL": here,
            "DATABASE_URL": _database_url(self.data_dir),
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.bot_port),
            "PUBLIC_URL": f"http://localhost:{self.bot_port}",
            "AIR4THAI_URLS": f"{here}/feeds/air4thai/forweb/getAQI_JSON.php",
            "GISTDA_PM25_URL": f"{here}/feeds/gistda/rest",
            "OPEN_METEO_URL": f"{here}/feeds/open-meteo/v1/forecast",
            "OPEN_METEO_AIR_URL": f"{here}/feeds/open-meteo/v1/air-quality",
            "FIRMS_URL": f"{here}/feeds/firms",
            "FIRMS_MAP_KEY": "demo",
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
            "--people", "",
            "--sensors", str(self._register_sensors()),
        ]  # fmt: skip

    def _register_sensors(self) -> Path:
        """The ten of the simulated day; a later demo gives them new tokens. The file is for the look-alike only."""
        from simulator.sensors import SENSORS

        tokens = {}
        with self.database.write() as session:
            for one in SENSORS:
                tokens[one.sensor_id] = _token(session, one)
        file = self.data_dir / "sensors.json"
        file.touch(mode=0o600)
        url = f"http://127.0.0.1:{self.bot_port}/api/v1/readings"
        file.write_text(json.dumps({"url": url, "tokens": tokens}), "utf-8")
        return file

    def _run_once(self, name: str, command: list[str], env: dict[str, str]) -> None:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
        if done.returncode:
            fail(f"{name} failed:\n{done.stderr.decode('utf-8', 'replace')[-2000:]}")

    def _help(self, name: str, command: list[str], env: dict[str, str]) -> None:
        """Something that may end, and whose failure costs only what it does."""
        with open(self.logs / f"{name}.log", "wb") as log:
            self.helpers.append(
                subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
            )

    def _spawn(self, name: str, command: list[str], env: dict[str, str]) -> None:
        with open(self.logs / f"{name}.log", "wb") as log:
            self.children[name] = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
            )

    def _wait(self, url: str, name: str) -> None:
        """Until it answers, whatever: after an earlier demo /healthz misses worker and clock until they run again."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            self._check()
            try:
                requests.get(url, timeout=2)
            except requests.RequestException:
                time.sleep(0.1)
            else:
                return
        fail(
            f"{name} did not answer within {READY_SECONDS:.0f} seconds: see {self.logs}/{name}.log"
        )

    def watch(self, seconds: float) -> None:
        until = time.monotonic() + seconds if seconds else float("inf")
        while time.monotonic() < until:
            self._check()
            self.clock.follow()
            time.sleep(0.5)

    def _check(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                tail = (self.logs / f"{name}.log").read_text("utf-8", "replace")[-2000:]
                fail(f"{name} ended by itself ({child.returncode}):\n{tail}")

    def stop(self) -> None:
        ending = [*self.children.values(), *self.helpers]
        for child in ending:
            child.terminate()
        for child in ending:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
        self.database.close()


def _token(session: Session, one: Sensor) -> str:
    from domain.air import Station
    from domain.outlines import locate_by_facts
    from domain.places import Point
    from store import sensors

    if sensors.find(session, one.sensor_id) is not None:
        return sensors.rotate(session, one.sensor_id)
    point = Point(*one.place)
    code = locate_by_facts(point).sure_code
    station = Station(one.sensor_id, one.name, one.name, point, sensors.SENSOR, code, "sensor")
    return sensors.add(session, station, "pms5003", datetime.now(UTC))


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
