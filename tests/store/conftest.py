"""Databases without any table, for migrations and copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.db import Database, connect
from tests.conftest import new_postgres


@pytest.fixture
def bare_sqlite(tmp_path: Path) -> Iterator[Database]:
    folder = tmp_path / "bare"
    opened = connect(f"sqlite:///{folder}/bare.db", folder)
    yield opened
    opened.close()


@pytest.fixture
def bare_postgresql(postgres_server: str, tmp_path: Path) -> Iterator[Database]:
    with new_postgres(postgres_server) as url:
        opened = connect(url, tmp_path / "bare")
        yield opened
        opened.close()


@pytest.fixture(params=["bare_sqlite", "bare_postgresql"])
def bare(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases, each without a table."""
    opened: Database = request.getfixturevalue(request.param)
    return opened
