"""An afternoon in March: hundreds report twenty fires, many of them the same ones, some from far away; officials sleep.

At its end every fire has an owner or an alarm that says who was called, every report belongs to a fire that is there, nobody
was told that somebody comes before somebody took it, and every reporter has heard how it ended.
"""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.cards import Look
from bot.language import language
from domain import fires as rules
from domain.lampang import DISTRICTS
from domain.places import Point
from domain.sightings import BEARINGS, moved
from jobs import watch_fires
from store.db import Database
from store.fires import FireRow, ReportRow
from tests.bot import stage
from tests.village import Village, user

PEOPLE = 120 if os.environ.get("SHORT") else 500
FIRES = 20
LOOK = Look("https://khem.example", language("th"))
PROVINCE = 9000


def test_every_fire_has_an_owner_or_an_alarm_and_every_reporter_an_ending(sqlite: Database) -> None:
    village, heads = Village(sqlite), dict[int, str]()
    village.official(PROVINCE, "52", "เวรจังหวัด", "เวรดา", role="approver")
    for number, district in enumerate(DISTRICTS[:10]):
        heads[9100 + number] = district.code
        village.official(9100 + number, district.code, "นายอำเภอ", f"ปลัด {number}")
    _report(village)
    _look_at_the_reports(village)
    _half_of_the_districts_wake_up(village, heads)
    _look_at_the_alarms(village)
    _take_the_rest(village)
    fires, _ = _rows(village)
    for fire in fires:
        if fire.state == rules.TAKEN:
            _put_out(village, fire, heads)
    fires, reports = _rows(village)
    assert {fire.state for fire in fires} <= {rules.OUT, rules.MERGED}
    assert all(one.ending_told_at is not None for one in reports)


def _report(village: Village) -> None:
    chance = random.Random(2569)
    places = [_place(number) for number in range(FIRES)]
    events = []
    for who in range(1, PEOPLE + 1):
        place = places[chance.randrange(FIRES)]
        near = moved(place, chance.choice(list(BEARINGS.values())), chance.random() * 0.15)
        words = chance.choice(("ไฟไหม้ป่า", "ไฟไหม้หญ้าข้างทาง", "ควันขึ้นหลังดอย ไฟไหม้"))
        events.append(stage.text(f"{words} {near.lat:.5f}, {near.lon:.5f}", source=user(who)))
    for start in range(0, PEOPLE, 100):
        stage.bring(village.database, *events[start : start + 100])
    stage.work_all(village.desk, rounds=10 * PEOPLE)


def _look_at_the_reports(village: Village) -> None:
    fires, reports = _rows(village)
    known = {fire.id: fire for fire in fires}
    assert len(reports) == PEOPLE
    assert all(known[one.fire_id].state != rules.MERGED for one in reports)
    open_ones = [fire for fire in fires if fire.state == rules.REPORTED]
    assert FIRES <= len(open_ones) <= FIRES + 4, "duplicates found together"
    for who in range(1, PEOPLE + 1):
        said = "\n".join(village.heard(who))
        assert "ยังไม่มีคนรับ" in said
        assert "กำลังไป" not in said


def _half_of_the_districts_wake_up(village: Village, heads: dict[int, str]) -> None:
    """The others, and the province, sleep."""
    fires, _ = _rows(village)
    for who in list(heads)[::2]:
        for fire in fires:
            if fire.state == rules.REPORTED and fire.area.startswith(heads[who]):
                village.post(who, f"do=fire_work&fire={fire.id}&act=take")
    for minutes in (11, 21, 31, 41):
        at = datetime.now(UTC) + timedelta(minutes=minutes)
        watch_fires.run(village.database, at, LOOK, village.alarms.append)


def _look_at_the_alarms(village: Village) -> None:
    fires, _ = _rows(village)
    for fire in fires:
        if fire.state == rules.REPORTED:
            name = rules.reference(fire.year, fire.number)
            assert any(name in alarm for alarm in village.alarms), name
            assert any(name in one for one in village.heard(PROVINCE)), "the province was called"


def _take_the_rest(village: Village) -> None:
    fires, _ = _rows(village)
    for fire in fires:
        if fire.state == rules.REPORTED:
            village.post(PROVINCE, f"do=fire_work&fire={fire.id}&act=take")


def _place(number: int) -> Point:
    """Twenty places that no 2.5 km join."""
    return moved(DISTRICTS[number % 10].centre, 180.0 * (number // 10), 4.0 + number % 3)


def _rows(village: Village) -> tuple[list[FireRow], list[ReportRow]]:
    with village.database.read() as session:
        return (
            list(session.scalars(select(FireRow).order_by(FireRow.id))),
            list(session.scalars(select(ReportRow).order_by(ReportRow.id))),
        )


def _put_out(village: Village, fire: FireRow, heads: dict[int, str]) -> None:
    who = next(who for who in (PROVINCE, *heads) if stage.person(who) == fire.owner)
    village.post(who, f"do=fire_work&fire={fire.id}&act=out")
    village.says(who, "2 ไร่")
    village.press(who, "พื้นที่เกษตร")
    village.says(who, "อบต. 8 คน")
    village.press(who, "ข้าม")
    village.pins(who, fire.lat or 18.3, fire.lon or 99.5)
