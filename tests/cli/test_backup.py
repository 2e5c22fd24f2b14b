"""flask backup, db copy, release"""

from __future__ import annotations

from pathlib import Path

from store.db import Database, connect
from tests.cli.conftest import Flask
from tests.conftest import new_postgres
from tests.store.given import add, arrival, events, keep, letter, letters


def test_a_backup_opens_with_its_rows(flask: Flask, sqlite: Database, tmp_path: Path) -> None:
    keep(sqlite, arrival("e1"))
    file = tmp_path / "backup.db"
    assert flask("backup", str(file)).line == {"bytes": file.stat().st_size}
    restored = connect(f"sqlite:///{file}", tmp_path / "restored")
    assert [row.event_id for row in events(restored)] == ["e1"]
    restored.close()


def test_a_backup_never_overwrites(flask: Flask, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_text("yesterday's")
    assert flask("backup", str(file)).refused("backup.db", "there already")
    assert file.read_text() == "yesterday's"


def test_a_backup_into_nowhere_is_refused(flask: Flask, tmp_path: Path) -> None:
    assert flask("backup", str(tmp_path / "none" / "backup.db")).refused("unable to open")


def test_all_rows_move_to_postgresql(
    flask: Flask, sqlite: Database, postgres_server: str, tmp_path: Path
) -> None:
    keep(sqlite, arrival("e1"))
    add(sqlite, letter("k1"))
    with new_postgres(postgres_server) as url:
        said = flask("db", "copy", "--to", url.replace("+psycopg", ""))
        target = connect(url, tmp_path / "target")
        assert [row.event_id for row in events(target)] == ["e1"]
        assert list(letters(target)) == ["k1"]
        again = flask("db", "copy", "--to", url)
        target.close()
    assert (said.line["inbox"], said.line["outbox"], said.line["people"]) == (1, 1, 0)
    assert again.refused("not empty")


def test_a_database_that_cannot_be_used_is_refused_without_its_password(
    flask: Flask, tmp_path: Path
) -> None:
    for url, why in (
        ("mysql://khem:geheim@localhost/khem", "DATABASE_URL"),
        ("postgresql://khem:geheim@localhost:port/khem", "DATABASE_URL"),
        ("postgresql://khem:geheim@127.0.0.1:1/khem", "refused"),
        (f"sqlite:///{tmp_path}/none/x.db", "unable to open"),
    ):
        said = flask("db", "copy", "--to", url)
        assert said.refused(why)
        assert "geheim" not in said.errors
    assert flask("db", "copy").refused("--to")


def test_release_migrates_and_sows_and_can_run_again(flask: Flask, tmp_path: Path) -> None:
    new = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    first, again = flask("release", **new).line, flask("release", **new).line
    assert first["migrated"] is True
    assert first["contacts"] > 0
    assert again["migrated"] is True
    assert {rows for what, rows in again.items() if what != "migrated"} == {0}
