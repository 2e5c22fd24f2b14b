"""Reading the quota, the nightly forgetting, and what the watch tells the operator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from jobs import count_groups, forget_old, read_quota, watch
from store import feeds, inbox, outbox, people, quota, unsent
from store.db import Database
from tests.bot.stage import (
    all_events,
    all_letters,
    bring,
    desk,
    group,
    letter,
    person,
    queue,
    text,
    work_all,
)

NOW = datetime.now(UTC)


def line(limit: object, used: object, status: int | None = 200):
    def get(path: str) -> tuple[int | None, dict[str, Any]]:
        told = used if path.endswith("/consumption") else limit
        return status, told  # type: ignore[return-value]

    return get


@pytest.mark.parametrize(
    ("limit", "used", "left"),
    [
        ({"type": "limited", "value": 300}, {"totalUsage": 40}, 260),
        ({"type": "limited", "value": 300}, {"totalUsage": 400}, 0),
        ({"type": "none"}, {"totalUsage": 40}, None),
        ({"type": "none", "value": 7}, {}, None),
    ],
)
def test_the_quota_as_line_tells_it(
    database: Database, limit: object, used: object, left: int | None
) -> None:
    read_quota.run(database, NOW, line(limit, used))
    with database.read() as session:
        known = quota.now_known(session)
    assert (known.known, known.left) == (True, left)


@pytest.mark.parametrize("status", [None, 401, 429, 500])
def test_without_an_answer_the_last_known_quota_stays(
    database: Database, status: int | None
) -> None:
    read_quota.run(database, NOW, line({"type": "limited", "value": 300}, {"totalUsage": 40}))
    with pytest.raises(ConnectionError):
        read_quota.run(database, NOW, line({}, {}, status))
    with database.read() as session:
        assert quota.now_known(session).left == 260


def test_our_own_pushes_since_the_reading_count(database: Database) -> None:
    read_quota.run(database, NOW, line({"type": "limited", "value": 300}, {"totalUsage": 40}))
    ids = queue(database, letter(person(), method="push", people=7), letter(person(2)))
    with database.write() as session:
        session.execute(
            update(outbox.Outgoing)
            .where(outbox.Outgoing.id.in_(ids))
            .values(state=outbox.SENT, ended_at=NOW + timedelta(seconds=1))
        )
    with database.read() as session:
        assert quota.now_known(session).left == 253


def test_groups_are_counted_once_a_day_and_an_absent_line_changes_nothing(
    database: Database,
) -> None:
    asked: list[str] = []
    answers = {group(1): (200, {"count": 12}), group(2): (404, {}), group(3): (None, {})}

    def get(path: str) -> tuple[int | None, dict[str, Any]]:
        asked.append(path)
        return answers[path.split("/")[4]]

    with database.write() as session:
        for n in (1, 2, 3):
            people.remember(session, group(n), "group", NOW)
        people.change(session, group(3), members=7, members_at=NOW - timedelta(days=3))
        people.remember(session, person(1), "user", NOW)
    assert count_groups.run(database, NOW, get) == {"counted": 2, "due": 3}
    with database.read() as session:
        assert [people.find(session, group(n)).members for n in (1, 2, 3)] == [12, 0, 7]
    assert asked[0] == f"/v2/bot/group/{group(1)}/members/count"
    assert count_groups.run(database, NOW, get) == {"counted": 0, "due": 1}


def age(database: Database, days: int) -> None:
    at = NOW - timedelta(days=days)
    with database.write() as session:
        session.execute(update(inbox.Received).values(arrived_at=at))
        session.execute(update(outbox.Outgoing).values(ended_at=at, state=outbox.SENT))
        session.execute(update(unsent.Unsent).values(at=at))


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_what_was_handled_and_sent_goes_after_thirty_days(
    database: Database, days: int, left: int
) -> None:
    bring(database, text())
    work_all(desk(database)[0])
    with database.write() as session:
        unsent.note(session, "1", NOW)
    age(database, days)
    gone = forget_old.run(database, NOW)
    assert (gone["inbox"], gone["outbox"], gone["unsent"]) == (1 - left,) * 3
    assert (len(all_events(database)), len(all_letters(database))) == (left, left)


def test_what_still_waits_is_never_forgotten(database: Database) -> None:
    bring(database, text())
    with database.write() as session:
        session.execute(update(inbox.Received).values(arrived_at=NOW - timedelta(days=40)))
    forget_old.run(database, NOW)
    assert len(all_events(database)) == 1


@pytest.mark.parametrize(("days", "gone"), [(89, 0), (91, 1)])
def test_who_blocked_us_is_forgotten_after_ninety_days(
    database: Database, days: int, gone: int
) -> None:
    with database.write() as session:
        for number in (1, 2):
            people.remember(session, person(number), "user", NOW)
        people.change_follow(session, person(1), NOW - timedelta(days=days), blocked=True)
    assert forget_old.run(database, NOW)["people"] == gone
    with database.read() as session:
        assert (people.find(session, person(1)) is None) is bool(gone)
        assert people.find(session, person(2)) is not None


def told(database: Database) -> list[str]:
    alarms: list[str] = []
    assert watch.run(database, NOW, alarms.append) == {"alarms": len(alarms)}
    return alarms


def test_when_all_is_well_the_watch_is_silent(database: Database) -> None:
    with database.write() as session:
        feeds.note(session, "air4thai", NOW - timedelta(minutes=10))
        quota.note(session, 300, 100, NOW)
    bring(database, text())
    queue(database, letter(person()))
    assert told(database) == []


@pytest.mark.parametrize(
    ("hours", "error", "alarms"),
    [(2.9, "", 0), (3.1, "", 1), (3.1, "tls: broken", 1), (2.9, "tls: broken", 0)],
)
def test_a_feed_silent_for_three_hours(
    database: Database, hours: float, error: str, alarms: int
) -> None:
    with database.write() as session:
        feeds.note(session, "air4thai", NOW - timedelta(hours=hours))
        if error:
            feeds.note(session, "air4thai", NOW, error=error)
    said = told(database)
    assert len(said) == alarms
    assert all("air4thai" in one and (error or "no error") in one for one in said)


def test_what_waits_for_more_than_five_minutes(database: Database) -> None:
    bring(database, text())
    queue(database, letter(person()))
    old = datetime.now(UTC) - timedelta(minutes=6)
    with database.write() as session:
        session.execute(update(inbox.Received).values(arrived_at=old))
        session.execute(update(outbox.Outgoing).values(created_at=old))
    assert sorted(one.split(":")[0] for one in told(database)) == ["inbox", "outbox"]


@pytest.mark.parametrize(
    ("limit", "used", "alarms"), [(300, 200, 0), (300, 241, 1), (300, 300, 1), (None, 10_000, 0)]
)
def test_a_quota_that_runs_out(
    database: Database, limit: int | None, used: int, alarms: int
) -> None:
    with database.write() as session:
        quota.note(session, limit, used, NOW)
    assert len(told(database)) == alarms
