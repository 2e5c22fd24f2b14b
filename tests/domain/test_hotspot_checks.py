"""When lists go out, to whom, what is asked together, and which answers may follow which; and the war room's counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import hotspot_checks as checking
from domain.hotspot_checks import Check, Rounds, due_circle, lookers, may_answer, places
from domain.hotspot_counts import summary
from domain.hotspots import Detection
from domain.places import Point
from domain.posts import Post
from domain.sightings import moved

AT = datetime(2026, 3, 13, 6, 36, tzinfo=UTC)  # 13.36 in Lampang
HERE = Point(18.853, 99.418)
HOUR = timedelta(hours=1)
ROUNDS = Rounds()


def spot(metres: float = 0, number: int = 1, **changes: object) -> Detection:
    told = {"at": AT, "point": moved(HERE, 0, metres / 1000), "radius_m": 280, "area": "521304"}
    return Detection(id=number, **{**told, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clock", "asks"),
    [
        (time(8, 59), False), (time(9, 0), True), (time(12, 29), True), (time(12, 30), False),
        (time(15, 29), False), (time(15, 30), True), (time(18, 59), True), (time(19, 0), False), (time(1, 0), False),
    ],
)  # fmt: skip
def test_the_hours_of_the_rounds(clock: time, asks: bool) -> None:
    moment = datetime.combine(date(2026, 3, 13), clock, UTC) - 7 * HOUR
    assert ROUNDS.is_asking(moment) is asks


def test_pixels_side_by_side_are_one_place_and_a_gap_makes_two() -> None:
    row = [spot(380 * n, n) for n in range(5)]
    assert [len(place) for place in places([*row, spot(4000, 9)])] == [5, 1]
    later = spot(380, 10, at=AT + 7 * HOUR)
    assert len(places([spot(), later])) == 2


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 20), max_size=10, unique=True), st.randoms())
def test_the_order_of_detections_does_not_matter(steps: list[int], random: object) -> None:
    spots = [spot(step * 250, step + 1) for step in steps]
    shuffled = list(spots)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert places(spots) == places(shuffled)


def test_a_place_holds_all_its_pixels() -> None:
    place = checking.estimate_of([spot(0, 1), spot(380, 2), spot(760, 3)])
    assert abs(place.point.lat - moved(HERE, 0, 0.38).lat) < 1e-6
    assert place.radius_m == 660


def check(state: str = checking.WAITING, **changes: object) -> Check:
    told = {"id": 1, "area": "521304", "state": state, "spots": (spot(),), "made_at": AT + 3 * HOUR}
    return Check(**{**told, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "answer", "why"),
    [
        ("waiting", "fire", ""), ("waiting", "none", ""), ("waiting", "", "unknown"), ("waiting", "known", "unknown"),
        ("none", "fire", ""), ("none", "none", "same"), ("permit", "unreachable", ""), ("unreachable", "fire", ""),
        ("fire", "none", "fire"), ("fire", "fire", "fire"), ("known", "fire", "known"),
        ("permitted", "fire", "permitted"), ("missed", "fire", "missed"),
    ],
)  # fmt: skip
def test_which_answer_may_follow(state: str, answer: str, why: str) -> None:
    assert may_answer(check(state), answer, AT + 4 * HOUR) == why


def test_after_two_days_nobody_can_say() -> None:
    assert may_answer(check(), "none", AT + 48 * HOUR) == ""
    assert may_answer(check(), "none", AT + 49 * HOUR) == "old"
    assert may_answer(check("missed"), "none", AT + 49 * HOUR) == "missed"


def test_who_is_asked_first_and_who_never() -> None:
    held = [
        Post("police", "officer", "police", "5213", id=1),
        Post("province", "approver", "duty", "52", id=2),
        Post("office", "officer", "local_office", "521304", id=3),
        Post("head", "officer", "village_head", "521304", village="หมู่ 1", id=4),
        Post("head", "officer", "local_office", "521304", id=5),
        Post("far", "officer", "village_head", "520301", id=6),
        Post("", "officer", "village_head", "521304", id=7),
        Post("other", "officer", "other", "521304", id=8),
    ]
    circles = [[post.holder for post in circle] for circle in lookers(held, "521304")]
    assert circles == [["head", "office"], ["province"]]


def test_a_tambon_of_many_heads_is_not_asked_all() -> None:
    held = [Post(f"head {n}", "officer", "village_head", "521304", id=n) for n in range(15)]
    (circle,) = lookers(held, "521304")
    assert len(circle) == checking.MOST_OF_CIRCLE


@pytest.mark.parametrize(
    ("circle", "minutes", "due"), [(0, None, 1), (1, 0, 1), (1, 89, 1), (1, 90, 2), (3, 999, 3)]
)
def test_the_next_circle_is_due_after_a_while(circle: int, minutes: int | None, due: int) -> None:
    now = AT + 9 * HOUR
    asked_at = None if minutes is None else now - timedelta(minutes=minutes)
    assert due_circle(check(circle=circle, asked_at=asked_at), 3, ROUNDS, now) == due
    assert due_circle(check(), 0, ROUNDS, now) == 0


def test_the_day_is_counted_by_district_and_pass() -> None:
    morning = datetime(2026, 3, 12, 18, 31, tzinfo=UTC)  # 01.31 of the 13th in Lampang
    told = summary(
        date(2026, 3, 13),
        [
            spot(number=1, outcome="known", land="reserved"),
            spot(number=2, outcome="fire", land="reserved"),
            spot(number=3, outcome="permitted", area="520201"),
            spot(number=4, outcome="to_check", at=morning, area="520204"),
            spot(number=5, outcome="to_check", at=morning - 6 * HOUR),
            spot(number=6, outcome="to_check", at=AT + 12 * HOUR),  # the next night's pass
        ],
    )
    assert (told.total, told.morning.count, told.afternoon.count, told.day_before) == (4, 1, 3, 1)
    assert (told.morning.first, told.afternoon.last) == (morning, AT)
    counted = {one.area.code: (one.morning, one.afternoon) for one in told.districts if one.total}
    assert counted == {"5202": (1, 1), "5213": (0, 2)}
    assert told.looked_at == 3
    of_mueang_pan = next(one for one in told.districts if one.area.code == "5213")
    assert of_mueang_pan.outcomes == {"fire": 2}
    assert told.lands == {"reserved": 2, "": 2}
    assert [one.area.code for one in told.districts] == sorted(
        one.area.code for one in told.districts
    ), "in the order of the codes: no ranking"
