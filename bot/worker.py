"""The worker process: works the inbox, sends the outbox, leaves a heartbeat. Any number may run.

python -m bot.worker
"""

from __future__ import annotations

import gc
import os
import secrets
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from functools import partial

import structlog

import settings as environment
from bot import alarm, cards, photo_links, wake
from bot.content import Fetcher
from bot.inbox import Desk
from bot.language import language
from bot.line import Line
from bot.logs import write_json
from bot.sender import Sender
from intents.understand import understand
from settings import Settings
from store import heartbeats, inbox
from store.db import Database, connect

log = structlog.get_logger()
HEARTBEAT_SECONDS = 20.0
LONGEST_STEP_ASIDE = 0.02
NICE = 5  # the door comes first: an event that was not stored is lost, an answer only comes later


def run(settings: Settings, stop: threading.Event) -> None:
    """Work until `stop` is set, then finish what is out and return."""
    database = connect(settings.database_url, settings.data_dir)
    name = f"{os.getpid()}-{secrets.token_hex(4)}"
    tell = partial(alarm.raise_alarm, database, settings.alarm_url)
    line = Line(
        settings.line_channel_access_token,
        settings.line_api_url,
        data_url=settings.line_data_api_url,
    )
    sender = Sender(database, line, name, tell)
    fetcher = Fetcher(database, line, name, tell)
    sign = photo_links.signer(settings.secret_key)
    desk = Desk(database, name, cards.Look(settings.public_url, language("th"), sign), tell)
    bell = wake.Bell(database)
    understand("ฝุ่นแม่เมาะ", datetime.now(UTC))  # reads the words now, not at the first message
    sender.start()
    fetcher.start()
    beating = threading.Thread(target=_beat, args=(database, name, stop), daemon=True)
    beating.start()
    log.info("worker ready", name=name)
    while not stop.is_set():
        _work(desk, sender, fetcher, bell, stop)
    fetcher.stop()
    sender.stop()
    bell.close()
    database.close()
    log.info("worker ended", name=name)


def _work(
    desk: Desk, sender: Sender, fetcher: Fetcher, bell: wake.Bell, stop: threading.Event
) -> None:
    began = time.monotonic()
    try:
        claimed, letters = desk.work()
        sender.take(letters)
    except Exception:
        log.exception("inbox not worked")  # the database is away: look again in a second
        stop.wait(1.0)
        return
    if not claimed:
        fetcher.look()
        bell.wait()
        sender.look()
    elif claimed == inbox.MOST_CLAIMED and bell.wait(0.0):
        # A crowd: the door shares the machine and the database's one writer with us, and it comes first.
        stop.wait(min(time.monotonic() - began, LONGEST_STEP_ASIDE))


def _beat(database: Database, name: str, stop: threading.Event) -> None:
    while True:
        try:
            with database.write(durable=False) as session:
                heartbeats.beat(session, "worker", name, datetime.now(UTC))
        except Exception:
            log.warning("heartbeat not kept")
        if stop.wait(HEARTBEAT_SECONDS):
            return


def main() -> None:
    write_json()
    try:
        settings = environment.load()
        settings.require_line()
    except environment.BadSetting as error:
        sys.exit(f"worker: {error}")
    os.nice(NICE)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    gc.freeze()  # what was imported stays: no need to go through it again and again
    run(settings, stop)


if __name__ == "__main__":
    main()
