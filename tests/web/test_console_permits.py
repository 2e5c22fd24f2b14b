"""Burn requests in the console: decided as in the chat, with the engine's reasons; days, limits and orders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.burn_days import at_hour
from domain.permit_rules import Switch
from domain.permits import Permit
from store import audit, bans, clock, officials, people, permits
from store.audit import AuditLine, Wanted
from store.db import Database
from tests.bot.stage import House, all_letters, person, words_in
from tests.burning import ban, permit
from tests.web.officials import Browser, log_in

MORNING = at_hour(date(2026, 3, 12), 9)
FARMER, HEAD, OFFICE, CHIEF = (person(n) for n in (1, 2, 3, 4))
LIST = "/console/permits"
CHECKED = {"land": "farm", "firebreak": "1", "neighbours": "1", "water": "1", "watchers": "2"}


@pytest.fixture(autouse=True)
def morning(database: Database) -> None:
    posts = (
        (HEAD, "officer", "520205", "ผู้ใหญ่บ้าน"),
        (OFFICE, "officer", "520205", "ปลัด อบต."),
        (CHIEF, "approver", "5202", "นายอำเภอ"),
    )
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), MORNING, 0.0)
        people.remember(session, FARMER, "user", MORNING)
        for line_id, role, area, title in posts:
            people.remember(session, line_id, "user", MORNING)
            officials.give(session, line_id, role, area, MORNING, title=title)


def filed(database: Database, **changes: Any) -> Permit:
    with database.write() as session:
        return permits.file(session, permit(**{"holder": FARMER, **changes}), MORNING)


def now_is(database: Database, one: Permit) -> Permit:
    with database.read() as session:
        found = permits.get(session, one.id)
    assert found is not None
    return found


def decide(browser: Browser, one: Permit, act: str, **form: str) -> Any:
    path = f"{LIST}/{one.id}"
    told = {"v": str(one.version), **form}
    return browser.send(f"{path}/decide", browser.get(path), act=act, **told)


def last_line(database: Database) -> AuditLine:
    with database.read() as session:
        return audit.search(session, Wanted(), 0)[0]


def said_to(database: Database, who: str) -> str:
    return "\n".join(words_in(one) for one in all_letters(database) if one.chat == who)


def test_the_queue_tells_what_the_rules_say(house: House, database: Database) -> None:
    asked = filed(database)
    with database.write() as session:
        bans.add(session, ban("5202"), MORNING)
    page = log_in(house, database, CHIEF).get(LIST).text
    assert asked.reference in page
    assert "วันนั้นตรงนั้นมีประกาศห้ามเผา" in page
    assert "0811111111" not in page
    assert FARMER not in page


def test_from_the_village_to_the_approval_as_in_the_chat(house: House, database: Database) -> None:
    asked = filed(database)
    assert decide(log_in(house, database, HEAD), asked, "yes", **CHECKED).status_code == 303
    asked = now_is(database, asked)
    assert (asked.state, asked.firebreak, asked.watchers, asked.deciders) == (
        "local",
        True,
        2,
        (HEAD,),
    )
    assert asked.reference in said_to(database, OFFICE)  # the next one is told in the chat
    assert decide(log_in(house, database, OFFICE), asked, "yes").status_code == 303
    asked = now_is(database, asked)
    chief = log_in(house, database, CHIEF)
    assert decide(chief, asked, "yes").status_code == 303
    asked = now_is(database, asked)
    assert asked.state == "approved"
    assert asked.reference in said_to(database, FARMER)
    line = last_line(database)
    assert (line.what, line.subject, line.before) == ("permit yes", asked.reference, "district")
    assert len(now_log(database, asked)) == 3


def now_log(database: Database, one: Permit) -> list[str]:
    with database.read() as session:
        return [row.what for row in permits.log_of(session, one.id)]


def test_without_a_firebreak_it_stays(house: House, database: Database) -> None:
    asked = filed(database)
    answer = decide(log_in(house, database, HEAD), asked, "yes", **{**CHECKED, "firebreak": ""})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert 'name="water" value="1" checked' in answer.text  # nothing that was ticked is lost
    assert now_is(database, asked).state == "village"


def test_what_the_rules_advise_against_needs_a_typed_reason(
    house: House, database: Database
) -> None:
    asked = filed(
        database, state="district", firebreak=True, neighbours=True, watchers=1
    )  # no water
    chief = log_in(house, database, CHIEF)
    answer = decide(chief, asked, "yes")
    assert answer.status_code == 409
    assert 'name="why"' in answer.text
    assert now_is(database, asked).state == "district"
    assert decide(chief, asked, "yes", why="มีรถน้ำของ อบต. จอดอยู่ใกล้").status_code == 303
    assert now_is(database, asked).state == "approved"
    assert "รถน้ำ" in last_line(database).after


def test_what_is_banned_nobody_approves(house: House, database: Database) -> None:
    asked = filed(
        database, state="district", firebreak=True, neighbours=True, watchers=1, water=True
    )
    with database.write() as session:
        bans.add(session, ban("5202"), MORNING)
    answer = decide(log_in(house, database, CHIEF), asked, "yes", why="ขอเถอะ")
    assert answer.status_code == 409
    assert now_is(database, asked).state == "district"


def test_no_goes_with_its_reason_to_the_villager(house: House, database: Database) -> None:
    asked = filed(database)
    head = log_in(house, database, HEAD)
    assert decide(head, asked, "no").status_code == 400
    assert decide(head, asked, "no", reason="อยู่ใกล้ป่าเกินไป").status_code == 303
    assert now_is(database, asked).state == "refused"
    letters = [one for one in all_letters(database) if one.chat == FARMER]
    assert any("อยู่ใกล้ป่าเกินไป" in (one.body or b"").decode() for one in letters)


def test_another_day_is_offered_to_the_holder_first(house: House, database: Database) -> None:
    asked = filed(database)
    head = log_in(house, database, HEAD)
    page = head.get(f"{LIST}/{asked.id}").text
    assert 'value="2026-03-14"' in page
    assert decide(head, asked, "day", day="2026-03-14").status_code == 303
    now = now_is(database, asked)
    assert (now.state, now.day, now.back_to) == ("offered", date(2026, 3, 14), "village")
    assert decide(head, now, "day", day="2026-03-15").status_code == 403  # it waits for the holder


def test_an_old_page_decides_nothing(house: House, database: Database) -> None:
    asked = filed(database)
    head, office = log_in(house, database, HEAD), log_in(house, database, OFFICE)
    assert decide(office, asked, "yes").status_code == 403  # not their turn
    assert decide(head, asked, "yes", **{**CHECKED, "v": "7"}).status_code == 409
    assert now_is(database, asked).state == "village"


def test_numbers_are_seen_by_who_holds_the_tambon_only(house: House, database: Database) -> None:
    asked = filed(database)
    assert "0811111111" in log_in(house, database, HEAD).get(f"{LIST}/{asked.id}").text
    stranger = log_in(house, database, person(9), "admin", "5206", title="นายอำเภอ")
    assert stranger.get(f"{LIST}/{asked.id}").status_code == 404
    assert asked.reference not in stranger.get(LIST).text


def test_the_day_by_tambon_counts_against_its_limit(house: House, database: Database) -> None:
    filed(database, day="2026-03-13", rai=4.0)
    filed(database, day="2026-03-13", rai=5.0, state="approved")
    filed(database, day="2026-03-14", rai=1.0)
    chief = log_in(house, database, CHIEF)
    page = chief.get(f"{LIST}?day=2026-03-13").text
    assert "2 จาก 5" in page
    assert "9 จาก 20" in page
    form = {"area": "520205", "plots": "2", "rai": "12.5"}
    assert chief.send(f"{LIST}/limit", chief.get(LIST), **form).status_code == 303
    page = chief.get(f"{LIST}?day=2026-03-13").text
    assert "9 จาก 12.5" in page
    assert "เต็ม" in page
    assert chief.get(f"{LIST}?day=nonsense").status_code == 200


def test_the_district_closes_and_opens_its_own_day(house: House, database: Database) -> None:
    chief = log_in(house, database, CHIEF)

    def press(browser: Browser, **form: str) -> int:
        told = {"district": "5202", "day": "2026-03-13", "to": "close", **form}
        return browser.send(f"{LIST}/switch", browser.get(LIST), **told).status_code

    assert press(chief) == 400  # why?
    assert press(chief, reason="ลมแรง", day="2026-03-11") == 400
    assert press(chief, reason="ลมแรง", district="5206") == 403
    assert press(chief, reason="ลมแรง") == 303
    with database.read() as session:
        assert permits.switches(session, MORNING.date()) == (
            Switch("5202", date(2026, 3, 13), False, "ลมแรง"),
        )
    assert "ลมแรง" in chief.get(f"{LIST}?day=2026-03-13").text
    assert last_line(database).what == "burn day closed"
    assert press(chief, to="open") == 303
    with database.read() as session:
        assert permits.switches(session, MORNING.date())[0].is_open
    other = log_in(house, database, person(9), "approver", "5202", title="สถานีควบคุมไฟป่า")
    assert press(other, reason="ลมแรง") == 403  # no district office


ORDER = {"order": "ห้ามเผาในที่โล่ง", "number": "12/2569", "issuer": "อำเภอแม่เมาะ", "area": "5202", "start": "2026-03-15", "end": "2026-04-30", "link": ""}  # fmt: skip


def enter(browser: Browser, **changes: str) -> Any:
    path = f"{LIST}/orders"
    return browser.send(f"{path}/add", browser.get(path), **{**ORDER, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"order": " "},
        {"start": ""},
        {"start": "2026-05-01"},
        {"start": "15 มีนา", "end": "30 เมษา"},
        {"start": "2026-01-01", "end": "2026-03-01"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_is_no_order_is_told_and_nothing_is_lost(
    house: House, database: Database, changes: dict[str, str]
) -> None:
    answer = enter(log_in(house, database, CHIEF), **changes)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "12/2569" in answer.text
    with database.read() as session:
        assert bans.listed(session) == ()


def test_an_order_is_entered_once_and_ended_with_a_reason(house: House, database: Database) -> None:
    chief = log_in(house, database, CHIEF)
    assert enter(chief, excepts="fuel_plan").status_code == 303
    assert enter(chief).status_code == 409
    with database.read() as session:
        (order,) = bans.listed(session)
    assert (order.order, order.excepts, order.start) == (
        ORDER["order"],
        ("fuel_plan",),
        date(2026, 3, 15),
    )
    assert order.entered_by.startswith("post:")
    page = chief.get(f"{LIST}/orders")
    assert "ยังไม่เริ่ม" in page.text
    path = f"{LIST}/orders/{order.id}/end"
    assert chief.send(path, page, on="2026-03-11", why="ฝนตก").status_code == 400
    assert chief.send(path, page, on="2026-03-20", why="").status_code == 400
    assert chief.send(path, page, on="2026-03-20", why="ฝนตก").status_code == 303
    assert chief.send(path, page, on="2026-03-20", why="ฝนตก").status_code == 409
    with database.read() as session:
        assert bans.listed(session)[0].ended_on == date(2026, 3, 20)
    assert last_line(database).what == "burn order ended"


def test_a_tambon_sees_its_district_s_orders_and_changes_none(
    house: House, database: Database
) -> None:
    enter(log_in(house, database, CHIEF))
    head = log_in(house, database, HEAD)
    page = head.get(f"{LIST}/orders").text
    assert "12/2569" in page
    assert "<form" not in page.split("<main")[1]
    assert enter(head).status_code == 403
