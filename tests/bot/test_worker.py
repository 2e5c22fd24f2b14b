"""Worker and clock as programs: text in, Flex out; their signs of life; their end; two clocks share the slots."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import webhook
from domain.photos import KeepPhoto
from store import heartbeats, photos, seeds, slots
from store.db import Database
from tests.bot.stage import SECRET, all_events, all_letters, body_of, event, text, until
from tests.simulator_server import TOKEN, Look

ROOT = Path(__file__).parents[2]
START = 120.0
END_WITHIN = 10.0  # what a supervisor gives before it kills
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(look: Look, sqlite: Database, tmp_path: Path):
    running: list[subprocess.Popen[bytes]] = []
    env = os.environ | {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "SECRET_KEY": "a key for tests",
        "LINE_API_URL": look.url,
        "LINE_DATA_API_URL": look.url,
        "DATABASE_URL": sqlite.engine.url.render_as_string(),
        "DATA_DIR": str(sqlite.data_dir),
        "PUBLIC_URL": "https://khem.example",
        "AIR4THAI_URLS": f"{look.url}/feeds/air4thai/forweb/getAQI_JSON.php",
    }

    def started(module: str) -> subprocess.Popen[bytes]:
        with open(tmp_path / f"{module}.log", "ab") as log:
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", module], cwd=ROOT, env=env, stdout=log, stderr=log
                )
            )
        return running[-1]

    yield started
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def lives(database: Database, kind: str) -> bool:
    with database.read() as session:
        return kind in heartbeats.last_seen(session)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    code = process.wait(60)
    return code, time.monotonic() - began


def test_text_comes_in_and_a_card_goes_out(
    look: Look, sqlite: Database, start: Start, tmp_path: Path
) -> None:
    seeds.sow(sqlite)
    worker = start("bot.worker")
    until(lambda: lives(sqlite, "worker"), START)
    user = look.person()
    token = look.token_of(user, text="เบอร์ฉุกเฉิน")
    said = text("เบอร์ฉุกเฉิน", replyToken=token, source={"type": "user", "userId": user})
    arrivals = webhook.read_body(body_of(said, event("beacon")), datetime.now(UTC)) or []
    webhook.Keeper(sqlite).keep(arrivals)
    (card,) = until(lambda: look.heard(user))
    assert card["type"] == "flex"
    assert "tel:1669" in str(card)
    until(lambda: all(row.handled_at for row in all_events(sqlite)))
    until(lambda: [row.state for row in all_letters(sqlite)] == ["sent"])
    code, seconds = ended(worker)
    assert code == 0
    assert seconds < END_WITHIN
    log = (tmp_path / "bot.worker.log").read_text()
    assert "worker ended" in log
    assert user not in log
    assert token not in log
    assert not list((sqlite.data_dir / "wake").glob("*.sock")), "its bell is taken away"


def test_a_worker_ends_in_time_while_line_is_silent(
    look: Look, sqlite: Database, start: Start
) -> None:
    from tests.bot.sending_desk import unlimited
    from tests.bot.stage import letter, queue

    unlimited(sqlite)
    look.fault("push", "slow", ms=60_000)
    queue(sqlite, *[letter(look.person(), method="push") for _ in range(16)])
    worker = start("bot.worker")
    until(lambda: lives(sqlite, "worker"), START)
    until(lambda: all(row.attempts for row in all_letters(sqlite)))
    code, seconds = ended(worker)
    assert code == 0
    assert seconds < END_WITHIN + 2
    assert {row.state for row in all_letters(sqlite)} == {"waiting"}


def test_a_photo_is_fetched_while_the_worker_works(
    look: Look, sqlite: Database, start: Start
) -> None:
    told = look.ask("POST", "act", user=look.person(), kind="image")
    with sqlite.write() as session:
        now, wanted = datetime.now(UTC), KeepPhoto(told["messageId"], "photo", "report:1")
        photos.add(session, wanted, "U1", now, now)
    start("bot.worker")

    def ready() -> list[Path]:
        with sqlite.read() as session:
            found = photos.of_subject(session, "report:1")
        return list((sqlite.data_dir / "photos").rglob("*.jpg")) if found else []

    assert len(until(ready, START)) == 2


def test_two_clocks_run_each_slot_once(look: Look, sqlite: Database, start: Start) -> None:
    clocks = [start("jobs.clock"), start("jobs.clock")]

    def done() -> list[slots.Slot]:
        with sqlite.read() as session:
            rows = list(session.query(slots.Slot))
        names = {row.job for row in rows}
        return rows if len(names) >= 5 and all(row.done_at for row in rows) else []

    rows = until(done, START)
    until(lambda: beats(sqlite) == 2, START)
    assert [row.error for row in rows] == [""] * len(rows)
    assert len({(row.job, row.slot) for row in rows}) == len(rows)
    asked = [call for call in look.calls() if call["path"].endswith("/quota/consumption")]
    quota_slots = [row for row in rows if row.job == "read_quota"]
    assert len(asked) <= len(quota_slots) + 1, "a second slot may have begun meanwhile"
    for clock in clocks:
        code, seconds = ended(clock)
        assert code == 0
        assert seconds < END_WITHIN


def beats(database: Database) -> int:
    with database.read() as session:
        return session.query(heartbeats.Heartbeat).filter_by(kind="clock").count()
