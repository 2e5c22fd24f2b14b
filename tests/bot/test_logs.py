"""LINE's ids and tokens never reach the log, whatever fails and however."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import text as sql

from bot import facts, logs, perform
from bot.sender import Sender
from store.db import Database
from tests.bot.stage import (
    BOT,
    TOKEN,
    House,
    PretendLine,
    bring,
    desk,
    group,
    letter,
    person,
    queue,
    text,
    until,
    work_all,
)

REPLY_TOKEN = "0f3779fba3b349968c5d07db31eab56f"
WORDS = "ความลับของชาวบ้าน"


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Logs as the processes write them; structlog is put back afterwards."""
    before = structlog.get_config()
    logs.write_json()
    structlog.configure(cache_logger_on_first_use=False)
    yield capsys
    structlog.configure(**before)
    assert logging.getLogger().level >= logging.WARNING


def secrets_in(written: str) -> list[str]:
    secrets = [person(1), group(1), REPLY_TOKEN, TOKEN, BOT, WORDS]
    return [one for one in secrets if one in written]


def lines(log: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.readouterr().out.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("where", ["deciding", "writing", "by the database"])
def test_an_event_that_fails(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.CaptureFixture[str],
    where: str,
) -> None:
    def fails(session, *rest: object) -> None:
        if where == "by the database":
            values = {"chat": person(1), "token": REPLY_TOKEN, "words": WORDS}
            session.execute(sql("SELECT :chat, :token, :words, no_such_column"), values)
        raise ValueError(f"{person(1)} in {group(1)} said {{'replyToken': '{REPLY_TOKEN}'}}")

    module, name = (facts, "gather") if where == "deciding" else (perform, "change")
    monkeypatch.setattr(module, name, fails)
    worker, alarms = desk(database)
    change = text("ภาษาอังกฤษ", replyToken=REPLY_TOKEN, source={"userId": person(1)})
    bring(database, change)
    work_all(worker)
    told = lines(log)
    assert [one["row"] for one in told if "row" in one] == [1] * 5, "our own numbers are there"
    assert any("exception" in one for one in told)
    written = json.dumps(told, ensure_ascii=False)
    assert secrets_in(written) == []
    assert secrets_in(str(alarms)) == []


def test_a_webhook_that_cannot_be_stored(
    house: House, monkeypatch: pytest.MonkeyPatch, log: pytest.CaptureFixture[str]
) -> None:
    from store import inbox

    def fails(session, arrivals) -> None:
        values = {f"v{n}": one for n, one in enumerate((arrivals[0].chat, arrivals[0].reply_token))}
        session.execute(sql("SELECT :v0, :v1, no_such_column"), values)

    monkeypatch.setattr(inbox, "keep", fails)
    assert house.bring(text(WORDS, replyToken=REPLY_TOKEN)) == 503
    written = log.readouterr().out
    assert "webhook not stored" in written
    assert secrets_in(written) == []


def test_a_letter_that_fails(database: Database, log: pytest.CaptureFixture[str]) -> None:
    line = PretendLine()

    def fails() -> None:
        raise RuntimeError(f"Bearer {TOKEN} for {person(1)} with {REPLY_TOKEN}")

    line.tell(REPLY_TOKEN, fails)  # type: ignore[arg-type]
    sender = Sender(database, line, "a worker", print, threads=1)
    queue(database, letter(person(1), reply_token=REPLY_TOKEN))
    sender.start()
    try:
        until(lambda: line.calls)
    finally:
        sender.stop()
    written = log.readouterr().out
    assert "letter not sent" in written
    assert secrets_in(written) == []


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        (f"to {person(1)}", "to …"),
        (f"{group(1)}/{group(2)}", "…/…"),
        (f"R{'a' * 32}", "…"),
        ("Authorization: Bearer abc.def-1=", "Authorization: Bearer …"),
        ("access_token=abc", "access_token=…"),
        ("row 17 of inbox", "row 17 of inbox"),
        (17, 17),
        (None, None),
    ],
)
def test_what_is_cleaned(value: object, cleaned: object) -> None:
    assert logs.without_ids(None, "", {"x": value}) == {"x": cleaned}
