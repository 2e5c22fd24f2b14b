"""A fire from the first words to the end, through the real inbox and store: who says what, and who hears it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.cards import Look
from bot.language import language
from jobs import watch_fires
from store import fires, forget, group_offers, officials, people, photos
from store.db import Database
from store.fires import FireRow, ReportRow, Tip
from tests.bot.stage import group, person
from tests.village import Village

BAN_DONG = "520201"  # a tambon of Mae Mo
PIN = (18.478, 99.756)
LOOK = Look("https://khem.example", language("th"))


@pytest.fixture
def village(database: Database) -> Village:
    made = Village(database)
    made.official(50, BAN_DONG, "ผู้ใหญ่บ้าน", "ผู้ใหญ่สม")
    made.official(51, "5202", "สถานีควบคุมไฟป่า", "หัวหน้าไพร")
    made.official(52, "52", "เวรจังหวัด", "เวรดา", role="approver")
    made.lives(1, BAN_DONG)
    made.lives(2, BAN_DONG)
    return made


def rows(village: Village) -> list[FireRow]:
    with village.database.read() as session:
        return list(session.scalars(select(FireRow).order_by(FireRow.id)))


def reports(village: Village) -> list[ReportRow]:
    with village.database.read() as session:
        return list(session.scalars(select(ReportRow).order_by(ReportRow.id)))


def minutes_later(village: Village, minutes: int) -> dict[str, int]:
    at = datetime.now(UTC) + timedelta(minutes=minutes)
    return watch_fires.run(village.database, at, LOOK, village.alarms.append)


def test_one_sentence_is_kept_numbered_and_told(village: Village) -> None:
    said = village.says(1, "ไฟไหม้ป่าหลังวัด ลามมาทางบ้านแล้ว")
    assert said.index("199") < said.index("F-")
    assert "ยังไม่มีคนรับ" in said
    assert "กำลังไป" not in said
    (fire,) = rows(village)
    assert (fire.state, fire.kind, fire.danger, fire.area) == (
        "reported",
        "forest",
        "houses",
        BAN_DONG,
    )
    for who in (50, 51, 52):  # houses are in danger: everybody at once
        assert any("ยังไม่มีคนรับ" in one for one in village.heard(who)), who


def test_three_taps_from_the_menu(village: Village) -> None:
    said = village.post(1, "do=fire_report")
    assert "1362" in said
    assert "อยู่ตรงไหน" in said
    assert rows(village) == []
    assert "ไฟอยู่ตรงหมุด" in village.pins(1, *PIN)
    assert "อะไรไหม้" in village.press(1, "ไฟอยู่ตรงหมุด")
    assert "ส่งรูป" in village.press(1, "หญ้าข้างทาง")
    assert "โทรกลับ" in village.press(1, "ไม่มีรูป")
    assert "ครบแล้ว" in village.press(1, "ไม่เป็นไร")
    (fire,) = rows(village)
    assert (fire.kind, fire.radius_m) == ("grass", 250)
    assert round(fire.lat or 0, 3) == PIN[0]


def test_seen_from_afar_the_fire_is_not_where_the_reporter_stands(village: Village) -> None:
    village.says(1, "เห็นควันบนดอยไกลๆ")
    village.pins(1, *PIN)
    assert "ไกลประมาณ" in village.press(1, "ตะวันตก")
    village.press(1, "1–3 กม.")
    (fire,) = rows(village)
    (report,) = reports(village)
    assert (report.lat, report.lon) == PIN
    assert (fire.lon or 200.0) < PIN[1] - 0.01
    assert (fire.radius_m or 0) >= 800
    for who in (50, 51):
        assert f"{PIN[0]}" not in "".join(village.heard(who))


def test_photo_first_costs_nothing_and_belongs_to_the_report(village: Village) -> None:
    assert "ใช่ไฟหรือควัน" in village.sends(1)
    said = village.press(1, "ใช่ แจ้งเลย")
    assert "F-" in said
    (fire,) = rows(village)
    assert fire.area == BAN_DONG


def test_taken_then_controlled_then_out_with_an_official_report(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    assert "คุณรับเรื่อง" in village.press(50, "รับเรื่องนี้")
    assert any("ผู้ใหญ่สม รับเรื่อง" in one for one in village.heard(1))
    assert "ผู้ใหญ่สม รับเรื่อง" in village.says(1, "ไฟที่แจ้งเป็นไงบ้าง")
    village.press(50, "คุมไฟได้แล้ว")
    assert "ไหม้ไปกี่ไร่" in village.press(50, "ดับสนิทแล้ว")
    assert "ที่ดินแบบไหน" in village.says(50, "2 ไร่ 1 งาน")
    village.press(50, "ป่าสงวนแห่งชาติ")
    village.says(50, "อบต. 8 คน ชาวบ้าน 12 คน")
    village.press(50, "ข้าม")
    said = village.pins(50, *PIN)
    assert "รายงานเหตุไฟ F-" in said
    assert "2.25 ไร่" in said
    assert "ป่าสงวนแห่งชาติ" in said
    (fire,) = rows(village)
    assert fire.state == "out"
    assert any("ดับแล้ว" in one for one in village.heard(1))


def test_still_burning_opens_it_again(village: Village) -> None:
    test_taken_then_controlled_then_out_with_an_official_report(village)
    said = village.press(1, "ยังไหม้อยู่")
    assert "เปิดเรื่อง" in said
    (fire,) = rows(village)
    assert (fire.state, fire.owner) == ("reported", "")


def test_nobody_takes_it_then_the_next_circle_then_a_list_to_phone(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    assert village.heard(51) == []
    minutes_later(village, 11)
    assert len(village.heard(51)) == 1
    minutes_later(village, 21)
    assert len(village.heard(52)) == 1
    minutes_later(village, 31)
    assert "โทร ผู้ใหญ่สม" in village.heard(52)[-1]
    assert any("nobody has taken it" in one for one in village.alarms)
    before = len(village.heard(52))
    minutes_later(village, 32)
    assert len(village.heard(52)) == before, "not every minute"


def test_two_reports_of_one_fire_and_a_third_far_away(village: Village) -> None:
    for who, lat in ((1, 18.478), (2, 18.4785), (3, 18.53)):
        village.says(who, "ไฟไหม้ป่า")
        village.pins(who, lat, 99.756)
        village.press(who, "ไฟอยู่ตรงหมุด")
    open_ones = [one for one in rows(village) if one.state != "merged"]
    assert len(open_ones) == 2
    assert [one.fire_id for one in reports(village)].count(open_ones[0].id) == 2


def test_near_but_unsure_is_asked_and_the_answer_counts(village: Village) -> None:
    village.says(1, "ไฟไหม้ป่า")
    village.pins(1, *PIN)
    village.press(1, "ไฟอยู่ตรงหมุด")
    said = village.says(2, "ไฟป่า")
    village.pins(2, PIN[0] + 0.012, PIN[1])
    said += village.press(2, "ไฟอยู่ตรงหมุด")
    assert "ใช่จุดเดียวกันไหม" in said
    village.press(2, "ใช่ จุดเดียวกัน")
    assert len({one.fire_id for one in reports(village)}) == 1


def test_cancel_asks_and_drops_nothing(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    assert "หมายถึงแบบไหน" in village.says(1, "ยกเลิก")
    assert "เปิดอยู่" in village.press(1, "แค่ไม่ต้องถามต่อ")
    assert [one.state for one in rows(village)] == ["reported"]


def test_an_accusation_goes_to_police_and_district_only(village: Village) -> None:
    village.official(60, "5202", "ตำรวจ", "ร้อยเวร")
    said = village.says(1, "ลุงแดงแอบเผาป่าหลังหมู่บ้านตอนนี้")
    assert "ความลับ" in said
    with village.database.read() as session:
        assert len(list(session.scalars(select(Tip)))) == 1
    assert any("ลุงแดง" in one for one in village.heard(60))
    for who in (50, 51, 52):
        assert "ลุงแดง" not in "".join(village.heard(who))
    (fire,) = rows(village)
    assert fire.kind == "forest"
    assert all("ลุงแดง" not in one.words for one in reports(village))


def test_in_a_group_an_accusation_is_moved_to_the_private_chat(village: Village) -> None:
    said = village.in_group(1, "น้องเข้ม ลุงแดงแอบเผาป่าหลังบ้าน")
    assert "ส่วนตัว" in said
    with village.database.read() as session:
        assert list(session.scalars(select(Tip))) == []


def test_a_group_is_offered_once_to_report_a_fire(village: Village) -> None:
    with village.database.write() as session:
        people.remember(session, group(), "group", datetime.now(UTC))
        people.change(session, group(), area=BAN_DONG)
    assert "แจ้งไฟนี้" in village.in_group(1, "ไฟไหม้ป่าหลังวัดบ้านท่าสี ช่วยด้วย") + str(
        village.boxes[group()][-1]
    )
    before = len(village.boxes[group()])
    village.in_group(2, "ไฟไหม้ป่าหลังวัดแล้วเน้อ ลามมาเฮือนแล้ว")
    assert len(village.boxes[group()]) == before
    with village.database.write() as session:
        assert group_offers.last(session, group(), "5202") is not None
        assert group_offers.last(session, group(2), "5202") is None
        forget.person(session, group())
        assert group_offers.last(session, group(), "5202") is None


def test_strangers_cannot_press_officials_buttons(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    (fire,) = rows(village)
    said = village.post(2, f"do=fire_work&fire={fire.id}&act=take")
    assert "นอกพื้นที่" in said
    assert rows(village)[0].state == "reported"
    assert "ไม่เจอเลขนี้" in village.says(2, f"F-{fire.number}")


def test_a_blocked_reporter_is_told_whom_to_call(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    (fire,) = rows(village)
    village.post(50, f"do=fire_work&fire={fire.id}&act=block")
    village.says(50, "แกล้งแจ้งสามรอบ")
    said = village.says(1, "ไฟไหม้ป่าหลังวัด")
    assert "199" in said
    assert len(rows(village)) == 1


def test_who_reported_is_forgotten_and_the_fire_stays(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง โทร 0891112222")
    with village.database.write() as session:
        fires.forget(session, "U" + f"{1:032x}")
    (report,) = reports(village)
    assert (report.line_id, report.words, report.phone, report.lat) == ("", "", "", None)
    assert len(rows(village)) == 1


def test_danger_that_is_told_later_reaches_everybody_responsible(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    village.press(50, "รับเรื่องนี้")
    before = {who: len(village.heard(who)) for who in (50, 51, 52)}
    said = village.says(1, "ไฟล้อมไว้ มีคนติดอยู่ข้างใน ออกไม่ได้")
    assert "199" in said
    for who in (50, 51, 52):
        assert any("อันตราย" in one for one in village.heard(who)[before[who] :]), who


def test_a_fire_whose_owner_is_gone_is_called_out_anew(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    village.press(50, "รับเรื่องนี้")
    with village.database.write() as session:
        (post,) = officials.held_by(session, person(50), datetime.now(UTC))
        officials.end(session, post.id, datetime.now(UTC))
    minutes_later(village, 1)
    (fire,) = rows(village)
    assert (fire.state, fire.owner) == ("reported", "")
    assert village.heard(51), "the station is next"


def test_grass_that_becomes_forest_is_a_forest_fire(village: Village) -> None:
    for who, words in ((1, "ไฟไหม้หญ้า"), (2, "ไฟไหม้ป่า")):
        village.says(who, f"{words} 18.478, 99.756")
    (fire,) = [one for one in rows(village) if one.state != "merged"]
    assert fire.kind == "forest"


def test_a_report_that_joins_fires_is_where_they_are(village: Village) -> None:
    """A, and B 600 m away with an owner: a report between them joins A into B, and belongs to B."""
    village.says(1, "ไฟไหม้ป่า 18.4780, 99.756")
    village.says(2, "ไฟไหม้ป่า 18.4834, 99.756")
    second = rows(village)[1]
    village.post(50, f"do=fire_work&fire={second.id}&act=take")
    village.lives(3, BAN_DONG)
    village.says(3, "ไฟไหม้ป่า 18.4807, 99.756")
    assert [one.state for one in rows(village)] == ["merged", "taken"]
    assert {one.fire_id for one in reports(village)} == {second.id}


def test_a_late_press_answers_its_own_question(village: Village) -> None:
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    village.pins(1, *PIN)
    village.sends(1)
    village.press(1, "ไฟอยู่ตรงหมุด")
    (report,) = reports(village)
    assert (report.seen, report.est_radius_m) == ("here", 250)


def test_a_photo_sent_first_belongs_to_the_report_that_follows(village: Village) -> None:
    village.sends(1)
    village.says(1, "ควันขึ้นหลังดอย")
    (report,) = reports(village)
    with village.database.read() as session:
        assert len(photos.of_subject(session, f"report:{report.id}", only_ready=False)) == 1


def test_two_taps_do_not_close_a_fire(village: Village) -> None:
    test_taken_then_controlled_then_out_with_an_official_report(village)
    (fire,) = rows(village)
    for _ in range(2):
        village.post(50, f"do=fire_work&fire={fire.id}&act=quiet")
    assert rows(village)[0].state == "out"


def test_a_circle_that_cannot_be_told_costs_no_time(village: Village) -> None:
    with village.database.write() as session:
        people.change_follow(session, person(50), datetime.now(UTC), blocked=True)
    village.says(1, "ไฟไหม้หญ้าข้างทาง")
    assert village.heard(51), "the next circle is called at once"


def test_an_english_reporter_is_answered_in_english_to_numbers_and_buttons_too(
    village: Village,
) -> None:
    village.says(9, "The grass is on fire here")
    village.pins(9, *PIN)
    village.press(9, "The fire is at the pin")
    village.press(9, "No photo")
    assert "That is all I need" in village.says(9, "0891112222")
