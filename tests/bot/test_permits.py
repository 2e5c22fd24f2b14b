"""Burn requests through the real desk and database: numbers and places are given once, each is told what concerns them."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot import permits as office
from bot.cards import Look
from bot.language import language
from domain.burn_days import at_hour
from domain.conversation import FormState
from domain.permit_rules import Limit
from domain.permits import Permit
from domain.places import Point
from domain.posts import LABELS
from store import bans, clock, fires, forget, forms, inbox, officials, people, permits
from store.db import Database
from store.permits import LogRow
from tests.bot.stage import (
    all_letters,
    bring,
    button,
    desk,
    person,
    text,
    until,
    words_in,
    work_all,
)
from tests.burning import ban, permit

MORNING = at_hour(date(2026, 3, 12), 9)
LOOK = Look("https://khem.example", language("th"))
FARMER, HEAD, OFFICE, CHIEF, DEPUTY = (person(n) for n in (1, 2, 3, 4, 5))
ANSWERS: dict[str, Any] = {
    "where": {"area": "520205", "village": "หมู่ 3", "point": [18.25, 99.75]},
    "rai": 2.0,
    "residue": "rice_straw",
    "day": "2026-03-13",
    "hour": 15.0,
    "phone": "0812345678",
}


@pytest.fixture(autouse=True)
def _morning(database: Database) -> None:
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), MORNING, 0.0)
        for line_id in (FARMER, HEAD, OFFICE, CHIEF, DEPUTY):
            people.remember(session, line_id, "user", MORNING)
        give(session, HEAD, "village_head", "520205")
        give(session, OFFICE, "local_office", "520205")
        give(session, CHIEF, "district", "5202", "approver")
        give(session, DEPUTY, "district", "5202", "approver")


def give(session: Any, line_id: str, kind: str, area: str, role: str = "officer") -> None:
    assert kind in LABELS
    officials.give(session, line_id, role, area, MORNING, title=kind)


def filed(database: Database, **changes: Any) -> Permit:
    with database.write() as session:
        return permits.file(session, permit(**{"holder": FARMER, **changes}), MORNING)


def now_known(database: Database) -> list[Permit]:
    with database.read() as session:
        return list(permits.current(session, MORNING))


def act(database: Database, who: str, data: str) -> None:
    bring(database, button(data, source={"type": "user", "userId": who}))
    work_all(desk(database)[0])


def said_to(database: Database, who: str) -> list[str]:
    return [words_in(one) for one in all_letters(database) if one.chat == who]


def in_parallel(database: Database, events: list[dict[str, Any]]) -> None:
    """Eight workers at once, each with its own connection."""
    bring(database, *events)
    errors: list[BaseException] = []

    def work(number: int) -> None:
        worker = desk(database, f"worker {number}")[0]

        def is_done() -> bool:
            worker.work()
            with database.read() as session:
                return inbox.waiting(session)[0] == 0

        try:
            until(is_done)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(120)
    assert errors == []


def test_eight_farmers_at_once_get_eight_numbers_and_no_more_places_than_there_are(
    database: Database,
) -> None:
    farmers = [person(100 + n) for n in range(8)]
    with database.write() as session:
        permits.set_limit(session, Limit("520205", 3, 20.0), MORNING)
        for number, farmer in enumerate(farmers):
            wants = "queue" if number % 2 else "yes"
            answers = {**ANSWERS, "asked_day": "2026-03-13"}
            step = "day" if wants == "queue" else "sure"
            state = FormState("burn_permit_request", step, f"s{number}", answers)
            forms.put(session, farmer, farmer, state, MORNING)
    presses = [
        button(
            f"do=burn_permit_request&form=s{number}&pick={'queue' if number % 2 else 'yes'}",
            source={"type": "user", "userId": farmer},
        )
        for number, farmer in enumerate(farmers)
    ]
    in_parallel(database, presses)
    found = now_known(database)
    states = Counter(one.state for one in found)
    assert states["village"] == 3
    assert set(states) <= {"village", "queued"}
    numbers = [one.number for one in found]
    assert sorted(numbers) == list(range(1, len(found) + 1))
    assert len({one.public_id for one in found}) == len(found)


def test_eight_approvers_at_once_approve_once(database: Database) -> None:
    approvers = [person(200 + n) for n in range(8)]
    with database.write() as session:
        for line_id in approvers:
            people.remember(session, line_id, "user", MORNING)
            give(session, line_id, "district", "5202", "approver")
    one = filed(database, state="district", **CHECKED)
    press = f"do=permit_work&permit={one.id}&v=0&act=yes"
    in_parallel(
        database, [button(press, source={"type": "user", "userId": each}) for each in approvers]
    )
    with database.read() as session:
        log = [row.what for row in permits.log_of(session, one.id)]
    (known,) = now_known(database)
    assert (known.state, known.version, log) == ("approved", 1, ["approve"])
    assert len(said_to(database, FARMER)) == 1


def test_eight_approvers_never_go_over_a_limit_that_was_lowered(database: Database) -> None:
    for n in range(4):
        filed(database, state="district", holder=person(300 + n), **CHECKED)
    with database.write() as session:
        permits.set_limit(session, Limit("520205", 2, 20.0), MORNING)
    events = [
        button(f"do=permit_work&permit={n}&v=0&act=yes", source={"type": "user", "userId": who})
        for n in (1, 2, 3, 4)
        for who in (CHIEF, DEPUTY)
    ]
    in_parallel(database, events)
    assert [one.state for one in now_known(database)] == ["district"] * 4  # all four stand over it


CHECKED = {"firebreak": True, "land": "farm", "watchers": 2, "water": True, "neighbours": True}


def test_a_request_goes_its_way_and_each_hears_of_it(database: Database) -> None:
    with database.write() as session:
        state = FormState("burn_permit_request", "sure", "s", ANSWERS)
        forms.put(session, FARMER, FARMER, state, MORNING)
    act(database, FARMER, "do=burn_permit_request&form=s&pick=yes")
    (one,) = now_known(database)
    assert (one.state, one.reference, one.village) == ("village", "B-2569-0001", "หมู่ 3")
    assert one.point == Point(18.25, 99.75)
    assert "B-2569-0001" in said_to(database, HEAD)[-1]
    assert said_to(database, OFFICE) == []
    act(database, HEAD, f"do=permit_work&permit={one.id}&v=0&act=yes")
    answer_all(database, HEAD, ["farm", "yes", "", "yes", "2", "yes"])
    (one,) = now_known(database)
    assert (one.state, one.firebreak, one.watchers, one.deciders) == ("local", True, 2, (HEAD,))
    assert "B-2569-0001" in said_to(database, OFFICE)[-1]
    act(database, OFFICE, f"do=permit_work&permit={one.id}&v={one.version}&act=yes")
    assert "B-2569-0001" in said_to(database, CHIEF)[-1]
    assert "B-2569-0001" in said_to(database, DEPUTY)[-1]
    (one,) = now_known(database)
    act(database, DEPUTY, f"do=permit_work&permit={one.id}&v={one.version}&act=yes")
    (one,) = now_known(database)
    assert (one.state, one.deciders) == ("approved", (HEAD, OFFICE, DEPUTY))
    assert "อนุมัติแล้ว" in said_to(database, FARMER)[-1]
    with database.read() as session:
        log = [
            (row.what, row.post, row.before, row.after) for row in permits.log_of(session, one.id)
        ]
    assert log == [
        ("file", "", "", "village"),
        ("pass", "village_head", "village", "local"),
        ("pass", "local_office", "local", "district"),
        ("approve", "district", "district", "approved"),
    ]


def answer_all(database: Database, who: str, picks: list[str]) -> None:
    for pick in picks:
        with database.read() as session:
            form = forms.find(session, who, who)
        assert form is not None, pick
        act(database, who, f"do={form.name}&form={form.session}&pick={pick}")


def test_a_refusal_reaches_the_farmer_with_its_reason_and_frees_the_place(
    database: Database,
) -> None:
    with database.write() as session:
        permits.set_limit(session, Limit("520205", 1, 20.0), MORNING)
        people.remember(session, person(9), "user", MORNING)
    first = filed(database, **CHECKED)
    second = filed(database, state="queued", holder=person(9))
    act(database, HEAD, f"do=permit_work&permit={first.id}&v=0&act=no")
    bring(database, text("ใกล้บ้านตาสม 100% ครับ", source={"type": "user", "userId": HEAD}))
    work_all(desk(database)[0])
    found = {one.id: one for one in now_known(database)}
    assert found[first.id].state == "refused"
    assert found[second.id].state == "offered"
    assert found[second.id].back_to == "village"
    refusal = [one for one in all_letters(database) if one.chat == FARMER]
    assert "ใกล้บ้านตาสม 100% ครับ" in (refusal[-1].body or b"").decode()
    assert "B-2569-0002" in said_to(database, person(9))[-1]
    act(database, person(9), f"do=permit_day&permit={second.id}&act=take")
    assert {one.state for one in now_known(database)} == {"refused", "village"}


def test_a_role_that_was_taken_away_presses_nothing(database: Database) -> None:
    one = filed(database, state="district", **CHECKED)
    with database.write() as session:
        (held,) = [post for post in officials.listed(session, MORNING) if post.holder == CHIEF]
        officials.end(session, held.id, MORNING)
    act(database, CHIEF, f"do=permit_work&permit={one.id}&v=0&act=yes")
    (known,) = now_known(database)
    assert known.state == "district"


def test_nobody_approves_their_own(database: Database) -> None:
    one = filed(database, state="district", holder=CHIEF, **CHECKED)
    act(database, CHIEF, f"do=permit_work&permit={one.id}&v=0&act=yes")
    (known,) = now_known(database)
    assert known.state == "district"
    act(database, DEPUTY, f"do=permit_work&permit={one.id}&v=0&act=yes")
    (known,) = now_known(database)
    assert known.state == "approved"


def test_a_ban_that_came_meanwhile_stops_the_approval(database: Database) -> None:
    one = filed(database, state="district", **CHECKED)
    with database.write() as session:
        bans.add(session, ban("5202", "2026-03-12", "2026-04-30"), MORNING)
    act(database, CHIEF, f"do=permit_work&permit={one.id}&v=0&act=yes")
    (known,) = now_known(database)
    assert known.state == "district"


def test_a_move_of_an_old_version_writes_nothing(database: Database) -> None:
    one = filed(database, state="district", **CHECKED)
    with database.write() as session:
        desk_of = office.Office(session, LOOK, MORNING, MORNING)
        assert office.move(desk_of, one, office.Move("approved", "approve", who=CHIEF))
        assert office.move(desk_of, one, office.Move("refused", "refuse", who=CHIEF)) is None
        burnt = replace(one, state="out", version=1)
        assert office.move(desk_of, burnt, office.Move("approved", "again")) is None
    with database.read() as session:
        assert session.query(LogRow).count() == 1


def test_the_holder_is_asked_once_for_each_sighting(database: Database) -> None:
    one = filed(database, state="approved", point=Point(18.25, 99.75))
    during, late = at_hour(one.day, 15.5), at_hour(one.day, 17.5)
    near, far = Point(18.2503, 99.75), Point(18.26, 99.75)
    for subject, point, at, explained in (
        ("fire:1", near, during, [one.id]),
        ("fire:1", near, during, [one.id]),
        ("hotspot:7", near, during, [one.id]),
        ("fire:2", far, during, []),
        ("fire:3", near, late, []),
    ):
        with database.write() as session:
            desk_of = office.Office(session, LOOK, datetime.now(UTC), MORNING)
            found = office.smoke_seen(desk_of, point, at, subject)
        assert [each.id for each in found] == explained
    assert len(said_to(database, FARMER)) == 2
    act(database, FARMER, f"do=permit_day&permit={one.id}&act=under")
    with database.read() as session:
        assert [row.what for row in permits.log_of(session, one.id)] == ["under control"]


def test_who_asks_to_be_forgotten_leaves_only_what_burnt_where(database: Database) -> None:
    one = filed(database, name="ป้าคำ", village="หมู่ 3", deciders=[HEAD], point=Point(18.25, 99.75))
    with database.write() as session:
        permits.note(session, one, MORNING, who=FARMER, what="file", before="", reason="ของฉัน")
        forget.person(session, FARMER)
        forget.person(session, HEAD)
    with database.read() as session:
        known = permits.get(session, one.id)
        (row,) = permits.log_of(session, one.id)
    assert known is not None
    assert (known.holder, known.name, known.phone, known.deciders) == ("", "", "", ())
    assert (known.tambon, known.rai, known.day) == (one.tambon, one.rai, one.day)
    assert (row.who, row.reason, row.what) == ("", "", "file")


def test_after_two_years_the_exact_place_goes(database: Database) -> None:
    one = filed(database, point=Point(18.25, 99.75))
    with database.write() as session:
        assert permits.forget_old(session, MORNING - timedelta(days=1)) == 0
        assert permits.forget_old(session, MORNING + timedelta(days=1)) == 1
        assert permits.forget_old(session, MORNING + timedelta(days=1)) == 0
        known = permits.get(session, one.id)
    assert known is not None
    assert (known.point, known.holder, known.village, known.tambon) == (None, "", "", one.tambon)


def test_only_what_may_burn_then_explains_smoke(database: Database) -> None:
    burning = filed(database, state="burning", day="2026-03-12")
    filed(database, state="district", day="2026-03-12")
    filed(database, state="approved")
    with database.read() as session:
        found = permits.burning_at(session, at_hour(date(2026, 3, 12), 15.5))
    assert [one.id for one in found] == [burning.id]


def test_a_permit_near_never_silences_a_report(database: Database) -> None:
    """Its holder is asked, the reporter hears that one is near, and the fire stays open for somebody to look."""
    one = filed(database, state="approved", day="2026-03-12", point=Point(18.25, 99.75))
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), at_hour(one.day, 15.5), 0.0)
    for _ in range(2):
        bring(
            database, text("ไฟไหม้ 18.2503, 99.7500", source={"type": "user", "userId": person(9)})
        )
        work_all(desk(database)[0])
    assert len(said_to(database, FARMER)) == 1
    with database.read() as session:
        (fire,) = fires.lately(session, at_hour(one.day, 15.5)).values()
        what = [(what, who) for _, who, what, _ in fires.timeline(session, fire.id)]
    assert fire.state == "reported"
    assert what.count(("permit near", one.reference)) == 1
    near = [words for words in said_to(database, person(9)) if "แปลงที่ได้รับอนุญาตเผา" in words]
    assert near
    assert all(one.reference not in words for words in near)
    assert said_to(database, HEAD), "who is responsible for the place is told as ever"
