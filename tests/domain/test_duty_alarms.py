"""Who is called, in which order, how often; when a taken alarm comes back; who may take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from domain import duty_alarms as rules
from domain.duty import Listed, Shift
from domain.duty_alarms import Alarm, Desk, Pace, Told
from domain.posts import Post
from tests.domain.test_duty import post, shift

NOON = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)  # 12.00 in Lampang
NIGHT = datetime(2026, 3, 12, 19, 0, tzinfo=UTC)  # 02.00
PACE = Pace()
MINUTE = timedelta(minutes=1)
HEAD, DISTRICT, SECOND, PROVINCE = post(1, "520201"), post(2), post(3), post(4, "52")


def line(number: int, who: Post | None = None, area: str = "5202") -> Listed:
    name = who.name if who else f"เบอร์{number}"
    return Listed(number, area, number, name, f"08{number:08d}", date(2026, 3, 1), who)


def on(who: Post, area: str = "", deputy: Post | None = None) -> Shift:
    return replace(shift(who.id, who, -5, 20, area or who.area), deputy=deputy)


def called(desk: Desk, area: str = "520201", kind: str = rules.FEED) -> list[list[str]]:
    rungs = rules.of_kind(kind, rules.ladder(desk, area, NOON))
    return [[one.name for one in rung] for rung in rungs]


POSTS = (HEAD, DISTRICT, SECOND, PROVINCE)


@pytest.mark.parametrize(
    ("desk", "kind", "order"),
    [
        # Nobody on duty, no list: the posts, nearest first; for lives these have circles of their own.
        (Desk(posts=POSTS), rules.FEED, [["คน1"], ["คน2", "คน3"], ["คน4"]]),
        (Desk(posts=POSTS), rules.FIRE, []),
        (Desk([on(SECOND)], posts=POSTS), rules.FIRE, [["คน3"]]),
        (Desk([on(SECOND)], posts=POSTS), rules.FEED, [["คน3"], ["คน1"], ["คน2"], ["คน4"]]),
        (
            Desk([on(PROVINCE), on(SECOND, deputy=DISTRICT)], [line(1), line(2), line(3, HEAD), line(4)]),
            rules.OVERDUE,
            [["คน3"], ["คน2"], ["เบอร์1", "เบอร์2"], ["คน1"], ["เบอร์4"], ["คน4"]],
        ),
        # A colleague's shift elsewhere, a shift that is over, a list of another area: nobody's business.
        (Desk([on(post(8, "5207"))], [line(9, None, "5207")]), rules.FIRE, []),
        (Desk([shift(8, DISTRICT, -20, -10)]), rules.FIRE, []),
        # Who stands there twice is called once.
        (Desk([on(SECOND)], [line(1, SECOND), line(2, DISTRICT)]), rules.FIRE, [["คน3"], ["คน2"]]),
    ],
)  # fmt: skip
def test_the_ladder(desk: Desk, kind: str, order: list[list[str]]) -> None:
    assert called(desk, kind=kind) == order


def test_what_concerns_the_province_calls_no_village() -> None:
    desk = Desk([on(SECOND), on(PROVINCE)], posts=(PROVINCE,))
    assert called(desk, "52") == [["คน4"]]


ALARM = Alarm(1, rules.FIRE, "fire:4", "520201", "F-2569-0004", NOON, NOON)
RUNGS = rules.ladder(Desk([on(SECOND, deputy=DISTRICT)], [line(1, HEAD)]), "520201", NOON)


def told(*heard: tuple[Post, float, bool]) -> tuple[Told, ...]:
    return tuple(Told(who.holder, who.name, NOON + at * MINUTE, who.id, reached=ok) for who, at, ok in heard)  # fmt: skip


@pytest.mark.parametrize(
    ("alarm", "minutes", "names"),
    [
        (ALARM, 0, ["คน3"]),
        (replace(ALARM, calling_since=NOON + 5 * MINUTE), 0, []),
        (replace(ALARM, told=told((SECOND, 0, True))), 9, []),
        (replace(ALARM, told=told((SECOND, 0, True))), 10, ["คน2"]),
        (replace(ALARM, told=told((SECOND, 0, False))), 0, ["คน2"]),  # not reached: no time lost
        (replace(ALARM, told=told((SECOND, 0, True), (DISTRICT, 10, True))), 20, ["คน1"]),
        # All were called: again after an hour since each, then rarer.
        (replace(ALARM, told=told((SECOND, 0, True), (DISTRICT, 10, True), (HEAD, 20, True))), 59, []),
        (replace(ALARM, told=told((SECOND, 0, True), (DISTRICT, 10, True), (HEAD, 20, True))), 60, ["คน3"]),
        (replace(ALARM, told=told(*((SECOND, n, True) for n in (0, 60)), (DISTRICT, 70, True), (HEAD, 80, True))), 150, []),
        (replace(ALARM, taken_at=NOON, taken_by=HEAD), 30, []),
        (replace(ALARM, ended_at=NOON), 30, []),
    ],
)  # fmt: skip
def test_whose_turn_it_is(alarm: Alarm, minutes: int, names: list[str]) -> None:
    found = rules.due(alarm, RUNGS, NOON + minutes * MINUTE, PACE)
    assert [one.name for one in found] == names


@pytest.mark.parametrize(
    ("kind", "wakes"),
    [(rules.FIRE, True), (rules.OVERDUE, True), (rules.SENDING, True), (rules.FEED, False), (rules.QUOTA, False)],
)  # fmt: skip
def test_what_wakes_people_at_night(kind: str, wakes: bool) -> None:
    alarm = replace(ALARM, kind=kind, since=NIGHT, calling_since=NIGHT)
    assert bool(rules.due(alarm, RUNGS, NIGHT, PACE)) is wakes
    assert rules.due(alarm, RUNGS, NIGHT + timedelta(hours=5), PACE)  # at seven


def test_no_person_is_called_twice_within_an_hour_whatever_happens() -> None:
    """A day of minutes: each step is a rung's, ten minutes apart at least, and nobody hears it again within the hour."""
    alarm, heard = ALARM, dict[str, list[int]]()
    for minute in range(24 * 60):
        for one in rules.due(alarm, RUNGS, NOON + minute * MINUTE, PACE):
            alarm = replace(alarm, told=(*alarm.told, *told((post(one.post), minute, True))))
            heard.setdefault(one.name, []).append(minute)
    every = sorted(at for times in heard.values() for at in times)
    assert all(later - at >= 10 for at, later in pairwise(every))
    for times in heard.values():
        assert len(times) <= 9  # 24 hours: first three hours apart by one to three, then by four
        assert all(later - at >= 60 for at, later in pairwise(times))


@pytest.mark.parametrize(
    ("alarm", "minutes", "back"),
    [
        (ALARM, 600, False),
        # Nothing else calls anybody to a fire meanwhile: whoever takes its alarm has the fire taken, too.
        (replace(ALARM, taken_at=NOON, taken_by=HEAD), 29, False),
        (replace(ALARM, taken_at=NOON, taken_by=HEAD), 30, True),
        (replace(ALARM, kind=rules.OVERDUE, taken_at=NOON, taken_by=HEAD), 119, False),
        (replace(ALARM, kind=rules.OVERDUE, taken_at=NOON, taken_by=HEAD), 120, True),
        # A low quota lasts until the month ends, and each call costs messages.
        (replace(ALARM, kind=rules.QUOTA, taken_at=NOON, taken_by=HEAD), 24 * 60 - 1, False),
        (replace(ALARM, kind=rules.QUOTA, taken_at=NOON, taken_by=HEAD), 24 * 60, True),
        (replace(ALARM, taken_at=NOON, taken_by=None), 1, True),  # their post ended
        (replace(ALARM, taken_at=NOON, taken_by=HEAD, ended_at=NOON), 600, False),
    ],
)
def test_what_is_taken_and_not_solved_comes_back(alarm: Alarm, minutes: int, back: bool) -> None:
    assert rules.comes_back(alarm, NOON + minutes * MINUTE, PACE) is back


@pytest.mark.parametrize(
    ("who", "may"),
    [(HEAD, True), (DISTRICT, True), (PROVINCE, True), (post(7, "5207"), False), (post(8, "520202"), False)],
)  # fmt: skip
def test_who_may_take_it(who: Post, may: bool) -> None:
    assert rules.may_take([who], ALARM) is may
    assert rules.may_take([who], replace(ALARM, told=told((who, 0, True))))


def test_numbers_to_phone_leave_out_who_was_told_and_oneself() -> None:
    rungs = rules.ladder(Desk([on(replace(SECOND, phone="0811111111"))], [line(1), line(2, replace(HEAD, phone="0822222222"))]), "520201", NOON)  # fmt: skip
    names = [one.name for one in rules.next_up(ALARM, rungs, SECOND.holder)]
    assert names == ["เบอร์1", "คน1"]
    heard = replace(ALARM, told=told((HEAD, 0, True)))
    assert [one.name for one in rules.next_up(heard, rungs, SECOND.holder)] == ["เบอร์1"]
