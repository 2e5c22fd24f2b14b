"""The job from a crossing to the messages: who gets one, once, in which language, and what is written down for others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from domain import quota as plan
from domain import subscriptions as what
from jobs import alert_pages
from store import alerts, clock, outbox, people
from store.db import Database
from store.quota import QuotaRow
from tests.bot.sending_desk import Desk
from tests.bot.stage import (
    all_letters,
    bring,
    button,
    desk,
    group,
    person,
    text,
    words_in,
    work_all,
)
from tests.jobs.haze import (
    APART,
    BESIDE,
    LOW,
    MAE_MO,
    NOON,
    check,
    chunk_states,
    follow,
    level_of,
    made,
    outcomes,
    ready,
    say,
)
from tests.jobs.haze_month import SOP_PAT

MAE_MO_TOWN = "520204"


def recipients(letter: outbox.Outgoing) -> list[str]:
    found: list[str] = orjson.loads(letter.recipients or b"[]")
    return found


def test_a_crossing_is_pushed_once(database: Database) -> None:
    ready(database)
    follow(database, [person(1), person(2)], MAE_MO_TOWN)
    say(database, MAE_MO, NOON, 50, 60, 70, mean=61.7)
    told = check(database)
    assert (told["alerts"], told["queued"]) == (1, 2)
    (letter,) = all_letters(database)
    assert (letter.method, letter.urgency, letter.people) == ("multicast", plan.ORANGE_AIR, 2)
    assert set(recipients(letter)) == {person(1), person(2)}
    assert words_in(letter).startswith("แม่เมาะ 😷 สีส้ม: ใส่หน้ากากก่อนออกบ้าน")
    for minutes in (0, 1, 5):
        assert check(database, NOON + timedelta(minutes=minutes))["alerts"] == 0
    assert len(all_letters(database)) == 1


def test_it_arrives_and_is_settled(database: Database) -> None:
    ready(database)
    follow(database, [person(1)], MAE_MO_TOWN)
    say(database, MAE_MO, NOON, mean=80)
    check(database)
    sender = Desk(database)
    try:
        sender.rest()
    finally:
        sender.sender.stop()
    ((method, body, key),) = sender.line.calls
    assert (method, body["to"], bool(key)) == ("multicast", [person(1)], True)
    check(database, NOON + timedelta(minutes=1))
    assert chunk_states(database, 1) == {1: "sent"}
    assert outcomes(database) == {(person(1), 1): what.IN_CHUNK}


def test_two_in_thai_and_one_in_english_are_two_messages(database: Database) -> None:
    ready(database)
    follow(database, [person(1), person(2)], MAE_MO_TOWN)
    follow(database, [person(3)], MAE_MO_TOWN, language="en")
    say(database, MAE_MO, NOON, mean=80)
    check(database)
    thai, english = all_letters(database)
    assert (set(recipients(thai)), recipients(english)) == ({person(1), person(2)}, [person(3)])
    assert "อยู่ในบ้าน ปิดหน้าต่าง" in words_in(thai)
    assert words_in(english).startswith("Mae Mo 🚨 Red: Stay inside, close the windows.")


@pytest.mark.parametrize(("members", "counted"), [(0, 50), (1, 1), (213, 213)])
def test_a_group_is_pushed_to_as_a_group_and_counted_as_its_members(
    database: Database, members: int, counted: int
) -> None:
    ready(database)
    follow(database, [group(1)], MAE_MO_TOWN, kind="group")
    with database.write() as session:
        people.change(session, group(1), members=members)
    say(database, MAE_MO, NOON, mean=80)
    check(database)
    (letter,) = all_letters(database)
    assert (letter.method, letter.chat, letter.people) == ("push", group(1), counted)


def test_more_than_500_are_several_messages_and_nobody_is_in_two(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_pages, "PAGE", 500)  # so that there are some of them
    ready(database)
    everybody = [person(number) for number in range(1, 1203)]
    follow(database, everybody, MAE_MO_TOWN)
    say(database, MAE_MO, NOON, mean=80)
    assert check(database)["queued"] == 1202
    told = [one for letter in all_letters(database) for one in recipients(letter)]
    assert [letter.people for letter in all_letters(database)] == [500, 500, 202]
    assert sorted(told) == sorted(everybody)


def test_who_follows_the_tambon_and_its_district_is_told_once(database: Database) -> None:
    ready(database)
    follow(database, [person(1)], MAE_MO_TOWN, "5202")
    follow(database, [person(2)], "5202")
    say(database, MAE_MO, NOON, mean=80)
    check(database)
    told = [one for letter in all_letters(database) for one in recipients(letter)]
    assert sorted(told) == [person(1), person(2)]
    assert {alert for _, alert in outcomes(database)} == {1}, "one alert for both"


@pytest.mark.parametrize(
    ("mean", "level", "told"),
    [(30, 3, True), (30, 4, False), (40, 3, True), (40, 4, True), (40, 5, False), (80, 5, True)],
)
def test_only_from_the_chosen_level_on(
    database: Database, mean: float, level: int, told: bool
) -> None:
    ready(database)
    follow(database, [person(1)], MAE_MO_TOWN, level=level)
    say(database, MAE_MO, NOON, mean=mean)
    check(database)
    assert bool(all_letters(database)) is told


def test_who_blocked_us_is_written_down(database: Database) -> None:
    ready(database)
    follow(database, [person(1), person(2)], MAE_MO_TOWN)
    with database.write() as session:
        people.change_follow(session, person(1), NOON, blocked=True)
    say(database, MAE_MO, NOON, mean=80)
    check(database)
    assert outcomes(database) == {(person(1), 1): what.BLOCK, (person(2), 1): what.IN_CHUNK}


def test_an_odd_id_does_not_cost_the_others_their_message(database: Database) -> None:
    ready(database)
    follow(database, ["Uodd", person(2)], MAE_MO_TOWN)
    say(database, MAE_MO, NOON, mean=80)
    check(database)
    assert outcomes(database) == {("Uodd", 1): what.ODD, (person(2), 1): what.IN_CHUNK}


def test_until_line_told_the_quota_nothing_is_decided(database: Database) -> None:
    ready(database)
    with database.write() as session:
        session.query(QuotaRow).delete()
    follow(database, [person(1)], MAE_MO_TOWN)
    say(database, MAE_MO, NOON, mean=80)
    assert check(database)["queued"] == 0
    ready(database)
    assert check(database, NOON + timedelta(minutes=1))["queued"] == 1


def test_the_reserve_stays_and_the_rest_waits_for_a_reply(database: Database) -> None:
    """100 a month, 83 used: orange must leave 15, so two are pushed to."""
    ready(database, limit=100, used=83)
    follow(database, [person(number) for number in range(1, 6)], MAE_MO_TOWN)
    say(database, MAE_MO, NOON, mean=61.7)
    told = check(database)
    assert (told["queued"], told["waiting"]) == (2, 3)
    assert sorted(outcomes(database).values()) == [what.IN_CHUNK] * 2 + [what.QUOTA] * 3


def test_who_writes_while_it_waits_gets_it_free_and_is_taken_off(database: Database) -> None:
    ready(database)
    follow(database, [person(1), person(2)], MAE_MO_TOWN)
    with_air(database)
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    chunk, reply = all_letters(database)
    assert recipients(chunk) == [person(2)]
    assert chunk.people == 1
    assert words_in(reply).startswith("แม่เมาะ 🚨 สีแดง")
    assert outcomes(database)[person(1), 1] == what.GIVEN
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    assert "สีแดง" not in words_in(all_letters(database)[-1]), "once"


def test_the_last_one_of_a_message_drops_it(database: Database) -> None:
    ready(database)
    follow(database, [person(1)], MAE_MO_TOWN)
    with_air(database)
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    assert all_letters(database)[0].state == outbox.DROPPED


def test_who_stops_the_warnings_is_taken_off_what_is_on_its_way(database: Database) -> None:
    ready(database)
    follow(database, [person(1), person(2)], MAE_MO_TOWN)
    with_air(database)
    bring(database, button("do=unsubscribe_alerts"))
    work_all(desk(database)[0])
    chunk, reply = all_letters(database)
    assert recipients(chunk) == [person(2)]
    assert words_in(reply).startswith("หยุดเตือนเรื่องฝุ่นให้แล้วค่ะ")
    assert outcomes(database)[person(1), 1] == what.ENDED


def test_who_subscribes_in_red_air_is_told_at_once_and_not_again(database: Database) -> None:
    ready(database)
    follow(database, [person(2)], MAE_MO_TOWN)
    with_air(database)
    bring(database, button(f"do=subscribe_alerts&area={MAE_MO_TOWN}"))
    work_all(desk(database)[0])
    assert words_in(all_letters(database)[-1]).startswith("แม่เมาะ 🚨 สีแดง")
    check(database, NOON + timedelta(minutes=1))
    assert (person(1), 1) not in outcomes(database)


def test_once_tried_a_message_is_frozen(database: Database) -> None:
    ready(database)
    follow(database, [person(1), person(2)], MAE_MO_TOWN)
    with_air(database)
    with database.write() as session:
        outbox.lease(session, datetime.now(UTC), "a worker", 10)
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    chunk, reply = all_letters(database)
    assert set(recipients(chunk)) == {person(1), person(2)}
    assert "สีแดง" not in words_in(reply)


def test_for_whom_the_quota_did_not_reach_gets_it_with_the_next_reply(database: Database) -> None:
    ready(database, limit=100, used=95)
    follow(database, [person(1)], MAE_MO_TOWN)
    with_air(database)
    assert outcomes(database)[person(1), 1] == what.QUOTA
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    assert words_in(all_letters(database)[0]).startswith("แม่เมาะ 🚨 สีแดง")
    assert outcomes(database)[person(1), 1] == what.GIVEN


def with_air(database: Database) -> None:
    """Red air at noon, and it is noon: what rides with replies goes by the shown clock."""
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOON, speed=0)
    say(database, MAE_MO, NOON, mean=80)
    told = check(database)
    assert told["alerts"] == 1


def test_sensors_side_by_side_are_one_witness(database: Database) -> None:
    """A bonfire beside two sensors warns nobody; two that stand apart do."""
    ready(database)
    follow(database, [person(1)], "5207", "520702")
    for one in (LOW, BESIDE):
        say(database, one, NOON, 12, 14, 160, 170)
    say(database, APART, NOON, 12, 14, 15, 14)
    assert check(database)["alerts"] == 0
    later = NOON + timedelta(hours=6)
    for one in (LOW, BESIDE, APART):
        say(database, one, later, 20, 30, 165, 172)
    assert check(database, later)["alerts"] == 1
    assert made(database)[0].kind == "rise"


def test_two_stations_of_a_district_that_turn_red_together_are_told_once(
    database: Database,
) -> None:
    ready(database)
    follow(database, [person(1)], MAE_MO_TOWN, "520205", "5202")
    say(database, MAE_MO, NOON, mean=80)
    say(database, SOP_PAT, NOON, mean=85)
    assert check(database)["alerts"] == 2
    assert sorted(outcomes(database).values()) == [what.IN_CHUNK, what.SAME]


def test_an_area_an_officer_stopped_stays_silent_and_is_told_afterwards(database: Database) -> None:
    ready(database)
    follow(database, [person(1)], MAE_MO_TOWN)
    with database.write() as session:
        stop = alerts.stop(
            session, "5202", "the station is being repaired", 7, NOON, timedelta(hours=3)
        )
    say(database, MAE_MO, NOON, mean=80)
    assert check(database)["alerts"] == 0
    with database.write() as session:
        assert alerts.resume(session, stop, 8, NOON)
    assert check(database, NOON + timedelta(minutes=1))["alerts"] == 1
    assert level_of(database, MAE_MO_TOWN) == 5
