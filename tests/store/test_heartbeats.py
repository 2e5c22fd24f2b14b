"""The newest sign of life of each kind of process."""

from __future__ import annotations

from store import heartbeats
from store.db import Database
from tests.store.given import NOW, SECOND


def test_one_living_worker_is_enough_to_say_that_workers_live(database: Database) -> None:
    with database.write() as session:
        heartbeats.beat(session, "worker", "1-a", NOW)
        heartbeats.beat(session, "worker", "2-b", NOW)
        heartbeats.beat(session, "clock", "3-c", NOW)
        heartbeats.beat(session, "worker", "2-b", NOW + SECOND)
    with database.read() as session:
        assert heartbeats.last_seen(session) == {"worker": NOW + SECOND, "clock": NOW}
