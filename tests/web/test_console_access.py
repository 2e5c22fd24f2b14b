"""Every route of the console, with everybody: nobody, and each role in each kind of area."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.air import Station
from domain.contacts import Contact
from domain.duty_alarms import Cause
from domain.penalties import Penalty
from domain.places import Point
from domain.posts import ROLES
from domain.warnings import Content
from store import (
    alerts,
    bans,
    contacts,
    duty,
    duty_alarms,
    notes,
    officials,
    penalties,
    permits,
    proposals,
    sensors,
    setting_changes,
    warnings,
)
from store.db import Database
from store.fires import FireRow
from store.volunteers import VolunteerRow
from tests.bot.stage import House, person
from tests.burning import ban, permit
from tests.web.officials import Browser, appoint, log_in
from web.access import ACCESS, ANYONE

OWNER = person(
    90
)  # wrote the warning, proposed the post, holds the post that is looked at; all in Mae Mo
OFFICE = Contact(
    "054266000",
    "ที่ว่าการอำเภอ",
    "District office",
    ("disaster",),
    date(2026, 11, 1),
    "โทรถาม",
    "5202",
)
AREAS = {"province": "52", "district": "5202", "tambon": "520204", "elsewhere": "5206"}
WHO = [(role, area) for role in ROLES for area in AREAS]
ROUTES = sorted(rule for rule in ACCESS if rule.startswith("/console"))
# Whose address says which thing is meant, and that lies in Mae Mo: who sees it at all.
OF_A_THING = {
    rule
    for rule in ROUTES
    if "<" in rule and "token" not in rule and "name" not in rule and "file>" not in rule
}
ADMIN_ROUTES = {rule for rule in ROUTES if ACCESS[rule] == "admin"}
APPROVER_ROUTES = {rule for rule in ROUTES if ACCESS[rule] == "approver"}


@pytest.fixture
def things(sqlite: Database) -> dict[str, str]:
    now = datetime.now(UTC)
    holding = appoint(sqlite, OWNER, "officer", "5202", title="ปลัดอำเภอ")
    content = Content(
        "haze", "warning", "training", ("5202",), "หัวข้อ", "เนื้อ", now, now + timedelta(hours=5)
    )
    with sqlite.write() as session:
        row = warnings.make(session, content, OWNER, holding, now)
        proposal = proposals.Proposal(
            role="officer", area="5202", title="กำนัน", until=None, proposed_by=OWNER, proposed_post=holding,
            proposed_at=now, decided_at=None,
        )  # fmt: skip
        fire = FireRow(
            year=2569,
            number=1,
            state="reported",
            kind="grass",
            area="520204",
            opened_at=now,
            active_at=now,
        )
        session.add(fire)
        session.flush()
        spot = Station(
            "LP01", "โรงเรียน", "School", Point(18.33, 99.73), "sensor", "520204", "sensor"
        )
        sensors.add(session, spot, "unknown", now)
        stop = alerts.stop(session, "520204", "ทดสอบ", holding, now, timedelta(hours=6))
        applicant = VolunteerRow(
            line_id=person(91), name="สมชาย ใจดี", birth_year=1990, phone="0810000091", home="520204",
            village="บ้านเมาะหลวง", kind="citizen", skills="fight", state="pending", asked_at=now,
        )  # fmt: skip
        session.add(applicant)
        session.flush()
        asked = permits.file(
            session, permit(tambon="520204", day=now.date() + timedelta(days=1)), now
        )
        told = {"kind": "contact", "name": "new", "language": "", "area": "5202", "why": "ทดสอบ"}
        change = setting_changes.SettingChange(
            **told, after=setting_changes.written(OFFICE), proposed_by=OWNER, proposed_post=holding
        )
        changed = setting_changes.propose(session, change, now)
        to_call = contacts.put(session, None, OFFICE)
        order = bans.add(
            session, ban("520204", str(now.date()), str(now.date() + timedelta(days=30))), now
        )
        rule = Penalty("penalty", "ประกาศ", "เผาหญ้า", "ปรับ", "อบต.", area="520204")
        shift = duty.add(session, "5202", holding, (now, now + timedelta(hours=8)))
        call = duty.add_line(session, "5202", 0, "ป้าพร", "0810000000", now.date(), holding)
        fire_alarm = duty_alarms.begin(session, Cause("fire", "fire:1", "5202", "F-1", now), now)
        note = notes.add(session, "question", "520204", person(92), "ถามหน่อย", "", now)
        return {
            "<int:note_id>": str(note),
            "<int:shift_id>": str(shift),
            "<int:call_id>": str(call),
            "<int:alarm_id>": str(fire_alarm),
            "<int:permit_id>": str(asked.id),
            "<int:order_id>": str(order),
            "<int:penalty_id>": str(penalties.add(session, rule, now)),
            "<int:change_id>": str(changed),
            "<int:contact_id>": str(to_call),
            "<int:volunteer_id>": str(applicant.id),
            "<sensor>": "LP01",
            "<int:stop_id>": str(stop),
            "<int:fire_id>": str(fire.id),
            "<number>": row.number,
            "<int:holding>": str(holding),
            "<int:number>": str(proposals.add(session, proposal)),
            "<name>": "fresh.js",
            "<file>": "leaflet.css",
            "<token>": "nothing",
        }


@pytest.fixture
def house(sqlite: Database) -> House:
    return House(sqlite)


def address(rule: str, things: dict[str, str]) -> str:
    """With the things of this test in it; what it made none of is asked for by a number that nobody has."""
    for part, value in things.items():
        rule = rule.replace(part, value)
    return re.sub(r"<\w+>", "nothing", re.sub(r"<int:\w+>", "999999", rule))


def methods(house: House, rule: str) -> set[str]:
    return {
        m for r in house.app.url_map.iter_rules() if r.rule == rule for m in r.methods or ()
    } & {"GET", "POST"}


def ask(browser: Browser, path: str, method: str) -> int:
    """A form is sent with a good token, so that only the right to send it is asked."""
    if method == "GET":
        return browser.get(path).status_code
    return browser.send(path, browser.get("/console/sessions")).status_code


@pytest.mark.parametrize("rule", ROUTES)
def test_nobody_sees_anything_but_the_way_in(
    house: House, things: dict[str, str], rule: str
) -> None:
    stranger = Browser(house)
    for method in methods(house, rule):
        path = address(rule, things)
        status = (
            stranger.get(path).status_code
            if method == "GET"
            else stranger.send(path, stranger.get("/console/login")).status_code
        )
        if ACCESS[rule] == ANYONE:
            assert status in (200, 303, 403, 404, 410)
        else:
            assert status == (303 if method == "GET" else 401)


@pytest.mark.parametrize(("role", "where"), WHO)
def test_each_role_in_each_area(
    house: House, sqlite: Database, things: dict[str, str], role: str, where: str
) -> None:
    """What is declared in web/access.py holds, and what lies elsewhere is not there."""
    user = person(50)
    appoint(sqlite, user, role, AREAS[where], title="ผู้ทดสอบ")
    wrong = {}
    for rule in ROUTES:
        if ACCESS[rule] == ANYONE or rule == "/console/sessions/end-all":
            continue
        for method in methods(house, rule):
            browser = log_in(house, sqlite, user)
            status = ask(browser, address(rule, things), method)
            if status not in allowed(rule, role, where):
                wrong[f"{method} {rule}"] = status
    assert wrong == {}


def allowed(rule: str, role: str, where: str) -> set[int]:
    needed = ACCESS[rule]
    if ROLES.index(role) < ROLES.index(needed):
        return {403}
    if (
        rule in OF_A_THING
        and where == "elsewhere"
        and "sessions" not in rule
        and "proposals" not in rule
    ):
        return {404}
    # Seen: then the page itself, a redirect after the form, or a reason why this form does nothing.
    return {200, 303, 400, 403, 404, 409} if rule in OF_A_THING else {200, 204, 303, 400}


TABLE: list[tuple[str, str, str, dict[str, Any], int]] = [
    # role, area, path, form, status: what a form may do is decided by area and state, whatever the page showed
    ("admin", "elsewhere", "/console/people/<int:holding>/end", {}, 404),
    ("officer", "district", "/console/people/<int:holding>/end", {}, 403),
    ("approver", "district", "/console/people/<int:holding>/end", {}, 403),
    ("admin", "tambon", "/console/people/<int:holding>/end", {}, 403),
    ("admin", "district", "/console/people/<int:holding>/end", {}, 303),
    ("admin", "province", "/console/people/<int:holding>/end", {}, 303),
    ("approver", "province", "/console/people/<int:holding>/log-out", {}, 403),
    ("admin", "district", "/console/people/<int:holding>/log-out", {}, 303),
    ("officer", "district", "/console/people/<int:holding>/hand-over", {}, 403),
    ("admin", "district", "/console/people/<int:holding>/hand-over", {}, 303),
    ("admin", "elsewhere", "/console/people/proposals/<int:number>", {"decision": "confirm"}, 403),
    ("admin", "tambon", "/console/people/proposals/<int:number>", {"decision": "confirm"}, 403),
    ("admin", "district", "/console/people/proposals/<int:number>", {"decision": "confirm"}, 200),
    ("approver", "province", "/console/people/proposals/<int:number>", {"decision": "confirm"}, 403),
    ("admin", "district", "/console/people/propose", {"role": "admin", "area": "52", "title": "x"}, 403),
    ("admin", "district", "/console/people/propose", {"role": "admin", "area": "5206", "title": "x"}, 403),
    ("admin", "district", "/console/people/propose", {"role": "admin", "area": "5202", "title": "x"}, 303),
    ("admin", "district", "/console/people/propose", {"role": "king", "area": "5202", "title": "x"}, 400),
    ("admin", "district", "/console/people/propose", {"role": "officer", "area": "99", "title": "x"}, 400),
    ("officer", "tambon", "/console/warnings/<number>/step", {"step": "submit", "version": "1"}, 403),
    ("officer", "district", "/console/warnings/<number>/step", {"step": "submit", "version": "1"}, 303),
    ("officer", "district", "/console/warnings/<number>/step", {"step": "submit", "version": "9"}, 409),
    ("officer", "district", "/console/warnings/<number>/step", {"step": "begin", "version": "1"}, 400),
    ("admin", "elsewhere", "/console/warnings/<number>/step", {"step": "submit", "version": "1"}, 404),
    ("officer", "elsewhere", "/console/warnings/<number>", {}, 404),
    ("officer", "tambon", "/console/notes/<int:note_id>/answer", {"words": "ได้ค่ะ"}, 303),
    ("officer", "tambon", "/console/notes/<int:note_id>/answer", {"words": " "}, 400),
    ("admin", "elsewhere", "/console/notes/<int:note_id>/answer", {"words": "ได้ค่ะ"}, 404),
    ("admin", "tambon", "/console/people/<int:holding>/give-back", {}, 404),
    ("officer", "tambon", "/console/fires/<int:fire_id>/place", {"where": "18.33, 99.73"}, 409),
    ("officer", "tambon", "/console/fires/<int:fire_id>/place", {"where": "here"}, 400),
    ("admin", "elsewhere", "/console/fires/<int:fire_id>/place", {"where": "18.33, 99.73"}, 404),
    ("officer", "tambon", "/console/volunteers/<int:volunteer_id>/step", {"step": "approve"}, 303),
    ("officer", "tambon", "/console/volunteers/<int:volunteer_id>/step", {"step": "restore"}, 409),
    ("officer", "tambon", "/console/volunteers/<int:volunteer_id>/step", {"step": "king"}, 400),
    ("admin", "elsewhere", "/console/volunteers/<int:volunteer_id>/step", {"step": "approve"}, 404),
    ("officer", "tambon", "/console/duty/<int:shift_id>/remove", {}, 403),
    ("officer", "district", "/console/duty/<int:shift_id>/remove", {}, 303),
    ("admin", "elsewhere", "/console/duty/<int:shift_id>/remove", {}, 404),
    ("officer", "district", "/console/duty/<int:shift_id>/swap", {"with": "post:999"}, 409),
    ("officer", "district", "/console/duty/<int:shift_id>/swap", {"with": "shift:x"}, 409),
    ("officer", "tambon", "/console/duty/<int:shift_id>/swap", {"with": "post:1"}, 403),
    ("officer", "tambon", "/console/duty/add", {"area": "5202", "day": "2026-03-12"}, 403),
    ("officer", "district", "/console/duty/add", {"area": "5202", "day": "soon"}, 400),
    ("officer", "district", "/console/duty/add", {"area": "9999"}, 400),
    ("officer", "tambon", "/console/duty/calls/<int:call_id>/step", {"step": "remove"}, 403),
    ("officer", "district", "/console/duty/calls/<int:call_id>/step", {"step": "king"}, 400),
    ("officer", "district", "/console/duty/calls/<int:call_id>/step", {"step": "checked"}, 303),
    ("admin", "elsewhere", "/console/duty/calls/<int:call_id>/step", {"step": "remove"}, 404),
    ("officer", "district", "/console/duty/calls/add", {"area": "5202", "name": "ป้า", "phone": "12"}, 400),
    ("officer", "district", "/console/duty/calls/add", {"area": "5202", "name": "ป้า", "phone": "081-234-5678"}, 303),
    ("officer", "tambon", "/console/duty/calls/add", {"area": "5202", "name": "ป้า", "phone": "0812345678"}, 403),
    ("officer", "district", "/console/duty/alarms/<int:alarm_id>/take", {}, 303),
    ("officer", "tambon", "/console/duty/alarms/<int:alarm_id>/take", {}, 404),
    ("admin", "elsewhere", "/console/duty/alarms/<int:alarm_id>/take", {}, 404),
    ("officer", "tambon", "/console/permits/<int:permit_id>/decide", {"act": "king"}, 400),
    ("officer", "tambon", "/console/permits/<int:permit_id>/decide", {"act": "yes"}, 403),  # no village head
    ("admin", "elsewhere", "/console/permits/<int:permit_id>/decide", {"act": "yes"}, 404),
    ("approver", "district", "/console/permits/switch", {"district": "5202", "to": "open", "day": "x"}, 403),
    ("approver", "district", "/console/permits/limit", {"area": "5206", "plots": "1", "rai": "1"}, 403),
    ("approver", "district", "/console/permits/limit", {"area": "5202", "plots": "-1", "rai": "1"}, 400),
    ("approver", "district", "/console/permits/limit", {"area": "5202", "plots": "3", "rai": "nan"}, 400),
    ("approver", "district", "/console/permits/limit", {"area": "5202", "plots": "3", "rai": "9.5"}, 303),
    ("admin", "elsewhere", "/console/settings/<int:change_id>/decide", {"decision": "approve"}, 404),
    ("admin", "tambon", "/console/settings/<int:change_id>/decide", {"decision": "approve"}, 403),
    ("approver", "province", "/console/settings/<int:change_id>/decide", {"decision": "approve"}, 403),
    ("admin", "district", "/console/settings/<int:change_id>/decide", {"decision": "approve"}, 303),
    ("admin", "province", "/console/settings/<int:change_id>/decide", {"decision": "refuse"}, 303),
    ("admin", "district", "/console/settings/change", {"kind": "number", "name": "a_day", "value": "3"}, 403),
    ("admin", "tambon", "/console/settings/contacts/<int:contact_id>/checked", {"source": "โทรแล้ว"}, 403),
    ("admin", "district", "/console/settings/contacts/<int:contact_id>/checked", {"source": "โทรแล้ว"}, 303),
    ("officer", "district", "/console/permits/orders/<int:order_id>/end", {"why": "ฝนตก"}, 403),
    ("approver", "district", "/console/permits/orders/<int:order_id>/end", {"why": "ฝนตก"}, 303),
    ("approver", "elsewhere", "/console/permits/orders/<int:order_id>/end", {"why": "ฝนตก"}, 404),
    ("approver", "district", "/console/permits/orders/add", {"area": "52"}, 403),
    ("approver", "district", "/console/permits/orders/add", {"area": "5202"}, 400),
    ("officer", "tambon", "/console/air/<sensor>/retire", {"why": "พัง"}, 303),
    ("officer", "tambon", "/console/air/<sensor>/retire", {"why": ""}, 400),
    ("admin", "elsewhere", "/console/air/<sensor>/retire", {"why": "พัง"}, 404),
    ("officer", "tambon", "/console/air/<sensor>/restore", {}, 409),
    ("officer", "tambon", "/console/air/<sensor>/key", {}, 200),
    ("officer", "district", "/console/air/stops", {"area": "5202", "hours": "6", "why": "เครื่องพัง"}, 403),
    ("approver", "tambon", "/console/air/stops", {"area": "5202", "hours": "6", "why": "เครื่องพัง"}, 403),
    ("approver", "district", "/console/air/stops", {"area": "5202", "hours": "6", "why": "เครื่องพัง"}, 303),
    ("approver", "district", "/console/air/stops", {"area": "5202", "hours": "600", "why": "เครื่องพัง"}, 400),
    ("approver", "district", "/console/air/stops", {"area": "9999", "hours": "6", "why": "เครื่องพัง"}, 400),
    ("officer", "tambon", "/console/air/stops/<int:stop_id>/end", {}, 303),
    ("admin", "elsewhere", "/console/air/stops/<int:stop_id>/end", {}, 404),
]  # fmt: skip


@pytest.mark.parametrize(("role", "where", "rule", "form", "status"), TABLE)
def test_what_a_form_may_do(
    house: House,
    sqlite: Database,
    things: dict[str, str],
    role: str,
    where: str,
    rule: str,
    form: dict[str, Any],
    status: int,
) -> None:
    browser = log_in(house, sqlite, person(50), role, AREAS[where])
    path = address(rule, things)
    if rule.endswith("<number>"):
        assert browser.get(path).status_code == status
    else:
        assert browser.send(path, browser.get("/console/sessions"), **form).status_code == status


@pytest.mark.parametrize("rule", ROUTES)
def test_no_form_works_without_its_token(
    house: House, sqlite: Database, things: dict[str, str], rule: str
) -> None:
    browser = log_in(house, sqlite, person(50), "admin", "52")
    if "POST" in methods(house, rule):
        path = address(rule, things)
        assert browser.client.post(path, base_url="https://localhost").status_code == 400
        wrong = browser.client.post(path, data={"csrf_token": "x"}, base_url="https://localhost")
        assert wrong.status_code == 400
    with sqlite.read() as session:
        assert len(officials.listed(session, datetime.now(UTC))) == 2


def test_nobody_presses_all_day(house: House, sqlite: Database) -> None:
    browser = log_in(house, sqlite, person(50), "officer", "5202")
    page = browser.get("/console/sessions")
    codes = [browser.send("/console/sessions/999/end", page).status_code for _ in range(201)]
    assert codes[:199] == [404] * 199
    assert codes[-1] == 429


def test_every_entry_of_the_menu_leads_somewhere(house: House, sqlite: Database) -> None:
    from web.console import MENU

    browser = log_in(house, sqlite, person(50), "admin", "52")
    for entry in MENU:
        assert browser.get(entry.path).status_code == 200
    officer = log_in(house, sqlite, person(51), "officer", "5202")
    assert 'href="/console/history"' not in officer.get("/console").text
