"""Missions and calls on both databases: once each, guarded moves, who is out, and what is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import missions as rules
from domain.missions import Call, Mission
from store import mission_notices, missions, versions
from store.db import Database
from store.missions import CallRow, MissionRow
from store.volunteers import VolunteerRow
from tests.store.given import DAY, NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def ids(database: Database) -> list[int]:
    """Three approved volunteers on duty: U0, U1, U2."""
    with database.write() as session:
        rows = [
            VolunteerRow(
                line_id=f"U{n}", name=f"นาย อาสา{n} ดี", birth_year=1990, phone=f"08{n}", home="520204", village="",
                kind="citizen", skills="fight", kit="", contact_name="", contact_phone="", state="approved",
                asked_at=NOW, decided_by="", duty_until=NOW + DAY, near="",
            )
            for n in range(3)
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def called(session: Session, fire: int = 1, drill: bool = False) -> Call:
    call, _ = missions.open_call(session, fire, "fight", 6, "boss", NOW, drill=drill)
    return call


def asked(session: Session, ids: list[int], fire: int = 1, **more: bool) -> list[Mission]:
    return missions.ask(
        session, called(session, fire, **more), ids, NOW, drill=more.get("drill", False)
    )


def moved(session: Session, one: Mission, *whats: str, at: datetime = NOW) -> Mission:
    for what in whats:
        after = missions.move(session, one, what, at, by="boss")
        assert after is not None
        one = after
    return one


def test_a_call_is_open_once_for_each_fire_and_task(database: Database) -> None:
    with database.write() as session:
        first, is_new = missions.open_call(session, 1, "fight", 6, "boss", NOW, drill=False)
        again, is_new_again = missions.open_call(session, 1, "fight", 9, "boss", NOW, drill=False)
        other, _ = missions.open_call(session, 1, "cook", 2, "boss", NOW, drill=False)
        assert (is_new, is_new_again) == (True, False)
        assert first == again
        missions.end_calls(session, 1, NOW)
        assert missions.open_calls(session) == ()
        fresh, is_new = missions.open_call(session, 1, "fight", 6, "boss", NOW, drill=False)
    assert is_new
    assert fresh.id > other.id


def test_a_wave_is_sent_by_one_process(database: Database) -> None:
    with database.write() as session:
        call = called(session)
        assert missions.note_wave(session, call, 1, NOW)
        assert not missions.note_wave(session, call, 1, NOW)


def test_nobody_is_asked_twice(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        assert [one.name for one in asked(session, ids)] == ["อาสา0", "อาสา1", "อาสา2"]
        assert asked(session, [*ids, 999]) == []
        assert missions.asked_ids(session, 1, NOW) == set(ids)
        assert missions.asked_ids(session, 1, NOW + 2 * DAY) == set()
        assert all(one.is_busy for one in missions.candidates(session, NOW))


def test_a_move_from_an_old_state_changes_nothing_and_others_hear_of_a_new_one(
    database: Database, ids: list[int]
) -> None:
    with database.write() as session:
        one, *_ = asked(session, ids)
        before = versions.seen(session, "missions:1")
        ready = moved(session, one, "ready")
        assert versions.seen(session, "missions:1") > before
        assert missions.move(session, one, "cannot", NOW) is None
        cleared = moved(session, ready, "clear")
        assert missions.find(session, one.id) == cleared
        (row,) = session.scalars(select(MissionRow).where(MissionRow.id == one.id)).all()
    assert (row.cleared_by, row.state) == ("boss", rules.CLEARED)


def test_people_out_are_counted_with_their_parties_until_home(
    database: Database, ids: list[int]
) -> None:
    with database.write() as session:
        first, second, third = asked(session, ids)
        out = moved(session, first, "ready", "clear", "left")
        missions.note(session, out, party=4)
        moved(session, second, "ready", "clear")
        moved(session, third, "ready")
        assert missions.people_out(session, 1) == 5
        assert missions.people_out_of(session, [1, 2]) == {1: 5}
        assert missions.people_out_of(session, []) == {}
        assert missions.is_on_mission(session, "U0")
        assert not missions.is_on_mission(session, "U2")
        moved(session, out, "home")
        assert missions.people_out(session, 1) == 1
        assert not missions.is_on_mission(session, "U0")


def test_hours_tire_and_rest(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        one, *_ = asked(session, ids[:1])
        out = moved(session, one, "ready", "clear", "left")
        moved(session, out, "home", at=NOW + 5 * HOUR)
        now = NOW + 6 * HOUR
        (found,) = [one for one in missions.candidates(session, now) if one.id == ids[0]]
        assert (found.hours_out, found.asked_today, found.is_busy) == (5.0, 1, False)
        assert found.back_at == NOW + 5 * HOUR
        assert missions.hours_of(session, "U0") == (1, 5.0)


def test_drills_are_no_figures(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        one, *_ = asked(session, ids[:1], drill=True)
        out = moved(session, one, "ready", "clear", "left")
        moved(session, out, "home", at=NOW + HOUR)
        assert missions.hours_of(session, "U0") == (0, 0)


def test_people_go_along_when_a_fire_becomes_part_of_another(
    database: Database, ids: list[int]
) -> None:
    with database.write() as session:
        one, *_ = asked(session, ids[:1], fire=1)
        called(session, fire=2)
        moved(session, one, "ready", "clear")
        missions.follow(session, 1, 2, NOW)
        assert missions.people_out_of(session, [1, 2]) == {2: 1}
        assert [call.fire_id for call in missions.open_calls(session)] == [2]


def test_on_request_the_missions_stay_without_the_person(
    database: Database, ids: list[int]
) -> None:
    with database.write() as session:
        one, other, _ = asked(session, ids)
        out = moved(session, one, "ready", "clear", "left")
        missions.note(session, out, way="ทางวัด", last_area="520204")
        moved(session, out, "home")
        mission_notices.add(session, "boss", 1, one.id, "gear", NOW, "ยาของสมชาย")
        mission_notices.add(session, "U0", 1, other.id, "ready", NOW)
        mission_notices.forget(session, "U0", missions.ids_of(session, "U0"))
        missions.forget(session, "U0")
        missions.forget(session, "boss")
        found = missions.find(session, one.id)
        notices = list(mission_notices.untold(session))
        (call,) = session.scalars(select(CallRow)).all()
    assert found is not None
    assert (found.line_id, found.way, found.last_area, found.name) == ("", "", "", "")
    assert found.state == rules.HOME
    assert (notices, call.by) == ([], "")


def test_after_two_years_who_went_where_is_forgotten(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        one, two, _ = asked(session, ids)
        moved(session, one, "cannot")
        moved(session, two, "ready", "clear", "left")
        assert missions.forget_old(session, NOW + DAY) == 1
        assert [one.line_id for one in missions.team(session, 1)] == ["", "U1", "U2"]
        assert mission_notices.forget_old(session, NOW) == 0


def test_own_missions_of_late(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        one, *_ = asked(session, ids[:1])
        moved(session, one, "cannot")
        assert [each.id for each in missions.own(session, "U0", NOW)] == [one.id]
        assert missions.own(session, "U0", NOW + 2 * DAY) == ()
        assert missions.own(session, "", NOW) == ()


def test_who_said_that_they_set_out_went_there_home_or_not(
    database: Database, ids: list[int]
) -> None:
    with database.write() as session:
        first, second, third = asked(session, ids)
        out = moved(session, first, "ready", "clear", "left")
        missions.note(session, out, party=4)
        moved(session, second, "ready", "clear")
        moved(session, third, "ready", "clear", "withdraw", "home")  # never set out
        assert missions.people_went_to(session, [1, 2]) == {1: 4}
        moved(session, out, "home")
        assert missions.people_went_to(session, [1]) == {1: 4}
        assert missions.people_went_to(session, []) == {}


def test_who_waited_and_is_forgotten_waits_no_more(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        one, other, _ = asked(session, ids)
        ready = moved(session, one, "ready")
        missions.forget(session, "U0")
        missions.forget(session, "U1")
        found = [missions.find(session, each.id) for each in (one, other)]
        assert [each.state for each in found if each] == [rules.WITHDRAWN, rules.WITHDRAWN]
        assert missions.move(session, ready, "clear", NOW) is None


def test_nothing_moves_of_an_open_mission_that_was_ended(
    database: Database, ids: list[int]
) -> None:
    with database.write() as session:
        one, *_ = asked(session, ids)
        ready = moved(session, one, "ready")
        missions.note(session, ready, ended_at=NOW)
        assert missions.move(session, ready, "clear", NOW) is None


def test_only_who_is_approved_on_duty_and_free_is_asked(database: Database, ids: list[int]) -> None:
    with database.write() as session:
        rows = [session.get(VolunteerRow, one) for one in ids]
        assert rows[0] is not None
        assert rows[1] is not None
        rows[0].state, rows[1].duty_until = "suspended", NOW
        session.flush()
        assert [one.line_id for one in asked(session, ids, fire=1)] == ["U2"]
        assert asked(session, ids, fire=2) == []
