"""What becomes an alarm for people, and that a look which fails ends none and is told to the operator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import duty_alarms as duty_calls
from domain.duty_alarms import Pace
from jobs import alarm_causes, call_duty
from store import duty_alarms, feeds, officials, outbox, people, quota
from store.db import Database
from tests.crew import LOOK
from tests.store.given import letter

NOW = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)  # noon in Lampang
BOSS = "U" + "5" * 32


def kinds(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(one.kind for one in duty_alarms.listed(session, NOW))


def run(database: Database, minutes: int = 0) -> tuple[dict[str, int], list[str]]:
    alarms: list[str] = []
    now = NOW + timedelta(minutes=minutes)
    return call_duty.run(database, now, LOOK, alarms.append, Pace()), alarms


def test_a_quiet_minute_writes_nothing(sqlite: Database) -> None:
    assert run(sqlite) == ({"open": 0}, [])


def test_nobody_can_be_called_and_the_alarm_still_stands(sqlite: Database) -> None:
    with sqlite.write() as session:
        feeds.note(session, "air4thai", NOW - timedelta(hours=4))
    counts, _ = run(sqlite)
    assert counts == {"open": 1, "begun": 1, "told": 0}
    with sqlite.write() as session:
        people.remember(session, BOSS, "user", NOW)
        officials.give(session, BOSS, "officer", "52", NOW, title="เวรจังหวัด")
    counts, _ = run(sqlite, 1)
    assert counts["told"] == 1  # as soon as there is somebody


@pytest.mark.parametrize(
    ("failed", "waits", "is_one"), [(4, 1, False), (5, 1, True), (0, 6, True), (0, 4, False)]
)
def test_messages_that_do_not_get_through(
    sqlite: Database, failed: int, waits: int, is_one: bool
) -> None:
    real = datetime.now(UTC)
    with sqlite.write() as session:
        for n in range(failed):
            row = outbox.add(session, letter(f"bad {n}", chat=BOSS), real)
            found = session.query(outbox.Outgoing).filter_by(key=f"bad {n}").one()
            assert row is not None
            outbox.end(session, found, outbox.FAILED, real)
        outbox.add(session, letter("waits", chat=BOSS), real - timedelta(minutes=waits))
    run(sqlite)
    assert kinds(sqlite) == (["sending"] if is_one else [])


def test_one_that_breaks_does_not_silence_the_others(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite.write() as session:
        feeds.note(session, "air4thai", NOW - timedelta(hours=4))
        quota.note(session, 300, 290, NOW)
        people.remember(session, BOSS, "user", NOW)
        officials.give(session, BOSS, "officer", "52", NOW, title="เวรจังหวัด")
    ladder = duty_calls.ladder

    def broken(session: Session, kind: str, area: str, now: datetime) -> object:
        if kind == "feed":
            raise RuntimeError("no such area")
        return ladder(session, kind, area, now)

    monkeypatch.setattr(duty_calls, "ladder", broken)
    counts, alarms = run(sqlite)
    assert counts["told"] == 1
    assert [one.endswith("nobody was called: RuntimeError") for one in alarms] == [True]


def test_a_look_that_fails_ends_no_alarm(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite.write() as session:
        feeds.note(session, "air4thai", NOW - timedelta(hours=4))
        quota.note(session, 300, 290, NOW)
    run(sqlite)
    assert kinds(sqlite) == ["feed", "quota"]

    def broken(session: Session, now: datetime) -> list[object]:
        raise RuntimeError("no such column")

    monkeypatch.setattr(alarm_causes, "_feeds", broken)
    with sqlite.write() as session:
        quota.note(session, 300, 10, NOW)
    _, alarms = run(sqlite, 1)
    assert alarms == ["alarms of kind feed were not looked for: RuntimeError"]
    assert kinds(sqlite) == ["feed"]
