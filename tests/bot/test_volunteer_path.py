"""From "I want to help" to being asked: sign-up, the village head's approval, duty, leaving; through inbox, cards and store."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain import volunteers as rules
from store import people, volunteers
from store.db import Database
from store.volunteers import VolunteerRow
from tests.bot import stage
from tests.crew import HEAD, HOME, PROVINCE, STATION, Crew


@pytest.fixture
def crew(database: Database) -> Crew:
    return Crew(database)


def signs_up(crew: Crew, who: int, born: str = "2535") -> str:
    crew.says(who, "อยากสมัครเป็นอาสาดับไฟป่า")
    crew.says(who, "นายสมชาย ใจดี")
    crew.says(who, born)
    crew.says(who, "081-234-5678")
    crew.says(who, "บ้านเวียงสวรรค์ หมู่ 1 ต.แม่เมาะ อ.แม่เมาะ")
    crew.press(who, "อปพร.")
    crew.press(who, "ดับไฟ")
    crew.press(who, "ขับรถ")
    crew.press(who, "เสร็จแล้ว")
    crew.says(who, "รองเท้าบูต เครื่องเป่า")
    return crew.says(who, "แม่สมศรี 0899999999")


def role(crew: Crew, who: int) -> str:
    with crew.database.read() as session:
        known = people.find(session, stage.person(who))
        return known.role if known else ""


def test_signs_up_in_eight_answers_and_confirms_a_summary(crew: Crew) -> None:
    summary = signs_up(crew, 1)
    for part in (
        "นายสมชาย ใจดี",
        "2535",
        "0812345678",
        "หมู่ 1",
        "อปพร.",
        "ดับไฟ และ ขับรถ",
        "เครื่องเป่า",
        "แม่สมศรี 0899999999",
    ):
        assert part in summary, part
    assert crew.account(1) is None  # nothing is kept before the yes
    assert "ขอบคุณค่ะคุณสมชาย" in crew.press(1, "ยืนยันสมัคร")
    account = crew.account(1)
    assert account is not None
    assert (account.state, account.birth_year, account.home) == ("pending", 1992, HOME)
    assert account.skills == ("fight", "drive")
    assert (account.contact_name, account.contact_phone) == ("แม่สมศรี", "0899999999")
    assert any("ขอเป็นอาสา: นายสมชาย ใจดี" in one for one in crew.heard(HEAD))
    assert crew.heard(STATION) == []  # the nearest decides; nobody else is bothered
    assert "0899999999" not in str(crew.boxes[stage.person(HEAD)])


def test_the_village_head_approves_and_the_volunteer_menu_is_due(crew: Crew) -> None:
    signs_up(crew, 1)
    crew.press(1, "ยืนยันสมัคร")
    assert "ใบสมัครอยู่ที่ผู้ใหญ่บ้าน" in crew.says(1, "อาสาของฉันอนุมัติหรือยัง")
    assert "เป็นอาสาแล้ว" in crew.press(HEAD, "อนุมัติ")
    assert "เรื่องนี้จบแล้ว" in crew.press(HEAD, "อนุมัติ")
    assert any("คุณสมชาย เป็นอาสาแล้ว" in one for one in crew.heard(1))
    assert role(crew, 1) == "volunteer"
    assert "เข้าเวรถึงเมื่อไหร่" in crew.press(1, "เข้าเวร")
    assert "17.00" in crew.press(1, "4 ชั่วโมง")
    crew.burns()
    crew.calls()
    assert crew.state(1) == "asked"


def test_only_their_own_village_head_or_officials_of_the_place_decide(crew: Crew) -> None:
    signs_up(crew, 1)
    crew.press(1, "ยืนยันสมัคร")
    account = crew.account(1)
    assert account is not None
    press = f"do=volunteer_work&v={account.id}&act=approve"
    crew.official(60, "520205", "ผู้ใหญ่บ้าน", "ผู้ใหญ่อื่น")
    for stranger in (1, 2, 60):
        assert "ต้องเป็นผู้ใหญ่บ้าน" in crew.post(stranger, press)
    assert crew.account(1).state == "pending"  # type: ignore[union-attr]
    assert "เป็นอาสาแล้ว" in crew.post(STATION, press)


@pytest.mark.parametrize("act", ["reject", "suspend"])
def test_who_is_not_or_no_longer_approved_is_not_asked(crew: Crew, act: str) -> None:
    crew.volunteer(1, state="pending" if act == "reject" else "approved")
    account = crew.account(1)
    assert account is not None
    crew.post(HEAD, f"do=volunteer_work&v={account.id}&act={act}")
    changed = crew.account(1)
    assert changed is not None
    assert changed.state == ("rejected" if act == "reject" else "suspended")
    assert role(crew, 1) == "resident"
    assert (changed.phone == "") is (act == "reject")
    crew.burns()
    crew.calls()
    assert crew.team() == ()


def test_suspended_while_waiting_is_let_go_nowhere(crew: Crew) -> None:
    crew.volunteer(1)
    crew.burns()
    crew.calls()
    crew.does(1, "ready")
    account = crew.account(1)
    assert account is not None
    crew.post(HEAD, f"do=volunteer_work&v={account.id}&act=suspend")
    crew.clears(HEAD)
    assert crew.state(1) == "stood_down"


def test_an_official_keeps_their_role_beside_being_a_volunteer(crew: Crew) -> None:
    crew.volunteer(HEAD, state="pending")
    with crew.database.write() as session:
        people.change(session, stage.person(HEAD), role="officer")
    account = crew.account(HEAD)
    assert account is not None
    assert "ต้องเป็นผู้ใหญ่บ้าน" in crew.post(HEAD, f"do=volunteer_work&v={account.id}&act=approve")
    crew.post(STATION, f"do=volunteer_work&v={account.id}&act=approve")
    assert role(crew, HEAD) == "officer"


def test_without_any_official_nearby_the_next_circle_is_asked(database: Database) -> None:
    crew = Crew(database)
    crew.says(3, "อยากสมัครเป็นอาสาดับไฟป่า")
    for words in ("สมหญิง รักป่า", "2540", "0811112222", "ต.วังเหนือ อ.วังเหนือ"):
        crew.says(3, words)
    crew.press(3, "จิตอาสา")
    crew.says(3, "ทำกับข้าวกับขับรถได้")
    crew.press(3, "ข้าม")
    crew.says(3, "พ่อแดง 0822223333")
    crew.press(3, "ยืนยันสมัคร")
    account = crew.account(3)
    assert account is not None
    assert account.skills == ("drive", "cook")
    assert any("สมหญิง" in one for one in crew.heard(PROVINCE))
    assert crew.heard(HEAD) == []


def test_changes_one_answer_before_the_yes(crew: Crew) -> None:
    signs_up(crew, 1)
    crew.press(1, "แก้ไข")
    assert "เบอร์โทร" in crew.press(1, "เบอร์โทร")
    assert "0877777777" in crew.says(1, "0877777777")
    crew.press(1, "ไม่สมัครแล้ว")
    assert crew.account(1) is None


def test_goes_off_duty_and_leaves(crew: Crew) -> None:
    crew.volunteer(1)
    assert "ออกเวรแล้ว" in crew.says(1, "ขอลงเวรก่อนนะครับ")
    account = crew.account(1)
    assert account is not None
    assert not account.is_on_duty(crew.at)
    assert "ให้เอาชื่อออก" in crew.says(1, "ขอลาออกจากอาสา")
    crew.press(1, "ใช่ เอาชื่อออก")
    left = crew.account(1)
    assert left is not None
    assert (left.state, left.phone, left.birth_year, left.contact_phone) == ("resigned", "", 0, "")
    assert role(crew, 1) == "resident"


def test_says_where_they_are_while_on_duty(crew: Crew) -> None:
    crew.volunteer(1, home="520701", duty_until=None)
    crew.says(1, "เข้าเวรครับ 4 ชั่วโมง")
    crew.pins(1, 18.32, 99.72)
    crew.burns()
    crew.calls()
    assert crew.state(1) == "asked"
    with crew.database.write() as session:
        volunteers.forget_old(session, crew.at + timedelta(hours=13))
        (row,) = session.scalars(select(VolunteerRow)).all()
    assert row.near == ""


def test_officials_see_who_waits_under_their_tasks(crew: Crew) -> None:
    crew.volunteer(1, state=rules.PENDING)
    assert "ขอเป็นอาสา" in crew.post(HEAD, "do=volunteer_status")
    crew.press(HEAD, "ไม่อนุมัติ")
    assert any("ยังไม่ได้รับอนุมัติ" in one for one in crew.heard(1))
