"""Wake the workers: a Unix datagram beside SQLite, LISTEN/NOTIFY on PostgreSQL.

Only a hint: whoever misses one looks every second anyway.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import select
import socket
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from store.db import Database

if TYPE_CHECKING:
    import psycopg  # 12 MB that the web process has no use for

CHANNEL = "nongkhem"
# A Unix socket's path holds 107 bytes; longer DATA_DIRs get a folder of their own under the system's temporary one.
LONGEST_PATH = 107
LOOK_AGAIN_SECONDS = 1.0


def ring(database: Database) -> None:
    """Tell every worker, of every process, that something waits. Never blocks, never fails."""
    if not database.is_sqlite:
        with contextlib.suppress(Exception), database.engine.begin() as connection:
            connection.execute(text(f"NOTIFY {CHANNEL}"))
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        for bell in _folder(database.data_dir).glob("*.sock"):
            try:
                sender.sendto(b"!", str(bell))
            except ConnectionRefusedError:
                bell.unlink(missing_ok=True)  # its worker died
            except OSError:
                continue  # a full buffer: that worker is awake


class Bell:
    """What one worker process listens to."""

    def __init__(self, database: Database) -> None:
        self._postgres: psycopg.Connection | None = None
        self._socket: socket.socket | None = None
        self._database = database
        if database.is_sqlite:
            folder = _folder(database.data_dir)
            folder.mkdir(parents=True, exist_ok=True)
            self._path = folder / f"{os.getpid()}-{time.monotonic_ns()}.sock"
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._socket.bind(str(self._path))
            self._socket.setblocking(False)

    def wait(self, seconds: float = LOOK_AGAIN_SECONDS) -> bool:
        """Return when somebody rang, or after `seconds`; whether somebody did."""
        if self._socket is not None:
            rang = bool(select.select([self._socket], [], [], seconds)[0])
            if rang:
                with contextlib.suppress(BlockingIOError):
                    while self._socket.recv(16):
                        pass
            return rang
        import psycopg

        try:
            if self._postgres is None:
                url = self._database.engine.url.set(drivername="postgresql")
                address = url.render_as_string(hide_password=False)
                self._postgres = psycopg.connect(address, autocommit=True)
                self._postgres.execute(f"LISTEN {CHANNEL}")
                return False
            return any(True for _ in self._postgres.notifies(timeout=seconds, stop_after=1))
        except psycopg.Error:
            self._postgres = None  # the database is away: fall back to looking every second
            time.sleep(seconds)
            return False

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._path.unlink(missing_ok=True)
        if self._postgres is not None:
            self._postgres.close()


def _folder(data_dir: Path) -> Path:
    folder = data_dir / "wake"
    if len(str(folder).encode()) + 40 <= LONGEST_PATH:
        return folder
    name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"nongkhem-{name}"
