"""The messages of the console: what the month has left, by which rule it went, and what failed; never to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.quota import DISPATCH, RED_AIR, STATUS
from store import outbox, outbox_counts, people, quota, subscriptions
from store.db import Database
from tests.bot.stage import House, group, letter, person, queue
from tests.web.officials import Browser, log_in

NOW = datetime.now(UTC)


@pytest.fixture
def head(house: House, database: Database) -> Browser:
    return log_in(house, database, person(50), "officer", "520201", title="ผู้ใหญ่บ้าน")


def sent(database: Database, key: str, *, state: str = outbox.SENT, note: str = "", at: datetime = NOW, **more: object) -> None:  # fmt: skip
    method = "reply" if key.startswith("01H") else "push"
    (number,) = queue(database, letter(person(7), key=key, method=method, **more))
    with database.write() as session:
        row = session.get_one(outbox.Outgoing, number)
        row.state, row.ended_at, row.note = state, at, note


def test_nothing_known_is_told_as_such(head: Browser) -> None:
    page = head.get("/console/messages")
    assert page.status_code == 200
    assert "LINE ยังไม่ได้บอก" in page.text


def test_used_committed_left_and_the_month_s_end(head: Browser, database: Database) -> None:
    with database.write() as session:
        quota.note(session, 300, 120, NOW)
    queue(database, letter(person(7), method="push", people=30))
    page = head.get("/console/messages").text
    assert "150 / 300" in page
    with database.write() as session:
        quota.note(session, 300, 299, NOW)
    if datetime.now(UTC).day < 28:  # in the last days nothing more is expected
        assert "จะหมดวันที่" in head.get("/console/messages").text


def test_what_an_alert_would_cost_before_it_is_sent(head: Browser, database: Database) -> None:
    with database.write() as session:
        quota.note(session, 300, 120, NOW)
        for number in range(1, 4):
            people.remember(session, person(number), "user", NOW)
            subscriptions.subscribe(session, person(number), "520204", 3 + number % 3, NOW)
        people.remember(session, group(1), "group", NOW)
        people.note_members(session, group(1), 160, NOW)
        subscriptions.subscribe(session, group(1), "5207", 4, NOW)
    page = head.get("/console/messages").text
    for told in (
        "ถ้าแจ้งเตือนฝุ่นตอนนี้",
        "แม่เมาะ",
        "1.0% ของเดือน",
        "จ.ลำปาง",
        "คนจะได้พร้อมคำตอบครั้งหน้า",
    ):
        assert told in page, told


def test_by_urgency_and_rule_with_what_was_free(head: Browser, database: Database) -> None:
    sent(database, "alert:1:0", urgency=RED_AIR, people=480)
    sent(database, "alert:1:1", urgency=RED_AIR, people=20)
    sent(database, f"mission:5:ask:{person(7)}", urgency=DISPATCH)
    sent(database, "01HABC:0")
    sent(database, "permit:1:2:holder", urgency=STATUS, note="rode with 01HABC")
    sent(database, "warning:9:th:0", urgency=RED_AIR, people=7, at=NOW - timedelta(days=40))
    page = head.get("/console/messages").text
    for told in ("500", "เตือนอากาศ", "ภารกิจอาสา", "คำขอเผา"):
        assert told in page
    with database.read() as session:
        found = outbox_counts.sent(session, NOW - timedelta(hours=1))
    assert [(one.rule, one.people, one.free) for one in found] == [
        ("mission", 1, 0),
        ("alert", 500, 0),
        ("answer", 0, 1),
        ("permit", 0, 1),
    ]


def test_failures_and_drops_without_anybody_s_name(head: Browser, database: Database) -> None:
    sent(database, f"fire:3:taken:1:{person(7)}", state=outbox.FAILED, note="400 invalid to")
    sent(database, "morning:2026-03-12:x", state=outbox.DROPPED, note="too late")
    page = head.get("/console/messages").text
    assert "400 invalid to" in page
    assert "ข่าวไฟ" in page
    assert "สายเกินไป" in page
    assert person(7) not in page


def test_every_rule_and_urgency_has_its_words() -> None:
    from domain.quota import MUST_LEAVE
    from web.console.messages import RULES, URGENCIES

    assert set(RULES) == {*outbox_counts.STARTS.values(), outbox_counts.ANSWERS}
    assert set(URGENCIES) == set(MUST_LEAVE)
