"""The air of home each morning: pushed while messages are plenty, else free with a reply; once a day."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from jobs import morning_summary
from store import mornings, people
from store.db import Database
from tests.bot.stage import all_letters, group, person, words_in
from tests.jobs.haze import LOOK, MAE_MO, ready, say


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-12T{clock}:00+07:00").astimezone(UTC)


def asked(database: Database, *line_ids: str) -> None:
    with database.write() as session:
        for line_id in line_ids:
            kind = "user" if line_id.startswith("U") else "group"
            people.remember(session, line_id, kind, at("05:00"))
            people.change(session, line_id, area="520204")
            mornings.ask_for(session, line_id, at("05:00"))


@pytest.mark.parametrize(
    ("clock", "told"), [("06:15", 0), ("06:30", 2), ("08:45", 2), ("09:00", 0), ("17:00", 0)]
)
def test_once_in_the_morning(database: Database, clock: str, told: int) -> None:
    ready(database)
    asked(database, person(1), person(2))
    say(database, MAE_MO, at("06:20"), 40, 41, mean=61.7)
    assert morning_summary.run(database, at(clock), LOOK)["pushed"] == told
    assert morning_summary.run(database, at(clock), LOOK)["pushed"] == 0
    for letter in all_letters(database):
        assert orjson.loads(letter.recipients or b"") == [person(1), person(2)]
        assert words_in(letter).startswith("แม่เมาะ 😷")


def test_when_messages_are_short_it_costs_none(database: Database) -> None:
    ready(database, limit=100, used=50)
    asked(database, person(1), group(1))
    assert morning_summary.run(database, at("06:30"), LOOK) == {"pushed": 0, "riding": 2}
    assert {letter.state for letter in all_letters(database)} == {"riding"}


def test_nobody_hears_who_ended_it_or_was_forgotten(database: Database) -> None:
    ready(database)
    asked(database, person(1))
    with database.write() as session:
        assert mornings.is_wanted(session, person(1))
        mornings.end(session, person(1))
    assert morning_summary.run(database, at("06:30"), LOOK) == {"pushed": 0, "riding": 0}
