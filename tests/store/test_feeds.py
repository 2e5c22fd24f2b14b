"""How each feed does: a failure keeps the time of the last success."""

from __future__ import annotations

from store import feeds
from store.db import Database
from tests.store.given import NOW, SECOND


def test_a_failure_keeps_what_the_last_success_gave(database: Database) -> None:
    with database.write() as session:
        feeds.note(session, "air4thai", NOW, newest=NOW - SECOND)
        feeds.note(session, "air4thai", NOW + SECOND, error="tls: " + "x" * 500)
    with database.read() as session:
        (feed,) = feeds.listed(session)
    assert (feed.worked_at, feed.newest_at, feed.tried_at) == (NOW, NOW - SECOND, NOW + SECOND)
    assert feed.error.startswith("tls: x")
    assert len(feed.error) == 300


def test_a_success_clears_the_error(database: Database) -> None:
    with database.write() as session:
        feeds.note(session, "air4thai", NOW, error="unreachable")
        feeds.note(session, "air4thai", NOW + SECOND)
    with database.read() as session:
        (feed,) = feeds.listed(session)
    assert (feed.error, feed.worked_at, feed.newest_at) == ("", NOW + SECOND, None)


def test_a_feed_that_never_worked_has_no_time_of_success(database: Database) -> None:
    with database.write() as session:
        feeds.note(session, "b", NOW, error="unreachable")
        feeds.note(session, "a", NOW)
    with database.read() as session:
        assert [(feed.name, feed.worked_at) for feed in feeds.listed(session)] == [
            ("a", NOW),
            ("b", None),
        ]
