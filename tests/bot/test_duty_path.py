"""From the fire that nobody takes to the person on duty, down the call list, until somebody says รับแล้ว; and from one shift to the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.duty_alarms import Pace
from jobs import call_duty, watch_fires, watch_missions
from store import duty, duty_alarms, feeds, fires, forget, hand_overs, officials, people, quota
from store.db import Database
from tests.bot import stage
from tests.crew import HEAD, HOME, LOOK, PROVINCE, STATION, Crew

DISTRICT, ELSEWHERE, RESIDENT = 54, 56, 60
TAKEN_BY_NOBODY = "ไฟที่ยังไม่มีคนรับ"


def settled(database: Database) -> Crew:
    made = Crew(database)
    made.official(DISTRICT, "5202", "นายอำเภอ", "นายอำเภอแดง", role="admin", phone="0811111154")
    made.official(ELSEWHERE, "5207", "ปลัดอำเภอ", "ปลัดไกล")
    return made


@pytest.fixture
def crew(sqlite: Database) -> Crew:
    return settled(sqlite)


@pytest.fixture(name="both")
def on_both_databases(database: Database) -> Crew:
    return settled(database)


def pass_by(crew: Crew, minutes: int, step: int = 5) -> None:
    for _ in range(0, minutes, step):
        crew.set_clock(crew.at + timedelta(minutes=step))
        for job in (watch_fires, watch_missions):
            job.run(crew.database, crew.at, LOOK, crew.alarms.append)
        call_duty.run(crew.database, crew.at, LOOK, crew.alarms.append, Pace())


def heard(crew: Crew, who: int, words: str) -> int:
    return sum(words in one for one in crew.heard(who))


def post_of(crew: Crew, who: int) -> int:
    with crew.database.read() as session:
        return officials.held_by(session, stage.person(who), crew.at)[0].id


def listed(crew: Crew, who: int = 0, name: str = "", phone: str = "") -> None:
    with crew.database.write() as session:
        post = post_of(crew, who) if who else 0
        duty.add_line(session, "5202", post, name, phone, date(2026, 3, 1), 1)


def test_a_fire_that_nobody_takes(both: Crew) -> None:
    crew = both
    assert "คุณเข้าเวร" in crew.says(STATION, "ฉันเข้าเวร")
    assert "หัวหน้าไพร" in crew.says(PROVINCE, "ใครเข้าเวร")
    listed(crew, name="ป้าพร วิทยุ", phone="0899999999")
    listed(crew, DISTRICT)
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    # All circles had ten minutes each; the list to phone goes to nobody twice.
    assert heard(crew, STATION, TAKEN_BY_NOBODY) == 1
    assert heard(crew, PROVINCE, "บางคนปิดเสียง LINE") == heard(crew, PROVINCE, TAKEN_BY_NOBODY) == 0
    card = next(one for one in crew.heard(STATION) if TAKEN_BY_NOBODY in one)
    for part in ("F-2569-0001", "ป้าพร วิทยุ", "0899999999", "นายอำเภอแดง", "0811111154", "รายชื่อโทร"):
        assert part in card, part
    pass_by(crew, 10, 10)  # the next has only a number: who was told is asked to phone
    assert heard(crew, STATION, "ช่วยโทรทีละคน") == 1
    pass_by(crew, 10, 10)
    assert heard(crew, DISTRICT, TAKEN_BY_NOBODY) == 1
    assert "ดูและรับแจ้งเหตุ" in crew.says(HEAD, "มีอะไรรอฉันบ้าง")  # not called, and may take it
    assert "ขอบคุณค่ะ เรื่องนี้อยู่กับคุณแล้ว" in crew.says(DISTRICT, "รับแล้ว")  # or by the button
    assert "นายอำเภอแดง รับแล้วค่ะ" in "\n".join(crew.heard(STATION))
    assert "นายอำเภอแดง รับเรื่องนี้แล้ว" in crew.press(STATION, "รับแล้ว")
    assert "นายอำเภอแดง รับแล้วตั้งแต่" in crew.says(STATION, "สรุป")
    pass_by(crew, 20, 10)
    assert heard(crew, STATION, "ช่วยโทรทีละคน") == 1  # taken: nobody is called
    pass_by(crew, 10, 10)
    assert heard(crew, STATION, "เคยมีคนรับแล้ว") == 1  # and it comes back, for nobody has the fire
    assert "คุณรับเรื่อง" in crew.post(HEAD, f"do=fire_work&fire={crew.fire}&act=take")
    pass_by(crew, 5)
    assert heard(crew, STATION, "เรื่องนี้จบแล้ว") == 1
    assert heard(crew, ELSEWHERE, TAKEN_BY_NOBODY) == 0
    with crew.database.read() as session:
        assert duty_alarms.listed(session, crew.at) == ()
        (over,) = duty_alarms.lately(session, crew.at)
        steps = [one.what for one in duty_alarms.steps(session, [over.id])[over.id]]
    assert steps == ["begun", "told", "told", "told", "taken", "back", "told", "ended"]


def test_who_is_on_duty_sleeps_and_the_posts_are_asked_again(crew: Crew) -> None:
    crew.says(STATION, "ฉันเข้าเวร")
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    assert heard(crew, PROVINCE, "บางคนปิดเสียง LINE") == 0
    pass_by(crew, 40, 10)
    assert heard(crew, PROVINCE, "บางคนปิดเสียง LINE") == 1
    assert heard(crew, STATION, TAKEN_BY_NOBODY) == 1


def test_who_took_it_and_blocked_us_has_it_no_more(crew: Crew) -> None:
    crew.says(DISTRICT, "ฉันเข้าเวร")
    crew.says(STATION, "ฉันเข้าเวร")
    crew.burns(owner=0)
    pass_by(crew, 50, 10)
    assert "เรื่องนี้อยู่กับคุณแล้ว" in crew.says(STATION, "รับแล้ว")
    before = heard(crew, DISTRICT, TAKEN_BY_NOBODY)
    with crew.database.write() as session:
        people.change(session, stage.person(STATION), blocked_at=crew.at)
    pass_by(crew, 10, 10)
    assert heard(crew, DISTRICT, TAKEN_BY_NOBODY) == before + 1


def test_an_alarm_follows_its_fire_to_another_district(crew: Crew) -> None:
    crew.says(STATION, "ฉันเข้าเวร")
    crew.says(ELSEWHERE, "ฉันเข้าเวร")
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    assert heard(crew, ELSEWHERE, TAKEN_BY_NOBODY) == 0
    with crew.database.write() as session:
        row = session.get(fires.FireRow, crew.fire)
        assert row is not None
        row.area = "520701"
    pass_by(crew, 10, 10)
    assert heard(crew, ELSEWHERE, TAKEN_BY_NOBODY) == 1
    assert heard(crew, STATION, "เรื่องนี้จบแล้ว") == 0


def test_with_nobody_on_duty_a_fire_goes_as_before(crew: Crew) -> None:
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    assert heard(crew, PROVINCE, "บางคนปิดเสียง LINE") == 1
    assert not any(heard(crew, who, "แจ้งแล้ว:") for who in (HEAD, STATION, PROVINCE, DISTRICT))
    assert "ดูและรับแจ้งเหตุ" in crew.says(PROVINCE, "สรุป")


def test_who_is_on_duty_and_has_blocked_us_costs_no_time(crew: Crew) -> None:
    crew.says(STATION, "เข้าเวร")
    crew.says(PROVINCE, "เข้าเวร")
    with crew.database.write() as session:
        people.change(session, stage.person(STATION), blocked_at=crew.at)
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    assert heard(crew, PROVINCE, "บางคนปิดเสียง LINE") == 0
    assert sum("รับแล้ว" in one and TAKEN_BY_NOBODY in one for one in crew.heard(PROVINCE)) == 1


def test_somebody_who_is_not_back(crew: Crew) -> None:
    crew.says(DISTRICT, "ฉันเข้าเวร")
    crew.volunteer(1, "สมชาย ใจดี")
    crew.burns()
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    crew.does(1, "left")
    pass_by(crew, 240, 30)
    first = heard(crew, PROVINCE, "สมชาย")
    assert first  # by the circles of the mission
    assert heard(crew, DISTRICT, "มีคนออกไปดับไฟแล้วยังไม่กลับ") >= 1
    assert "เรื่องนี้อยู่กับคุณแล้ว" in crew.press(PROVINCE, "รับแล้ว")
    before = [heard(crew, who, "สมชาย") for who in (STATION, DISTRICT, PROVINCE)]
    pass_by(crew, 60, 30)
    after = [heard(crew, who, "สมชาย") for who in (STATION, DISTRICT, PROVINCE)]
    assert after[:2] == before[:2]  # somebody has it: the others hear it no more
    assert after[2] > before[2]
    crew.does(1, "home")
    pass_by(crew, 5)
    assert heard(crew, DISTRICT, "เรื่องนี้จบแล้ว") == 1


def late(crew: Crew, *who: int) -> None:
    for one in who:
        crew.does(one, "ready")
        crew.clears(HEAD, one)
        crew.does(one, "left")


def test_one_more_who_is_missing_is_heard_by_all_again(both: Crew) -> None:
    crew = both
    crew.says(DISTRICT, "ฉันเข้าเวร")
    crew.volunteer(1, "สมชาย ใจดี")
    crew.volunteer(2, "สมหญิง ใจงาม")
    crew.burns()
    crew.calls()
    late(crew, 1)
    pass_by(crew, 40, 20)
    late(crew, 2)
    pass_by(crew, 200, 20)
    assert heard(crew, PROVINCE, "สมชาย") == 1
    assert "เรื่องนี้อยู่กับคุณแล้ว" in crew.press(PROVINCE, "รับแล้ว")
    assert heard(crew, STATION, "สมหญิง") == 0
    before = heard(crew, DISTRICT, "มีคนออกไปดับไฟแล้วยังไม่กลับ")
    pass_by(crew, 40, 10)
    # The press was made before she was missing: everybody hears of her, and who is on duty is called.
    assert heard(crew, STATION, "สมหญิง") >= 1
    assert heard(crew, DISTRICT, "มีคนออกไปดับไฟแล้วยังไม่กลับ") == before + 1
    both_names = [one for one in crew.heard(DISTRICT) if "สมชาย, สมหญิง" in one]
    assert both_names
    with crew.database.read() as session:
        (alarm,) = duty_alarms.listed(session, crew.at)
        steps = [one.what for one in duty_alarms.steps(session, [alarm.id])[alarm.id]]
    assert (alarm.is_taken, len(alarm.people)) == (False, 2)
    assert steps.count("missing") == 2
    assert steps.count("back") == 1  # called out again once, not each minute
    assert "เรื่องนี้อยู่กับคุณแล้ว" in crew.press(STATION, "รับแล้ว")
    told = heard(crew, HEAD, "ยังไม่กลับ"), heard(crew, PROVINCE, "ยังไม่กลับ")
    crew.does(1, "home")
    pass_by(crew, 10, 10)
    with crew.database.read() as session:
        (alarm,) = duty_alarms.listed(session, crew.at)
    assert (alarm.is_taken, alarm.names) == (True, ("สมหญิง",))
    assert heard(crew, PROVINCE, "ยังไม่กลับ") == told[1]
    crew.does(1, "not_home")  # missing once more, and their planned return is long over
    pass_by(crew, 10, 10)
    with crew.database.read() as session:
        (alarm,) = duty_alarms.listed(session, crew.at)
    assert not alarm.is_taken


def test_the_first_card_of_somebody_missing_can_be_taken_at_once(crew: Crew) -> None:
    crew.volunteer(1, "สมชาย ใจดี")
    crew.burns()
    crew.calls()
    late(crew, 1)
    crew.minutes(226, 226)  # jobs/call_duty.py has not run since
    assert heard(crew, PROVINCE, "สมชาย") == 1
    said = crew.press(PROVINCE, "รับแล้ว")
    assert "เรื่องนี้อยู่กับคุณแล้ว" in said
    assert "สมชาย" in said
    pass_by(crew, 5)
    with crew.database.read() as session:
        (alarm,) = duty_alarms.listed(session, crew.at)
    assert alarm.taken_by is not None


def test_machines_call_the_province_and_all_at_once(crew: Crew) -> None:
    with crew.database.write() as session:
        for name in ("air4thai", "gistda"):
            feeds.note(session, name, crew.at - timedelta(hours=5))
        quota.note(session, 300, 290, crew.at)
    pass_by(crew, 5)
    cards = [one for one in crew.heard(PROVINCE) if "แหล่งข้อมูลเงียบไป" in one]
    assert len(cards) == 2
    assert heard(crew, PROVINCE, "ข้อความ LINE ใกล้หมด") == 1
    assert heard(crew, STATION, "เงียบ") == heard(crew, HEAD, "เงียบ") == 0
    pass_by(crew, 50)
    assert heard(crew, PROVINCE, "แหล่งข้อมูลเงียบไป") == 2  # not again within the hour
    with crew.database.write() as session:
        feeds.note(session, "air4thai", crew.at)
    pass_by(crew, 5)
    assert heard(crew, PROVINCE, "เรื่องนี้จบแล้วค่ะ: air4thai") == 1
    with crew.database.write() as session:
        feeds.note(session, "air4thai", crew.at - timedelta(hours=4))
    pass_by(crew, 5)  # it flutters: the same alarm goes on
    with crew.database.read() as session:
        assert len({one.id for one in duty_alarms.listed(session, crew.at)}) == 3
        assert duty_alarms.lately(session, crew.at) == ()


def test_from_one_shift_to_the_next(both: Crew) -> None:
    crew = both
    crew.says(STATION, "ฉันเข้าเวร")
    span = (crew.at + timedelta(hours=1), crew.at + timedelta(hours=9))
    with crew.database.write() as session:
        duty.add(session, "5202", post_of(crew, DISTRICT), span)
    crew.burns(name="ดอยพระบาท")
    crew.says(STATION, "ส่งเวร")
    assert "ส่งข้อความให้ นายอำเภอแดง แล้ว" in crew.says(STATION, "ไฟดอยพระบาทคุมได้แล้ว เฝ้าต่อด้วย")
    note = crew.heard(DISTRICT)[-1]
    assert "เฝ้าต่อด้วย" in note
    assert "F-2569-0001" in note
    answer = crew.press(DISTRICT, "รับเวร")
    assert "เฝ้าต่อด้วย" in answer
    assert "คุณเข้าเวร" in answer
    assert "คุณออกเวรแล้ว" in "\n".join(crew.heard(STATION))
    assert "ไม่ได้เข้าเวร" in crew.says(STATION, "ออกเวร")
    assert "ไม่มีข้อความส่งเวร" in crew.says(DISTRICT, "รับเวร")
    with crew.database.read() as session:
        (kept,) = hand_overs.lately(session, crew.at)
        (shift,) = [
            one for one in duty.shifts(session, crew.at, crew.at + timedelta(hours=1), crew.at)
        ]
    assert kept.taken_at is not None
    assert (kept.to and kept.to.name, shift.post.name) == ("นายอำเภอแดง", "นายอำเภอแดง")
    listed(crew, STATION)
    with crew.database.write() as session:
        forget.person(session, stage.person(STATION))
        (kept,) = hand_overs.lately(session, crew.at)
        assert kept.words == ""
        assert duty.listed(session, ["5202"], crew.at) == ()


def test_two_take_it_at_the_same_moment(both: Crew) -> None:
    crew = both
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    with crew.database.read() as session:
        (alarm,) = duty_alarms.listed(session, crew.at)
        assert len(fires.unowned(session)) == 1
    press = f"do=duty_alarm&act=take&alarm={alarm.id}"
    for who in (HEAD, STATION):
        stage.bring(crew.database, stage.button(press, source={"type": "user", "userId": stage.person(who)}))  # fmt: skip
    stage.work_all(crew.desk)
    said = [crew.heard(who)[-2] for who in (HEAD, STATION)]
    assert sum("เรื่องนี้อยู่กับคุณแล้ว" in one for one in said) == 1
    assert sum("รับเรื่องนี้แล้ว" in one for one in said) == 1


def test_residents_and_other_areas_take_nothing(crew: Crew) -> None:
    crew.burns(owner=0)
    pass_by(crew, 40, 10)
    crew.lives(RESIDENT, HOME)
    for who in (RESIDENT, ELSEWHERE):
        said = crew.post(who, "do=duty_alarm&act=take&alarm=1")
        assert "พื้นที่อื่น" in said
        assert "F-2569" not in said
    assert "หัวหน้าไพร" not in crew.says(RESIDENT, "ใครเข้าเวร")
