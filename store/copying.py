"""Backups and moves: a consistent copy of a live database, and all rows into an empty one."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text

from store import migrate
from store.db import Database
from store.everything import METADATA

CHUNK = 1000


class CannotCopy(Exception):
    """Why not, for the operator."""


def back_up(database: Database, file: Path) -> dict[str, int]:
    """SQLite's own online backup, or pg_dump's plain SQL; never a half file under the asked name."""
    half = file.with_name(file.name + ".half")
    if database.is_sqlite:
        try:
            with (
                closing(sqlite3.connect(str(database.engine.url.database))) as source,
                closing(sqlite3.connect(half)) as target,
            ):
                source.backup(target)
        except sqlite3.Error as error:
            raise CannotCopy(f"{file}: {error}") from error
    else:
        url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        command = ["pg_dump", "--no-owner", "--file", str(half), "--dbname", url]
        try:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        except FileNotFoundError as error:
            raise CannotCopy("pg_dump is not installed (package postgresql-client)") from error
        except subprocess.CalledProcessError as error:
            raise CannotCopy(f"pg_dump: {error.stderr.decode('utf-8', 'replace')[:300]}") from error
    half.replace(file)
    return {"bytes": file.stat().st_size}


def copy(source: Database, target: Database) -> dict[str, int]:
    """Every row of every table; the target is migrated first and must be empty. Returns rows by table."""
    migrate.upgrade(target)
    copied: dict[str, int] = {}
    with _one_moment(source) as reading, target.write() as writing:
        for table in METADATA.sorted_tables:
            if writing.scalar(select(func.count()).select_from(table)):
                raise CannotCopy(f"the other database is not empty: {table.name} has rows")
        for table in METADATA.sorted_tables:
            rows = reading.execution_options(yield_per=CHUNK).execute(select(table)).mappings()
            name = str(table.name)
            copied[name] = 0
            for chunk in rows.partitions(CHUNK):
                writing.execute(insert(table), [dict(row) for row in chunk])
                copied[name] += len(chunk)
        if not target.is_sqlite:
            _set_counters(writing)
    return copied


def _one_moment(source: Database) -> Connection:
    """All tables as of the same moment, while others write: SQLite does so by itself."""
    connection = source.engine.connect()
    if source.is_sqlite:
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _set_counters(session: object) -> None:
    """PostgreSQL's counters do not see ids that were written by hand."""
    for table in METADATA.sorted_tables:
        if "id" in table.columns and table.columns["id"].type.python_type is int:
            name = table.name
            session.execute(  # type: ignore[attr-defined]
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "  # noqa: S608
                    f"(SELECT coalesce(max(id), 0) + 1 FROM {name}), false) "
                    f"WHERE pg_get_serial_sequence('{name}', 'id') IS NOT NULL"
                )
            )
