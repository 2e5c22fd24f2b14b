"""Business time is the wall clock, or runs from a moment at a speed in the demo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store import clock
from store.db import Database
from tests.store.given import NOW, SECOND

SHOWN = datetime(2027, 4, 1, tzinfo=UTC)


def test_without_a_demo_it_is_the_wall_clock(database: Database) -> None:
    with database.read() as session:
        assert clock.now(session, NOW) == NOW
        before = datetime.now(UTC)
        assert before <= clock.now(session) <= datetime.now(UTC)


@pytest.mark.parametrize(("speed", "shown"), [(1.0, 10), (60.0, 600), (0.0, 0), (0.5, 5)])
def test_the_demo_clock_runs_at_its_speed(database: Database, speed: float, shown: int) -> None:
    with database.write() as session:
        clock.set_demo(session, NOW, SHOWN, speed)
        assert clock.now(session, NOW + 10 * SECOND) == SHOWN + timedelta(seconds=shown)


def test_the_demo_clock_can_be_set_again(database: Database) -> None:
    with database.write() as session:
        clock.set_demo(session, NOW, SHOWN, 60.0)
        clock.set_demo(session, NOW, NOW, 1.0)
    with database.read() as session:
        assert clock.now(session, NOW) == NOW
