"""An official's day as it is read from the store: a fire, people out, applicants, requests, hotspots, warnings; and presses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import warnings as rules
from domain.air import Reading, Station
from domain.hotspots import Pixel
from domain.places import Point
from domain.warnings import Content
from store import (
    hotspot_checks,
    hotspots,
    officials,
    people,
    permits,
    readings,
    volunteers,
    warnings,
)
from store.db import Database
from store.warnings import WarningRow
from tests.bot import stage
from tests.burning import permit
from tests.crew import HEAD, HOME, PROVINCE, STATION, Crew

ELSEWHERE, RESIDENT, DISTRICT = 53, 60, 54


@pytest.fixture
def crew(database: Database) -> Crew:
    made = Crew(database)
    made.official(ELSEWHERE, "520701", "ผู้ใหญ่บ้าน", "ผู้ใหญ่ไกล")
    made.official(DISTRICT, "5202", "นายอำเภอ", "นายอำเภอแดง", role="approver")
    return made


def measured(crew: Crew) -> None:
    town = Station(
        "40t", "แม่เมาะ", "Mae Mo", Point(18.283, 99.66), "official", "520201", "air4thai"
    )
    hour = crew.at.replace(minute=0, second=0, microsecond=0)
    with crew.database.write() as session:
        readings.keep_station(session, town)
        told = (Reading("40t", hour, 24, 61.7), Reading("40t", hour, 1, 90.2))
        readings.keep(session, told, crew.at)


def seen_from_space(crew: Crew) -> None:
    at = crew.at - timedelta(hours=3)
    pixel = Pixel("firms", at, Point(18.35, 99.75), 280, satellite="N20")
    with crew.database.write() as session:
        hotspots.keep(session, [pixel], crew.at)
        found = hotspots.between(session, at - timedelta(hours=1), crew.at)
        hotspot_checks.make_check(session, HOME, [one.id for one in found], crew.at)


def warned(crew: Crew, state: str, headline: str) -> str:
    content = Content(
        "haze", "warning", "real", ("5202",), headline, "เนื้อความ", crew.at - timedelta(hours=1), crew.at + timedelta(hours=5)
    )  # fmt: skip
    with crew.database.write() as session:
        row: WarningRow = warnings.make(session, content, stage.person(STATION), 1, crew.at)
        row.submitted_by, row.state = stage.person(STATION), state
        row.issued = warnings.write_content(content)
        return row.number


def test_a_whole_day_in_one_card(crew: Crew) -> None:
    measured(crew)
    seen_from_space(crew)
    crew.volunteer(1, "สมชาย ใจดี")
    crew.volunteer(2, "วันดี มีสุข")
    crew.volunteer(3, "รอดู ก่อน", state="pending")
    crew.burns(owner=0, name="ดอยม่อน")
    crew.burns(owner=HEAD)
    crew.calls()
    for who in (1, 2):
        crew.does(who, "ready")
    crew.clears(HEAD, 1, 2)
    crew.does(1, "left")
    with crew.database.write() as session:
        permits.file(session, permit(tambon=HOME, state="district"), crew.at)
        permits.file(session, permit(tambon="520701", state="district"), crew.at)
    number = warned(crew, rules.SUBMITTED, "รออนุมัติ")
    warned(crew, rules.IN_FORCE, "หมอกควันหนา")

    card = crew.says(DISTRICT, "สรุป")
    for part in (
        "สรุปวันนี้ แม่เมาะ",
        "ไฟที่ยังไม่จบ: 2 จุด",
        "ยังไม่มีคนรับ: 1 จุด",
        "ดอยม่อน",
        "ดูและรับ F-2569-0001",
        "ออกไปแล้วยังไม่กลับ: 2 คน",
        "สมชาย (F-2569-0002)",
        "พฤ. 12 มี.ค. 16.00 น.",
        "อาสารออนุมัติ: 1 คน",
        "คำขอเผา: 1 เรื่อง",
        "จุดความร้อนรอตรวจ: 1",
        number,
        "หมอกควันหนา",
        "90.2",
        "หน้าเจ้าหน้าที่",
    ):
        assert part in card, part
    assert "รออนุมัติที่หน้าเจ้าหน้าที่" in card
    assert "รอดู" in crew.press(DISTRICT, "อาสารออนุมัติ: 1 คน")
    crew.says(DISTRICT, "สรุป")
    assert "ไม่พบ" in crew.press(DISTRICT, "จุดความร้อนรอตรวจ: 1")
    crew.says(DISTRICT, "สรุป")
    assert "B-2569-0001" in crew.press(DISTRICT, "คำขอเผา: 1 เรื่อง")
    crew.says(DISTRICT, "สรุป")
    assert "ดอยม่อน" in crew.press(DISTRICT, "ดูและรับ F-2569-0001")
    assert "คุณรับเรื่อง" in crew.press(DISTRICT, "รับเรื่องนี้")
    after = crew.says(DISTRICT, "summary today")
    assert "ยังไม่มีคนรับ:" not in after
    assert "นายอำเภอแดง" in after
    assert "เปิดในเครื่องนี้" in crew.press(DISTRICT, "หน้าเจ้าหน้าที่")


def test_who_is_late_stands_first_and_everybody_home_is_gone(crew: Crew) -> None:
    crew.volunteer(1, "สมชาย ใจดี")
    crew.volunteer(2, "วันดี มีสุข")
    crew.burns()
    crew.calls()
    crew.does(1, "ready")
    crew.does(2, "ready")
    crew.clears(HEAD, 1, 2)
    crew.set_clock(crew.at + timedelta(hours=3, minutes=20))
    card = crew.says(HEAD, "สรุป")
    assert "เลยเวลากลับตั้งแต่" in card
    crew.does(2, "help")
    card = crew.says(HEAD, "สรุป")
    assert card.index("วันดี (F-2569-0001) ขอความช่วยเหลือ!") < card.index("สมชาย (F-2569-0001)")
    crew.does(1, "home")
    crew.does(2, "home")
    assert "ไม่มีใครออกไป" in crew.says(HEAD, "สรุป")


def test_each_sees_only_their_own_area(crew: Crew) -> None:
    crew.burns(owner=0, name="ดอยม่อน")
    assert "ดอยม่อน" in crew.says(HEAD, "สรุปวันนี้")
    assert "ดอยม่อน" in crew.says(PROVINCE, "สรุปวันนี้")
    assert "ยังไม่มีไฟที่น้องเข้มรู้" in crew.says(ELSEWHERE, "สรุปวันนี้")


def test_a_fire_nobody_can_place_is_the_province_s(crew: Crew) -> None:
    crew.burns(owner=0, area="", name="แถวดอยไหนไม่รู้")
    assert "แถวดอยไหนไม่รู้" in crew.says(PROVINCE, "สรุป")
    assert "แถวดอยไหนไม่รู้" not in crew.says(HEAD, "สรุป")


def test_residents_volunteers_and_former_officials_get_nothing_of_it(crew: Crew) -> None:
    crew.burns(owner=0, name="ดอยม่อน")
    crew.volunteer(1)
    crew.lives(RESIDENT, HOME)
    with crew.database.write() as session:
        for post in officials.held_by(session, stage.person(STATION), crew.at):
            officials.end(session, post.id, datetime.now(UTC))
        people.change(session, stage.person(STATION), role="officer")  # as an old cache would say
    for who in (RESIDENT, 1, STATION):
        for said in (
            crew.says(who, "สรุป"),
            crew.post(who, "do=officials_summary"),
            crew.post(who, "do=officials_summary&act=volunteers"),
            crew.post(who, "do=officials_summary&act=checks"),
        ):
            assert said
            assert "ดอยม่อน" not in said
            assert "สรุปวันนี้" not in said


def test_nothing_of_it_is_said_in_a_group(crew: Crew) -> None:
    crew.burns(owner=0, name="ดอยม่อน")
    assert "ดอยม่อน" not in crew.in_group(HEAD, "@น้องเข้ม สรุป")
    source = stage.of_group(1, stage.person(HEAD))
    pressed = stage.button("do=officials_summary", source=source)
    assert "แชตส่วนตัว" in crew._bring_to(stage.group(1), pressed)


def test_an_applicant_is_approved_from_the_card(crew: Crew) -> None:
    crew.volunteer(3, "รอดู ก่อน", state="pending")
    crew.says(HEAD, "สรุป")
    crew.press(HEAD, "อาสารออนุมัติ: 1 คน")
    crew.press(HEAD, "อนุมัติ")
    with crew.database.read() as session:
        found = volunteers.find(session, stage.person(3))
    assert found is not None
    assert found.state == "approved"
    assert "ไม่มีเรื่องค้างรอคุณ" in crew.says(HEAD, "สรุป")
