"""The volunteers of the console: who waits, who is on duty, who is out, and how little of them is shown to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import audit, volunteers
from store.audit import Wanted
from store.db import Database
from store.volunteers import VolunteerRow
from tests.bot.stage import House, person
from tests.crew import HEAD, HOME, Crew
from tests.web.officials import Browser, log_in

LIST = "/console/volunteers"


@pytest.fixture
def crew(database: Database) -> Crew:
    made = Crew(database)
    made.volunteer(1, "สมชาย ใจดี", state="pending", duty_until=None)
    made.volunteer(2, "มานี มีนา")
    return made


@pytest.fixture
def head(crew: Crew, house: House, database: Database) -> Browser:
    return log_in(house, database, person(HEAD))


def account(database: Database, who: int) -> VolunteerRow:
    with database.read() as session:
        found = volunteers.find(session, person(who))
        assert found is not None
        return session.scalars(select(VolunteerRow).where(VolunteerRow.id == found.id)).one()


def send(browser: Browser, database: Database, who: int, step: str, why: str = "") -> int:
    path = f"{LIST}/{account(database, who).id}/step"
    return browser.send(path, browser.get(LIST), step=step, why=why).status_code


def test_who_waits_is_approved_and_told_in_the_chat(crew: Crew, head: Browser) -> None:
    page = head.get(LIST).text
    assert "สมชาย ใจดี" in page
    assert "0800000001" in page
    assert "ญาติ1" not in page  # whom to call for them is not for a list
    assert send(head, crew.database, 1, "approve") == 303
    assert account(crew.database, 1).state == "approved"
    assert any("เป็นอาสา" in one for one in crew.heard(1))
    with crew.database.read() as session:
        line = audit.search(session, Wanted(), 0)[0]
    assert (line.what, line.before) == ("volunteer approve", "pending")
    assert "สมชาย" not in line.subject + line.after
    assert send(head, crew.database, 1, "approve") == 409


def test_no_is_said_with_a_reason_that_stays_in_the_book(crew: Crew, head: Browser) -> None:
    assert send(head, crew.database, 1, "reject") == 400
    assert account(crew.database, 1).state == "pending"
    assert send(head, crew.database, 1, "reject", "ไม่ได้อยู่ในหมู่บ้าน") == 303
    assert account(crew.database, 1).phone == ""  # a rejected account keeps nothing
    assert not any("ไม่ได้อยู่ในหมู่บ้าน" in one for one in crew.heard(1))
    with crew.database.read() as session:
        line = audit.search(session, Wanted(), 0)[0]
    assert line.after == "ไม่ได้อยู่ในหมู่บ้าน"


def test_on_duty_and_out_with_the_time_they_are_due(crew: Crew, head: Browser) -> None:
    page = head.get(LIST).text
    assert page.count("มานี") >= 2  # on duty, and in the list of all
    crew.burns()
    crew.calls()
    crew.does(2, "ready")
    crew.post(HEAD, f"do=mission&act=clear&m={crew.mission(2).id}")
    crew.does(2, "left")
    assert crew.state(2) == "left"
    out = head.get(LIST).text
    assert f"/console/fires/{crew.fire}" in out
    assert "เลยเวลา" not in out
    crew.set_clock(crew.at + timedelta(hours=5))
    assert "เลยเวลา" in head.get(LIST).text


def test_suspended_and_opened_again(crew: Crew, head: Browser) -> None:
    assert send(head, crew.database, 2, "suspend") == 400
    assert send(head, crew.database, 2, "suspend", "ขอตรวจเรื่องร้องเรียน") == 303
    row = account(crew.database, 2)
    assert (row.state, row.duty_until) == ("suspended", None)
    assert "ระงับ" in head.get(LIST).text
    assert send(head, crew.database, 2, "restore") == 303
    assert account(crew.database, 2).state == "approved"


def test_another_village_s_head_sees_but_does_not_decide(
    crew: Crew, house: House, database: Database
) -> None:
    other = log_in(house, database, person(60), "officer", HOME, title="ผู้ใหญ่บ้าน", village="หมู่ 9")
    assert "สมชาย ใจดี" in other.get(LIST).text
    assert send(other, database, 1, "approve") == 403
    assert account(database, 1).state == "pending"


def test_nobody_decides_on_themselves(crew: Crew, house: House, database: Database) -> None:
    mine = log_in(house, database, person(1), "officer", "5202", title="ปลัดอำเภอ")
    assert send(mine, database, 1, "approve") == 403


def test_elsewhere_they_are_not_there(crew: Crew, house: House, database: Database) -> None:
    stranger = log_in(house, database, person(61), "admin", "5206", title="นายอำเภอ")
    page = stranger.get(LIST).text
    assert "มานี" not in page
    assert "0800000002" not in page
    assert send(stranger, database, 1, "approve") == 404


def test_who_helps_next_door_is_seen_there_without_a_number(
    crew: Crew, house: House, database: Database
) -> None:
    with database.write() as session:
        volunteers.note_near(session, person(2), "520205", crew.at)
    beside = log_in(house, database, person(62), "officer", "520205", title="ผู้ใหญ่บ้าน")
    page = beside.get(LIST).text
    assert "มานี" in page
    assert "มีนา" not in page
    assert "0800000002" not in page
