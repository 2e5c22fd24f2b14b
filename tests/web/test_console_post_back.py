"""A post ended by mistake: one administrator proposes to give it back, another confirms, and it is the same post again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from store import audit, officials
from store.audit import Wanted
from store.db import Database
from store.officials import Holding
from tests.bot.stage import House, all_letters, person
from tests.web.officials import Browser, appoint, log_in

ONE, OTHER, HOLDER = person(21), person(22), person(24)


@pytest.fixture
def one(house: House, database: Database) -> Browser:
    return log_in(house, database, ONE, "admin", "52", title="ผู้ดูแลหนึ่ง")


@pytest.fixture
def other(house: House, database: Database) -> Browser:
    return log_in(house, database, OTHER, "admin", "52", title="ผู้ดูแลสอง")


@pytest.fixture
def post(database: Database) -> int:
    return appoint(database, HOLDER, "approver", "5202", title="นายอำเภอแม่เมาะ")


def press(browser: Browser, path: str, **fields: str) -> int:
    answer = browser.send(f"/console/people/{path}", browser.get("/console/people"), **fields)
    return answer.status_code


def holds(database: Database, user: str) -> list[int]:
    with database.read() as session:
        return [one.id for one in officials.held_by(session, user, datetime.now(UTC))]


def test_two_give_back_what_one_ended(
    database: Database, one: Browser, other: Browser, post: int
) -> None:
    assert press(one, f"{post}/give-back") == 404  # it is held
    press(one, f"{post}/end")
    assert holds(database, HOLDER) == []
    assert "นายอำเภอแม่เมาะ" in one.get("/console/people").text
    assert press(one, f"{post}/give-back") == 303
    assert press(other, f"{post}/give-back") == 409  # one is enough
    assert press(one, "proposals/1", decision="confirm") == 403
    assert holds(database, HOLDER) == []
    assert press(other, "proposals/1", decision="confirm") == 303
    assert holds(database, HOLDER) == [post]
    assert press(other, "proposals/1", decision="confirm") == 409
    assert "ได้ตำแหน่งคืน" in str([row.body.decode() for row in all_letters(database)])
    with database.read() as session:
        booked = [line.what for line in audit.search(session, Wanted(), 0)]
    assert booked[:3] == ["post confirmed", "post proposed", "post ended"]


def test_nobody_confirms_that_a_post_comes_back_to_themselves(
    database: Database, one: Browser, other: Browser
) -> None:
    second = appoint(database, OTHER, "admin", "5202", title="ปลัดอำเภอ")
    press(one, f"{second}/end")
    press(one, f"{second}/give-back")
    assert press(other, "proposals/1", decision="confirm") == 403
    assert second not in holds(database, OTHER)


@pytest.mark.parametrize(
    "changed",
    [
        {"ended_at": datetime.now(UTC) - timedelta(days=8)},
        {"until": datetime.now(UTC) - timedelta(hours=1)},
        {"line_id": ""},
    ],
    ids=["over a week ago", "ran out", "holder not known any more"],
)
def test_what_cannot_be_given_back(
    database: Database, one: Browser, other: Browser, post: int, changed: dict[str, object]
) -> None:
    press(one, f"{post}/end")
    press(one, f"{post}/give-back")
    with database.write() as session:
        session.execute(update(Holding).where(Holding.id == post).values(**changed))
    assert press(one, f"{post}/give-back") == 404
    if "ended_at" not in changed:  # what was proposed within the week may be confirmed
        assert press(other, "proposals/1", decision="confirm") == 409
        assert holds(database, HOLDER) == []
