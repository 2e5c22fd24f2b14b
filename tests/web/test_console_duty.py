"""The page เวร: a week's roster, exchanges, the call list, alarms that are taken there; numbers only where they belong."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.duty_alarms import Cause
from store import audit, clock, duty, duty_alarms, hand_overs, officials
from store.audit import Wanted
from store.db import Database
from tests.bot.stage import House, person
from tests.web.officials import Browser, appoint, log_in

NOW = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)  # Thursday, noon in Lampang
PAGE = "/console/duty"
PLAN = {"area": "5202", "day": "2026-03-12", "starts": "20:30", "ends": "08:30", "days": "3"}


@pytest.fixture
def posts(sqlite: Database) -> list[int]:
    """Two of the district, one of a tambon in it, with names and numbers."""
    with sqlite.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOW, 0)
    told = (("5202", "นายอำเภอ"), ("5202", "ปลัดอำเภอ"), ("520204", "กำนัน"))
    made = [
        appoint(sqlite, person(50 + n), "officer", area, title=title)
        for n, (area, title) in enumerate(told)
    ]
    with sqlite.write() as session:
        for n, name in enumerate(("แดง", "เขียว", "ดำ")):
            officials.introduce(session, person(50 + n), name, f"081111115{n}")
    return made


@pytest.fixture
def house(sqlite: Database) -> House:
    return House(sqlite)


def enter(house: House, sqlite: Database, who: int = 50) -> Browser:
    return log_in(house, sqlite, person(who))


def shifts(sqlite: Database) -> list[tuple[str, str, str]]:
    """Whose, from, until, in Lampang's clock."""
    with sqlite.read() as session:
        found = duty.shifts(session, NOW - timedelta(days=9), NOW + timedelta(days=60), NOW)
    local = timedelta(hours=7)
    return [(one.post.name, f"{one.starts + local:%d %H:%M}", f"{one.ends + local:%d %H:%M}") for one in found]  # fmt: skip


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2569-03-12", "x"])
def test_a_day_that_no_calendar_of_ours_holds(
    house: House, sqlite: Database, posts: list[int], day: str
) -> None:
    browser = enter(house, sqlite)
    page = browser.get(f"{PAGE}?from={day}")
    assert page.status_code == 200
    assert browser.send(f"{PAGE}/add", page, **{**PLAN, "post": str(posts[0]), "day": day}).status_code == 400  # fmt: skip
    assert shifts(sqlite) == []


def test_a_week_is_planned_exchanged_and_taken_out(
    house: House, sqlite: Database, posts: list[int]
) -> None:
    browser = enter(house, sqlite)
    first, second, tambon = posts
    page = browser.get(PAGE)
    assert browser.send(f"{PAGE}/add", page, **PLAN, post=first, deputy=second).status_code == 303
    assert shifts(sqlite) == [("แดง", f"{day} 20:30", f"{day + 1} 08:30") for day in (12, 13, 14)]
    again = browser.send(f"{PAGE}/add", page, **PLAN, post=first)
    assert again.status_code == 400
    assert "มีเวรช่วงนั้นอยู่แล้ว" in again.text
    assert (
        browser.send(f"{PAGE}/add", page, **PLAN, post=tambon).status_code == 400
    )  # no post of it
    day = {**PLAN, "starts": "08:30", "ends": "20:30", "days": "1"}
    assert browser.send(f"{PAGE}/add", page, **day, post=second).status_code == 303
    page = browser.get(PAGE)
    week = page.text.split('id="roster"')[1].split('id="calls"')[0]
    assert week.count("20.30–08.30") == 3
    assert "สำรองเวร: เขียว" in week
    # เขียว cannot be exchanged with แดง whose deputy they are; given to another post it can be.
    assert not re.findall(r'value="shift:\d+"', week)
    (one, *_) = re.findall(r"/console/duty/(\d+)/swap", week)
    with sqlite.write() as session:
        duty.change(session, 1, deputy=0)
    assert browser.send(f"{PAGE}/{one}/swap", page, **{"with": "shift:1"}).status_code == 303
    assert [name for name, *_ in shifts(sqlite)] == ["แดง", "เขียว", "แดง", "แดง"]
    assert browser.send(f"{PAGE}/2/swap", page, **{"with": f"post:{second}"}).status_code == 409
    assert browser.send(f"{PAGE}/2/remove", page).status_code == 303
    assert len(shifts(sqlite)) == 3
    with sqlite.read() as session:
        book = [line.what for line in audit.search(session, Wanted(text="duty"))]
        told = " ".join(line.after for line in audit.search(session, Wanted()))
    assert book.count("duty planned") == 4
    assert {"duty exchanged", "duty taken out"} <= set(book)
    assert "แดง" not in told
    assert "0811111150" not in told


def test_numbers_are_for_posts_of_the_area(
    house: House, sqlite: Database, posts: list[int]
) -> None:
    with sqlite.write() as session:
        duty.add(session, "5202", posts[0], (NOW - timedelta(hours=1), NOW + timedelta(hours=7)))
        duty.add_line(session, "5202", 0, "ป้าพร", "0899999999", date(2025, 3, 1), posts[0])
        hand_overs.leave(session, "5202", posts[0], "ฝากดูดอยพระบาท", {"out": 2}, NOW)
    near = enter(house, sqlite, 52).get(f"{PAGE}?area=5202").text
    assert "0811111150" in near
    assert "0899999999" in near
    assert "ฝากดูดอยพระบาท" not in near  # a note is for who holds the area
    assert "/console/duty/add" not in near
    far = log_in(house, sqlite, person(60), "admin", "5206").get(f"{PAGE}?area=5202").text
    for part in ("0811111150", "0899999999", "ป้าพร", "แดง"):
        assert part not in far, part
    mine = enter(house, sqlite).get(PAGE).text
    assert "ฝากดูดอยพระบาท" in mine
    assert '<span class="bad">ส. 1 มี.ค.' in mine  # nobody has checked that number for a year
    overview = enter(house, sqlite).get("/console").text
    assert "0811111150" in overview


def test_an_alarm_is_taken_on_the_page(house: House, sqlite: Database, posts: list[int]) -> None:
    with sqlite.write() as session:
        cause = Cause("feed", "feed:air4thai", "5202", "air4thai", NOW)
        number = duty_alarms.begin(session, cause, NOW)
        duty_alarms.note(session, number, "told", NOW, post=posts[1])
        late = Cause("overdue", "overdue:4", "5202", "F-2569-0004", NOW, people=(9,))
        duty_alarms.begin(session, late, NOW)
    browser = enter(house, sqlite)
    assert "air4thai" in browser.get("/console/now").text
    page = browser.get(PAGE)
    assert "เขียว แจ้งแล้ว" in page.text
    assert "· มีคนยังไม่กลับเพิ่ม" in page.text  # not "a number of the call list"
    assert browser.send(f"{PAGE}/alarms/{number}/take", page).status_code == 303
    assert "แดง รับแล้วตั้งแต่" in browser.get(PAGE).text
    assert "แดง รับแล้วตั้งแต่" in browser.get("/console/now").text
    assert browser.send(f"{PAGE}/alarms/{number}/take", page).status_code == 409
    assert enter(house, sqlite, 52).get(PAGE).text.count("air4thai") == 0


def test_the_menu_is_there_for_phones_and_the_demo_s_clock_is_told(
    house: House, sqlite: Database, posts: list[int]
) -> None:
    page = enter(house, sqlite).get(PAGE).text
    assert '<details class="menu"><summary>เมนู: เวร</summary>' in page
    assert "นาฬิกาสาธิต: พฤ. 12 มี.ค. 12.00 น." in page
    assert "onclick" not in page
    with sqlite.write() as session:
        clock.set_demo(session, datetime.now(UTC), datetime.now(UTC), 1)
    assert "นาฬิกาสาธิต" not in enter(house, sqlite).get(PAGE).text
