"""What burning costs in the console: entered with source and season, told in the chat, ended with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.burn_days import at_hour
from store import audit, clock, penalties, people, seeds
from store.audit import Wanted
from store.db import Database
from tests.bot.stage import House, person
from tests.web.officials import Browser, log_in

MORNING = at_hour(date(2026, 3, 12), 9)
CHIEF, HEAD = person(4), person(2)
PAGE = "/console/permits/penalties"
LAW = {
    "kind": "support", "law_th": "มาตรการจังหวัด", "says_th": "เผานา", "penalty_th": "หมดสิทธิ์หนึ่งฤดู",
    "area": "5202", "start": "2026-12-01", "end": "2027-03-31", "source": "ประกาศ 12 มี.ค. 2569",
}  # fmt: skip


@pytest.fixture(autouse=True)
def morning(database: Database) -> None:
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), MORNING, 0.0)
        for line_id in (CHIEF, HEAD):
            people.remember(session, line_id, "user", MORNING)


def enter(browser: Browser, **changes: str) -> Any:
    return browser.send(f"{PAGE}/add", browser.get(PAGE), **{**LAW, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"source": " "},
        {"start": ""},
        {"end": "2026-11-01"},
        {"end": "31/3/2570"},
        {"end": "2028-03-31"},
        {"kind": "reward"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    house: House, database: Database, changes: dict[str, str]
) -> None:
    answer = enter(log_in(house, database, CHIEF, "approver", "5202"), **changes)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "หมดสิทธิ์หนึ่งฤดู" in answer.text
    with database.read() as session:
        assert penalties.listed(session) == ()


def test_it_is_entered_once_and_ended_with_a_reason(house: House, database: Database) -> None:
    chief = log_in(house, database, CHIEF, "approver", "5202")
    assert enter(chief, lands="farm").status_code == 303
    assert enter(chief, lands="farm").status_code == 409
    assert enter(chief, area="52").status_code == 403
    with database.read() as session:
        (row,) = penalties.listed(session)
    assert (row.kind, row.lands, row.start, row.end) == ("support", ("farm",), date(2026, 12, 1), date(2027, 3, 31))  # fmt: skip
    assert row.entered_by.startswith("post:")
    head = log_in(house, database, HEAD, "officer", "520205")
    assert "มาตรการจังหวัด" in head.get(PAGE).text
    assert "<form" not in head.get(PAGE).text.split("<main")[1]
    page, path = chief.get(PAGE), f"{PAGE}/{row.id}/end"
    assert "ยังไม่เริ่ม" in page.text
    assert chief.send(path, page, on="2026-03-11", why="ยกเลิกแล้ว").status_code == 400
    assert chief.send(path, page, on="2026-03-12", why="").status_code == 400
    assert chief.send(path, page, on="2026-03-12", why="ยกเลิกแล้ว").status_code == 303
    assert chief.send(path, page, on="2026-03-12", why="ยกเลิกแล้ว").status_code == 409
    with database.read() as session:
        assert penalties.from_day(session, date(2026, 12, 1)) == ()
        lines = [one.what for one in audit.search(session, Wanted(), 0)]
    assert [one for one in lines if "law" in one] == ["burn law ended", "burn law entered"]


def test_the_seed_is_shown_with_its_sources(house: House, database: Database) -> None:
    seeds.sow(database)
    page = log_in(house, database, CHIEF, "approver", "5202").get(PAGE).text
    assert "140,000" in page
    assert "qsds.go.th" in page
