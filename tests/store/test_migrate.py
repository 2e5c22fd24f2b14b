"""Migrations make the schema of the models, on both databases, up and down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from store import everything, migrate
from store.db import Database, connect
from store.everything import METADATA


def schema(database: Database) -> dict[str, list[str]]:
    """Columns, keys and indexes (with what they are partial on) of each table, as sorted sentences."""
    look = inspect(database.engine)
    told: dict[str, list[str]] = {}
    for table in look.get_table_names():
        if table == "alembic_version":
            continue
        columns = [f"{c['name']} {c['type']} null={c['nullable']}" for c in look.get_columns(table)]
        key = f"key {look.get_pk_constraint(table)['constrained_columns']}"
        unique = [f"unique {u['column_names']}" for u in look.get_unique_constraints(table)]
        told[table] = [*sorted(columns), key, *sorted(unique), *_indexes(database, table)]
    return told


def _indexes(database: Database, table: str) -> list[str]:
    kind = (
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :t"
        if database.is_sqlite
        else "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = :t"
    )
    with database.engine.connect() as connection:
        rows = connection.execute(text(kind), {"t": table}).scalars()
        return sorted(re.sub(r'["\s]+', " ", row) for row in rows)


def schema_of_the_models(
    database: Database, request: pytest.FixtureRequest
) -> dict[str, list[str]]:
    """On an empty database of the same kind."""
    METADATA.create_all(database.engine)
    told = schema(database)
    METADATA.drop_all(database.engine)
    return told


def test_up_gives_the_schema_of_the_models(bare: Database, request: pytest.FixtureRequest) -> None:
    wanted = schema_of_the_models(bare, request)
    assert set(wanted) == set(METADATA.tables)
    migrate.upgrade(bare)
    assert schema(bare) == wanted
    with bare.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP INDEX inbox_due",
        "ALTER TABLE people DROP COLUMN post",
        "ALTER TABLE people ADD COLUMN nickname VARCHAR",
        "CREATE INDEX extra ON people (area)",
    ],
)
def test_the_comparison_sees_what_differs(sqlite: Database, spoil: str) -> None:
    good = schema(sqlite)
    with sqlite.engine.begin() as connection:
        connection.execute(text(spoil))
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) != []
    assert schema(sqlite) != good


def test_down_leaves_nothing_and_up_again_the_same(bare: Database) -> None:
    migrate.upgrade(bare)
    first = schema(bare)
    migrate.downgrade(bare)
    assert inspect(bare.engine).get_table_names() == ["alembic_version"]
    with bare.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 0
    migrate.upgrade(bare)
    assert schema(bare) == first


def test_each_step_down_can_be_taken_alone(bare: Database) -> None:
    script = ScriptDirectory.from_config(migrate.config(bare))
    migrate.upgrade(bare)
    newest = schema(bare)
    for step in script.walk_revisions():
        migrate.downgrade(bare, str(step.down_revision or "base"))
        migrate.upgrade(bare, step.revision)
        migrate.downgrade(bare, str(step.down_revision or "base"))
    migrate.upgrade(bare)
    assert schema(bare) == newest


def test_up_again_changes_nothing(database: Database) -> None:
    with database.write() as session:
        session.execute(text("INSERT INTO versions (subject, n) VALUES ('fires', 7)"))
    migrate.upgrade(database)
    with database.read() as session:
        assert session.execute(text("SELECT n FROM versions")).scalar() == 7


def test_there_is_one_newest_migration(tmp_path: Path) -> None:
    opened = connect(f"sqlite:///{tmp_path}/none.db", tmp_path)
    assert len(ScriptDirectory.from_config(migrate.config(opened)).get_heads()) == 1
    opened.close()


def test_every_module_with_a_table_is_known_to_the_migrations() -> None:
    """A table that store/everything.py does not import would never be made."""
    folder = Path(everything.__file__).parent
    with_tables = {
        file.stem for file in folder.glob("*.py") if "__tablename__" in file.read_text("utf-8")
    }
    assert {module.__name__.split(".")[1] for module in everything.MODULES} == with_tables
