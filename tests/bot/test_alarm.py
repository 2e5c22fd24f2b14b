"""An operator's alarm: kept, passed on to ALARM_URL, and not again and again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from bot.alarm import raise_alarm
from store import alarms
from store.db import Database


@contextmanager
def receiver() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    got: list[dict[str, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", got
    server.shutdown()
    server.server_close()


def kept(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        recent = alarms.recent(session, datetime.now(UTC) - timedelta(hours=1))
        return [(row.text, row.times) for row in recent]


def test_it_is_kept_and_passed_on(database: Database) -> None:
    with receiver() as (url, got):
        raise_alarm(database, url, "feed air4thai is silent")
    assert [one["text"] for one in got] == ["feed air4thai is silent"]
    assert kept(database) == [("feed air4thai is silent", 1)]


def test_the_same_again_is_counted_but_not_passed_on(database: Database) -> None:
    with receiver() as (url, got):
        for text in ("one", "one", "two", "one"):
            raise_alarm(database, url, text)
    assert [one["text"] for one in got] == ["one", "two"]
    assert sorted(kept(database)) == [("one", 3), ("two", 1)]


def test_an_address_that_does_not_answer_harms_nothing(database: Database) -> None:
    raise_alarm(database, "http://127.0.0.1:1/", "text")
    assert kept(database) == [("text", 1)]


def test_it_goes_out_though_the_database_is_away(database: Database, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def away(*_: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(alarms, "note", away)
    with receiver() as (url, got):
        raise_alarm(database, url, "the database is away")
    assert len(got) == 1


def test_without_an_address_it_is_only_kept(database: Database) -> None:
    raise_alarm(database, "", "text")
    assert kept(database) == [("text", 1)]
