"""Chats are known once; of follow and block the one with LINE's later timestamp counts."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from store import people
from store.db import Database
from tests.store.given import NOW, SECOND


def known(database: Database, line_id: str = "U1") -> people.Known:
    with database.read() as session:
        row = people.find(session, line_id)
    assert row is not None
    return row


def test_a_chat_is_remembered_once_as_it_was_first(database: Database) -> None:
    with database.write() as session:
        people.remember(session, "U1", "user", NOW)
        people.change(session, "U1", area="520204", language="en")
        people.remember(session, "U1", "user", NOW + SECOND)
    row = known(database)
    assert (row.first_seen, row.area, row.language, row.role) == (NOW, "520204", "en", "resident")


def test_nobody_is_found_who_never_wrote(database: Database) -> None:
    with database.read() as session:
        assert people.find(session, "U1") is None
        assert people.find_all(session, ["U1"]) == {}


def test_several_are_found_at_once(database: Database) -> None:
    with database.write() as session:
        for line_id in ("U1", "U2", "U3"):
            people.remember(session, line_id, "user", NOW)
        found = people.find_all(session, ["U1", "U3", "U9"])
    assert {line_id: row.line_id for line_id, row in found.items()} == {"U1": "U1", "U3": "U3"}


def test_a_change_touches_one_chat(database: Database) -> None:
    with database.write() as session:
        people.remember(session, "U1", "user", NOW)
        people.remember(session, "U2", "user", NOW)
        people.change(session, "U1", role="officer", role_area="5202", post="station head")
    assert known(database).role == "officer"
    assert known(database, "U2").role == "resident"


@pytest.mark.parametrize(
    ("events", "blocked"),
    [
        ([("follow", 0)], False),
        ([("block", 0)], True),
        ([("follow", 0), ("block", 1)], True),
        ([("block", 1), ("follow", 0)], True),  # the follow came late
        ([("block", 0), ("follow", 1)], False),
        ([("follow", 1), ("block", 0)], False),  # the block came late
        ([("block", 0), ("follow", 1), ("block", 2), ("follow", 1)], True),
    ],
)
def test_the_later_timestamp_wins_whatever_came_last(
    database: Database, events: list[tuple[str, int]], blocked: bool
) -> None:
    with database.write() as session:
        people.remember(session, "U1", "user", NOW)
        for kind, seconds in events:
            at = NOW + seconds * SECOND
            people.change_follow(session, "U1", at, blocked=kind == "block")
    assert (known(database).blocked_at is not None) is blocked


def test_an_event_that_came_too_late_says_so(database: Database) -> None:
    with database.write() as session:
        people.remember(session, "U1", "user", NOW)
        assert people.change_follow(session, "U1", NOW, blocked=True)
        assert not people.change_follow(session, "U1", NOW - SECOND, blocked=False)
        assert not people.change_follow(session, "U2", NOW, blocked=False)
    assert known(database).blocked_at == NOW


def test_who_blocked_us_is_not_counted(database: Database) -> None:
    with database.write() as session:
        for line_id, kind in (("U1", "user"), ("U2", "user"), ("C1", "group")):
            people.remember(session, line_id, kind, NOW)
        people.change_follow(session, "U2", NOW, blocked=True)
    with database.read() as session:
        assert people.counts(session) == {"user": 1, "group": 1}


def test_who_lives_in_a_place_is_found_by_an_index(sqlite: Database) -> None:
    """Each minute the neighbours of a lone smoke are looked for (store/fires.py)."""
    asked = "EXPLAIN QUERY PLAN SELECT line_id FROM people WHERE kind = 'user' AND area = '520204'"
    with sqlite.read() as session:
        plan = " ".join(row.detail for row in session.execute(text(asked)))
    assert "ix_people_area" in plan
