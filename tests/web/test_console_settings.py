"""ตั้งค่า: one administrator proposes, another agrees, then it holds; nobody alone; back the same way; all in the book."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.language import BANGKOK
from domain import setting_changes as changes
from store import alert_texts, audit, contacts, forget, officials, rules, seeds, setting_changes
from store.db import Database
from store.setting_changes import SettingChange
from tests.bot.stage import House, person
from tests.web.officials import Browser, appoint, log_in

ONE, OTHER, DISTRICT = (person(n) for n in (21, 22, 23))
TODAY = datetime.now(BANGKOK).date()
NUMBER = {"kind": "number", "name": "orange_over", "value": "35", "why": "คำสั่งจังหวัดใหม่"}
TEXT = {
    "kind": "text",
    "name": "red_act",
    "language": "th",
    "value": "เข้าบ้าน ปิดหน้าต่างให้สนิท",
    "why": "ชาวบ้านบอกว่าเข้าใจง่ายกว่า",
}
A_NUMBER = {
    "kind": "contact",
    "name": "new",
    "number": "054-265 072",
    "name_th": "ปภ.ลำปาง",
    "name_en": "Disaster office Lampang",
    "topics": ["disaster", "haze"],
    "area": "52",
    "checked_on": TODAY.isoformat(),
    "source": "โทรแล้วมีคนรับ",
    "why": "ชาวบ้านอยากได้เบอร์ในจังหวัด",
}


@pytest.fixture(autouse=True)
def seeded(database: Database) -> None:
    seeds.sow(database)


@pytest.fixture
def one(house: House, database: Database) -> Browser:
    return log_in(house, database, ONE, "admin", "52", title="ผู้ดูแลหนึ่ง")


@pytest.fixture
def other(house: House, database: Database) -> Browser:
    return log_in(house, database, OTHER, "admin", "52", title="ผู้ดูแลสอง")


def propose(browser: Browser, fields: dict[str, Any], **more: Any) -> Any:
    page = browser.get("/console/settings")
    return browser.send("/console/settings/change", page, **{**fields, **more})


def decide(browser: Browser, decision: str = "approve", number: int = 0) -> Any:
    page = browser.get("/console/settings")
    number = number or newest(browser.database)
    return browser.send(f"/console/settings/{number}/decide", page, decision=decision)


def newest(database: Database) -> int:
    with database.read() as session:
        return (
            session.scalars(select(SettingChange.id).order_by(SettingChange.id.desc())).first() or 0
        )


def orange(database: Database) -> float:
    with database.read() as session:
        return rules.in_force(session).orange_over


def words(database: Database, name: str = "red_act", language: str = "th") -> str:
    with database.read() as session:
        return alert_texts.in_force(session)[language][name]


def dialled(database: Database) -> list[str]:
    with database.read() as session:
        return [one.number for one in contacts.listed(session)]


def row_of(database: Database, number: str) -> int:
    with database.read() as session:
        return next(key for key, one in contacts.numbered(session) if one.number == number)


def undo(browser: Browser, why: str = "ผิดพลาด ขอกลับของเดิม", **more: Any) -> Any:
    """The link of the newest change that was agreed on, and its form as it comes."""
    link = re.search(r"/console/settings/change\?undo=\d+", browser.get("/console/settings").text)
    assert link
    page = browser.get(link[0])
    assert page.status_code == 200
    found = dict(re.findall(r'name="(\w+)"[^>]*?value="([^"]*)"', page.text))
    for name, value in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)<', page.text):
        found[name] = value
    chosen = re.search(r'value="(\d+)" selected', page.text)
    found |= {"area": chosen[1]} if chosen else {}
    ticked = re.findall(r'name="topics" value="(\w+)" checked', page.text)
    token = found.pop("csrf_token")
    found.pop("remove", "")  # of the second form: taking the number out
    fields = {**found, "topics": ticked, "why": why, **more}
    assert token
    return browser.send("/console/settings/change", page, **fields)


def test_a_number_holds_when_a_second_person_agrees(
    one: Browser, other: Browser, database: Database
) -> None:
    assert propose(one, NUMBER).status_code == 303
    assert orange(database) == 37.5, "not before the second yes"
    told = other.get("/console/settings").text
    for part in ("37.5", "35", "คำสั่งจังหวัดใหม่", "ผู้ดูแลหนึ่ง", "เห็นชอบ ใช้ทันที"):
        assert part in told
    assert decide(other).status_code == 303
    assert orange(database) == 35
    told = one.get("/console/settings").text
    assert "ตัดสินโดย ผู้ดูแลสอง" in told
    with database.read() as session:
        (row,) = rules.history(session)
        lines = audit.search(session, audit.Wanted(text="setting"))[::-1]
        posts = officials.named(session, [line.who for line in lines])
        holders = [posts[line.who].holder for line in lines]
    assert (row.value, row.by_post != row.approved_post) == (35.0, True)
    assert [line.what for line in lines] == ["setting proposed", "setting approved"]
    assert holders == [ONE, OTHER]
    assert '"value":"37.5"' in lines[1].before
    assert '"value":"35"' in lines[1].after
    assert "คำสั่งจังหวัดใหม่" in lines[1].after


def test_nobody_agrees_to_their_own(one: Browser, database: Database) -> None:
    propose(one, NUMBER)
    assert "เห็นชอบ ใช้ทันที" not in one.get("/console/settings").text
    answer = decide(one)
    assert answer.status_code == 403
    assert "ผู้ดูแลอีกคน" in answer.text
    assert orange(database) == 37.5


def test_nor_by_another_post_of_theirs(one: Browser, house: House, database: Database) -> None:
    """The stores below compare posts: here it is the person that counts."""
    propose(one, NUMBER)
    with database.write() as session:
        for post in officials.held_by(session, ONE, datetime.now(UTC)):
            officials.end(session, post.id, datetime.now(UTC))
    appoint(database, ONE, "admin", "52", title="ผู้ดูแลคนใหม่")
    again = log_in(house, database, ONE)
    assert decide(again).status_code == 403
    assert orange(database) == 37.5


def test_set_back_by_two_again(one: Browser, other: Browser, database: Database) -> None:
    propose(one, NUMBER)
    decide(other)
    assert undo(other).status_code == 303
    assert orange(database) == 35
    assert decide(other).status_code == 403
    assert decide(one).status_code == 303
    assert orange(database) == 37.5


def test_words_hold_when_a_second_person_agrees_and_come_back(
    one: Browser, other: Browser, database: Database
) -> None:
    before = words(database)
    assert propose(one, TEXT).status_code == 303
    assert words(database) == before
    decide(other)
    assert words(database) == TEXT["value"]
    assert words(database, language="en") == "Stay inside, close the windows."
    assert undo(one).status_code == 303
    decide(other)
    assert words(database) == before


def test_a_new_emergency_number_and_back(one: Browser, other: Browser, database: Database) -> None:
    before = dialled(database)
    assert propose(one, A_NUMBER).status_code == 303
    assert dialled(database) == before
    assert "054265072" in other.get("/console/settings").text
    decide(other)
    assert dialled(database) == [*before, "054265072"]
    page = one.get("/console/settings")
    link = re.search(r"/console/settings/change\?undo=\d+", page.text)
    assert link
    form = one.get(link[0])
    assert "เสนอเอาออก" in form.text
    row = str(row_of(database, "054265072"))
    taken = {"kind": "contact", "name": row, "remove": "1", "why": "เลิกใช้แล้ว"}
    assert propose(one, taken).status_code == 303
    decide(other)
    assert dialled(database) == before
    assert undo(one, checked_on=TODAY.isoformat()).status_code == 303
    decide(other)
    assert dialled(database) == [*before, "054265072"]


def test_a_number_changes_in_its_place(one: Browser, other: Browser, database: Database) -> None:
    row = row_of(database, "1567")
    place = dialled(database).index("1567")
    changed = {**A_NUMBER, "name": str(row), "number": "054265015", "topics": ["complaint"]}
    assert propose(one, changed).status_code == 303
    assert "เบอร์ฉุกเฉิน 1567" in other.get("/console/settings").text, "which one is plain to see"
    decide(other)
    assert dialled(database)[place] == "054265015"
    assert undo(one, checked_on=TODAY.isoformat()).status_code == 303
    decide(other)
    assert dialled(database)[place] == "1567"


def test_the_last_number_for_a_life_cannot_be_taken_out(one: Browser, database: Database) -> None:
    row = str(row_of(database, "1669"))
    taken = {"kind": "contact", "name": row, "remove": "1", "why": "ไม่ใช้แล้ว"}
    answer = propose(one, taken)
    assert answer.status_code == 400
    assert "ไม่เหลือเบอร์" in answer.text
    moved = {**A_NUMBER, "name": row, "topics": ["haze"]}
    assert propose(one, moved).status_code == 400
    assert "1669" in dialled(database)


def test_checked_today_is_told_with_the_number(one: Browser, database: Database) -> None:
    row = row_of(database, "1362")
    page = one.get("/console/settings")
    path = f"/console/settings/contacts/{row}/checked"
    assert one.send(path, page, source=" ").status_code == 400
    assert one.send(path, page, source="โทรแล้ว มีคนรับตอนเช้า").status_code == 303
    with database.read() as session:
        found = contacts.find(session, row)
        (line,) = audit.search(session, audit.Wanted(text="number checked"))
    assert found is not None
    assert (found.checked_on, found.source, found.number) == (TODAY, "โทรแล้ว มีคนรับตอนเช้า", "1362")
    assert "1362" in line.after


@pytest.mark.parametrize(
    ("fields", "changed", "said"),
    [
        (NUMBER, {"value": "37.5"}, "ใช้ค่านี้อยู่แล้ว"),
        (NUMBER, {"value": "สามสิบ"}, "ใส่ตัวเลข"),
        (NUMBER, {"value": "nan"}, "ใส่ตัวเลข"),
        (NUMBER, {"value": "-3"}, "ใส่ตัวเลข"),
        (NUMBER, {"value": "90"}, "ช่วงที่ปลอดภัย"),
        (NUMBER, {"value": "25"}, "ต่ำกว่าสีส้ม"),
        (NUMBER, {"name": "a_day", "value": "2.5"}, "จำนวนเต็ม"),
        (NUMBER, {"why": "x"}, "พิมพ์เหตุผล"),
        (NUMBER, {"why": "\x00\x00\x00\x00\x00\x00"}, "พิมพ์เหตุผล"),
        (TEXT, {"value": " "}, "ตัวอักษร"),
        (TEXT, {"value": "ก" * 301}, "ตัวอักษร"),
        (TEXT, {"value": "%(name)s"}, "ช่องเติมคำ"),
        (TEXT, {"value": "ฝุ่น 50%"}, "ช่องเติมคำ"),
        (TEXT, {"name": "red_lead", "value": "ฝุ่นแดงแล้ว"}, "ต้องบอกสถานที่"),
        (TEXT, {"name": "loud_red", "language": "nod", "value": "ฝุ่น %(colour)s"}, "ต้องบอกสถานที่"),
        (A_NUMBER, {"number": "12"}, "3 ถึง 10 หลัก"),
        (A_NUMBER, {"number": "โทร 1669"}, "3 ถึง 10 หลัก"),
        (A_NUMBER, {"number": "๑๖๖๙"}, "3 ถึง 10 หลัก"),
        (A_NUMBER, {"name_en": ""}, "ชื่ออังกฤษ"),
        (A_NUMBER, {"name_th": "ก" * 61}, "ยาวเกินไป"),
        (A_NUMBER, {"topics": []}, "ใช้เรื่องอะไร"),
        (A_NUMBER, {"checked_on": ""}, "หนึ่งเดือน"),
        (A_NUMBER, {"checked_on": str(TODAY + timedelta(days=1))}, "หนึ่งเดือน"),
        (A_NUMBER, {"checked_on": "2020-01-01"}, "หนึ่งเดือน"),
    ],
)
def test_what_may_not_be_proposed(
    one: Browser, database: Database, fields: dict[str, Any], changed: dict[str, Any], said: str
) -> None:
    answer = propose(one, fields, **changed)
    assert answer.status_code == 400
    assert said in answer.text
    assert newest(database) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "number", "name": "night_from", "value": "1"},
        {"kind": "number", "name": "very_good_over", "value": "1"},
        {"kind": "text", "name": "red_act", "language": "nod", "value": "x"},
        {"kind": "text", "name": "hello", "language": "th", "value": "x"},
        {"kind": "contact", "name": "-1"},
        {"kind": "contact", "name": "9" * 30},
        {"kind": "contact", "name": "new", "language": "th"},
        {"kind": "", "name": ""},
    ],
)
def test_what_is_no_setting(one: Browser, database: Database, fields: dict[str, str]) -> None:
    assert propose(one, {**fields, "why": "ลองดูเฉย ๆ"}).status_code == 400
    asked = "&".join(f"{name}={value}" for name, value in fields.items())
    assert one.get(f"/console/settings/change?{asked}").status_code == 400
    assert newest(database) == 0


def test_forms_for_every_setting(one: Browser, database: Database) -> None:
    with database.read() as session:
        rows = [str(key) for key, _ in contacts.numbered(session)]
    every = [
        *changes.names(),
        *(changes.Setting("contact", name) for name in (*rows, "new")),
    ]
    for each in every:
        path = (
            f"/console/settings/change?kind={each.kind}&name={each.name}&language={each.language}"
        )
        assert one.get(path).status_code == 200, path
    assert one.get("/console/settings/change?undo=99").status_code == 400
    assert one.get("/console/settings/change?undo=x").status_code == 400


def test_one_no_is_enough_and_final(one: Browser, other: Browser, database: Database) -> None:
    propose(one, NUMBER)
    assert decide(one, "refuse").status_code == 303
    assert decide(other).status_code == 409
    assert orange(database) == 37.5
    assert "ไม่เห็นชอบ" in one.get("/console/settings").text


def test_one_change_of_a_thing_at_a_time(one: Browser, other: Browser, database: Database) -> None:
    propose(one, NUMBER)
    assert propose(other, NUMBER, value="36").status_code == 409
    assert propose(other, NUMBER, name="red_over", value="80").status_code == 303


def test_what_changed_meanwhile_is_proposed_anew(
    one: Browser, other: Browser, database: Database
) -> None:
    propose(one, NUMBER)
    with database.write() as session:
        row = rules.propose(session, "orange_over", 40, 7, datetime.now(UTC))
        rules.approve(session, row, 8, datetime.now(UTC))
    answer = decide(other)
    assert answer.status_code == 409
    assert "เปลี่ยนไป" in answer.text
    assert orange(database) == 40


def test_two_that_fit_alone_and_not_together(
    one: Browser, other: Browser, database: Database
) -> None:
    propose(one, NUMBER, value="28")
    first = newest(database)
    propose(one, NUMBER, name="yellow_over", value="30")
    assert decide(other, number=first).status_code == 303
    answer = decide(other)
    assert answer.status_code == 400
    assert "ต่ำกว่าสีส้ม" in answer.text


def test_a_proposal_lies_a_week(one: Browser, other: Browser, database: Database) -> None:
    propose(one, NUMBER)
    with database.write() as session:
        session.scalars(select(SettingChange)).one().proposed_at -= timedelta(days=7)
    assert decide(other).status_code == 409
    assert orange(database) == 37.5
    assert propose(other, NUMBER).status_code == 303, "and can be proposed again"


def test_two_yes_at_once_make_one_change(
    one: Browser, other: Browser, house: House, database: Database
) -> None:
    third = log_in(house, database, person(25), "admin", "52")
    propose(one, NUMBER)
    assert [decide(browser).status_code for browser in (other, third)] == [303, 409]
    with database.read() as session:
        assert len(rules.history(session)) == 1


def test_a_district_s_admin_changes_only_what_is_the_district_s(
    one: Browser, other: Browser, house: House, database: Database
) -> None:
    here = log_in(house, database, DISTRICT, "admin", "5202")
    for fields in (NUMBER, TEXT, A_NUMBER):
        assert propose(here, fields).status_code == 403
    propose(one, NUMBER)
    assert decide(here).status_code == 403
    assert propose(here, A_NUMBER, area="5202").status_code == 303
    elsewhere = log_in(house, database, person(26), "admin", "5206")
    assert decide(elsewhere).status_code == 404
    assert decide(other).status_code == 303
    assert "054265072" in dialled(database)
    row = row_of(database, "1669")
    path = f"/console/settings/contacts/{row}/checked"
    assert here.send(path, here.get("/console/settings"), source="โทรแล้ว").status_code == 403


@pytest.mark.parametrize("role", ["officer", "approver"])
def test_others_see_nothing_of_it(house: House, database: Database, role: str) -> None:
    browser = log_in(house, database, DISTRICT, role, "52")
    assert browser.get("/console/settings").status_code == 403
    assert propose(browser, NUMBER).status_code == 403
    assert "/console/settings" not in browser.get("/console").text


def test_who_is_forgotten_leaves_no_proposal(
    one: Browser, other: Browser, database: Database
) -> None:
    propose(one, NUMBER)
    with database.write() as session:
        forget.person(session, ONE)
    assert decide(other).status_code == 409
    with database.read() as session:
        (row,) = session.scalars(select(SettingChange)).all()
        assert (row.proposed_by, row.state) == ("", "lapsed")
    assert orange(database) == 37.5


def test_nothing_typed_becomes_markup(one: Browser, other: Browser) -> None:
    propose(one, TEXT, value="<script>alert(1)</script>", why="<b>ลองดู</b>")
    told = other.get("/console/settings").text
    assert "<script>alert" not in told
    assert "<b>ลองดู" not in told


def test_in_english_too(one: Browser, database: Database) -> None:
    propose(one, TEXT)
    told = one.get("/console/settings?language=en").text
    assert "Waits for a second administrator" in told
    assert "Red · what to do first · in Thai" in told


def test_what_is_written_is_read_again() -> None:
    told = dict(A_NUMBER)
    topics = told.pop("topics")
    one = changes.contact(told, topics, "52", date.fromisoformat(told["checked_on"]))  # type: ignore[arg-type]
    assert setting_changes.contact_of(setting_changes.written(one)) == one
    assert setting_changes.contact_of(setting_changes.written(None)) is None
