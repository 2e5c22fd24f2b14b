"""Clock and workers die in the middle of a large alert; the look-alike has taken it for every recipient exactly once."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from domain.air import Reading, Station
from domain.places import Point
from store import clock, outbox, readings
from store.alerts import AlertRow
from store.db import Database, connect
from store.outbox import Outgoing
from store.people import Known
from store.subscriptions import SubscriptionRow
from tests.town import Town, wait_until

SHORT = bool(os.environ.get("SHORT"))
# After each kill the next minute's slot goes on, so a kill costs a minute.
PEOPLE, KILLS = (2_000, 1) if SHORT else (20_000, 8)
NOON = datetime(2026, 3, 12, 5, 20, tzinfo=UTC)  # 12.20 in Lampang
# In Wang Nuea, where no station of the look-alike's feed stands.
STATION = Station("99t", "วังเหนือ", "Wang Nuea", Point(19.1590, 99.5860), tambon="520702")
AREA = "520702"


def subscribers(database: Database, people: int) -> None:
    with database.write() as session:
        session.add_all(
            Known(line_id=f"U{number:032x}", kind="user", language="th", first_seen=NOON)
            for number in range(people)
        )
    with database.write() as session:
        ids = session.scalars(select(Known.id).where(Known.line_id.like("U000%"))).all()
        session.add_all(
            SubscriptionRow(person=one, area=AREA, from_level=4, since=NOON - timedelta(days=1))
            for one in ids
        )


def red_air(database: Database) -> None:
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOON, speed=1)
        readings.keep_station(session, STATION)
        at = NOON.replace(minute=0)
        said = [Reading(STATION.id, at, 24, 80.0), Reading(STATION.id, at, 1, 85.0)]
        readings.keep(session, said, NOON)


def chunks(database: Database, *states: str) -> int:
    with database.read() as session:
        rows = select(func.count()).where(Outgoing.key.like("alert:%"))
        return session.scalar(rows.where(Outgoing.state.in_(states)) if states else rows) or 0


def is_over(database: Database) -> bool:
    with database.read() as session:
        # The clock may have judged the look-alike's own haze before we set the hour: those are other alerts.
        row = session.scalar(select(AlertRow).where(AlertRow.key.contains(f":{STATION.id}:")))
        return row is not None and row.done_at is not None


def recipients(town: Town) -> Counter[str]:
    """Of all multicasts that the look-alike accepted; a repeat is answered with 409."""
    calls = town.ask("GET", "/_/calls?after=0")["calls"]
    taken = [
        one for one in calls if one["path"].endswith("/message/multicast") and one["status"] == 200
    ]
    return Counter(to for one in taken for to in one["request"]["to"])


def every_recipient_once(town: Town) -> None:
    database = connect(town.database_url, town.folder)
    try:
        subscribers(database, PEOPLE)
        red_air(database)
        most = PEOPLE // 500
        for kill in range(KILLS):
            reached = max(1, most * (kill + 1) // (KILLS + 1))
            wait_until(lambda reached=reached: chunks(database) >= reached, every=0.005)
            for name in ("clock", f"worker{kill % 2}"):
                town.kill(name)
                town.start(name)
        wait_until(lambda: is_over(database), 240)
        wait_until(lambda: not chunks(database, outbox.WAITING), 240)
        told = recipients(town)
        assert chunks(database, outbox.SENT) == chunks(database) >= most
    finally:
        database.close()
    assert len(told) == PEOPLE
    assert set(told.values()) == {1}


def test_a_large_alert_on_sqlite(tmp_path: Path) -> None:
    with Town(tmp_path, workers=2) as town:
        every_recipient_once(town)


def test_a_large_alert_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    with Town(tmp_path, database_url=postgres_url, workers=2) as town:
        every_recipient_once(town)
