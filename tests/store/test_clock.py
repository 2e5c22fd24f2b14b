"""Business time is the wall clock, or runs from a moment at a speed in the demo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.air import Reading
from store import clock, feeds, readings, slots, versions
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


def test_turned_back_it_forgets_what_has_not_happened_yet(database: Database) -> None:
    hour = timedelta(hours=1)
    with database.write() as session:
        for number in range(3):
            at = NOW + number * hour
            readings.keep(session, [Reading("40t", at - hour, 1, 20.0 + number)], at)
            feeds.note(session, f"feed {number}", at)
            slots.take(session, "fetch", at, at)
        version = versions.seen(session, "air")
        clock.turn_back(session, NOW + hour)
    with database.read() as session:
        kept = readings.day_of(session, "40t", NOW + 3 * hour)
        assert [reading.pm25 for reading in kept] == [20.0, 21.0]
        assert [feed.name for feed in feeds.listed(session)] == ["feed 0", "feed 1"]
        assert slots.newest(session)["fetch"].slot == NOW + hour
        assert versions.seen(session, "air") > version, "what was read before must be read again"
