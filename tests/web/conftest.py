"""The web process over the test's database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.db import Database
from tests.bot.stage import House


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    opened = House(database)
    yield opened
    opened.close()
