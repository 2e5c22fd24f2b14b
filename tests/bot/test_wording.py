"""Names and lines as people read them: a space before abbreviations, and no empty lines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import mission_news
from bot.cards import Look, volunteer
from bot.language import language
from domain import lampang
from domain.cards import VolunteerCard
from domain.conversation import Show
from domain.missions import Mission
from domain.volunteers import Volunteer
from handlers.subscribe_alerts import is_list_asked

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
AIR_OF = "Each morning at half past six I tell you the air of %(area)s."


@pytest.mark.parametrize(
    ("code", "read"),
    [("520204", "ค่าฝุ่นของ ต.แม่เมาะ อ.แม่เมาะ"), ("5202", "ค่าฝุ่นของแม่เมาะ"), ("52", "ค่าฝุ่นของ จ.ลำปาง")],
)  # fmt: skip
def test_an_abbreviation_stands_apart(code, read):
    assert language("th").say(AIR_OF, {"area": lampang.area(code)}).endswith(read)


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("เตือนอะไรฉันไว้บ้าง", True),
        ("ฉันสมัครเตือนไว้ที่ไหน", True),
        ("เปิดเตือนไว้หรือยัง", True),
        ("ผมติดตามตำบลไหนอยู่บ้าง", True),
        ("which alerts do I have", True),
        ("show my alerts", True),
        ("กดรับแจ้งเตือนตรงไหน", False),
        ("สมัครรับแจ้งเตือนยังไง", False),
        ("เตือนฉันด้วยเวลาฝุ่นเยอะ", False),
        ("เปิดแจ้งเตือนตำบลบ้านแลง", False),
        ("warn me about bad air", False),
        ("warn me when my area is red", False),
        ("", False),
    ],
)
def test_what_is_on_already_is_asked_or_not(text, is_asked):
    assert is_list_asked(text) is is_asked


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ({}, ["ไปด้วยกัน 1 คน"]),
        ({"way": "ทางวัด"}, ["ไปด้วยกัน 1 คน", "ทางเข้า: ทางวัด"]),
        ({"way": "ทางวัด", "signal": "radio"}, ["ไปด้วยกัน 1 คน", "ทางเข้า: ทางวัด", "ติดต่อ: วิทยุสื่อสาร"]),
    ],
)  # fmt: skip
def test_of_who_is_missing_only_what_is_known_is_told(told, lines):
    say = mission_news.details(Mission(1, 1, "a volunteer", "arrived", last_at=NOW, **told))
    said = language("th").say(say.text, say.values).split("\n")
    assert [line.split("น. ")[-1] for line in said] == lines


@pytest.mark.parametrize(("kit", "is_told"), [("รองเท้าบูต", True), ("", False)])
def test_no_kit_is_no_line(kit, is_told):
    one = Volunteer(1, "x", "สมชาย ใจดี", "pending", 1990, home="520701", village="บ้านทุ่งฮั้ว ต.ทุ่งฮั้ว", kit=kit)  # fmt: skip
    drawn = volunteer.draw(
        Show("volunteer", VolunteerCard(one, NOW)), Look("https://x", language("th"))
    )
    assert ("อุปกรณ์" in str(drawn)) is is_told
    assert "บ้านทุ่งฮั้ว ต.ทุ่งฮั้ว อ.วังเหนือ" in str(drawn)
    assert "ต.ทุ่งฮั้ว ต.ทุ่งฮั้ว" not in str(drawn)
