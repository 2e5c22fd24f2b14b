"""Each page's main task, done in a real browser by who has it, by keyboard and eye: labels are found as people find them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.language import language
from store import notes, officials
from store.db import Database
from store.fires import FireRow, ReportRow
from tests.bot.stage import person
from tests.crew import AFTERNOON, HEAD, HOME, PROVINCE, STATION
from tests.web.browsing import DESK, PHONE, Seen
from tests.web.officials import appoint

DISTRICT, CLERK, ADMIN, SECOND_ADMIN, GONE = 60, 61, 62, 63, 64
Task = Callable[[Any], None]


@pytest.fixture
def staffed(full: Database) -> Database:
    appoint(full, person(DISTRICT), "approver", "5202", title="นายอำเภอ")
    appoint(full, person(CLERK), "officer", "5202", title="ปลัดอำเภอ")
    for who in (ADMIN, SECOND_ADMIN):
        appoint(full, person(who), "admin", "52", title="ผู้ดูแลระบบ")
    gone = appoint(full, person(GONE), "officer", "520204", title="กำนันเก่า")
    with full.write() as session:
        officials.end(session, gone, AFTERNOON - timedelta(hours=1))
        notes.add(session, "question", HOME, person(9), "ศูนย์พักพิงเปิดเมื่อไหร่", "", AFTERNOON)
        told = {
            "year": 2569,
            "number": 9,
            "kind": "grass",
            "opened_at": AFTERNOON,
            "active_at": AFTERNOON,
        }
        nowhere = FireRow(**told)
        session.add(nowhere)
        session.flush()
        told = {"line_id": person(9), "chat": person(9), "at": AFTERNOON, "words": "ไฟไหม้หญ้า"}
        session.add(ReportRow(fire_id=nowhere.id, **told))
    return full


SAY = language("th").say


def press(page: Any, label: str, within: str = "") -> None:
    """The button with this English source, as it reads in Thai; `within` a form's address when several have it."""
    place = page.locator(f"form[action$='{within}']") if within else page
    place.get_by_role("button", name=SAY(label)).first.click()


def sees(page: Any, words: str) -> None:
    page.get_by_text(words).first.wait_for()


def takes_a_fire(page: Any) -> None:
    page.get_by_role("link", name="F-2569-0001").first.click()
    press(page, "I take this fire")
    sees(page, "หัวหน้าไพร")
    assert not page.get_by_role("button", name=SAY("I take this fire")).count()


def approves_a_volunteer(page: Any) -> None:
    press(page, "Approve")
    sees(page, "สมชาย ใจดี")
    assert not page.get_by_role("button", name=SAY("Approve")).count()


def refuses_a_burn(page: Any) -> None:
    page.get_by_role("link", name="B-2569-0001").first.click()
    page.locator("summary", has_text=SAY("Refuse, with a reason")).click()
    page.locator("#reason").fill("ลมแรงและใกล้ป่ามากค่ะ")
    press(page, "Refuse the burn")
    sees(page, "ลมแรงและใกล้ป่ามากค่ะ")


def enters_an_order(page: Any) -> None:
    form = page.locator("form[action$='/orders/add']")
    for name, value in (
        ("order", "ประกาศห้ามเผาอำเภอแม่เมาะ"),
        ("start", "2026-03-13"),
        ("end", "2026-04-30"),
    ):
        form.locator(f"[name={name}]").fill(value)
    press(page, "Enter it", "/orders/add")
    sees(page, "ประกาศห้ามเผาอำเภอแม่เมาะ")


def takes_a_sensor_out(page: Any) -> None:
    page.get_by_role("link", name="LP01").first.click()
    form = page.locator("form[action$='/retire']")
    page.locator("details", has=form).locator("summary").click()
    form.locator("[name=why]").fill("โดนแดดตรง ๆ")
    press(page, "Take it out of use", "/retire")
    page.locator("form[action$='/restore']").wait_for()


def submits_a_warning(page: Any) -> None:
    page.get_by_role("link", name=SAY("New warning")).first.click()
    page.get_by_label(SAY("Real")).first.check()
    page.locator("#level").select_option("critical")
    page.locator("#areas").select_option("5202")
    page.locator("#ends").fill("2026-03-12T20:00")
    page.locator("#headline_th").fill("ไฟป่าใกล้บ้านเมาะหลวง")
    page.locator("#text_th").fill("ออกจากบ้านไปที่วัดเดี๋ยวนี้ค่ะ")
    press(page, "Keep and look at it")
    press(page, "Submit for approval")
    sees(page, SAY("waits for a second person"))


def approves_a_warning(page: Any) -> None:
    page.get_by_role("link", name="W-2569-0001").first.click()
    assert page.locator(".phone").first.is_visible()
    page.locator("form.step", has=page.locator("[value=approve]")).get_by_role("button").click()
    sees(page, SAY("being sent"))


def proposes_a_number(page: Any) -> None:
    page.locator("a[href*='name=orange']").first.click()
    page.locator("#value").fill("36")
    page.locator("#why").fill("ตามที่ประชุมจังหวัด")
    press(page, "Propose")
    sees(page, "ตามที่ประชุมจังหวัด")


def agrees_to_a_number(page: Any) -> None:
    press(page, "Agree: it holds at once")
    sees(page, SAY("agreed on"))


def proposes_a_post(page: Any) -> None:
    page.locator("#title").fill("กำนัน")
    page.locator("#area").select_option("520204")
    press(page, "Propose", "/propose")
    sees(page, SAY("Withdraw"))


def finds_it_in_the_book(page: Any) -> None:
    page.locator("#text").fill("order")
    press(page, "Search")
    sees(page, "ประกาศห้ามเผาอำเภอแม่เมาะ")


def places_a_fire(page: Any) -> None:
    page.get_by_role("link", name=SAY("Put it on the map")).first.click()
    page.locator(".map.picks .mark").first.wait_for()
    page.locator(".map.picks").click(position={"x": 40, "y": 200})
    assert page.locator("#where").input_value().count(".") == 2  # the map filled it in
    page.locator("#where").fill("18.3300, 99.7300")
    press(page, "Put it there", "/place")
    sees(page, SAY("place put right by an official:"))


def answers_a_resident(page: Any) -> None:
    page.get_by_label(SAY("Your answer")).first.fill("พรุ่งนี้แปดโมงที่ อบต. ค่ะ")
    press(page, "Send the answer", "/answer")
    sees(page, "พรุ่งนี้แปดโมงที่ อบต. ค่ะ")
    assert not page.get_by_role("button", name=SAY("Send the answer")).count()


def opens_a_day_of_the_calendar(page: Any) -> None:
    page.locator("table.month a", has_text="13").first.press("Enter")
    page.wait_for_url("**day=2026-03-13**")
    sees(page, "B-2569-0001")


def proposes_a_post_back(page: Any) -> None:
    press(page, "Propose to give it back", "/give-back")
    sees(page, SAY("waits for a second administrator"))


def gives_a_post_back(page: Any) -> None:
    press(page, "Confirm: it is theirs again at once")
    sees(page, "กำนันเก่า")
    assert not page.get_by_role("button", name=SAY("Propose to give it back")).count()


# In this order: later ones find what earlier ones did.
TASKS: tuple[tuple[int, str, Task], ...] = (
    (STATION, "/fires", takes_a_fire),
    (PROVINCE, "/fires", places_a_fire),
    (HEAD, "/notes", answers_a_resident),
    (HEAD, "/permits", opens_a_day_of_the_calendar),
    (HEAD, "/volunteers", approves_a_volunteer),
    (HEAD, "/permits", refuses_a_burn),
    (DISTRICT, "/permits/orders", enters_an_order),
    (CLERK, "/air", takes_a_sensor_out),
    (CLERK, "/warnings", submits_a_warning),
    (PROVINCE, "", approves_a_warning),
    (ADMIN, "/settings", proposes_a_number),
    (SECOND_ADMIN, "/settings", agrees_to_a_number),
    (ADMIN, "/people", proposes_a_post_back),
    (SECOND_ADMIN, "/people", gives_a_post_back),
    (ADMIN, "/people", proposes_a_post),
    (ADMIN, "/history", finds_it_in_the_book),
)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_does_what_they_came_for(
    staffed: Database, seen: Seen | None, size: dict[str, int]
) -> None:
    if seen is None:
        return
    for who, path, task in TASKS:
        with seen.page(path, size, who) as page:
            page.set_default_timeout(10_000)
            task(page)
