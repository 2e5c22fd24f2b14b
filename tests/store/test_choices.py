"""What people chose when the bot was unsure: counted by day, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from store import choices
from store.choices import Choice, Counted
from store.db import Database
from tests.store.given import DAY, NOW

PAIR = ("fire_report", "fire_status")


def test_the_same_choice_of_a_day_is_one_row(database: Database) -> None:
    with database.write() as session:
        for _ in range(3):
            choices.note(session, NOW, PAIR, "fire_status")
        choices.note(session, NOW, PAIR, "fire_report")
        choices.note(session, NOW + DAY, PAIR, "fire_status")
    with database.read() as session:
        rows = session.scalars(select(Choice).order_by(Choice.day, Choice.chosen))
        found = [(row.day, row.offered, row.chosen, row.times) for row in rows]
    assert found == [
        (date(2026, 3, 14), "fire_report,fire_status", "fire_report", 1),
        (date(2026, 3, 14), "fire_report,fire_status", "fire_status", 3),
        (date(2026, 3, 15), "fire_report,fire_status", "fire_status", 1),
    ]


def test_the_days_are_added_up_the_most_frequent_first(database: Database) -> None:
    with database.write() as session:
        choices.note(session, NOW - 40 * DAY, PAIR, "fire_report")
        choices.note(session, NOW, ("help", "open_data"), "help")
        for day in range(2):
            choices.note(session, NOW - day * DAY, PAIR, "fire_status")
    with database.read() as session:
        assert choices.counted(session, NOW - 30 * DAY) == [
            Counted(PAIR, "fire_status", 2),
            Counted(("help", "open_data"), "help", 1),
        ]


def test_a_day_begins_at_midnight_in_lampang(database: Database) -> None:
    with database.write() as session:
        choices.note(session, NOW.replace(hour=16, minute=59), PAIR, "fire_report")
        choices.note(session, NOW.replace(hour=17), PAIR, "fire_report")
    with database.read() as session:
        days = list(session.scalars(select(Choice.day).order_by(Choice.day)))
    assert days == [date(2026, 3, 14), date(2026, 3, 14) + timedelta(days=1)]
