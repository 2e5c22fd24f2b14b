"""What must not happen to people who go: let go by an old fact, cleared as ghosts, unheard cries, told what is not so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot import mission_news
from bot.changes import missions as carried
from bot.changes import people as people_carried
from bot.changes.doing import DecideAgain, Doing
from domain import fires as fire_rules
from domain.conversation import Context, Event, ForgetPerson
from domain.dispatch import Chosen
from domain.fires import Fire
from domain.mission_changes import CallPeople, ClearMissions, MoveMission, TellCommander
from domain.missions import Mission
from jobs import watch_missions
from store import fires, missions
from store.db import Database
from store.fires import FireRow
from store.people import Known
from store.volunteers import VolunteerRow
from tests.bot import stage
from tests.crew import HEAD, LOOK, NIGHT, PROVINCE, STATION, Crew


@pytest.fixture
def crew(database: Database) -> Crew:
    made = Crew(database)
    for who in range(1, 9):
        made.volunteer(who)
    made.burns()
    return made


def carry(crew: Crew, who: int, effect: object) -> None:
    chat = stage.person(who)
    pressed = Event("button", chat, chat, datetime.now(UTC))
    with crew.database.write() as session:
        doing = Doing(session, pressed, Context(now=crew.at), datetime.now(UTC), LOOK)
        {**carried.CARRIES, **people_carried.CARRIES}[type(effect)](doing, effect)


def change_fire(crew: Crew, **changes: Any) -> Fire:
    with crew.database.write() as session:
        row = session.get(FireRow, crew.fire)
        assert row is not None
        for name, value in changes.items():
            setattr(row, name, value)
        session.flush()
        return fires.as_fires(session, [row])[row.id]


def change_account(crew: Crew, who: int, **changes: Any) -> None:
    with crew.database.write() as session:
        found = select(VolunteerRow).where(VolunteerRow.line_id == stage.person(who))
        for name, value in changes.items():
            setattr(session.scalars(found).one(), name, value)


def out(crew: Crew, *who: int) -> None:
    crew.calls()
    for one in who:
        crew.does(one, "ready")
    crew.clears(HEAD)
    for one in who:
        crew.does(one, "arrived")


# An old decision lets nobody go


def test_grass_that_became_a_forest_lets_nobody_go_on_accept(crew: Crew) -> None:
    grass = change_fire(crew, kind="grass")
    crew.calls()
    change_fire(crew, kind="forest")
    with pytest.raises(DecideAgain):
        carry(crew, 1, MoveMission(crew.mission(1), grass, "go"))
    assert crew.state(1) == "asked"


def test_at_night_an_old_go_is_decided_again(crew: Crew) -> None:
    grass = change_fire(crew, kind="grass")
    crew.calls()
    crew.set_clock(NIGHT)
    with pytest.raises(DecideAgain):
        carry(crew, 1, MoveMission(crew.mission(1), grass, "go"))


@pytest.mark.parametrize("what", ["go", "ready"])
def test_nobody_gets_ready_for_a_fire_that_just_ended(crew: Crew, what: str) -> None:
    grass = change_fire(crew, kind="grass")
    crew.calls()
    change_fire(crew, state="out", ended_at=crew.at)
    with pytest.raises(DecideAgain):
        carry(crew, 1, MoveMission(crew.mission(1), grass, what))
    assert crew.state(1) == "asked"


def test_who_is_suspended_is_not_ready_and_not_let_go(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "cannot")
    crew.does(2, "ready")
    change_account(crew, 1, state="suspended")
    assert "อาสาที่ได้รับอนุมัติ" in crew.does(1, "ready")
    assert crew.state(1) == "cannot"
    with pytest.raises(DecideAgain):
        carry(crew, 1, MoveMission(crew.mission(1), change_fire(crew), "ready"))
    change_account(crew, 2, state="suspended")
    assert "ไม่ได้รับอนุมัติแล้ว: อาสา2" in crew.clears(HEAD)
    with pytest.raises(DecideAgain):
        carry(crew, HEAD, ClearMissions(change_fire(crew), (crew.mission(2),)))
    assert crew.state(2) == "ready"


# Nobody is forgotten out there, and ghosts are not let go


def test_who_waited_and_is_forgotten_is_no_ghost(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    ghost, fire = crew.mission(1), change_fire(crew)
    crew.says(1, "ลบข้อมูลของฉัน")
    crew.press(1, "ลบเลย")
    after = next(one for one in crew.team() if one.id == ghost.id)
    assert (after.state, after.line_id) == ("withdrawn", "")
    crew.clears(HEAD)
    with pytest.raises(DecideAgain):
        carry(crew, HEAD, ClearMissions(fire, (ghost,)))
    assert crew.out() == 0
    assert [one.state for one in crew.team() if one.id == ghost.id] == ["withdrawn"]


def test_nobody_is_forgotten_who_was_let_go_in_this_moment(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD, 1)
    with pytest.raises(DecideAgain):
        carry(crew, 1, ForgetPerson())
    assert crew.mission(1).line_id == stage.person(1)


# Alarms and cries


def test_one_broken_fire_does_not_stop_the_alarms_of_the_others(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = crew.fire
    crew.calls()
    crew.does(1, "ready")
    for who in range(10, 14):
        crew.volunteer(who)
    crew.burns()
    crew.calls()
    late = next(one for one in crew.team() if one.state == "asked")
    who = next(one for one in range(1, 14) if stage.person(one) == late.line_id)
    out(crew, who)
    told = mission_news.wait_on

    def breaks(voice: Any, mission: Mission, fire: Fire) -> bool:
        if fire.id == broken:
            raise RuntimeError("broken")
        return told(voice, mission, fire)

    monkeypatch.setattr(mission_news, "wait_on", breaks)
    crew.minutes(260, 10)
    assert any("ยังไม่กลับ" in one for one in crew.heard(HEAD))
    assert f"missions of fire row {broken}: not watched: RuntimeError" in crew.alarms


def test_what_breaks_at_the_same_fire_keeps_no_alarm_of_people(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    out(crew, 1, 2, 3)
    crew.calls()
    told, broken = mission_news.are_you_back, crew.mission(1).id

    def breaks(voice: Any, mission: Mission, *more: Any) -> bool:
        if mission.id == broken:
            raise RuntimeError("broken")
        return told(voice, mission, *more)

    def asks_nobody(*told: Any) -> int:
        raise RuntimeError("broken")

    monkeypatch.setattr(mission_news, "are_you_back", breaks)
    monkeypatch.setattr(watch_missions, "_call", asks_nobody)
    crew.minutes(230, 230)
    assert any("อาสา2" in one and "ยังไม่กลับ" in one for one in crew.heard(HEAD))
    row = f"fire row {crew.fire}"
    assert f"missions of {row}: not watched: RuntimeError" in crew.alarms
    assert f"mission row {broken} of {row}: late, not told: RuntimeError" in crew.alarms


def test_more_people_at_a_fire_that_ended_reaches_those_in_charge(crew: Crew) -> None:
    out(crew, 1, 2)
    change_fire(crew, state="out", ended_at=crew.at)
    said = crew.says(1, "ขอกำลังเพิ่ม")
    assert "ถือว่าจบแล้ว" in said
    assert "ถามอาสาเพิ่ม" not in said
    for who in (HEAD, STATION, PROVINCE):
        assert any("ขอกำลังเพิ่ม" in one and "ถือว่าจบแล้ว" in one for one in crew.heard(who))
    crew.press(1, "ยังไหม้อยู่")
    with crew.database.read() as session:
        fire = fires.find(session, crew.fire)
    assert fire is not None
    assert fire.state == fire_rules.REPORTED
    crew.minutes(1)
    assert not crew.state(1).startswith("stood")


def test_a_stranger_opens_no_fire_again(crew: Crew) -> None:
    crew.calls()
    change_fire(crew, state="out", ended_at=crew.at)
    crew.post(1, f"do=fire_status&fire={crew.fire}&act=still")
    with crew.database.read() as session:
        fire = fires.find(session, crew.fire)
    assert fire is not None
    assert fire.state == "out"


def test_more_people_is_decided_again_when_the_fire_just_ended(crew: Crew) -> None:
    out(crew, 1)
    open_one = change_fire(crew)
    change_fire(crew, state="out", ended_at=crew.at)
    with pytest.raises(DecideAgain):
        carry(crew, 1, TellCommander(crew.mission(1), open_one, "more"))


def test_a_second_cry_within_a_minute_is_heard(crew: Crew) -> None:
    out(crew, 1, 2)
    crew.says(1, "ช่วยด้วย ขาหัก")
    crew.says(1, "ไฟล้อมแล้ว ออกไม่ได้")
    heard = "\n".join(crew.heard(STATION))
    assert "ขาหัก" in heard
    assert "ไฟล้อมแล้ว" in heard
    before = len(crew.heard(STATION))
    crew.does(1, "help")
    pressed = len(crew.heard(STATION))
    assert pressed > before
    crew.does(1, "help")  # the same press twice
    assert len(crew.heard(STATION)) == pressed


def test_only_who_really_is_told_is_named(crew: Crew) -> None:
    out(crew, 1)
    said = crew.does(1, "help")
    assert "แจ้งผู้สั่งการ และ เจ้าหน้าที่แล้ว" in said
    assert "คู่ของคุณ" not in said
    with crew.database.write() as session:
        known = session.scalars(
            select(Known).where(
                Known.line_id.in_([stage.person(one) for one in (HEAD, STATION, PROVINCE)])
            )
        )
        for one in known:
            one.blocked_at = crew.at
    crew.minutes(2)
    said = crew.says(1, "ช่วยด้วย ขาหัก")
    assert "โทร 1669 เอง" in said
    assert "แจ้งผู้สั่งการ" not in said


def test_with_a_partner_the_partner_is_named_too(crew: Crew) -> None:
    out(crew, 1, 2)
    assert "คู่ของคุณแล้ว" in crew.does(1, "help")


def test_a_commander_is_not_told_to_phone_himself(crew: Crew) -> None:
    crew.calls()
    crew.does(1, "ready")
    crew.does(2, "ready")
    crew.minutes(11)
    mine = [one for one in crew.heard(HEAD) if "รอ" in one]
    assert any("อาสา 2 คนรอคุณกดให้ออก" in one for one in mine)
    assert not any("รับช่วงต่อ" in one or "คุณผู้ใหญ่สม ยังไม่ตอบ" in one for one in mine)
    crew.minutes(10)
    assert any("คุณผู้ใหญ่สม ยังไม่ตอบ" in one for one in crew.heard(STATION))


# Words of who leads


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("ดับไฟหมดแล้ว กลับบ้านได้", "ดับสนิท"),
        ("ไฟดับแล้วครับ", "ดับสนิท"),
        ("คุมไฟได้แล้ว", "คุมไฟได้แล้ว"),
        ("ดับหมดแล้วเจ้า ปิ๊กบ้านได้", "ดับสนิท"),
    ],
)
def test_words_of_who_leads_a_fire_go_to_that_fire(crew: Crew, words: str, first: str) -> None:
    said = crew.says(HEAD, words)
    assert "คุณเป็นผู้สั่งการ" in said
    assert "รออนุมัติ" not in said
    assert first in crew.labels(HEAD)[0]
    with crew.database.read() as session:
        fire = fires.find(session, crew.fire)
    assert fire is not None
    assert fire.is_open  # words close nothing


@pytest.mark.parametrize("words", ["ไฟดับแล้วไหม", "ดับแล้ว แต่ยังมีควัน", "ดับแล้ว มีคนเจ็บ"])
def test_doubts_and_cries_are_no_end(crew: Crew, words: str) -> None:
    assert "คุณเป็นผู้สั่งการ" not in crew.says(HEAD, words)


# Who is asked is chosen before the write


def test_nobody_reads_all_on_duty_within_a_write(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []
    read, write = missions.candidates, Database.write
    depth = [0]

    def counted(session: Any, now: datetime) -> Any:
        inside.append(depth[0] > 0)
        return read(session, now)

    class Writing:
        def __init__(self, database: Database, **more: Any) -> None:
            self.manager = write(database, **more)

        def __enter__(self) -> Any:
            depth[0] += 1
            return self.manager.__enter__()

        def __exit__(self, *failed: Any) -> Any:
            depth[0] -= 1
            return self.manager.__exit__(*failed)

    monkeypatch.setattr(missions, "candidates", counted)
    monkeypatch.setattr(Database, "write", lambda self, **more: Writing(self, **more))
    crew.calls()
    crew.minutes(4)
    assert len(crew.team()) == 8
    assert inside == [False, False]


def test_who_went_off_duty_or_is_asked_elsewhere_meanwhile_is_not_asked(crew: Crew) -> None:
    from bot import mission_waves

    fire = change_fire(crew)
    with crew.database.read() as session:
        chosen = mission_waves.choose(session, fire, "fight", 0, crew.at)
    assert len(chosen.ids) == 4
    change_account(crew, 1, duty_until=None)
    change_account(crew, 2, state="suspended")
    crew.burns()
    crew.calls()
    asked = {one.line_id for one in crew.team()}
    crew.fire = fire.id
    carry(crew, HEAD, CallPeople(fire, "fight", chosen))
    mine = {one.line_id for one in crew.team()}
    assert not mine & ({stage.person(1), stage.person(2)} | asked)


def test_a_choice_for_another_fire_is_made_again(crew: Crew) -> None:
    from bot import mission_waves

    grass = change_fire(crew, kind="grass")
    chosen = Chosen(mission_waves.need(grass, "fight"), 1, ())
    change_fire(crew, kind="forest")
    with pytest.raises(DecideAgain):
        carry(crew, HEAD, CallPeople(grass, "fight", chosen))
    assert crew.team() == ()
