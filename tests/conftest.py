"""Databases for tests: every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Connection, create_engine, text
from werkzeug.routing import Rule

from store import migrate
from store.db import Database, connect
from store.everything import METADATA
from tests import postgres

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes; a small one is left to those who need it


def pytest_configure() -> None:
    """Files of tests lie in memory where there is room for them: thousands of databases need not wait for a disk."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", os.environ["TMPDIR"])
        tempfile.tempdir = None


class _CompiledRule(Rule):
    """How an address is built depends on the rule alone: every app of the process can share it."""

    _known: ClassVar[dict[tuple[str, ...], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, str(self._trace), str(self.defaults), str(append_unknown))
        if key not in self._known:
            self._known[key] = super()._compile_builder(append_unknown)
        return self._known[key]


@pytest.fixture(scope="session", autouse=True)
def _pages_and_routes_are_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test has an app of its own; without this each would compile everything anew."""
    folder = tmp_path_factory.mktemp("pages")
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}
    Flask.url_rule_class = _CompiledRule


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"databases: SQLite, and PostgreSQL from {postgres.said()}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database of this test process."""
    with new_postgres(postgres_server) as url:
        migrated = connect(url, tmp_path_factory.mktemp("migrate"))
        migrate.upgrade(migrated)
        migrated.close()
        yield url


class new_postgres:
    """An empty database on the server, dropped afterwards."""

    def __init__(self, server: str) -> None:
        self._admin = create_engine(server, isolation_level="AUTOCOMMIT")
        self._name = f"test_{uuid.uuid4().hex[:12]}"

    def __enter__(self) -> str:
        with self._admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {self._name}"))
        url = self._admin.url.set(database=self._name)
        return url.render_as_string(hide_password=False)

    def __exit__(self, *_: object) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)"))
        self._admin.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    migrated = connect(f"sqlite:///{folder}/template.db", folder)
    migrate.upgrade(migrated)
    with migrated.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    migrated.close()
    return folder / "template.db"


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database in a DATA_DIR of its own."""
    shutil.copy(sqlite_template, tmp_path / "nongkhem.db")
    opened = connect(f"sqlite:///{tmp_path}/nongkhem.db", tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def postgresql(postgres_url: str, tmp_path: Path) -> Iterator[Database]:
    """The migrated PostgreSQL database, emptied."""
    opened = connect(postgres_url, tmp_path)
    with opened.engine.begin() as connection:
        if names := ", ".join(f'"{name}"' for name in _used(connection)):
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    yield opened
    opened.close()


def _used(connection: Connection) -> set[str]:
    """Tables with rows, or whose numbers have begun: emptying all sixty each time took most of a test's time."""
    tables = [table.name for table in METADATA.sorted_tables]
    looks = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables
    )
    counted = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
    begun = {one.removesuffix("_seq") for one in connection.scalars(text(counted))}
    owners = {name for name in tables if any(one.startswith(f"{name}_") for one in begun)}
    return set(connection.scalars(text(looks))) | owners


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases."""
    opened: Database = request.getfixturevalue(request.param)
    return opened


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own channel must not leak into tests."""
    for name in list(os.environ):
        if name.startswith("LINE_") or name in ("DATABASE_URL", "DATA_DIR", "SECRET_KEY"):
            monkeypatch.delenv(name)


# The long tests run by `make proof` only.
collect_ignore = [] if os.environ.get("PROOF") else ["proof"]
