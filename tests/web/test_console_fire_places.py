"""A fire without a place gets one from an official; who is responsible there, and who is on the way, hears of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from store import audit, fires
from store.audit import Wanted
from store.db import Database
from store.fires import FireRow
from tests.bot.stage import House, person
from tests.crew import Crew
from tests.village import Village
from tests.web.officials import Browser, log_in

BAN_DONG, SOP_PAT = "520201", "520205"
REPORTER, HEAD, OTHER_HEAD = 1, 50, 53
WHERE = "18.4781, 99.7562"


@pytest.fixture
def village(database: Database) -> Village:
    made = Village(database)
    made.official(HEAD, BAN_DONG, "ผู้ใหญ่บ้าน", "ผู้ใหญ่ดง")
    made.official(OTHER_HEAD, SOP_PAT, "ผู้ใหญ่บ้าน", "ผู้ใหญ่ป้าด")
    made.says(REPORTER, "ไฟไหม้หญ้า")
    return made


@pytest.fixture
def head(house: House, database: Database) -> Browser:
    return log_in(house, database, person(HEAD))


def fire(village: Village) -> FireRow:
    with village.database.read() as session:
        return session.scalars(select(FireRow)).one()


def put(browser: Browser, number: int, where: str, **more: str) -> int:
    path = f"/console/fires/{number}/place"
    return browser.send(path, browser.get(path), where=where, **more).status_code


def test_nobody_knew_where_until_an_official_says_it(village: Village, head: Browser) -> None:
    number = fire(village).id
    assert f"/console/fires/{number}/place" in head.get("/console/fires").text
    assert not village.heard(HEAD)
    assert put(head, number, WHERE) == 303
    row = fire(village)
    assert (row.area, row.lat, row.lon, row.radius_m) == (BAN_DONG, 18.4781, 99.7562, 250)
    assert f"/console/fires/{number}/place" not in head.get("/console/fires").text
    assert "เจ้าหน้าที่" in head.get(f"/console/fires/{number}").text
    with village.database.read() as session:
        (line,) = [one for one in fires.timeline(session, number) if one[2] == "placed"]
        booked = audit.search(session, Wanted(), 0)[0]
    assert "ผู้ใหญ่บ้าน" in line[1]
    assert "18.47810, 99.75620" in line[3]
    assert (booked.what, booked.area) == ("fire placed", BAN_DONG)
    assert put(head, number, WHERE) == 303  # pressed twice: once in the timeline
    with village.database.read() as session:
        assert sum(one[2] == "placed" for one in fires.timeline(session, number)) == 1


TYPED: list[tuple[str, dict[str, str], int]] = [
    ("", {}, 400),
    ("ที่ไหนก็ไม่รู้", {}, 400),
    ("13.75, 100.5", {"area": BAN_DONG}, 400),
    ("แม่เมาะ", {}, 400),
    (WHERE, {"area": SOP_PAT}, 400),
    (WHERE, {"report": "999"}, 400),
    (WHERE, {"report": "x"}, 400),
    ("18.2500, 99.7600", {}, 403),  # another head's tambon
    ("หลังวัดบ้านเก่าริมห้วย", {"area": BAN_DONG}, 303),
    ("ต.บ้านดง อ.แม่เมาะ", {}, 303),
    ("https://www.google.com/maps?q=18.4781,99.7562", {}, 303),
]


def test_what_may_be_typed(village: Village, head: Browser) -> None:
    number = fire(village).id
    is_placed = False
    for where, more, status in TYPED:
        assert put(head, number, where, **more) == status, where
        is_placed = is_placed or status == 303
        assert bool(fire(village).area) is is_placed
    assert fire(village).radius_m == 250
    assert fire(village).name == "หลังวัดบ้านเก่าริมห้วย"


def test_a_wrong_place_goes_to_the_right_people(
    village: Village, head: Browser, house: House, database: Database
) -> None:
    """Who holds the new tambon is called; the reporter's less sure word does not move it back, a surer one does."""
    number = fire(village).id
    put(head, number, "ต.บ้านดง อ.แม่เมาะ")
    assert not village.heard(OTHER_HEAD)
    chief = log_in(house, database, person(54), "officer", "5202", title="ปลัดอำเภอ")
    assert put(chief, number, "", area=SOP_PAT) == 303
    assert fire(village).area == SOP_PAT
    assert any("ไฟไหม้" in one or "หญ้า" in one for one in village.heard(OTHER_HEAD))
    village.says(REPORTER, "อำเภอแม่เมาะ")
    assert fire(village).area == SOP_PAT
    village.pins(REPORTER, 18.4781, 99.7562)
    village.press(REPORTER, "ไฟอยู่ตรงหมุด")
    assert fire(village).area == BAN_DONG


def test_who_leads_it_and_who_is_on_the_way_hears_of_it(sqlite: Database) -> None:
    crew = Crew(sqlite)
    crew.volunteer(2)
    number = crew.burns()
    with sqlite.write() as session:
        told = fires.ReportRow(
            fire_id=number, line_id=person(1), chat=person(1), at=crew.at, area="520204"
        )
        session.add(told)
    crew.calls()
    crew.does(2, "ready")
    crew.clears(HEAD)
    chief = log_in(House(sqlite), sqlite, person(54), "officer", "5202", title="ปลัดอำเภอ")
    assert put(chief, number, "18.3600, 99.7000") == 303
    assert any("ตำแหน่ง" in one for one in crew.heard(2))
    assert any("ตำแหน่ง" in one for one in crew.heard(HEAD))


def test_a_fire_that_is_over_keeps_its_place(village: Village, head: Browser, house: House) -> None:
    number = fire(village).id
    put(head, number, WHERE)
    with village.database.write() as session:
        row = session.get(FireRow, number)
        assert row is not None
        row.state, row.ended_at = "out", row.opened_at
    assert put(head, number, "ต.บ้านดง อ.แม่เมาะ") == 409
    assert fire(village).radius_m == 250
