"""The database: one engine for SQLite and PostgreSQL, reading and writing sessions, and the types all tables share.

SQLite: WAL, synchronous=FULL, BEGIN IMMEDIATE for writers, and one file lock that queues the writers of every process
(without it they starve each other: docs/decisions/0002-one-writer-at-a-time.md). PostgreSQL needs no queue.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    Insert,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

BUSY_MS = 10_000
_NOT_WAITING_FOR_THE_DISK = text("SET LOCAL synchronous_commit TO OFF")


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC; SQLite has no zones, so they are put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    type_annotation_map = {datetime: UtcTime()}


@dataclass(frozen=True)
class Database:
    """`read()` and `write()` give a session; leaving the block commits, an exception rolls back."""

    engine: Engine
    data_dir: Path
    _local: threading.local = field(default_factory=threading.local)

    @cached_property
    def _durable(self) -> Engine:
        return self.engine.execution_options(writing=True, durable=True)

    @cached_property
    def _fleeting(self) -> Engine:
        return self.engine.execution_options(writing=True, durable=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Session]:
        """Not `durable`: a power cut may undo it (never a crash of ours), for what is only read, claimed or noted again."""
        engine = self._durable if durable else self._fleeting
        with self._queued(), Session(engine, expire_on_commit=False) as session, session.begin():
            if not durable and not self.is_sqlite:
                session.execute(_NOT_WAITING_FOR_THE_DISK)
            yield session

    @contextmanager
    def _queued(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        # One open file a thread: flock() then queues threads and processes alike, first come first served.
        lock = getattr(self._local, "lock", None)
        if lock is None or self._local.owner != os.getpid():
            lock = self._local.lock = open(self.data_dir / "write.lock", "ab")  # noqa: SIM115
            self._local.owner = os.getpid()
            self._local.writing = False
        if self._local.writing:
            raise RuntimeError("a write inside a write: it would wait for itself")
        fcntl.flock(lock, fcntl.LOCK_EX)
        self._local.writing = True
        try:
            yield
        finally:
            self._local.writing = False
            fcntl.flock(lock, fcntl.LOCK_UN)

    def close(self) -> None:
        self.engine.dispose()


def connect(url: str, data_dir: Path) -> Database:
    data_dir.mkdir(parents=True, exist_ok=True)
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
        return Database(engine, data_dir)
    engine = create_engine(url, pool_size=20, max_overflow=20)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, data_dir)


def core(table: type[Table]) -> SqlTable:
    """The plain table behind the class, for statements of the hot path."""
    return cast(SqlTable, table.__table__)


def run(session: Session, statement: Executable, values: Any = None) -> CursorResult[Any]:
    """A statement of the hot path, built once at import: making one, or asking the ORM, costs more than running it."""
    result: CursorResult[Any] = session.connection().execute(statement, values)
    return result


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def insert(session: Session, table: type[Table]) -> Any:
    """An INSERT that knows ON CONFLICT, in the words of the session's database."""
    statement: Insert = (sqlite if is_sqlite(session) else postgresql).insert(table)
    return statement


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins plainly and upgrades later fails with "database is locked" whatever the busy timeout.
    options = connection.get_execution_options()
    if options.get("writing"):
        disk = "FULL" if options.get("durable") else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous={disk}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")
