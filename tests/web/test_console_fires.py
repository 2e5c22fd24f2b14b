"""The fires of the console: seen by area, changed by who holds the place, and who reported only for a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.fire_permits import NEAR, UNDER
from store import audit, clock, fires
from store.audit import Wanted
from store.db import Database
from store.fires import FireRow
from tests.bot.stage import House, person
from tests.village import Village
from tests.web.officials import Browser, log_in

BAN_DONG = "520201"


@pytest.fixture
def village(database: Database) -> Village:
    made = Village(database)
    made.lives(1, BAN_DONG)
    made.says(1, "ไฟไหม้หญ้าข้างทาง โทรหาได้ 0891112222")
    made.pins(1, 18.478, 99.756)
    made.press(1, "ไฟอยู่ตรงหมุด")
    return made


@pytest.fixture
def head(house: House, database: Database) -> Browser:
    return log_in(house, database, person(50), "officer", BAN_DONG, title="ผู้ใหญ่บ้าน")


def fire(village: Village) -> FireRow:
    with village.database.read() as session:
        return session.scalars(select(FireRow)).one()


def test_the_list_shows_what_waits_first_and_nobody_s_name(village: Village, head: Browser) -> None:
    page = head.get("/console/fires").text
    assert fire_number(village) in page
    assert "ยังไม่มีคนรับ" in page
    assert person(1) not in page
    assert "18.478" in page  # the estimated place, on the map


def fire_number(village: Village) -> str:
    row = fire(village)
    return f"F-{row.year}-{row.number:04d}"


def test_taking_it_in_the_browser_tells_the_reporter_in_the_chat(
    village: Village, head: Browser
) -> None:
    path = f"/console/fires/{fire(village).id}"
    page = head.get(path)
    assert "รับเรื่องนี้" in page.text
    answer = head.send(f"{path}/step", page, step="take")
    assert answer.status_code == 303
    assert fire(village).owner == person(50)
    assert any("รับเรื่อง" in one for one in village.heard(1))
    with village.database.read() as session:
        assert [line.what for line in audit.search(session, Wanted(), 0)][:1] == ["fire take"]


def test_out_keeps_the_official_report(village: Village, head: Browser) -> None:
    path = f"/console/fires/{fire(village).id}"
    head.send(f"{path}/step", head.get(path), step="take")
    told = {"rai": "2.5", "land": "farm", "units": "อบต. 8", "cause": "", "proof": "เดินดูแล้ว"}
    assert head.send(f"{path}/step", head.get(path), step="out", **told).status_code == 303
    row = fire(village)
    assert row.state == "out"
    assert b"2.5" in row.closing


def test_a_move_that_does_not_fit_changes_nothing_and_says_why(
    village: Village, head: Browser
) -> None:
    path = f"/console/fires/{fire(village).id}"
    answer = head.send(f"{path}/step", head.get(path), step="controlled")
    assert answer.status_code == 409
    assert "กดรับเรื่องก่อน" in answer.text
    assert fire(village).state == "reported"


def test_numbers_are_shown_for_a_typed_reason_that_stands_in_the_book(
    village: Village, head: Browser
) -> None:
    path = f"/console/fires/{fire(village).id}"
    with village.database.write() as session:
        (report,) = fires.reports_of(session, fire(village).id)
        report.phone = "0891112222"
    page = head.get(path)
    assert "0891112222" not in page.text.replace("โทรหาได้ 0891112222", "")
    assert head.send(f"{path}/reporters", page, reason="").status_code == 400
    shown = head.send(f"{path}/reporters", page, reason="ถามทางเข้าหมู่บ้าน")
    assert "0891112222" in shown.text
    with village.database.read() as session:
        assert any(what == "phones" for _, _, what, _ in fires.timeline(session, fire(village).id))


def test_elsewhere_it_is_not_there(village: Village, house: House, database: Database) -> None:
    stranger = log_in(house, database, person(51), "officer", "5206", title="ผู้ใหญ่บ้าน")
    assert stranger.get(f"/console/fires/{fire(village).id}").status_code == 404
    assert fire_number(village) not in stranger.get("/console/fires").text


def test_the_district_joins_two_and_keeps_two_apart(
    village: Village, house: House, database: Database
) -> None:
    village.lives(2, BAN_DONG)
    village.says(2, "ไฟไหม้ป่า")
    village.pins(2, 18.49, 99.756)
    village.press(2, "ไฟอยู่ตรงหมุด")
    chief = log_in(house, database, person(52), "officer", "5202", title="ปลัดอำเภอ")
    with database.read() as session:
        one, two = session.scalars(select(FireRow).order_by(FireRow.id)).all()
    path = f"/console/fires/{one.id}"
    chief.send(f"{path}/join", chief.get(path), other=str(two.id), apart="1")
    with database.read() as session:
        assert session.get(FireRow, one.id).apart == str(two.id)  # type: ignore[union-attr]
    chief.send(f"{path}/join", chief.get(path), other=str(two.id))
    with database.read() as session:
        assert session.get(FireRow, two.id).state == "merged"  # type: ignore[union-attr]


def test_a_drill_is_marked_everywhere_and_joins_no_report(
    village: Village, house: House, database: Database
) -> None:
    village.official(53, BAN_DONG, "อบต.", "สมชาย")
    chief = log_in(house, database, person(52), "officer", "5202", title="ปลัดอำเภอ")
    page = chief.get("/console/fires")
    assert chief.send("/console/fires/drill", page, area="5206", kind="grass").status_code == 400
    answer = chief.send("/console/fires/drill", page, area=BAN_DONG, kind="forest")
    assert answer.status_code == 303
    with database.read() as session:
        real, practice = session.scalars(select(FireRow).order_by(FireRow.id)).all()
    assert (real.drill, practice.drill) == (False, True)
    (told,) = [one for one in village.heard(53) if "ไฟป่า" in one]
    assert told.startswith("[ซ้อม]")
    village.lives(7, BAN_DONG)
    village.says(7, f"ไฟไหม้ป่า {practice.lat:.4f}, {practice.lon:.4f}")
    with database.read() as session:
        assert len(fires.reports_of(session, practice.id)) == 0, (
            "a real report is never part of a drill"
        )
    path = f"/console/fires/{practice.id}"
    refused = chief.send(f"{path}/join", chief.get(path), other=str(real.id))
    assert (refused.status_code, "ไฟซ้อมกับไฟจริงรวมกันไม่ได้" in refused.text) == (400, True)
    with database.read() as session:
        assert session.get(FireRow, real.id).state != "merged"  # type: ignore[union-attr]


def test_a_permitted_burn_beside_it_is_shown_and_ends_it_only_after_its_holders_word(
    village: Village, head: Browser
) -> None:
    number, path = fire(village).id, f"/console/fires/{fire(village).id}"

    def told(what: str) -> None:
        with village.database.write() as session:
            at = clock.now(session)
            until = (at + timedelta(hours=1)).isoformat() if what == NEAR else ""
            fires.note(session, number, what, at, who_name="B-2569-0012", note=until)

    told(NEAR)
    page = head.get(path)
    assert "B-2569-0012 ถามเจ้าของแปลงเมื่อ" in page.text
    assert 'value="permitted"' not in page.text
    assert head.send(f"{path}/step", page, step="permitted").status_code == 409
    told(UNDER)
    page = head.get(path)
    assert "ว่าคุมอยู่" in page.text
    assert 'value="permitted"' in page.text
    assert head.send(f"{path}/step", page, step="permitted").status_code == 303
    assert fire(village).state == "permitted"
    assert "เผาตามใบอนุญาต" in head.get(path).text
    assert any("เป็นการเผาที่ได้รับอนุญาต" in one for one in village.heard(1))
