"""Who is warned of what: chosen, changed, ended, paged through in a fixed order, forgotten; and texts and rules in force."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.warned import Subscription
from store import (
    alert_outcomes,
    alert_texts,
    forget,
    mornings,
    people,
    rules,
    seeds,
    subscriptions,
)
from store.alert_outcomes import Outcome
from store.db import Database

NOW = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
HOME = "520204"


def known(database: Database, *line_ids: str) -> None:
    with database.write() as session:
        for one in line_ids:
            people.remember(session, one, "user", NOW)


def chosen(database: Database, line_id: str) -> tuple[Subscription, ...]:
    with database.read() as session:
        return subscriptions.of_chat(session, line_id)


def test_the_last_choice_counts(database: Database) -> None:
    known(database, "U1")
    with database.write() as session:
        subscriptions.subscribe(session, "U1", HOME, 4, NOW)
        subscriptions.subscribe(session, "U1", "5207", 3, NOW)
        subscriptions.subscribe(session, "U1", HOME, 5, NOW)
    assert chosen(database, "U1") == (Subscription(HOME, 5), Subscription("5207", 3))


@pytest.mark.parametrize(("area", "gone", "left"), [("5207", 1, 1), ("", 2, 0), ("5201", 0, 2)])
def test_ending_one_or_all(database: Database, area: str, gone: int, left: int) -> None:
    known(database, "U1")
    with database.write() as session:
        subscriptions.subscribe(session, "U1", HOME, 4, NOW)
        subscriptions.subscribe(session, "U1", "5207", 4, NOW)
        assert subscriptions.unsubscribe(session, "U1", area) == gone
    assert len(chosen(database, "U1")) == left


def test_pages_in_order_by_language_level_and_age(database: Database) -> None:
    known(database, "U1", "U2", "U3", "U4", "U5")
    with database.write() as session:
        for number, level in enumerate((4, 5, 3, 4, 4), 1):
            since = NOW + timedelta(hours=1) if number == 5 else NOW
            subscriptions.subscribe(session, f"U{number}", HOME, level, since)
        people.change(session, "U4", language="en")
        people.change_follow(session, "U2", NOW, blocked=True)
        page = subscriptions.page(session, HOME, ("", "th"), (1, 5), NOW, 0, 2)
        assert [(one.line_id, bool(one.is_blocked)) for one in page] == [
            ("U1", False),
            ("U2", True),
        ]
        rest = subscriptions.page(session, HOME, ("", "th"), (1, 5), NOW, page[-1].id, 2)
        assert [one.line_id for one in rest] == ["U3"]
        english = subscriptions.page(session, HOME, ("en",), (1, 4), NOW, 0, 2)
        assert [one.line_id for one in english] == ["U4"]


def test_what_an_alert_would_cost_by_district_and_level(database: Database) -> None:
    """The lowest of somebody's choices in a district counts; blocked ones cost nothing, groups their members."""
    known(database, "U1", "U2", "U3")
    with database.write() as session:
        for chat, members in (("C1", 120), ("C2", 0)):
            people.remember(session, chat, "group", NOW)
            people.note_members(session, chat, members, NOW)
        for chat, area, level in (
            ("U1", HOME, 5), ("U1", HOME[:4], 4), ("U2", HOME, 3), ("U3", HOME, 3), ("C1", HOME, 5), ("C2", "5207", 4),
        ):  # fmt: skip
            subscriptions.subscribe(session, chat, area, level, NOW)
        people.change_follow(session, "U3", NOW, blocked=True)
        told = subscriptions.reach(session, 50)
    assert told == {HOME[:4]: {3: 1, 4: 2, 5: 122}, "5207": {3: 0, 4: 50, 5: 50}}


def test_who_is_forgotten_leaves_nothing(database: Database) -> None:
    known(database, "U1", "U2")
    with database.write() as session:
        for one in ("U1", "U2"):
            subscriptions.subscribe(session, one, HOME, 4, NOW)
            mornings.ask_for(session, one, NOW)
            person = people.find(session, one)
            assert person is not None
            alert_outcomes.keep_all(session, 1, 1, 1, 1, [person.id])
        forget.person(session, "U1")
    assert (chosen(database, "U1"), len(chosen(database, "U2"))) == ((), 1)
    with database.read() as session:
        assert session.query(Outcome).count() == 1
        assert session.query(mornings.Morning).count() == 1


def test_a_text_is_in_force_when_a_second_official_agrees(database: Database) -> None:
    words = "ฝุ่น%(place)sแดงแล้วเน้อ"
    with database.write() as session:
        assert alert_texts.seed(session, seeds.alert_words(), NOW) > 0
        assert alert_texts.seed(session, seeds.alert_words(), NOW) == 0, "never over a change"
        proposed = alert_texts.propose(session, "red_lead", "th", words, 7, NOW)
        assert not alert_texts.approve(session, proposed, 7, NOW)
        assert alert_texts.in_force(session)["th"]["red_lead"] != words
        assert [row.id for row in alert_texts.waiting(session)] == [proposed]
        assert alert_texts.approve(session, proposed, 8, datetime.now(UTC))
        assert alert_texts.in_force(session)["th"]["red_lead"] == words
        with pytest.raises(ValueError, match="only these"):
            alert_texts.propose(session, "red_lead", "th", "%(user)s", 7, NOW)


def test_a_number_is_in_force_when_a_second_official_agrees_and_has_a_history(
    database: Database,
) -> None:
    with database.write() as session:
        proposed = rules.propose(session, "red_over", 70, 7, NOW)
        assert rules.in_force(session).red_over == 75
        assert rules.approve(session, proposed, 8, NOW)
        assert rules.in_force(session).red_over == 70
        assert [row.value for row in rules.history(session, "red_over")] == [70]
        with pytest.raises(ValueError, match="between"):
            rules.propose(session, "red_over", 900, 7, NOW)
