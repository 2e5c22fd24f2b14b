"""The day of a burn: looked at again, suspended with another day, reminded when nobody says that it is out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.cards import Look
from bot.language import language
from domain.air import Reading
from domain.burn_days import at_hour
from domain.permit_rules import Limit, Switch
from domain.permits import Permit
from domain.places import Point
from jobs import permits_day
from sources.air4thai import KNOWN
from store import bans, officials, people, permits, readings
from store.db import Database
from tests.bot.stage import all_letters, person, words_in
from tests.burning import ban, permit

LOOK = Look("https://khem.example", language("th"))
DAY = date(2026, 3, 13)
ALARMS: list[str] = []
FARMER, HEAD, CHIEF, NEXT = (person(n) for n in (1, 2, 3, 4))


@pytest.fixture(autouse=True)
def _everybody(database: Database) -> None:
    ALARMS.clear()
    start = at_hour(DAY, 0) - timedelta(days=2)
    with database.write() as session:
        for line_id in (FARMER, HEAD, CHIEF, NEXT):
            people.remember(session, line_id, "user", start)
        officials.give(session, HEAD, "officer", "520205", start, title="village_head")
        officials.give(session, CHIEF, "approver", "5202", start, title="district")


def filed(database: Database, at: datetime | None = None, **changes: Any) -> Permit:
    made = {"holder": FARMER, "state": "approved", "point": Point(18.25, 99.75), **changes}
    with database.write() as session:
        return permits.file(session, permit(**made), at or at_hour(DAY, 0) - timedelta(days=1))


def air(database: Database, pm25: float, at: datetime) -> None:
    with database.write() as session:
        for code in ("38t", "40t"):
            readings.keep_station(session, KNOWN[code])
            readings.keep(session, [Reading(code, at, 24, pm25)], at)


def run(database: Database, hour: float, day: date = DAY) -> dict[str, int]:
    return permits_day.run(database, at_hour(day, hour), LOOK, ALARMS.append)


def known(database: Database, one: Permit) -> Permit:
    with database.read() as session:
        found = permits.get(session, one.id)
    assert found is not None
    return found


def said_to(database: Database, who: str) -> str:
    return "\n".join(words_in(one) for one in all_letters(database) if one.chat == who)


def test_nothing_to_do(database: Database) -> None:
    assert run(database, 8) == {"permits": 0}


def test_in_the_morning_it_is_told_once_that_it_is_on(database: Database) -> None:
    one = filed(database)
    air(database, 20, at_hour(DAY, 7))
    assert run(database, 5.5) == {"permits": 1}
    assert all_letters(database) == []
    assert run(database, 8) == {"permits": 1, "on": 1}
    assert run(database, 8.1) == {"permits": 1}
    assert len(all_letters(database)) == 1
    assert "วันนี้ยังตามนัด 15.00 น." in said_to(database, FARMER)
    assert known(database, one).state == "approved"


@pytest.mark.parametrize("turned", ["air", "switch", "ban"])
def test_what_turned_suspends_it_with_an_apology_and_another_day(
    database: Database, turned: str
) -> None:
    one = filed(database)
    air(database, 60 if turned == "air" else 20, at_hour(DAY, 7))
    with database.write() as session:
        if turned == "switch":
            permits.switch(session, Switch("5202", DAY, False), CHIEF, at_hour(DAY, 7))
        if turned == "ban":
            bans.add(session, ban("5202", "2026-03-13", "2026-03-15"), at_hour(DAY, 7))
    assert run(database, 8) == {"permits": 1, "suspended": 1}
    moved = known(database, one)
    assert (moved.state, moved.back_to) == ("offered", "district")
    assert moved.day == date(2026, 3, 16 if turned == "ban" else 14)
    words = said_to(database, FARMER)
    assert "ขอโทษ" in words
    assert "อย่าเพิ่งจุด" in words
    run(database, 8.1)
    assert len(all_letters(database)) == 1


def test_with_no_other_day_it_ends(database: Database) -> None:
    one = filed(database)
    air(database, 20, at_hour(DAY, 7))
    with database.write() as session:
        bans.add(session, ban("52", "2026-03-13", "2026-05-30"), at_hour(DAY, 7))
    run(database, 8)
    assert known(database, one).state == "expired"


def test_a_ban_entered_for_a_later_day_suspends_at_once(database: Database) -> None:
    one = filed(database, day="2026-03-20")
    with database.write() as session:
        bans.add(session, ban("52", "2026-03-15", "2026-03-25"), at_hour(DAY, 7))
    run(database, 8)
    assert known(database, one).day == date(2026, 3, 26)


def test_the_room_of_a_day_that_turned_is_offered_to_nobody(database: Database) -> None:
    filed(database)
    waiting = filed(database, state="queued", holder=NEXT)
    air(database, 60, at_hour(DAY, 7))
    with database.write() as session:
        permits.set_limit(session, Limit("52", 1, 20), at_hour(DAY, 7))
    run(database, 8)
    assert known(database, waiting).state == "queued"


def test_who_never_started_gives_the_place_back(database: Database) -> None:
    one = filed(database)
    run(database, 16.9)
    assert known(database, one).state == "approved"
    run(database, 17)
    assert known(database, one).state == "expired"
    assert "ไม่ได้เริ่ม" in said_to(database, FARMER)


def test_nobody_said_that_it_is_out(database: Database) -> None:
    one = filed(database, state="burning", started_at=at_hour(DAY, 15))
    assert run(database, 16.9) == {"permits": 1}
    run(database, 17)
    run(database, 17.2)
    assert "ดับสนิทหรือยังคะ" in said_to(database, FARMER)
    assert said_to(database, HEAD) == ""
    run(database, 17.4)
    assert "0811111111" in said_to(database, HEAD)
    assert said_to(database, CHIEF) == ""
    run(database, 17.8)
    run(database, 23)
    assert "B-2569-0001" in said_to(database, CHIEF)
    assert len(all_letters(database)) == 3
    assert known(database, one).state == "burning"  # nobody puts a fire out on paper


def test_an_offer_that_nobody_took_goes_to_the_next(database: Database) -> None:
    with database.write() as session:
        permits.set_limit(session, Limit("52", 1, 20), at_hour(DAY, 0))
    until = at_hour(DAY, 8)
    one = filed(database, state="offered", back_to="village", offered_until=until)
    waiting = filed(database, state="queued", holder=NEXT)
    run(database, 7.9)
    assert known(database, one).state == "offered"
    assert run(database, 8)["ended"] == 1
    assert known(database, one).state == "expired"
    assert known(database, waiting).state == "offered"
    assert "B-2569-0002" in said_to(database, NEXT)


def test_what_nobody_decided_in_time_ends(database: Database) -> None:
    one = filed(database, state="local")
    queued = filed(database, state="queued", holder=NEXT)
    run(database, 15)
    assert known(database, one).state == "expired"
    assert known(database, queued).state == "expired"
    assert "ไม่มีใครตัดสินทันเวลา" in said_to(database, FARMER)


def test_those_who_decide_are_reminded_once_by_day(database: Database) -> None:
    far = date(2026, 3, 20)
    filed(database, at=at_hour(DAY, 8), state="village", day=far)
    assert run(database, 12) == {"permits": 1}  # four hours are not long for a week ahead
    assert run(database, 21, DAY + timedelta(days=1)) == {"permits": 1}  # not in the evening
    assert run(database, 9, DAY + timedelta(days=1)) == {"permits": 1, "reminded": 1}
    run(database, 10, DAY + timedelta(days=1))
    assert len(all_letters(database)) == 1
    assert "เตือนอีกครั้ง" in said_to(database, HEAD)


def test_a_near_day_is_reminded_of_sooner(database: Database) -> None:
    filed(database, at=at_hour(DAY, 8), state="village", day=DAY + timedelta(days=1))
    assert run(database, 10) == {"permits": 1}
    assert run(database, 11) == {"permits": 1, "reminded": 1}


def test_twice_the_same_changes_nothing(database: Database) -> None:
    filed(database)
    air(database, 60, at_hour(DAY, 7))
    run(database, 8)
    before = [one.version for one in _all(database)]
    run(database, 8)
    assert [one.version for one in _all(database)] == before


@pytest.mark.parametrize("where", ["_approved", "move"])
def test_a_permit_that_cannot_be_worked_stops_none_of_the_others(
    database: Database, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    broken, good = filed(database), filed(database, holder=NEXT)
    real = getattr(permits_day, where)

    def fails(*words: Any) -> Any:
        if broken.id in [getattr(one, "id", 0) for one in words]:
            raise ValueError("a broken row")
        return real(*words)

    monkeypatch.setattr(permits_day, where, fails)
    assert run(database, 17) == {"permits": 2, "ended": 1, "broken": 1}
    assert (known(database, broken).state, known(database, good).state) == ("approved", "expired")
    (alarm,) = ALARMS
    assert alarm == f"1 burn permits could not be worked: {broken.reference}"


def _all(database: Database) -> list[Permit]:
    with database.read() as session:
        return list(permits.current(session, datetime(2026, 3, 1, tzinfo=UTC)))


def test_what_breaks_the_commit_of_all_stops_only_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = (
        filed(database, state="burning", holder=one, started_at=at_hour(DAY, 14)) for one in (FARMER, NEXT)
    )  # fmt: skip
    work = permits_day._work

    def breaks(database: Database, plans: list[Any], *more: Any) -> list[str]:
        if any(one.id == broken.id for one, _ in plans):
            raise RuntimeError("no commit")
        return work(database, plans, *more)

    monkeypatch.setattr(permits_day, "_work", breaks)
    assert run(database, 18.5)["overdue"] == 1
    assert [f"1 burn permits could not be worked: {broken.reference}"] == ALARMS
    assert any(sound.reference in words_in(one) for one in all_letters(database))
