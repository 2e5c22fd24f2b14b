"""Whatever days bring: nobody gets the same alert twice or more than two a day, everybody is accounted for, and the
reserve of the month's messages is never touched."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from domain import quota as plan
from domain import subscriptions as what
from domain.alert_rules import Rules
from domain.alerts import DOWN, RISE, UP, Alert
from jobs import spread_alerts
from store import alert_outcomes, alerts, people, quota
from store.alert_outcomes import Outcome
from store.db import Database
from store.outbox import Outgoing
from store.people import Known
from store.subscriptions import SubscriptionRow
from tests.bot.stage import group, person
from tests.jobs.haze import LOOK, follow, ready

RULES = Rules()
START = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)  # 08.30
AREAS = ("520204", "520205", "5202")
PEOPLE = [*(person(number) for number in range(1, 9)), group(1)]

an_alert = st.tuples(
    st.integers(0, 47),  # hours after the start
    st.sampled_from([UP, RISE, DOWN]),
    st.sampled_from([3, 4, 5]),
    st.sets(st.sampled_from(AREAS), min_size=1),
)


def empty(database: Database) -> None:
    with database.write() as session:
        for table in (
            alerts.AlertRow, alerts.AlertWords, Outcome, alert_outcomes.Chunk, Outgoing, SubscriptionRow, Known,
        ):  # fmt: skip
            session.query(table).delete()


def the_alert(number: int, hours: int, kind: str, level: int, areas: set[str]) -> Alert:
    at = START + timedelta(hours=hours)
    before = 5 if kind == DOWN else 1
    level = 2 if kind == DOWN else 5 if kind == RISE else level
    return Alert(
        f"{number}",
        "5202",
        tuple(sorted(areas)),
        kind,
        level,
        before,
        80.0,
        90.0,
        at,
        at,
        ("40t",),
        at,
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(an_alert, max_size=10),
    limit=st.integers(0, 120),
    chosen=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(AREAS), st.sampled_from([3, 4, 5])), max_size=20),
    blocked=st.sets(st.sampled_from(PEOPLE[:8]), max_size=2),
)  # fmt: skip
def test_everybody_is_accounted_for(
    sqlite: Database, told: list, limit: int, chosen: list, blocked: set
) -> None:
    empty(sqlite)
    ready(sqlite, limit=limit)
    for line_id, area, level in chosen:
        kind = "user" if line_id.startswith("U") else "group"
        follow(sqlite, [line_id], area, level=level, kind=kind, since=START - timedelta(days=1))
    with sqlite.write() as session:
        for line_id in blocked:
            people.change_follow(session, line_id, START, blocked=True)
    made = [the_alert(n, *one) for n, one in enumerate(sorted(told, key=lambda one: one[0]))]
    for alert in made:
        with sqlite.write() as session:
            alert_id = alerts.add(session, alert, alert.made_at + timedelta(hours=6))
            assert alert_id
            alerts.keep_words(session, alert_id, {"th": b"[]", "en": b"[]"})
        # Twice, as by two clocks.
        for _ in range(2):
            spread_alerts.run(sqlite, alert.made_at, (), LOOK)
        with sqlite.write() as session:
            session.execute(
                update(Outgoing)
                .where(Outgoing.state == "waiting")
                .values(state="sent", ended_at=datetime.now(UTC))
            )
    hold(sqlite, made, limit)


def hold(database: Database, made: list[Alert], limit: int) -> None:
    with database.read() as session:
        told = list(session.scalars(select(Outcome)))
        chosen = list(session.scalars(select(SubscriptionRow)))
        spent = int(session.scalar(select(func.sum(Outgoing.people))) or 0)
        known = quota.now_known(session)
    due = {
        (one.person, number)
        for number, alert in enumerate(made, 1)
        for one in chosen
        if one.area in alert.areas and what.concerns(alert, one.from_level)
    }
    ids = {row.id: number for number, row in enumerate(alerts_in(database), 1)}
    assert {(one.person, ids[one.alert]) for one in told} == due, "each once, and nobody else"
    pushed = Counter((one.person, one.day) for one in told if one.what == what.IN_CHUNK)
    assert max(pushed.values(), default=0) <= RULES.a_day
    reserve = limit * plan.MUST_LEAVE[plan.RED_AIR] / 100
    assert spent == 0 or limit - spent >= reserve, "the reserve stays"
    assert known.left is None or known.left >= 0


def alerts_in(database: Database) -> list[alerts.AlertRow]:
    with database.read() as session:
        return list(session.scalars(select(alerts.AlertRow).order_by(alerts.AlertRow.id)))


@pytest.mark.parametrize(
    ("kind", "level", "pushed", "blocked", "becomes"),
    [
        (UP, 5, 0, False, what.IN_CHUNK),
        (UP, 5, 1, False, what.IN_CHUNK),
        (UP, 5, 2, False, what.TWO_A_DAY),
        (UP, 3, 1, False, what.GOOD_NEWS_WAITS),  # the day's last place is for orange and red
        (DOWN, 2, 0, False, what.IN_CHUNK),
        (DOWN, 2, 1, False, what.GOOD_NEWS_WAITS),
        (UP, 5, 0, True, what.BLOCK),
    ],
)
def test_what_becomes_of_it(
    kind: str, level: int, pushed: int, blocked: bool, becomes: int, tmp_path: Path
) -> None:
    alert = the_alert(1, 0, kind, level, {"520204"})
    assert what.outcome(alert, RULES, pushed_today=pushed, is_blocked=blocked) == becomes
