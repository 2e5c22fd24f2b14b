"""A mission from the commander's call to everybody back home, through the real inbox, cards and store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import missions
from store.db import Database
from tests.bot import stage
from tests.crew import HEAD, HOME, NIGHT, PROVINCE, STATION, Crew


@pytest.fixture
def crew(database: Database) -> Crew:
    made = Crew(database)
    for who in range(1, 9):
        made.volunteer(who)
    made.burns()
    return made


def test_the_commander_calls_and_the_nearest_few_are_asked(crew: Crew) -> None:
    assert "ต้องการใครบ้าง" in crew.post(HEAD, f"do=mission&act=call&fire={crew.fire}")
    assert "กำลังถามอาสา" in crew.press(HEAD, "คนดับไฟ")
    assert [one.state for one in crew.team()] == ["asked"] * 4
    (card,) = crew.heard(1)
    for part in ("พร้อมไปไหมคะ", "ไฟป่า", "ดอยพระบาท", "ยังไม่ต้องออก", "ผู้สั่งการ: ผู้ใหญ่สม", "0.5 กม."):
        assert part in card, part
    box = str(crew.boxes[stage.person(1)])
    assert "https://www.google.com/maps?q=18.33000,99.73000" in box
    assert "tel:0811111150" in box
    for private in ("0800000002", "1990", "ญาติ"):
        assert private not in box


def test_nobody_goes_uphill_without_the_commanders_press(crew: Crew) -> None:
    crew.calls()
    assert "รออยู่ที่บ้าน" in crew.press(1, "พร้อม")
    crew.does(2, "ready")
    assert crew.state(1) == "ready"
    assert "ยังไม่ได้กดให้ออก" in crew.says(1, "ออกแล้วครับ")
    assert "ผู้สั่งการยังไม่ได้กด" in crew.does(1, "arrived")
    for other in (2, STATION, PROVINCE):
        assert "ผู้สั่งการกดได้คนเดียว" in crew.clears(other, 1)
    assert crew.state(1) == "ready"
    assert "ออกได้แล้วค่ะ" in crew.clears(HEAD, 1)
    assert crew.state(1) == "cleared"
    assert any("ออกได้" in one for one in crew.heard(1))
    assert crew.out() == 1


def test_all_the_way_and_home_again(crew: Crew) -> None:
    crew.calls()
    for who in (1, 2):
        crew.does(who, "ready")
    crew.clears(HEAD)
    assert any("ไปคู่กับคุณอาสา2" in one for one in crew.heard(1))
    assert "ไปด้วยกันกี่คน" in crew.press(1, "ออกแล้ว")
    assert crew.state(1) == "left"  # counted before a single question is answered
    assert "ทางไหน" in crew.press(1, "3")
    assert "กี่โมง" in crew.says(1, "ขึ้นทางวัดดอย")
    assert "ติดต่อทางไหน" in crew.says(1, "17.00")
    assert "3 คน" in crew.press(1, "ไม่มีสัญญาณเลย")
    mission = crew.mission(1)
    assert (mission.party, mission.way, mission.signal) == (3, "ขึ้นทางวัดดอย", "none")
    assert mission.back_by == crew.at + timedelta(hours=4)
    assert crew.out() == 4
    assert "เผื่อทางถอย" in crew.says(1, "ฮอดแล้วเจ้า")
    assert "บอกผู้สั่งการแล้ว" in crew.says(1, "ควบคุมได้แล้วครับ")
    assert "ดีใจที่กลับถึงบ้าน" in crew.says(1, "ปิ๊กเถิงเฮือนแล้วเจ้า")
    assert crew.state(1) == "home"
    assert crew.out() == 1
    assert "ดีใจที่กลับถึงบ้าน" in crew.does(2, "home")
    assert crew.out() == 0
    with crew.database.read() as session:
        assert missions.hours_of(session, stage.person(1)) == (1, 0.0)


def test_double_old_and_strangers_presses_are_answered_kindly(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    assert "จดไว้แล้ว" in crew.does(1, "ready")
    assert "ปุ่มนี้เป็นของคนอื่น" in crew.post(2, f"do=mission&act=left&m={crew.mission(1).id}")
    crew.does(2, "cannot")
    assert "เลยขั้นนั้นไปแล้ว" in crew.does(2, "home")
    crew.clears(HEAD, 1)
    crew.does(1, "home")
    assert "ถึงบ้านแล้ว" in crew.says(1, "ถึงบ้านแล้วครับ")
    assert "ปุ่มนี้เป็นของงานที่จบ" in crew.post(1, "do=mission&act=left&m=99999")
    assert "ปุ่มนี้เป็นของงานที่จบ" in crew.post(1, "do=mission&act=left&m=abc")


def test_at_night_nobody_goes_alone(crew: Crew) -> None:
    crew.set_clock(NIGHT)
    crew.calls()
    crew.does(1, "ready")
    assert "กลางคืนไม่ให้ใครไปคนเดียว" in crew.clears(HEAD, 1)
    assert crew.state(1) == "ready"
    crew.does(2, "ready")
    crew.clears(HEAD)
    assert {crew.state(1), crew.state(2)} == {"cleared"}
    crew.does(1, "left")
    crew.does(2, "left")
    assert any("กำลังกลับ" not in one for one in crew.heard(1))
    crew.does(2, "withdraw")
    assert any("คู่ของคุณ" in one and "กลับด้วยกัน" in one for one in crew.heard(1))
    crew.does(2, "home")
    crew.minutes(1)
    assert any("อยู่คนเดียว" in one for one in crew.heard(HEAD))
    assert any("อยู่คนเดียว" in one for one in crew.heard(1))


def test_roadside_grass_may_go_on_accept_by_day_only(crew: Crew) -> None:
    crew.burns("grass")
    crew.calls()
    assert "ออกได้ค่ะ" in crew.press(1, "พร้อม")
    assert crew.state(1) == "cleared"
    crew.set_clock(NIGHT)
    assert "รออยู่ที่บ้าน" in crew.does(2, "ready")
    assert crew.state(2) == "ready"


def test_support_goes_on_accept_also_to_a_forest_fire(crew: Crew) -> None:
    crew.calls(task="drive")
    assert "ออกได้ค่ะ" in crew.does(1, "ready")


def test_too_young_and_too_old_are_not_asked_uphill_and_not_let_go(database: Database) -> None:
    crew = Crew(database)
    crew.volunteer(1, birth_year=2009)
    crew.volunteer(2, birth_year=1960)
    crew.volunteer(3)
    crew.burns("grass")
    crew.calls()
    assert {one.name for one in crew.team()} == {"อาสา2", "อาสา3"}
    crew.set_clock(NIGHT)
    for who in (2, 3):
        crew.does(who, "ready")
    with database.write() as session:  # the grass has become a forest
        from store.fires import FireRow

        fire = session.get(FireRow, crew.fire)
        assert fire is not None
        fire.kind = "forest"
    said = crew.clears(HEAD)
    assert "เกิน 60: อาสา2" in said
    assert crew.state(2) == "ready"


def test_help_shows_1669_first_and_alarms_everybody_at_once(crew: Crew) -> None:
    crew.calls()
    for who in (1, 2):
        crew.does(who, "ready")
    crew.clears(HEAD)
    for who in (1, 2):
        crew.does(who, "left")
    said = crew.press(1, "ช่วยด้วย")
    assert said.index("1669") < said.index("แจ้งผู้สั่งการ")
    for who in (HEAD, STATION, PROVINCE):
        (alarm, details) = crew.heard(who)[-2:]
        assert "คุณอาสา1 ขอความช่วยเหลือ" in alarm
        assert "1669" in alarm
        assert "ไปด้วยกัน" in details
    assert "tel:0800000001" in str(crew.boxes[stage.person(STATION)])
    assert "tel:0890000001" in str(crew.boxes[stage.person(STATION)])
    buddy = str(crew.boxes[stage.person(2)])
    assert "คู่ของคุณ" in buddy
    assert "0800000001" not in buddy


@pytest.mark.parametrize(
    "cry", ["ขาหักอยู่บนดอย", "ไฟล้อมแล้ว", "จ้วยโตยเจ้า หลงป่า", "help, I am trapped"]
)
def test_words_of_somebody_out_raise_the_alarm_whatever_was_asked(crew: Crew, cry: str) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    crew.does(1, "left")  # the questions before going in are open now
    assert "1669" in crew.says(1, cry)
    assert any(cry in one for one in crew.heard(STATION))
    assert crew.mission(1).help_at is not None


def test_words_of_somebody_at_home_alarm_nobody(crew: Crew) -> None:
    assert "1669" in crew.says(1, "ขาหักอยู่บนดอย")
    assert crew.heard(STATION) == []


def test_nobody_hurt_is_no_cry(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    crew.says(1, "ไม่มีใครเจ็บครับ")
    assert crew.mission(1).help_at is None


def test_news_come_in_bundles_of_two_minutes(crew: Crew) -> None:
    crew.calls()
    before = len(crew.heard(HEAD))
    for who in (1, 2, 3):
        crew.does(who, "ready")
    crew.minutes(1)
    assert len(crew.heard(HEAD)) == before
    crew.minutes(1)
    (bundle,) = crew.heard(HEAD)[before:]
    assert "ข่าวจากทีม 3 เรื่อง" in bundle
    for name in ("อาสา1", "อาสา2", "อาสา3"):
        assert f"{name} พร้อม" in bundle
    crew.minutes(2)
    assert "ข่าวจากทีม" not in "".join(crew.heard(HEAD)[before + 1 :])


def test_waves_grow_and_who_is_silent_is_listed_for_phoning(crew: Crew) -> None:
    crew.calls()
    crew.minutes(4)
    assert len(crew.team()) == 8
    assert any("ยังไม่ตอบ" in one for one in crew.heard(HEAD))
    said = crew.post(HEAD, f"do=mission&act=team&fire={crew.fire}")
    assert "0800000001" in said
    assert "0800000001" not in crew.post(1, f"do=mission&act=team&fire={crew.fire}")
    crew.minutes(8)
    assert len(crew.team()) == 8  # nobody twice
    assert sum("ครบทุกคนแล้ว" in one for one in crew.heard(HEAD)) == 1
    crew.volunteer(20)  # comes on duty later
    crew.minutes(4)
    assert len(crew.team()) == 9


def test_a_commander_who_sleeps_is_passed_by_but_nobody_goes(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.minutes(9)
    assert not any("รับช่วง" in one for one in crew.heard(STATION))
    crew.minutes(11)
    assert any("รอกด" in one or "พร้อมรออยู่" in one for one in crew.heard(STATION))
    assert any("รออยู่ที่บ้าน" in one for one in crew.heard(1))
    assert crew.state(1) == "ready"
    crew.press(STATION, "รับช่วงต่อ")
    assert "ผู้สั่งการกดได้คนเดียว" in crew.clears(HEAD, 1)
    crew.clears(STATION, 1)
    assert crew.state(1) == "cleared"


def test_late_is_asked_then_buddy_commander_officials_and_not_before(crew: Crew) -> None:
    crew.calls()
    for who in (1, 2):
        crew.does(who, "ready")
    crew.clears(HEAD)
    for who in (1, 2):
        crew.does(who, "left")
    crew.does(2, "home")
    with crew.database.write() as session:
        missions.note(session, crew.mission(1), back_by=crew.at + timedelta(minutes=60))
    asked, missing = "ถึงบ้านหรือยัง", "ยังไม่กลับ"
    crew.minutes(74)
    assert not any(asked in one for one in crew.heard(1))
    crew.minutes(1)
    assert any(asked in one for one in crew.heard(1))
    assert not any(missing in one for who in (2, HEAD, STATION) for one in crew.heard(who))
    crew.minutes(10)
    assert any(missing in one for one in crew.heard(2))
    assert not any(missing in one for one in crew.heard(HEAD))
    crew.minutes(10)
    assert any(missing in one for one in crew.heard(HEAD))
    assert not any(missing in one for one in crew.heard(STATION))
    crew.minutes(10)
    assert any(missing in one for one in crew.heard(STATION))
    assert any(missing in one for one in crew.heard(PROVINCE))
    before = len(crew.heard(STATION))
    crew.minutes(30)
    assert len(crew.heard(STATION)) > before  # again, until somebody accounts for them
    crew.press(HEAD, "ใครอยู่ไหน")
    assert "อาสา1" in crew.press(HEAD, "กลับครบทุกคนแล้ว")
    assert crew.out() == 0
    assert any("ถ้ายังไม่ถึง" in one for one in crew.heard(1))
    crew.press(1, "ยังไม่ถึงบ้าน")
    assert crew.state(1) == "returning"


def test_one_more_hour_moves_the_alarm(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    crew.does(1, "left")
    crew.minutes(181, 10)
    assert "จะกลับถึง" in crew.says(1, "ขออีก 1 ชั่วโมง")
    crew.minutes(60, 10)
    assert not any("ยังไม่กลับ" in one for one in crew.heard(HEAD))


def test_one_person_checks_in_for_all(crew: Crew) -> None:
    crew.calls()
    for who in (1, 2, 3):
        crew.does(who, "ready")
    crew.clears(HEAD)
    for who in (1, 2, 3):
        crew.does(who, "left")
    assert "อาสา2, อาสา3" in crew.says(1, "ถึงบ้านแล้ว")
    crew.press(1, "กลับครบทุกคน")
    assert crew.out() == 0
    assert any("คุณอาสา1 แจ้งว่า" in one for one in crew.heard(2))


def test_more_people_and_gear(crew: Crew) -> None:
    crew.calls()
    for who in (1, 2, 3, 4):
        crew.does(who, "ready")
    crew.minutes(4)
    for who in (5, 6):
        crew.does(who, "ready")
    crew.clears(HEAD)
    for who in (1, 2):
        crew.does(who, "arrived")
    for who in range(10, 14):
        crew.volunteer(who)
    crew.minutes(8)
    assert len(crew.team()) == 8
    assert "ถามอาสาเพิ่ม" in crew.says(1, "ขอกำลังเพิ่ม")
    crew.minutes(1)
    assert len(crew.team()) == 12
    crew.says(1, "ขออุปกรณ์")
    crew.post(1, f"do=mission&act=gear&m={crew.mission(1).id}&v=water")
    crew.minutes(2)
    assert any("ขอ: น้ำ อาหาร" in one for one in crew.heard(HEAD))


def test_a_fire_that_ends_calls_everybody_home_and_counts_on(crew: Crew) -> None:
    from store.fires import FireRow

    crew.calls()
    for who in (1, 2, 3):
        crew.does(who, "ready")
    crew.clears(HEAD, 1, 2)
    crew.does(1, "left")
    with crew.database.write() as session:
        fire = session.get(FireRow, crew.fire)
        assert fire is not None
        fire.state, fire.ended_at = "out", crew.at
    crew.minutes(1)
    assert crew.state(3) == "stood_down"
    assert crew.state(4) == "stood_down"
    assert any("กลับบ้านได้เลย" in one for one in crew.heard(1))
    assert crew.out() == 2
    assert "จบไปแล้ว" in crew.does(4, "ready") or "เลยขั้น" in crew.does(4, "ready")


def test_a_fire_joined_to_another_takes_its_people_along(crew: Crew) -> None:
    from store.fires import FireRow

    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    gone = crew.fire
    kept = crew.burns()
    with crew.database.write() as session:
        fire = session.get(FireRow, gone)
        assert fire is not None
        fire.state, fire.merged_into, fire.ended_at = "merged", kept, crew.at
    crew.minutes(1)
    assert crew.out() == 1
    crew.does(1, "home")
    assert crew.out() == 0


def test_a_drill_says_so_everywhere_and_is_no_figure(crew: Crew) -> None:
    crew.burns(drill=True)
    crew.calls()
    for who in (1, 2):
        crew.does(who, "ready")
    crew.clears(HEAD)
    crew.does(1, "left")
    crew.does(1, "help")
    crew.minutes(2)
    crew.does(1, "home")
    boxes = [*crew.boxes[stage.person(1)], *crew.boxes[stage.person(STATION)]]
    texts = [one.get("altText") or one["text"] for one in boxes]
    emergency = [one for one in texts if "1669" in one and not one.startswith("[ซ้อม]")]
    assert all(one.startswith("[ซ้อม]") or one in emergency for one in texts)
    assert len(emergency) == 1  # the number itself, should it be real
    with crew.database.read() as session:
        assert missions.hours_of(session, stage.person(1)) == (0, 0)


def test_nothing_is_deleted_while_somebody_is_out(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    assert "ยังออกงานอยู่" in crew.says(1, "ลบข้อมูลของฉัน")
    assert "ยังออกงานอยู่" in crew.says(1, "ขอลาออกจากอาสา")
    crew.does(1, "home")
    crew.says(1, "ลบข้อมูลของฉัน")
    crew.press(1, "ลบเลย")
    assert crew.account(1) is None
    assert stage.person(1) not in [one.line_id for one in crew.team()]


def test_a_place_shared_out_there_is_kept_as_its_tambon(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    crew.does(1, "home")
    crew.does(2, "ready")
    crew.clears(HEAD, 2)
    crew.pins(2, 18.32, 99.72)
    assert crew.mission(2).last_area == HOME


def test_going_makes_the_fire_worked_on(crew: Crew) -> None:
    from store import fires

    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    crew.does(1, "left")
    with crew.database.read() as session:
        fire = fires.find(session, crew.fire)
        words = [what for _, _, what, _ in fires.timeline(session, crew.fire)]
    assert fire is not None
    assert fire.state == "working"
    assert [one for one in words if one in ("called", "cleared", "left", "went")] == [
        "called",
        "cleared",
        "left",
        "went",
    ]
