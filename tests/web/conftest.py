"""The web process over the test's database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.db import Database
from tests.bot.stage import House
from tests.web.browsing import full, seen

__all__ = ["full", "house", "seen"]


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    opened = House(database)
    yield opened
    opened.close()
