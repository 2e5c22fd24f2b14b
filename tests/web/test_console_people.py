"""Posts: two admins to give one, one to take it, one step to hand it over; acting holders have an end."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.language import BANGKOK
from domain.posts import Post
from store import audit, forget, officials
from store.db import Database
from store.invitations import Invitation
from tests.bot.stage import House, all_letters, bring, desk, messages_in, person, text, work_all
from tests.web.officials import Browser, appoint, log_in

ONE, OTHER, NEWCOMER, HOLDER = (person(n) for n in (21, 22, 23, 24))
PROPOSAL = {"role": "approver", "area": "5202", "title": "นายอำเภอแม่เมาะ"}


def day(ahead: int) -> str:
    return (datetime.now(BANGKOK) + timedelta(days=ahead)).date().isoformat()


@pytest.fixture
def one(house: House, database: Database) -> Browser:
    return log_in(house, database, ONE, "admin", "52", title="ผู้ดูแลหนึ่ง")


@pytest.fixture
def other(house: House, database: Database) -> Browser:
    return log_in(house, database, OTHER, "admin", "52", title="ผู้ดูแลสอง")


def propose(browser: Browser, **changes: Any) -> int:
    fields = {**PROPOSAL, **changes}
    return browser.send(
        "/console/people/propose", browser.get("/console/people"), **fields
    ).status_code


def decide(browser: Browser, number: int = 1, decision: str = "confirm") -> Any:
    page = browser.get("/console/people")
    return browser.send(f"/console/people/proposals/{number}", page, decision=decision)


def code_in(answer: Any) -> str:
    found = re.findall(r"KHEM-[0-9A-Z]{10}", answer.text)
    return found[0] if found else ""


def take_up(database: Database, code: str, user: str = NEWCOMER) -> None:
    bring(database, text(code, source={"type": "user", "userId": user}))
    work_all(desk(database)[0])


def held(database: Database, user: str) -> tuple[Post, ...]:
    with database.read() as session:
        return officials.held_by(session, user, datetime.now(UTC))


def test_two_admins_give_a_post(one: Browser, other: Browser, database: Database) -> None:
    assert propose(one, until=day(30)) == 303
    with database.read() as session:
        assert session.scalars(select(Invitation)).all() == [], "no code before the second yes"
    answer = decide(other)
    code = code_in(answer)
    assert code
    assert code not in other.get("/console/people").text, "shown once"
    take_up(database, code)
    (post,) = held(database, NEWCOMER)
    assert (post.role, post.area, post.title, post.kind) == (
        "approver",
        "5202",
        "นายอำเภอแม่เมาะ",
        "district",
    )
    assert post.until is not None
    assert post.until.astimezone(BANGKOK).strftime("%Y-%m-%d %H:%M") == f"{day(30)} 23:59"
    with database.read() as session:
        done = [line.what for line in audit.search(session, audit.Wanted(text="post"))][::-1]
    assert done == ["post proposed", "post confirmed", "post taken up"]


def test_nobody_confirms_their_own(one: Browser, database: Database) -> None:
    propose(one)
    assert decide(one).status_code == 403
    assert code_in(decide(one)) == ""


def test_nor_by_another_post_of_theirs(house: House, database: Database) -> None:
    browser = log_in(house, database, ONE, "admin", "5202")
    propose(browser)
    appoint(database, ONE, "admin", "52")
    assert decide(browser).status_code == 403


def test_one_no_is_enough_and_final(one: Browser, other: Browser, database: Database) -> None:
    propose(one)
    decide(one, decision="refuse")
    assert decide(other).status_code == 409
    with database.read() as session:
        assert session.scalars(select(Invitation)).all() == []


def test_two_yes_at_once_make_one_code(
    one: Browser, other: Browser, house: House, database: Database
) -> None:
    third = log_in(house, database, person(25), "admin", "52")
    propose(one)
    assert [bool(code_in(decide(b))) for b in (other, third)] == [True, False]


def test_a_proposal_lies_a_week(one: Browser, other: Browser, database: Database) -> None:
    from store.proposals import Proposal

    propose(one)
    with database.write() as session:
        session.scalars(select(Proposal)).one().proposed_at -= timedelta(days=7)
    assert decide(other).status_code == 409


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"title": " "}, 400),
        ({"until": day(-1)}, 400),
        ({"until": "2026-13-40"}, 400),
        ({"until": "9999-01-01"}, 400),
        ({"acting": "1"}, 400),
        ({"acting": "1", "until": day(300)}, 400),
        ({"acting": "1", "until": day(60)}, 303),
        ({"until": ""}, 303),
        ({"title": "ก" * 500}, 303),
        ({"title": "ก\x00ข"}, 303),
    ],
)
def test_what_can_be_proposed(one: Browser, changes: dict[str, str], status: int) -> None:
    assert propose(one, **changes) == status


def test_an_acting_holder_is_one_until_the_last_day(
    one: Browser, other: Browser, database: Database
) -> None:
    propose(one, acting="1", until=day(10))
    take_up(database, code_in(decide(other)))
    (post,) = held(database, NEWCOMER)
    assert post.acting
    with database.read() as session:
        assert officials.held_by(session, NEWCOMER, datetime.now(UTC) + timedelta(days=11)) == ()


def test_a_post_is_handed_over_in_one_step(one: Browser, house: House, database: Database) -> None:
    """The holder proposes, an admin confirms; the successor's code ends the predecessor in the same moment."""
    leaving = log_in(house, database, HOLDER, "officer", "520204", title="กำนัน", village="หมู่ 4")
    (post,) = held(database, HOLDER)
    page = leaving.get("/console/people")
    assert (
        leaving.send(f"/console/people/{post.id}/hand-over", page, until=day(100)).status_code
        == 303
    )
    assert held(database, HOLDER), "still theirs until somebody takes it"
    code = code_in(decide(one))
    assert leaving.get("/console").status_code == 200
    take_up(database, code)
    (new,) = held(database, NEWCOMER)
    assert (new.role, new.area, new.title, new.village) == ("officer", "520204", "กำนัน", "หมู่ 4")
    assert held(database, HOLDER) == ()
    assert leaving.get("/console").status_code == 303


def test_ending_takes_one_and_works_at_once(one: Browser, house: House, database: Database) -> None:
    holding = appoint(database, HOLDER, "admin", "5202")
    lost = log_in(house, database, HOLDER)
    page = one.get("/console/people")
    assert one.send(f"/console/people/{holding}/end", page).status_code == 303
    assert lost.get("/console").status_code == 303
    assert held(database, HOLDER) == ()
    assert one.send(f"/console/people/{holding}/end", page).status_code == 404
    bring(database, text("เข้าระบบ", source={"type": "user", "userId": HOLDER}))
    work_all(desk(database)[0])
    assert "/console/enter" not in str([messages_in(letter) for letter in all_letters(database)])


def test_one_of_two_posts_ends_and_the_other_stays(
    one: Browser, house: House, database: Database
) -> None:
    first, _ = (
        appoint(database, HOLDER, "admin", "5202"),
        appoint(database, HOLDER, "officer", "520204"),
    )
    browser = log_in(house, database, HOLDER)
    one.send(f"/console/people/{first}/end", one.get("/console/people"))
    assert browser.get("/console").status_code == 200
    assert browser.get("/console/history").status_code == 403


def test_a_lost_phone_is_logged_out_and_the_post_stays(
    one: Browser, house: House, database: Database
) -> None:
    holding = appoint(database, HOLDER, "officer", "5202")
    lost = log_in(house, database, HOLDER)
    one.send(f"/console/people/{holding}/log-out", one.get("/console/people"))
    assert lost.get("/console").status_code == 303
    assert held(database, HOLDER)


def test_sessions_are_seen_and_ended_one_by_one(house: House, database: Database) -> None:
    phone = log_in(house, database, HOLDER, "officer", "5202")
    computer = log_in(house, database, HOLDER)
    stranger = log_in(house, database, NEWCOMER, "officer", "5202")
    page = phone.get("/console/sessions")
    ends = re.findall(r'action="(/console/sessions/\d+/end)"', page.text)
    assert len(ends) == 2
    assert stranger.send(ends[0], stranger.get("/console/sessions")).status_code == 404
    (others,) = [
        e for e in ends if e not in page.text.partition("เครื่องนี้")[2].partition("</form>")[0]
    ]
    assert phone.send(others, page).status_code == 303
    assert computer.get("/console").status_code == 303
    assert phone.get("/console").status_code == 200


def test_the_history_is_searched_and_taken_along(
    one: Browser, other: Browser, house: House, database: Database
) -> None:
    propose(one, title='=HYPERLINK("x")')
    page = one.get("/console/history?text=proposed")
    assert "เสนอตำแหน่ง" in page.text
    assert "<strong>เข้าระบบ</strong>" not in page.text
    told = one.get("/console/history.csv").get_data(as_text=True)
    assert told.startswith("\ufeffnumber,at,post")
    assert "post proposed" in told
    assert re.search(r"(^|,)[=+@]", told, re.M) is None
    district = log_in(house, database, person(26), "admin", "5206")
    assert "post proposed" not in district.get("/console/history.csv").get_data(as_text=True)


@pytest.mark.parametrize(
    "query", ["page=-5", "page=x", "page=99999999999", "since=x&until=y", "text=%00", "text=%25_"]
)
def test_odd_questions_to_the_history(one: Browser, query: str) -> None:
    assert one.get(f"/console/history?{query}").status_code == 200
    assert one.get(f"/console/history.csv?{query}").status_code == 200


def test_who_asks_to_be_forgotten_leaves_no_login(
    one: Browser, house: House, database: Database
) -> None:
    browser = log_in(house, database, HOLDER, "officer", "5202")
    propose(one)
    with database.write() as session:
        forget.person(session, HOLDER)
        forget.person(session, ONE)
    assert browser.get("/console").status_code == 303
    from store.everything import METADATA

    with database.read() as session:
        for table in METADATA.sorted_tables:
            if table.name.startswith(("console_", "proposals", "audit", "warning")):
                told = str([tuple(row) for row in session.execute(select(table))])
                assert HOLDER not in told
                assert ONE not in told
