"""/metrics: numbers for Prometheus, for those who may read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from store import feeds, heartbeats, quota
from store.db import Database
from tests.bot.stage import House, bring, letter, person, queue, text


@contextmanager
def opened(database: Database, **settings: str) -> Iterator[House]:
    house = House(database, **settings)
    try:
        yield house
    finally:
        house.close()


@pytest.mark.parametrize(
    ("settings", "caller", "bearer", "status"),
    [
        ({}, "127.0.0.1", "", 200),
        ({}, "::1", "", 200),
        ({}, "192.0.2.7", "", 403),
        ({}, "10.0.0.1", "Bearer x", 403),
        # Behind a proxy everybody comes from loopback: only the token opens.
        ({"PROXY_HOPS": "1"}, "127.0.0.1", "", 403),
        ({"PROXY_HOPS": "1", "METRICS_TOKEN": "sesame"}, "127.0.0.1", "Bearer sesame", 200),
        ({"METRICS_TOKEN": "sesame"}, "192.0.2.7", "Bearer sesame", 200),
        ({"METRICS_TOKEN": "sesame"}, "127.0.0.1", "", 403),
        ({"METRICS_TOKEN": "sesame"}, "127.0.0.1", "Bearer", 403),
        ({"METRICS_TOKEN": "sesame"}, "127.0.0.1", "Bearer sesame ", 403),
        ({"METRICS_TOKEN": "sesame"}, "127.0.0.1", "Bearer Sesame", 403),
        ({"METRICS_TOKEN": "sesame"}, "127.0.0.1", "Bearer \xe0\xb8\x81", 403),
    ],
)
def test_who_may_read(
    sqlite: Database, settings: dict[str, str], caller: str, bearer: str, status: int
) -> None:
    with opened(sqlite, **settings) as house:
        answer = house.client.get(
            "/metrics",
            headers={"Authorization": bearer} if bearer else {},
            environ_overrides={"REMOTE_ADDR": caller},
        )
    assert answer.status_code == status
    assert ("nongkhem_inbox_waiting" in answer.text) is (status == 200)


def test_nobody_forges_loopback_behind_a_proxy(sqlite: Database) -> None:
    with opened(sqlite, PROXY_HOPS="1") as house:
        answer = house.client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 403


def test_the_numbers(house: House, database: Database) -> None:
    now = datetime.now(UTC)
    bring(database, text(), text())
    queue(database, letter(person()), letter(person(2), method="push", urgency=0))
    with database.write() as session:
        quota.note(session, 300, 40, now)
        heartbeats.beat(session, "worker", "one", now)
        feeds.note(session, "air4thai", now)
    told = house.client.get("/metrics").text
    for line in (
        "nongkhem_inbox_waiting 2.0",
        "nongkhem_inbox_poison 0.0",
        "nongkhem_outbox_waiting 2.0",
        "nongkhem_quota_left 259.0",  # what waits counts as spent
        'nongkhem_outbox_letters{method="push",state="waiting",urgency="life_safety"} 1.0',
        'nongkhem_outbox_letters{method="reply",state="waiting",urgency="answer"} 1.0',
    ):
        assert line in told, told
    assert 'nongkhem_seen_seconds{process="worker"}' in told
    assert 'nongkhem_feed_age_seconds{feed="air4thai"}' in told
    assert person() not in told
