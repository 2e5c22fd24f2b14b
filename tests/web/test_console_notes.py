"""Residents' notes in the browser: seen by who holds their place, answered once, and the writer reads it in the chat."""

from __future__ import annotations

import pytest

from store import audit
from store.audit import Wanted
from store.db import Database
from tests.bot.stage import House, person
from tests.village import Village
from tests.web.officials import Browser, log_in

WRITER, OFFICE, HEAD_ELSEWHERE, CHIEF = 1, 50, 51, 52
PHONE = "0891234567"


@pytest.fixture
def village(database: Database) -> Village:
    made = Village(database)
    made.official(OFFICE, "520201", "อบต.", "สมชาย อบต.บ้านดง")
    made.official(HEAD_ELSEWHERE, "520204", "ผู้ใหญ่บ้าน", "ผู้ใหญ่เมาะ")
    made.official(CHIEF, "5202", "ปลัดอำเภอ", "ปลัดดา")
    made.lives(WRITER, "520201")
    made.says(WRITER, "ขอคุยกับเจ้าหน้าที่")
    made.says(WRITER, "ศูนย์พักพิงเปิดเมื่อไหร่")
    made.says(WRITER, PHONE)
    return made


@pytest.fixture
def office(house: House, village: Village) -> Browser:
    return log_in(house, village.database, person(OFFICE))


def answers(browser: Browser, words: str) -> int:
    page = browser.get("/console/notes")
    return browser.send("/console/notes/1/answer", page, words=words).status_code


def test_the_answer_reaches_the_writer_with_the_name_of_who_answered(
    village: Village, office: Browser
) -> None:
    page = office.get("/console/notes").text
    assert "ศูนย์พักพิงเปิดเมื่อไหร่" in page
    assert PHONE in page
    assert person(WRITER) not in page
    assert "/console/notes" in office.get("/console/now").text
    assert answers(office, "พรุ่งนี้แปดโมง\nที่ อบต.") == 303
    assert "สมชาย อบต.บ้านดง ตอบว่า" in village.heard(WRITER)[-1]
    page = office.get("/console/notes").text
    assert "สมชาย อบต.บ้านดง" in page
    assert PHONE not in page  # nobody need call any more
    with village.database.read() as session:
        (line, *_) = audit.search(session, Wanted(), 0)
    assert (line.what, line.area) == ("note answered", "520201")
    assert "พรุ่งนี้" not in str(line.after)


def test_answered_once(village: Village, office: Browser, house: House) -> None:
    chief = log_in(house, village.database, person(CHIEF))
    assert "ศูนย์พักพิง" in chief.get("/console/notes").text
    assert answers(office, "พรุ่งนี้ค่ะ") == 303
    told = len(village.heard(WRITER))
    assert answers(chief, "มะรืนค่ะ") == 409
    assert len(village.heard(WRITER)) == told


@pytest.mark.parametrize("words", ["", "   ", "ก" * 1001])
def test_no_answer(village: Village, office: Browser, words: str) -> None:
    assert answers(office, words) == 400
    assert "ศูนย์พักพิง" in office.get("/console/notes").text


def test_beside_it_nobody_reads_it(village: Village, house: House) -> None:
    beside = log_in(house, village.database, person(HEAD_ELSEWHERE))
    page = beside.get("/console/notes").text
    assert "ศูนย์พักพิง" not in page
    assert PHONE not in page
    assert answers(beside, "ได้ค่ะ") == 404
