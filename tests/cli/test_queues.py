"""flask inbox and outbox: list, retry, drop"""

from __future__ import annotations

import pytest

from store import inbox, outbox
from store.db import Database
from tests.cli.conftest import Flask
from tests.store.given import NOW, add, arrival, claim, events, keep, lease, letter, letters

SOMEBODY = "U" + "7" * 32


@pytest.fixture
def poison(sqlite: Database) -> int:
    """An event that was set aside, before one that waits."""
    keep(sqlite, arrival("bad", chat=SOMEBODY, place=1), arrival("next", chat=SOMEBODY, place=2))
    (row,) = claim(sqlite)
    with sqlite.write() as session:
        inbox.set_aside(session, row.id, "w1", row.tries, NOW, "KeyError: 'x'")
    return row.id


def test_the_inbox_shows_what_waits_and_what_was_set_aside(
    flask: Flask, sqlite: Database, poison: int
) -> None:
    said = flask("inbox", "list")
    aside, waits = said.lines
    assert aside == {
        "id": poison,
        "arrived_at": "2026-03-14T08:00:00+00:00",
        "tries": 1,
        "state": "set aside",
        "error": "KeyError: 'x'",
    }
    assert (waits["state"], waits["error"]) == ("waiting", None)
    assert SOMEBODY not in said.out


def test_an_event_is_tried_once_more(flask: Flask, sqlite: Database, poison: int) -> None:
    assert flask("inbox", "retry", str(poison)).line == {"id": poison, "state": "waiting"}
    assert [row.event_id for row in claim(sqlite)] == ["bad"]


def test_an_event_is_dropped_for_good(flask: Flask, sqlite: Database, poison: int) -> None:
    assert flask("inbox", "drop", str(poison)).line == {"id": poison, "state": "dropped"}
    assert events(sqlite)[0].body is None
    assert flask("inbox", "retry", str(poison)).refused(str(poison))
    assert flask("inbox", "drop", str(poison)).refused(str(poison))


@pytest.fixture
def failed(sqlite: Database) -> int:
    """A letter that failed, beside one that waits and one that rides."""
    add(sqlite, letter("fails", chat=SOMEBODY, urgency=1))
    (row,) = lease(sqlite)
    with sqlite.write() as session:
        outbox.end(session, row, outbox.FAILED, NOW, "LINE said 400")
    add(sqlite, letter("waits", chat=SOMEBODY), letter("rides", chat=SOMEBODY, riding=True))
    return row.id


def test_the_outbox_shows_what_waits_rides_or_failed(
    flask: Flask, sqlite: Database, failed: int
) -> None:
    said = flask("outbox", "list")
    assert said.lines[0] == {
        "id": failed,
        "state": "failed",
        "method": "push",
        "urgency": "dispatch",
        "people": 1,
        "attempts": 1,
        "not_after": "2026-03-14T08:10:00+00:00",
        "note": "LINE said 400",
    }
    assert [line["state"] for line in said.lines] == ["failed", "waiting", "riding"]
    assert SOMEBODY not in said.out


def test_a_letter_is_sent_once_more(flask: Flask, sqlite: Database, failed: int) -> None:
    before = letters(sqlite)["fails"].retry_key
    assert flask("outbox", "retry", str(failed)).line == {"id": failed, "state": "waiting"}
    after = letters(sqlite)["fails"]
    assert (after.state, after.attempts, after.retry_key != before) == ("waiting", 0, True)


def test_a_letter_is_dropped_for_good(flask: Flask, sqlite: Database, failed: int) -> None:
    waiting = letters(sqlite)["waits"].id
    assert flask("outbox", "drop", str(waiting)).line == {"id": waiting, "state": "dropped"}
    assert letters(sqlite)["waits"].state == "dropped"
    assert flask("outbox", "drop", str(waiting)).refused(str(waiting))


@pytest.mark.parametrize("queue", ["inbox", "outbox"])
@pytest.mark.parametrize("verb", ["retry", "drop"])
@pytest.mark.parametrize("row_id", ["999", "abc", "99999999999999999999999"])
def test_a_number_that_is_none_is_refused(flask: Flask, queue: str, verb: str, row_id: str) -> None:
    assert flask(queue, verb, row_id).refused(row_id)


@pytest.mark.parametrize("queue", ["inbox", "outbox"])
def test_an_empty_queue_shows_nothing(flask: Flask, queue: str) -> None:
    said = flask(queue, "list")
    assert (said.out, said.status) == ("", 0)
