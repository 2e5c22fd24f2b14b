"""The web process over the test's database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.db import Database
from tests.bot.stage import House
from tests.simulator_server import Look


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    opened = House(database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    running = Look(tmp_path_factory.mktemp("look-alike"))
    yield running
    running.stop()


@pytest.fixture
def look(_running: Look) -> Look:
    """The look-alike of LINE over HTTP, emptied."""
    _running.reset()
    return _running
