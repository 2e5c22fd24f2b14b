"""Accounts of volunteers on both databases: what is kept, for how long, and what becomes of the role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain import volunteers as rules
from store import officials, people, volunteers
from store.db import Database
from store.volunteers import VolunteerRow
from tests.store.given import DAY, NOW

TOLD = {
    "name": "นายสมชาย ใจดี",
    "born": 1990,
    "phone": "0812345678",
    "home": {"code": "520204", "village": "หมู่ 1"},
    "kind": "citizen",
    "skills": ["fight", "cook"],
    "kit": None,
    "contact": {"name": "แม่", "phone": "0899999999"},
}


def applied(database: Database, line_id: str = "U1", **more: object) -> rules.Volunteer:
    with database.write() as session:
        people.remember(session, line_id, "user", NOW)
        found = volunteers.apply(session, line_id, TOLD | more, NOW)
        assert found is not None
        return found


def role(database: Database, line_id: str = "U1") -> str:
    with database.read() as session:
        known = people.find(session, line_id)
    assert known is not None
    return known.role


def test_an_application_is_kept_as_it_was_told(database: Database) -> None:
    applied(database)
    with database.read() as session:
        found = volunteers.find(session, "U1")
        waiting = volunteers.waiting(session, ["5202"])
        assert volunteers.waiting(session, ["5203"]) == ()
        assert volunteers.find(session, "") is None
    assert found is not None
    assert waiting == (found,)
    assert (found.skills, found.kit, found.contact_phone) == (("fight", "cook"), "", "0899999999")


def test_told_anew_it_is_one_account(database: Database) -> None:
    first, second = applied(database), applied(database, phone="0800000000")
    assert first.id == second.id
    assert second.phone == "0800000000"


def test_a_move_from_an_old_state_changes_nothing(database: Database) -> None:
    one = applied(database)
    with database.write() as session:
        assert volunteers.move(session, one, "approve", "H", NOW)
        assert not volunteers.move(session, one, "reject", "H", NOW)
        assert not volunteers.move(session, one, "restore", "H", NOW)
        assert volunteers.apply(session, "U1", TOLD, NOW) is None
    assert role(database) == "volunteer"


@pytest.mark.parametrize("what", ["resign", "suspend"])
def test_who_leaves_or_is_suspended_is_a_resident_again(database: Database, what: str) -> None:
    one = applied(database)
    with database.write() as session:
        volunteers.move(session, one, "approve", "H", NOW)
        volunteers.set_duty(session, "U1", NOW + DAY)
        assert [row.line_id for row in volunteers.on_duty(session, NOW)] == ["U1"]
        approved = volunteers.find(session, "U1")
        assert approved is not None
        volunteers.move(session, approved, what, "U1", NOW)
        assert volunteers.on_duty(session, NOW) == []
        (row,) = session.scalars(select(VolunteerRow)).all()
    assert role(database) == "resident"
    assert (row.phone == "", row.birth_year == 0) == (
        (True, True) if what == "resign" else (False, False)
    )


def test_a_posts_role_stands_above_and_gives_way_again(database: Database) -> None:
    one = applied(database)
    with database.write() as session:
        post = officials.give(session, "U1", "officer", "520204", NOW)
        volunteers.move(session, one, "approve", "H", NOW)
    assert role(database) == "officer"
    with database.write() as session:
        officials.end(session, post, NOW)
    assert role(database) == "volunteer"


def test_a_place_is_fresh_for_half_a_day(database: Database) -> None:
    one = applied(database)
    with database.write() as session:
        volunteers.move(session, one, "approve", "H", NOW)
        volunteers.set_duty(session, "U1", NOW + DAY)
        volunteers.note_near(session, "U1", "520701", NOW)
        (row,) = volunteers.on_duty(session, NOW)
        assert volunteers.where_now(row, NOW) == "520701"
        assert volunteers.where_now(row, NOW + timedelta(hours=13)) == "520204"
        volunteers.set_duty(session, "U1", None)
        assert row.near == ""


def test_who_left_two_years_ago_is_forgotten(database: Database) -> None:
    one = applied(database)
    with database.write() as session:
        volunteers.move(session, one, "reject", "H", NOW)
        assert volunteers.forget_old(session, NOW + timedelta(days=729)) == 0
        assert volunteers.forget_old(session, NOW + timedelta(days=731)) == 1
        assert volunteers.find(session, "U1") is None


def test_on_request_all_of_it_goes_and_nobody_elses(database: Database) -> None:
    applied(database)
    other = applied(database, "U2")
    with database.write() as session:
        volunteers.move(session, other, "approve", "U1", NOW)
        volunteers.forget(session, "U1")
        (row,) = session.scalars(select(VolunteerRow)).all()
        counts = volunteers.counts(session, NOW)
    assert (row.line_id, row.decided_by) == ("U2", "")
    assert counts == {"approved": 1, "on_duty": 0}
