"""A message that was taken back is known even when it arrives afterwards."""

from __future__ import annotations

from store import unsent
from store.db import Database
from tests.store.given import NOW


def test_a_message_taken_back_is_known(database: Database) -> None:
    with database.write() as session:
        unsent.note(session, "m1", NOW)
        unsent.note(session, "m1", NOW)
    with database.read() as session:
        assert unsent.among(session, ["m1", "m2", ""]) == {"m1"}
        assert unsent.among(session, []) == frozenset()
