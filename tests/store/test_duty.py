"""Roster, call list and notes in the store: what is left out, in which order, and what goes with time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from domain.duty_alarms import Cause
from store import duty, duty_alarms, hand_overs, officials, people
from store.db import Database

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hold(database: Database, number: int, area: str = "5202") -> int:
    who = f"U{number:032d}"
    with database.write() as session:
        people.remember(session, who, "user", NOW)
        found = officials.give(session, who, "officer", area, NOW, title=f"ปลัด{number}")
        officials.introduce(session, who, f"คน{number}", f"081000000{number}")
    return found


def test_a_post_that_ended_is_on_no_duty_and_on_no_list(database: Database) -> None:
    first, second = hold(database, 1), hold(database, 2)
    with database.write() as session:
        span = (NOW - HOUR, NOW + HOUR)
        one = duty.add(session, "5202", first, span, deputy=second)
        duty.add(session, "5202", second, (NOW + HOUR, NOW + 2 * HOUR))
        for post in (first, second):
            duty.add_line(session, "5202", post, "", "", date(2026, 3, 1), first)
        officials.end(session, second, NOW)
    with database.read() as session:
        (shift,) = duty.shifts(session, NOW, NOW + 9 * HOUR, NOW)
        assert (shift.id, shift.deputy, shift.post.name) == (one, None, "คน1")
        assert [line.name for line in duty.listed(session, ["5202"], NOW)] == ["คน1"]
        assert duty.shifts(session, NOW + HOUR, NOW + 9 * HOUR, NOW) == ()


def test_the_call_list_keeps_its_order(database: Database) -> None:
    def names() -> list[str]:
        with database.read() as session:
            return [one.name for one in duty.listed(session, ["52"], NOW)]

    with database.write() as session:
        rows = [
            duty.add_line(session, "52", 0, name, "0812345678", date(2026, 3, 1), 1)
            for name in ("ก", "ข", "ค")
        ]
        duty.add_line(session, "5202", 0, "ที่อื่น", "0812345678", date(2026, 3, 1), 1)
    assert names() == ["ก", "ข", "ค"]
    for row, step, order in (
        (2, -1, "กคข"),
        (2, -1, "คกข"),
        (2, -1, "คกข"),
        (0, 1, "คขก"),
        (0, 1, "คขก"),
    ):
        with database.write() as session:
            line = duty.find_line(session, rows[row])
            assert line is not None
            duty.move_line(session, line, step)
        assert names() == list(order)
    with database.write() as session:
        duty.remove_line(session, rows[1])
    assert names() == ["ค", "ก"]


def test_a_note_is_taken_once_and_history_after_36_hours(database: Database) -> None:
    first, second = hold(database, 1), hold(database, 2)
    with database.write() as session:
        hand_overs.leave(session, "5202", first, "เก่า", {}, NOW)
        note = hand_overs.leave(session, "5202", first, "เฝ้าต่อ", {"fires": ["F-2569-0001"]}, NOW)
        (waits,) = hand_overs.waiting(session, ["5202"], NOW)
        assert (waits.id, waits.words, waits.matters) == (note, "เฝ้าต่อ", {"fires": ["F-2569-0001"]})
        assert hand_overs.waiting(session, ["5202"], NOW + 37 * HOUR) == ()
        assert hand_overs.take(session, note, second, NOW)
        assert not hand_overs.take(session, note, first, NOW)
        assert hand_overs.waiting(session, ["5202"], NOW) == ()
        (kept,) = hand_overs.lately(session, NOW)
        assert kept.to is not None
        assert kept.to.name == "คน2"


def test_what_others_have_does_not_push_ours_out(database: Database) -> None:
    first, second = hold(database, 1), hold(database, 2)
    with database.write() as session:
        hand_overs.leave(session, "5202", first, "ของเรา", {}, NOW)
        ours = duty_alarms.begin(session, Cause("feed", "feed:ours", "5202", "ours", NOW), NOW)
        duty_alarms.end(session, ours, NOW)
        for n in range(4):
            hand_overs.leave(session, f"52{n + 10}", second, "ของเขา", {}, NOW)
            cause = Cause("feed", f"feed:{n}", "5207", "theirs", NOW)
            duty_alarms.end(session, duty_alarms.begin(session, cause, NOW), NOW + HOUR)
        notes = hand_overs.lately(session, NOW, lambda area: area == "5202", most=2)
        over = duty_alarms.lately(session, NOW, lambda one: one.area == "5202", most=2)
    assert [one.words for one in notes] == ["ของเรา"]
    assert [one.id for one in over] == [ours]


def test_an_alarm_that_two_begin_is_one(database: Database) -> None:
    cause = Cause("overdue", "overdue:4", "5202", "F-2569-0004", NOW, people=(1,))
    with database.write() as session:
        first = duty_alarms.begin(session, cause, NOW)
        assert duty_alarms.begin(session, cause, NOW) == first
        assert [one.what for one in duty_alarms.steps(session, [first])[first]] == [
            "begun",
            "missing",
        ]


def test_what_has_had_its_time_goes(database: Database) -> None:
    first = hold(database, 1)
    with database.write() as session:
        duty.add(session, "5202", first, (NOW, NOW + HOUR))
        hand_overs.leave(session, "5202", first, "ฝาก", {}, NOW)
        duty.add_line(session, "5202", 0, "ป้าพร", "0812345678", NOW.date(), first)
        assert duty.forget_old(session, NOW + timedelta(days=364)) == 0
        assert hand_overs.forget_old(session, NOW + timedelta(days=364)) == 0
        assert duty.forget_old(session, NOW + timedelta(days=367)) == 1
        assert hand_overs.forget_old(session, NOW + timedelta(days=367)) == 1
        assert duty.forget_old(session, NOW + timedelta(days=732)) == 1
