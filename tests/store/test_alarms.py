"""An alarm is passed on when it is new and again after a while, and counted every time."""

from __future__ import annotations

from datetime import timedelta

from store import alarms
from store.db import Database
from tests.store.given import NOW

AGAIN = timedelta(minutes=10)


def test_an_alarm_that_goes_on_is_passed_on_every_ten_minutes(database: Database) -> None:
    news = []
    for minute in range(25):
        with database.write() as session:
            news.append(
                alarms.note(session, "the feed is silent", NOW + timedelta(minutes=minute), AGAIN)
            )
    assert [minute for minute, is_new in enumerate(news) if is_new] == [0, 10, 20]
    with database.read() as session:
        rows = alarms.recent(session, NOW - AGAIN)
    assert [row.times for row in rows] == [5, 10, 10]
    assert rows[1].last_at - rows[1].first_at == timedelta(minutes=9)


def test_another_alarm_is_news(database: Database) -> None:
    with database.write() as session:
        assert alarms.note(session, "one", NOW, AGAIN)
        assert alarms.note(session, "two", NOW, AGAIN)
        assert not alarms.note(session, "one", NOW, AGAIN)


def test_old_alarms_are_not_recent(database: Database) -> None:
    with database.write() as session:
        alarms.note(session, "old", NOW - 2 * AGAIN, AGAIN)
        alarms.note(session, "new", NOW, AGAIN)
    with database.read() as session:
        assert [row.text for row in alarms.recent(session, NOW - AGAIN)] == ["new"]
