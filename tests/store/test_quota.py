"""The month's messages as LINE told them, with what went out since."""

from __future__ import annotations

from domain.quota import Quota
from store import outbox, quota
from store.db import Database
from tests.store.given import NOW, SECOND, add, lease, letter


def known(database: Database) -> Quota:
    with database.read() as session:
        return quota.now_known(session)


def test_before_line_was_asked_nothing_is_known(database: Database) -> None:
    assert known(database) == Quota(known=False, limit=None, used=0)


def test_our_pushes_since_the_reading_are_added(database: Database) -> None:
    with database.write() as session:
        quota.note(session, 300, 10, NOW)
    add(database, letter("before", chat="A"), letter("after", chat="B", people=5))
    for row in lease(database):
        with database.write() as session:
            at = NOW - SECOND if row.key == "before" else NOW + SECOND
            assert outbox.end(session, row, outbox.SENT, at)
    assert known(database) == Quota(limit=300, used=15)
    assert known(database).left == 285
    with database.write() as session:
        quota.note(session, 300, 15, NOW + 2 * SECOND)
    assert known(database) == Quota(limit=300, used=15)


def test_a_plan_without_a_limit(database: Database) -> None:
    with database.write() as session:
        quota.note(session, None, 10, NOW)
    assert known(database).left is None


def test_that_the_month_is_spent_is_news_once_until_line_is_asked_again(
    database: Database,
) -> None:
    news = []
    for spent in (True, True, False, True):
        with database.write() as session:
            if spent:
                news.append(quota.note_spent(session, NOW))
            else:
                quota.note(session, 300, 0, NOW)
    assert news == [True, False, True]
    assert known(database) == Quota(limit=300, used=0, spent=True)


def test_the_month_can_be_spent_before_line_was_asked(database: Database) -> None:
    with database.write() as session:
        assert quota.note_spent(session, NOW)
        assert not quota.note_spent(session, NOW)
    assert known(database).spent
    assert known(database).left == 0
