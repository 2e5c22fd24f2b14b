"""Fetch what people sent, in the background: leased, asked for outside any transaction, re-encoded, noted after.

Whatever goes wrong here costs one photo its picture, and never an event, an answer or a report.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

from bot import photo_files
from bot.recordings import check, without_place
from bot.reencode import Refused, reencode
from domain import photos as plan
from domain.photos import FULL, PHOTO, Download, Later, Lost
from store import photos
from store.db import Database
from store.photos import Claimed, Made

log = structlog.get_logger()
# A full disk would stop the database, and with it everybody's answers: photos wait before that.
LEAST_FREE = 500 * plan.MEGABYTE
NO_ROOM = "the disk under DATA_DIR is almost full: photos wait (LINE keeps them for a time)"
REFUSED_TOKEN = "LINE refuses our access token (401): see `flask line check`"  # noqa: S105 - no token
DISK_WAIT = timedelta(minutes=5)


class Giver(Protocol):
    def content(self, message_id: str, largest: int) -> Download: ...


Outcome = Made | Later | Lost


@dataclass
class Fetcher:
    database: Database
    line: Giver
    name: str
    alarm: Callable[[str], None]
    threads: int = 2
    _look: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _making: threading.Lock = field(default_factory=threading.Lock)
    _running: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        for number in range(self.threads):
            thread = threading.Thread(target=self._run, daemon=True, name=f"photos-{number}")
            thread.start()
            self._running.append(thread)

    def stop(self, seconds: float = 0.5) -> None:
        """Begin nothing new. What is out and not done by then is fetched again when its lease has run out."""
        self._stop.set()
        self._look.set()
        until = time.monotonic() + seconds
        for thread in self._running:
            thread.join(max(0.0, until - time.monotonic()))

    def look(self) -> None:
        """Something may wait."""
        self._look.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._look.wait(1.0)
            self._look.clear()
            try:
                while not self._stop.is_set() and self.fetch_one():
                    pass
                photo_files.sweep(self.database)
            except Exception:
                log.exception("photos not worked")  # the database is away: look again in a second
                self._stop.wait(1.0)

    def fetch_one(self) -> bool:
        """Fetch what is due the longest; False when nothing is."""
        now = datetime.now(UTC)
        with self.database.read() as session:
            if not photos.is_due(session, now):
                return False
        if shutil.disk_usage(self.database.data_dir).free < LEAST_FREE:
            self.alarm(NO_ROOM)
            self._stop.wait(30.0)
            return False
        with self.database.write(durable=False) as session:
            row = photos.claim(session, now, self.name)
        if row is None:
            return False
        self._note(row, self._fetch(row, now))
        return True

    def _fetch(self, row: Claimed, now: datetime) -> Outcome:
        found = self.line.content(row.message_id, plan.LARGEST[row.kind])
        judged = plan.judge(found, row.tries, now - row.added_at)
        if isinstance(judged, Later | Lost):
            return judged
        try:
            with self._making:  # one picture at a time in memory
                made, sizes = make(row, judged.data)
            photo_files.write(self.database.data_dir, row.name, made.suffix, sizes)
        except Refused as refused:
            return Lost(plan.FAILED, str(refused))
        except OSError as error:
            log.exception("photo not written", row=row.id)
            return Later(DISK_WAIT, f"not written ({type(error).__name__})")
        return made

    def _note(self, row: Claimed, outcome: Outcome) -> None:
        now = datetime.now(UTC)
        with self.database.write(durable=False) as session:  # the files are on the disk already
            match outcome:
                case Made():
                    photos.note_ready(session, row, outcome)
                case Later(wait, why, _):
                    photos.note_later(session, row, now + wait, why)
                case Lost(state, why):
                    photos.note_lost(session, row, state, why, now)
        if isinstance(outcome, Lost):
            log.warning("photo lost", row=row.id, state=outcome.state, why=outcome.why)
        if isinstance(outcome, Later) and outcome.is_unauthorized:
            self.alarm(REFUSED_TOKEN)


def make(row: Claimed, data: bytes) -> tuple[Made, dict[str, bytes]]:
    """What is kept of the bytes, and the files; raises Refused."""
    if row.kind != PHOTO:
        media_type, suffix = check(row.kind, data)
        kept = without_place(data)
        return Made(suffix, media_type, len(kept)), {FULL: kept}
    photo = reencode(data)
    taken = photo.taken_at
    if taken is not None and not plan.is_camera_time(taken, row.added_at):
        taken = None
    size = sum(len(one) for one in photo.sizes.values())
    return Made(".jpg", "image/jpeg", size, photo.width, photo.height, taken), photo.sizes
