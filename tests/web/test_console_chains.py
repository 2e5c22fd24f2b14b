"""Who decides on burns is a setting of the province or a district: proposed by one, agreed to by another, and it binds."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from domain import permits as states
from store import audit, officials, permits, setting_changes
from store.db import Database
from store.setting_changes import SettingChange
from tests.bot.stage import House, person
from tests.burning import permit
from tests.web.officials import Browser, appoint, log_in

ONE, OTHER, CHIEF, DUTY, DISTRICT_ADMIN = (person(n) for n in (21, 22, 23, 24, 25))
MAE_MO, TAMBON = "5202", "520204"
ONLY_THE_CHIEF = {
    "kind": "chain",
    "name": f"district:{MAE_MO}",
    "kinds": ["district"],
    "why": "นายอำเภอขอตัดสินเอง",
}


@pytest.fixture
def one(house: House, database: Database) -> Browser:
    appoint(database, CHIEF, "approver", MAE_MO, title="นายอำเภอ")
    appoint(database, DUTY, "approver", "52", title="เวรจังหวัด")
    return log_in(house, database, ONE, "admin", "52", title="ผู้ดูแลหนึ่ง")


@pytest.fixture
def other(house: House, database: Database) -> Browser:
    return log_in(house, database, OTHER, "admin", "52", title="ผู้ดูแลสอง")


def propose(browser: Browser, **more: Any) -> int:
    fields = {**ONLY_THE_CHIEF, **more}
    page = browser.get(f"/console/settings/change?kind=chain&name={ONLY_THE_CHIEF['name']}")
    return browser.send("/console/settings/change", page, **fields).status_code


def decide(browser: Browser, decision: str = "approve") -> int:
    with browser.database.read() as session:
        number = max(session.scalars(select(SettingChange.id)))
    page = browser.get("/console/settings")
    return browser.send(f"/console/settings/{number}/decide", page, decision=decision).status_code


def who_may(database: Database, number: int) -> set[str]:
    with database.read() as session:
        found = permits.get(session, number)
        assert found is not None
        now = found.filed_at
        assert now is not None
        return {one.holder for one in states.deciders(found, officials.listed(session, now))}


def test_it_binds_once_a_second_person_agrees_and_is_set_back_the_same_way(
    database: Database, one: Browser, other: Browser, house: House
) -> None:
    now = permit().begins
    with database.write() as session:
        waiting = permits.file(session, permit(tambon=TAMBON, state=states.DISTRICT), now).id
        elsewhere = permits.file(session, permit(tambon="520601", state=states.DISTRICT), now).id
    assert who_may(database, waiting) == {CHIEF, DUTY}
    assert propose(one) == 303
    assert propose(other) == 409  # one waits already
    assert decide(one) == 403
    assert who_may(database, waiting) == {CHIEF, DUTY}
    assert "นายอำเภอขอตัดสินเอง" in other.get("/console/settings").text
    assert decide(other) == 303
    assert who_may(database, waiting) == {CHIEF}
    assert who_may(database, elsewhere) == {DUTY}
    assert "ตั้งไว้ที่นี่" in one.get("/console/settings").text
    with database.read() as session:
        moved = permits.get(session, waiting)
        assert moved is not None
        assert moved.chosen == (("district", ("district",)),)
        (line, *_) = audit.search(session, audit.Wanted(text="setting"))
    assert (line.what, line.area) == ("setting approved", MAE_MO)
    with database.write() as session:  # what a move returns carries it, too
        after = permits.move(session, moved, states.APPROVED, {}, now)
        assert after is not None
        assert after.chosen == moved.chosen
    assert propose(other, kinds=["district", "duty"]) == 303
    assert decide(one) == 303
    with database.read() as session:
        found = permits.get(session, waiting)
        assert found is not None
        assert found.chosen == ()


NEVER: list[dict[str, Any]] = [
    {"kinds": []},
    {"kinds": ["king"]},
    {"kinds": ["police"]},
    {"kinds": ["district", "local_office"]},  # that decides before
    {"kinds": ["district", "duty"]},  # holds already
    {"name": "district:52"},  # other districts have no approver of their own
    {"name": "king:52"},
    {"name": "district:520204"},
    {"why": ""},
]


def test_what_may_not_stand(one: Browser) -> None:
    for more in NEVER:
        assert propose(one, **more) == 400, more
    with one.database.read() as session:
        assert setting_changes.waiting(session, permit().begins) == []


def test_nobody_left_meanwhile_is_asked_again_at_the_second_yes(
    database: Database, one: Browser, other: Browser
) -> None:
    propose(one)
    with database.write() as session:
        (chief,) = [p for p in officials.listed(session, permit().begins) if p.holder == CHIEF]
        officials.end(session, chief.id, permit().begins)
    assert decide(other) == 400
    with database.read() as session:
        assert setting_changes.chains(session) == {}


def test_a_district_s_own_admin_proposes_for_it_and_for_nothing_else(
    database: Database, one: Browser, house: House
) -> None:
    own = log_in(house, database, DISTRICT_ADMIN, "admin", MAE_MO, title="ผู้ดูแลอำเภอ")
    assert propose(own, name="district:52") == 403
    assert propose(own) == 303
