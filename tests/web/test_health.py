"""/healthz says who lives, what waits and how old each feed is; 503 when somebody is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from store import feeds, heartbeats
from store.db import Database
from tests.bot.stage import House, bring, letter, person, queue, text


def beat(database: Database, **ages: int) -> None:
    with database.write() as session:
        for kind, seconds in ages.items():
            at = datetime.now(UTC) - timedelta(seconds=seconds)
            heartbeats.beat(session, kind, f"a {kind}", at)


def grow_old(house: House, minutes: float = 3) -> None:
    house.app.config["STARTED_AT"] -= timedelta(minutes=minutes)


def ask(house: House) -> tuple[int, dict[str, object]]:
    answer = house.client.get("/healthz")
    return answer.status_code, answer.json


def test_a_first_start_has_two_minutes_before_anybody_is_missed(house: House) -> None:
    assert ask(house)[0] == 200
    grow_old(house, 1.5)
    assert ask(house)[0] == 200
    grow_old(house, 1)
    status, told = ask(house)
    assert status == 503
    assert told["status"] == "no sign of life from worker and clock"


@pytest.mark.parametrize(
    ("ages", "status", "said"),
    [
        ({"worker": 5, "clock": 5}, 200, "ok"),
        ({"worker": 110, "clock": 110}, 200, "ok"),
        ({"worker": 130, "clock": 5}, 503, "no sign of life from worker"),
        ({"worker": 5, "clock": 130}, 503, "no sign of life from clock"),
        ({"clock": 5}, 503, "no sign of life from worker"),
    ],
)
def test_who_is_silent_for_two_minutes_is_missed(
    house: House, database: Database, ages: dict[str, int], status: int, said: str
) -> None:
    grow_old(house)
    beat(database, **ages)
    told_status, told = ask(house)
    assert (told_status, told["status"]) == (status, said)


def test_one_worker_of_many_that_lives_is_enough(house: House, database: Database) -> None:
    grow_old(house)
    beat(database, worker=5, clock=5)
    with database.write() as session:
        old = datetime.now(UTC) - timedelta(hours=1)
        heartbeats.beat(session, "worker", "a dead one", old)
    assert ask(house)[0] == 200


def test_without_a_database_it_says_so(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: Database) -> None:
        raise OSError("the secret address of the database")

    monkeypatch.setattr(Database, "read", away)
    status, told = ask(house)
    assert status == 503
    assert told == {"status": "database away", "error": "OSError"}


def test_what_waits_is_counted_with_its_age(house: House, database: Database) -> None:
    assert ask(house)[1]["oldest_event_seconds"] is None
    bring(database, text(), text())
    queue(database, letter(person()))
    with database.write() as session:
        from store.inbox import Received

        old = datetime.now(UTC) - timedelta(seconds=90)
        session.execute(update(Received).values(arrived_at=old))
    told = ask(house)[1]
    assert (told["events_waiting"], told["messages_waiting"]) == (2, 1)
    assert 85 < told["oldest_event_seconds"] < 300  # type: ignore[operator]
    assert 0 <= told["oldest_message_seconds"] < 300  # type: ignore[operator]


def test_a_feed_shows_its_age_and_its_error_and_takes_nobody_down(
    house: House, database: Database
) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        feeds.note(session, "air4thai", now - timedelta(hours=2), newest=now - timedelta(hours=3))
        feeds.note(session, "air4thai", now, error="tls: chain incomplete")
        feeds.note(session, "never", now, error="unreachable: no route")
    status, told = ask(house)
    assert status == 200
    known = told["feeds"]["air4thai"]  # type: ignore[index]
    assert known["error"] == "tls: chain incomplete"
    assert 7190 < known["seconds_since_it_worked"] < 7500
    assert 10790 < known["seconds_since_its_newest_value"] < 11100
    never = told["feeds"]["never"]  # type: ignore[index]
    assert never["seconds_since_it_worked"] is None


def test_it_tells_nothing_of_people(house: House, database: Database) -> None:
    bring(database, text("ความลับ"))
    assert person() not in house.client.get("/healthz").text


def test_a_feed_without_its_key_is_off_and_says_so(database: Database) -> None:
    for key, told in (("", {"off": "DUSTBOY_API_KEY is not set"}), ("a-key", None)):
        house = House(database, DUSTBOY_API_KEY=key)
        status, said = ask(house)
        house.close()
        assert status == 200
        assert said["feeds"].get("dustboy") == told  # type: ignore[attr-defined]
