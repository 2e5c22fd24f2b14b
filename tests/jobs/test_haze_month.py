"""A haze month through the real job: what is told equals what a naive re-reading of the rules works out; and for each
of the people of each alert it is known what became of it, nobody twice, nobody more than two a day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain import subscriptions as what
from domain.alerts import DOWN
from domain.days import today
from store import alert_outcomes, alerts, people, readings
from store.alert_outcomes import Outcome
from store.alerts import AlertRow
from store.db import Database
from store.outbox import Outgoing
from store.people import Known
from store.subscriptions import SubscriptionRow
from tests.bot.stage import person
from tests.jobs.haze import check, follow, made, ready
from tests.jobs.haze_month import HOUR, OFFICIAL, SENSORS, START, Naive, arrivals, away

AREAS = ("520204", "5202", "520105", "5201", "520702", "5207", "520607", "520502", "520801")


def replay(database: Database, days: int) -> tuple[set[tuple[str, str, int, str]], ...]:
    """Hour by hour, twenty past; the clock is away for some hours. (area, kind, level, when) told and worked out."""
    naive, told, wanted = Naive(), set(), set()
    waiting = arrivals(days)
    ready(database, limit=6000)
    with database.write() as session:
        for station in (*OFFICIAL, *SENSORS):
            readings.keep_station(session, station)
    for hour in range(24 * days):
        now = START + hour * HOUR + timedelta(minutes=20)
        come = [one for one in waiting if one.at <= now]
        waiting = waiting[len(come) :]
        with database.write() as session:
            readings.keep(session, [one.reading for one in come], now)
        for one in come:
            naive.hear(one.reading)
        if hour in away(days):
            continue
        sent(database)
        check(database, now)
        for area, kind, level in naive.run(now):
            wanted.add((area, kind, level, f"{now:%d %H}"))
    for row in made(database):
        if not row.key.endswith(":night"):
            when = row.made_at.astimezone(START.tzinfo)
            told |= {
                (area, row.kind, row.level, f"{when:%d %H}")
                for area in crossed(row)
                if len(area) == 6
            }
    return told, wanted


def crossed(row: AlertRow) -> list[str]:
    """Of a held alert some areas may have been taken out; its key names only the first. Kept apart in the test."""
    return row.areas.split()


def sent(database: Database) -> None:
    """What was queued went out."""
    with database.write() as session:
        session.execute(
            update(Outgoing).where(Outgoing.state == "waiting").values(state="sent", attempts=1)
        )


@pytest.mark.parametrize(("name", "days"), [("sqlite", 4), ("postgresql", 3)])
def test_a_haze_month_in_a_few_days(name: str, days: int, request: pytest.FixtureRequest) -> None:
    """The whole month: tests/proof/test_haze_month.py."""
    everything_is_told(request.getfixturevalue(name), days)


def everything_is_told(database: Database, days: int) -> None:
    everybody = [person(number) for number in range(1, 28)]
    for number, one in enumerate(everybody):
        level = 3 + number % 3
        follow(database, [one], AREAS[number % 9], AREAS[(number * 2 + 1) % 9], level=level,
               since=START - HOUR, language="en" if number % 5 == 0 else "th")  # fmt: skip
    with database.write() as session:
        people.change_follow(session, person(5), START, blocked=True)
    told, wanted = replay(database, days)
    assert told, "a haze month without a warning shows nothing"
    assert told == wanted
    all_is_accounted_for(database)
    nobody_is_told_too_often(database)


def all_is_accounted_for(database: Database) -> None:
    with database.read() as session:
        rows = [row for row in session.scalars(select(AlertRow)) if row.done_at is not None]
        chosen = list(session.scalars(select(SubscriptionRow)))
        told = {(one.person, one.alert): one for one in session.scalars(select(Outcome))}
        for row in rows:
            alert = alerts.as_alert(row)
            mine = {
                one.person
                for one in chosen
                if one.area in alert.areas and what.concerns(alert, one.from_level)
            }
            assert mine == {one for one, alert_id in told if alert_id == row.id}, row.key
        assert {row.id for row in rows} >= {row.id for row in session.scalars(select(AlertRow).where(AlertRow.held_until.is_(None)))}  # fmt: skip
        for (someone, alert_id), one in told.items():
            if one.what == what.IN_CHUNK:
                chunks = {chunk.number for chunk in alert_outcomes.chunks(session, alert_id)}
                assert one.chunk in chunks, someone


def nobody_is_told_too_often(database: Database) -> None:
    with database.read() as session:
        rows = session.execute(
            select(Known.line_id, Outcome.day, Outcome.alert, Outcome.what).join(
                Known, Known.id == Outcome.person
            )
        ).all()
        pushed = Counter((row.line_id, row.day) for row in rows if row.what == what.IN_CHUNK)
        assert pushed
        assert max(pushed.values()) <= 2
        assert not [row for row in rows if row.line_id == person(5) and row.what == what.IN_CHUNK]
        night = [
            row.made_at
            for row in session.scalars(select(AlertRow))
            if row.kind != DOWN and row.held_until is not None
        ]
        assert all(today(at) for at in night)
