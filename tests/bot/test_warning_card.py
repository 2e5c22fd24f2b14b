"""A warning approved from its card in LINE: the console's own rules and book, and nothing goes out by an old card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot import warning_desk, warning_post
from bot.cards import Look
from bot.language import language
from bot.warning_cap import Press
from domain.official import Official
from domain.warnings import Content
from store import audit, officials, people, quota, warnings
from store.db import Database
from tests.bot.stage import all_letters, person
from tests.village import Village

WRITER, SECOND, PROVINCE = 11, 12, 13
LOOK = Look("https://khem.example", language("th"))


@pytest.fixture
def village(database: Database) -> Village:
    made = Village(database)
    made.official(WRITER, "5202", "ปลัดอำเภอ", "สมหญิง ปลัดแม่เมาะ")
    made.official(SECOND, "5202", "นายอำเภอ", "วิชัย นายอำเภอ", role="approver")
    made.official(PROVINCE, "52", "หัวหน้า ปภ.จังหวัด", "มาลี ปภ.", role="approver")
    for n in (1, 2):
        made.lives(n, "520204")
    now = datetime.now(UTC)
    with database.write() as session:
        people.remember(session, person(3), "user", now)
        quota.note(session, 1000, 40, now)
    return made


def submitted(village: Village, level: str = "warning") -> str:
    now = datetime.now(UTC)
    content = Content(
        "forest_fire", level, "real", ("5202",), "ไฟป่าใกล้บ้านเมาะหลวง", "ปิดบ้าน เตรียมของ",
        now - timedelta(minutes=5), now + timedelta(hours=9),
    )  # fmt: skip
    with village.database.write() as session:
        number = warnings.make(session, content, person(WRITER), 1, now).number
    step(village, number, "submit", 1)
    return number


def step(village: Village, number: str, name: str, version: int, by: int = WRITER) -> None:
    """As the console does it."""
    now = datetime.now(UTC)
    with village.database.write() as session:
        held = officials.held_by(session, person(by), now)
        desk = warning_desk.Desk(session, LOOK, now, now)
        warning_desk.take(
            desk, Official(person(by), held), warning_desk.Step(name, number, version)
        )


def state(village: Village, number: str) -> str:
    with village.database.read() as session:
        row = warnings.find(session, number)
        assert row is not None
        return row.state


def test_the_card_shows_everything_and_its_buttons_send_it(village: Village) -> None:
    number = submitted(village)
    (card,) = village.heard(SECOND)
    for words in (number, "ปิดบ้าน เตรียมของ", "แม่เมาะ", "2 คน", "ปลัดอำเภอ", "เหลือ"):
        assert words in card
    assert "สมหญิง" not in card, "by post, not by name"
    seen = village.press(SECOND, "ดูตามที่จะส่ง")
    assert "ประกาศที่ " + number in seen or number in seen
    village.press(SECOND, "อนุมัติ…")
    assert state(village, number) == "submitted", "asked once more"
    village.press(SECOND, "อนุมัติและส่งถึง 2 คน")
    assert state(village, number) == "approved"
    press = Press(LOOK, "", village.database.data_dir)
    now = datetime.now(UTC)
    warning_post.work(warning_post.Office(village.database, press, now, lambda _: None))
    assert "ปิดบ้าน เตรียมของ" in village.heard(1)[-1]
    assert village.heard(3) == []
    assert "อนุมัติแล้ว" in village.heard(WRITER)[-1]
    with village.database.read() as session:
        lines = audit.search(session, audit.Wanted())
        assert [one.what for one in lines][::-1] == ["warning: submit", "warning: approve"]
        assert lines[0].role == "approver"


def test_an_old_card_moves_nothing(village: Village) -> None:
    number = submitted(village)
    village.heard(SECOND)
    step(village, number, "take back", 2)
    assert "การ์ดนี้เก่าแล้ว" in village.press(SECOND, "อนุมัติ…")
    step(village, number, "submit", 3)
    old = f"do=warning_work&w={number}&v=2&act=sure"
    assert "การ์ดนี้เก่าแล้ว" in village.post(SECOND, old)
    assert state(village, number) == "submitted"
    assert not [one for one in all_letters(village.database) if one.method == "multicast"]


def test_danger_to_life_goes_to_the_province_only(village: Village) -> None:
    number = submitted(village, "critical")
    assert village.heard(SECOND) == []
    press = f"do=warning_work&w={number}&v=2&act=sure"
    assert "ผู้อนุมัติของจังหวัด" in village.post(SECOND, press)
    village.post(WRITER, press)
    assert state(village, number) == "submitted"
    village.heard(PROVINCE)
    village.press(PROVINCE, "อนุมัติ…")
    village.press(PROVINCE, "อนุมัติและส่งถึง 2 คน")
    assert state(village, number) == "approved"


def test_sent_back_its_writer_reads_why(village: Village) -> None:
    number = submitted(village)
    village.heard(SECOND)
    village.press(SECOND, "ส่งกลับ…")
    village.says(SECOND, "ใส่ชื่อหมู่บ้านด้วยครับ")
    assert state(village, number) == "returned"
    assert "ใส่ชื่อหมู่บ้านด้วยครับ" in village.heard(WRITER)[-1]


def test_whose_post_has_ended_approves_nothing(village: Village) -> None:
    number = submitted(village)
    with village.database.write() as session:
        (post,) = officials.held_by(session, person(SECOND), datetime.now(UTC))
        officials.end(session, post.id, datetime.now(UTC))
    village.post(SECOND, f"do=warning_work&w={number}&v=2&act=sure")
    assert state(village, number) == "submitted"
