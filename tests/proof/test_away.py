"""LINE or the database is away for a while: nothing is lost, the urgent goes first, stale answers are dropped."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import create_engine, make_url, text

from store import outbox
from store.db import connect
from tests.town import Town, wait_until

SHORT = bool(os.environ.get("SHORT"))
LINE_AWAY_SECONDS = 65 if SHORT else 300
DATABASE_AWAY_SECONDS = 6 if SHORT else 30
EVENTS, PEOPLE = (60, 30) if SHORT else (400, 100)
SETTLE_SECONDS = 240.0


def test_line_away_longer_than_reply_tokens_live_loses_no_answer(tmp_path: Path) -> None:
    with Town(tmp_path) as town:
        town.ask("POST", "/_/away", seconds=LINE_AWAY_SECONDS)
        burst = town.burst(people=PEOPLE, events=EVENTS, texts=["ฝุ่นแม่เมาะ", "สวัสดี"], seconds=5)
        told = town.wait_for_answers(burst, LINE_AWAY_SECONDS + SETTLE_SECONDS)
        assert (told["unanswered"], told["answered_more_than_once"]) == (0, 0), told
        assert told["pushes"] > 0, "dead reply tokens became pushes"


def test_without_quota_answers_ride_and_the_urgent_is_still_pushed(tmp_path: Path) -> None:
    with Town(tmp_path, quota="1") as town:
        database = connect(town.database_url, tmp_path)
        town.ask("POST", "/_/away", seconds=65)
        calm = town.burst(people=10, events=10, texts=["สวัสดี"])
        urgent = town.burst(people=1, events=1, texts=["ไฟไหม้ป่า"])
        told = town.wait_for_answers(urgent, SETTLE_SECONDS)
        assert told["unanswered"] == 0, "life safety may use the last message of the month"

        def all_ride() -> bool:
            with database.read() as session:
                states = [row.state for row in outbox.listed(session)]
            return states == [outbox.RIDING] * 10

        wait_until(all_ride, SETTLE_SECONDS)
        assert town.report(calm)["answered"] == 0
        with database.read() as session:
            carried = {row.chat for row in outbox.listed(session)}
        # Each of them writes again: the new answer carries the one that waited.
        for person in carried:
            town.ask("POST", "/_/act", user=person, kind="text", text="ขอบคุณ")
        wait_until(lambda: _nothing_waits(database), SETTLE_SECONDS)
        for person in carried:
            items = town.ask("GET", f"/_/timeline?user={person}&after=0")["items"]
            assert len([one for one in items if one["from"] == "bot"]) == 2


def _nothing_waits(database: object) -> bool:
    with database.read() as session:  # type: ignore[attr-defined]
        return outbox.listed(session) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"where": "all", "kind": "slow", "ms": 3000, "count": 40},
        {"where": "all", "kind": "status", "status": 500, "count": 60},
        {"where": "all", "kind": "rate", "count": 60},
        {"where": "all", "kind": "hangup_after_accept", "count": 30},
        {"where": "all", "kind": "hangup_before", "count": 30},
    ],
    ids=lambda fault: fault["kind"],
)
def test_a_line_in_trouble_gets_every_answer_once(tmp_path: Path, fault: dict[str, object]) -> None:
    with Town(tmp_path) as town:
        town.ask("POST", "/_/faults", **fault)
        burst = town.burst(people=20, events=40, texts=["ฝุ่นแม่เมาะ", "สวัสดี"], seconds=2)
        told = town.wait_for_answers(burst, SETTLE_SECONDS)
        assert (told["unanswered"], told["answered_more_than_once"]) == (0, 0), told


def test_stale_answers_are_dropped_and_counted(tmp_path: Path) -> None:
    """What became useless while LINE was away (here: its time is set back by hand) is never sent."""
    with Town(tmp_path) as town:
        database = connect(town.database_url, tmp_path)
        town.ask("POST", "/_/away", seconds=20)
        burst = town.burst(people=5, events=5, texts=["สวัสดี"])
        wait_until(lambda: _waiting(database) == 5)
        with database.write() as session:
            session.execute(text("UPDATE outbox SET not_after = created_at"))
        wait_until(lambda: _waiting(database) == 0, SETTLE_SECONDS)
        with database.read() as session:
            counted = outbox.counts(session)
        assert sum(n for (state, _, _), n in counted.items() if state == outbox.DROPPED) == 5
        assert town.report(burst)["answered"] == 0


def _waiting(database: object) -> int:
    with database.read() as session:  # type: ignore[attr-defined]
        return outbox.waiting(session)[0]


def test_postgresql_away_loses_nothing(tmp_path: Path, postgres_url: str) -> None:
    with door_to(postgres_url) as (url, door), Town(tmp_path, database_url=url, workers=2) as town:
        burst = town.burst(people=PEOPLE, events=EVENTS, texts=["ฝุ่นแม่เมาะ", "สวัสดี"], seconds=8)
        time.sleep(2)
        door.shut()
        time.sleep(DATABASE_AWAY_SECONDS)
        door.open()
        told = town.wait_for_answers(burst, SETTLE_SECONDS)
        assert (told["unanswered"], told["answered_more_than_once"]) == (0, 0), told


def test_a_held_sqlite_loses_nothing(tmp_path: Path) -> None:
    with Town(tmp_path) as town:
        database = connect(town.database_url, tmp_path)
        burst = town.burst(people=PEOPLE, events=EVENTS, texts=["ฝุ่นแม่เมาะ", "สวัสดี"], seconds=8)
        time.sleep(2)
        with database.write():
            time.sleep(DATABASE_AWAY_SECONDS)
        told = town.wait_for_answers(burst, SETTLE_SECONDS)
        assert (told["unanswered"], told["answered_more_than_once"]) == (0, 0), told


class Door:
    """A TCP door before PostgreSQL that can be shut: open connections break, new ones are refused."""

    def __init__(self, server: str) -> None:
        self.is_open = True
        self._address = _socket_of(server)
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(30)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.is_open:
            writer.transport.abort()
            return
        path, host, port = self._address
        inner, outer = (
            await asyncio.open_unix_connection(path)
            if path
            else await asyncio.open_connection(host, port)
        )
        self._writers |= {writer, outer}
        await asyncio.gather(_pour(reader, outer), _pour(inner, writer))

    def shut(self) -> None:
        self.is_open = False
        for writer in self._writers:
            self._loop.call_soon_threadsafe(writer.transport.abort)
        self._writers = set()

    def open(self) -> None:
        self.is_open = True

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def _socket_of(server: str) -> tuple[str, str, int]:
    """The Unix socket's path, or host and port."""
    url = make_url(server)
    asked = parse_qs(urlsplit(server).query)
    host = asked["host"][0] if "host" in asked else (url.host or "127.0.0.1")
    port = url.port or int(asked.get("port", ["5432"])[0])
    return (f"{host}/.s.PGSQL.{port}", "", 0) if host.startswith("/") else ("", host, port)


@contextmanager
def door_to(server: str) -> Iterator[tuple[str, Door]]:
    door = Door(server)
    url = make_url(server).set(host="127.0.0.1", port=door.port, query={})
    shown = url.render_as_string(hide_password=False)
    create_engine(shown).connect().close()
    yield shown, door
    door.stop()
