"""A note from a resident to the officials of the place, and the answer back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from store.db import Database
from store.notes import NoteRow
from tests.bot.stage import person
from tests.village import Village


@pytest.fixture
def village(database: Database) -> Village:
    made = Village(database)
    made.official(50, "520201", "อบต.", "สมชาย อบต.บ้านดง")
    made.lives(1, "520201")
    return made


def test_a_question_reaches_the_office_and_the_answer_comes_back(village: Village) -> None:
    village.says(1, "ขอคุยกับเจ้าหน้าที่")
    village.says(1, "ศูนย์พักพิงเปิดเมื่อไหร่")
    assert "ยังไม่มีใครอ่าน" in village.press(1, "ข้าม")
    (arrived,) = village.heard(50)
    assert "ศูนย์พักพิงเปิดเมื่อไหร่" in arrived
    assert person(1) not in arrived
    village.press(50, "ตอบ")
    village.says(50, "พรุ่งนี้แปดโมงที่ อบต.")
    assert "สมชาย อบต.บ้านดง ตอบว่า" in village.heard(1)[-1]
    assert "มีคนตอบไปแล้ว" in village.press(50, "ตอบ")


def test_elsewhere_nobody_may_answer(village: Village) -> None:
    test_a_question_reaches_the_office_and_the_answer_comes_back(village)
    village.official(51, "5206", "อำเภอ", "ปลัดงาว")
    assert "อีกพื้นที่" in village.post(51, "do=note_work&note=1")


def test_it_is_forgotten_on_request(village: Village) -> None:
    test_a_question_reaches_the_office_and_the_answer_comes_back(village)
    village.says(1, "ลบข้อมูลของฉัน")
    village.press(1, "ลบเลย")
    with village.database.read() as session:
        assert list(session.scalars(select(NoteRow))) == []
