"""The demo's clock is one: what the look-alike shows is what the bot believes, also after a pause, a jump, a way back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import requests

from cli.demo import Demo, _moment
from cli.demo_clock import DemoClock, Shown
from domain.air import Reading
from simulator.app import create_app
from store import clock, readings
from store.db import Database
from tests.cli.conftest import Flask
from tests.cli.shell import line_that_says

MORNING = "2026-03-12T05:00+07:00"
START = datetime.fromisoformat(MORNING)
HOUR = timedelta(hours=1)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def simulator() -> Iterator[str]:
    app = create_app()
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    app.close_simulator()


@pytest.fixture
def demo_clock(simulator: str, sqlite: Database) -> DemoClock:
    """It stands at the morning the demo begins with."""
    both = DemoClock(simulator, sqlite)
    both.set(Shown(datetime.now(UTC), START, 0.0))
    return both


def turn(demo_clock: DemoClock, **told: object) -> None:
    """As the page does."""
    answer = requests.post(f"{demo_clock.simulator}/_/clock", json=told, timeout=30)
    assert answer.ok, answer.text


def bot_shows(demo_clock: DemoClock, real: datetime | None = None) -> datetime:
    with demo_clock.database.read() as session:
        return clock.now(session, real)


def test_both_begin_with_the_same_moment(demo_clock: DemoClock) -> None:
    shown = requests.get(f"{demo_clock.simulator}/_/clock", timeout=30).json()
    assert datetime.fromisoformat(shown["now"]) == bot_shows(demo_clock) == START
    assert not demo_clock.follow(), "nothing changed"


def test_the_bot_follows_a_jump_a_speed_and_a_pause(demo_clock: DemoClock) -> None:
    turn(demo_clock, shown_at=(START + 15 * HOUR).isoformat())
    assert demo_clock.follow()
    assert bot_shows(demo_clock) == START + 15 * HOUR
    turn(demo_clock, speed=600)
    assert demo_clock.follow()
    real = datetime.now(UTC)
    assert bot_shows(demo_clock, real + HOUR) - bot_shows(demo_clock, real) == 600 * HOUR
    turn(demo_clock, speed=0)
    assert demo_clock.follow()
    assert bot_shows(demo_clock, real + HOUR) == bot_shows(demo_clock, real)
    assert not demo_clock.follow()


def test_on_the_way_back_what_has_not_happened_yet_is_forgotten(demo_clock: DemoClock) -> None:
    evening = START + 15 * HOUR
    turn(demo_clock, shown_at=evening.isoformat())
    demo_clock.follow()
    with demo_clock.database.write() as session:
        readings.keep(session, [Reading("39t", START - HOUR, 1, 40.0)], START)
        readings.keep(session, [Reading("39t", evening, 1, 190.0)], evening)
    turn(demo_clock, shown_at=(evening - HOUR).isoformat())
    demo_clock.follow()
    with demo_clock.database.read() as session:
        (kept,) = readings.day_of(session, "39t", evening)
    assert kept.pm25 == 40.0


def test_a_look_alike_that_does_not_answer_changes_nothing(sqlite: Database) -> None:
    nobody = DemoClock("http://127.0.0.1:9", sqlite)
    assert not nobody.follow()
    assert abs(bot_shows(nobody) - datetime.now(UTC)) < HOUR


def test_with_the_wall_clock_there_is_no_other_time(sqlite: Database) -> None:
    beginning = Demo(sqlite.data_dir, 8100, sqlite, first=None)._beginning(60)
    assert (beginning.shown_at, beginning.speed) == (beginning.real_at, 1.0)
    beginning = Demo(sqlite.data_dir, 8100, sqlite, first=START)._beginning(60)
    assert (beginning.shown_at, beginning.speed) == (START, 60)


def test_a_web_that_misses_the_clock_of_an_earlier_demo_is_up_all_the_same(
    sqlite: Database,
) -> None:
    with line_that_says({"/healthz": (503, {"status": "no sign of life from clock"})}) as web:
        Demo(sqlite.data_dir, 8100, sqlite)._wait(f"{web}/healthz", "web")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        (MORNING, "2026-03-11T22:00:00+00:00"),
        ("2026-03-12T05:00", "2026-03-11T22:00:00+00:00"),
        ("2026-03-13", "2026-03-12T17:00:00+00:00"),
    ],
)
def test_a_moment_without_a_zone_is_meant_in_thai_time(text: str, utc: str) -> None:
    assert _moment(text).astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "tomorrow"), "ISO time"),
        (("--from", "1026-03-12T05:00"), "this century"),
        (("--speed", "-1"), "-1"),
        (("--speed", "1e9"), "3600"),
    ],
)
def test_a_beginning_that_cannot_be_is_refused(
    flask: Flask, words: tuple[str, str], why: str
) -> None:
    assert flask("demo", *words).refused(why)
