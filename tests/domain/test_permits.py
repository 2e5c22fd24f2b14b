"""States, the chain, what a permit explains, and the rules of a day over a season."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import permit_air, permits
from domain import permit_rules as rules
from domain.air import AirHere, Reading
from domain.burn_days import at_hour, day_at
from domain.days import whole
from domain.outlook import Expected, ModelHour, Outlook
from domain.permit_air import Ahead
from domain.permit_rules import Book, Limit, Switch, Ventilation
from domain.places import Point
from tests.announced import notice
from tests.burning import ban, permit, post

NOON = at_hour(date(2026, 3, 12), 12)
PLOT = Point(18.25, 99.75)
CLEAN = AirHere("measured", mean=Reading("40t", NOON, 24, 20.0))
DUSTY = AirHere("measured", mean=Reading("40t", NOON, 24, 37.6))


def north(metres: float) -> Point:
    return Point(PLOT.lat + metres / 111_320, PLOT.lon)


# States


def test_every_state_has_its_moves_and_its_words():
    assert set(permits.MOVES) == set(permits.STATES) == set(permits.STATE_LABELS)
    for state, to in permits.MOVES.items():
        assert to <= set(permits.STATES)
        assert state not in to
        assert bool(to) != (state in permits.ENDED)


def test_every_state_can_end_and_none_skips_the_approval_to_burn():
    into_burning = {state for state, to in permits.MOVES.items() if permits.BURNING in to}
    assert into_burning == {permits.APPROVED}
    assert {state for state, to in permits.MOVES.items() if permits.APPROVED in to} == {
        permits.DISTRICT
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("B-2569-0012", (2569, 12)),
        ("b-12", (2569, 12)),
        ("B12 ถึงไหนแล้ว", (2569, 12)),
        ("คำขอ B 2568/0003", (2568, 3)),
        ("เลข 12", (2569, 12)),
        ("เลขที่ 0012", (2569, 12)),
        ("F-12", None),
        ("ฟาง 12 ไร่", None),
        ("", None),
    ],
)
def test_numbers_as_people_say_them(text, found):
    assert permits.number_in(text, date(2026, 3, 12)) == found


def test_reference():
    assert permits.reference(2569, 1) == "B-2569-0001"
    assert permit(number=12345).reference == "B-2569-12345"


# The chain

HEAD = post(holder="head", id=1)
HEAD_OF_5 = post(holder="head5", village="หมู่ 5", id=2)
HEAD_OF_6 = post(holder="head6", village="หมู่ 6", id=3)
OFFICE = post(holder="office", kind="local_office", id=4)
FORESTER = post(holder="forester", kind="station", area="52", id=5)
CHIEF = post(holder="chief", kind="district", area="5202", role="approver", id=6)
DEPUTY = post(holder="deputy", kind="district", area="5202", role="approver", acting=True, id=7)
CLERK = post(holder="clerk", kind="district", area="5202", id=8)
CENTRE = post(holder="centre", kind="duty", area="52", role="approver", id=9)
ELSEWHERE = post(holder="elsewhere", area="520101", id=10)
ALL = [HEAD, HEAD_OF_5, HEAD_OF_6, OFFICE, FORESTER, CHIEF, DEPUTY, CLERK, CENTRE, ELSEWHERE]


def holders(one, among=ALL):
    return [each.holder for each in permits.deciders(one, among)]


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({"state": "village"}, ["head", "head5", "head6"]),
        ({"state": "village", "village": "ม.5"}, ["head", "head5"]),
        # a name cannot be compared with numbers: better all of them than nobody
        ({"state": "village", "village": "บ้านใหม่"}, ["head", "head5", "head6"]),
        ({"state": "local"}, ["office"]),
        ({"state": "forest"}, ["forester"]),
        ({"state": "district"}, ["chief", "deputy", "centre"]),
        ({"state": "district", "tambon": "520101"}, ["centre"]),
        # nobody on their own plot
        ({"state": "village", "holder": "head"}, ["head5", "head6"]),
        ({"state": "district", "holder": "chief"}, ["deputy", "centre"]),
        # who filed for a villager may vouch, but not approve
        ({"state": "village", "holder": "head", "name": "ป้าคำ"}, ["head", "head5", "head6"]),
        ({"state": "district", "holder": "chief", "name": "ป้าคำ"}, ["deputy", "centre"]),
        # nobody twice
        ({"state": "district", "deciders": ["chief"]}, ["deputy", "centre"]),
        ({"state": "approved"}, []),
        ({"state": "queued"}, []),
    ],
)
def test_who_may_decide(changes, who):
    assert holders(permit(**changes)) == who


@pytest.mark.parametrize(
    ("land", "posts", "way", "skipped"),
    [
        ("", ALL, ["village", "local", "district", "approved"], 0),
        ("farm", ALL, ["village", "local", "district", "approved"], 0),
        ("disputed", ALL, ["village", "forest", "local", "district", "approved"], 0),
        ("forest_land", ALL, ["village", "forest", "local", "district", "approved"], 0),
        ("farm", [CHIEF], ["district", "approved"], 2),
        ("farm", [], ["district", "approved"], 2),
        ("farm", [HEAD, CHIEF], ["village", "district", "approved"], 1),
    ],
)
def test_the_way_of_a_request(land, posts, way, skipped):
    one = permit(land=land)
    walked, passed_over, at = [], 0, ""
    while at != permits.APPROVED:
        at, labels = permits.next_stage(one, posts, at)
        walked.append(at)
        passed_over += len(labels)
    assert (walked, passed_over) == (way, skipped)
    for here, there in pairwise(way):
        assert there in permits.MOVES[here]


# What a permit explains


@pytest.mark.parametrize(
    ("changes", "where", "at", "explains"),
    [
        ({}, PLOT, 15.5, True),
        ({}, north(30), 15.5, True),
        ({}, north(80), 15.5, True),  # 32 m of plot, 50 m of a phone's error
        ({}, north(90), 15.5, False),
        ({}, north(400), 15.5, False),
        ({}, PLOT, 14.9, False),
        ({}, PLOT, 17.0, True),
        ({}, PLOT, 17.1, False),
        ({"state": "burning"}, PLOT, 16, True),
        ({"state": "district"}, PLOT, 16, False),
        ({"state": "out"}, PLOT, 16, False),
        ({"state": "spread"}, PLOT, 16, False),
        ({"state": "cancelled"}, PLOT, 16, False),
        ({"point": None}, PLOT, 16, False),
        ({"rai": 20.0}, north(140), 16, True),
    ],
)
def test_smoke_is_explained_inside_plot_and_hours_only(changes, where, at, explains):
    one = permit(**{"state": "approved", "point": PLOT, **changes})
    assert permits.covers(one, where, at_hour(one.day, at)) is explains


def test_a_satellite_may_be_less_exact():
    one = permit(state="approved", point=PLOT)
    assert not permits.covers(one, north(300), at_hour(one.day, 16))
    assert permits.covers(one, north(300), at_hour(one.day, 16), slack_m=375)


def test_the_plot_is_as_large_as_its_rai():
    assert math.isclose(permit(rai=1).radius_m ** 2 * math.pi, 1600)


# Rules of the day


def judged(one=None, book=None, bans=(), air=CLEAN, now=NOON, **more):
    one = one or permit(state="district", firebreak=True, water=True, watchers=2, neighbours=True, land="farm")  # fmt: skip
    return rules.judge(one, book or Book(), bans, air, now, **more)


def texts(reasons):
    return [reason.text for reason in reasons]


def ready(**changes):
    return permit(**{"state": "district", "firebreak": True, "water": True, "watchers": 2, "neighbours": True, "land": "farm", **changes})  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "more", "hard"),
    [
        ({}, {}, []),
        ({}, {"bans": [ban()]}, [rules.BANNED]),
        ({}, {"bans": [ban("5201")]}, []),
        ({}, {"bans": [ban(end="2026-03-12")]}, []),
        ({}, {"bans": [ban(start="2026-03-14")]}, []),
        ({"in_plan": True}, {"bans": [ban()]}, [rules.BANNED]),
        ({"in_plan": True}, {"bans": [ban(excepts=["fuel_plan"])]}, []),
        ({"claims_plan": True}, {"bans": [ban(excepts=["fuel_plan"])]}, [rules.BANNED]),
        ({"in_plan": True}, {"bans": [ban(excepts=["fuel_plan"]), ban("520205", id=2)]}, [rules.BANNED]),
        ({"day": "2026-03-12"}, {"air": DUSTY}, [rules.TOO_DUSTY]),
        ({"day": "2026-03-13"}, {"air": DUSTY}, []),
        ({"day": "2026-03-12"}, {"air": None}, []),
        ({"hour": 8.5}, {}, [rules.NIGHT]),
        ({"hour": 16.5}, {}, [rules.NIGHT]),
        ({"hour": 16}, {}, []),
        ({"day": "2026-03-11"}, {}, [rules.PAST]),
        ({}, {"book": Book(switches=(Switch("5202", date(2026, 3, 13), False),))}, [rules.SWITCHED_OFF]),
        ({}, {"book": Book(switches=(Switch("5202", date(2026, 3, 13), True),))}, []),
        ({}, {"book": Book(switches=(Switch("5201", date(2026, 3, 13), False),))}, []),
        ({}, {"book": Book(limits=(Limit("52", 0, 20),))}, [rules.FULL]),
        ({}, {"book": Book(limits=(Limit("52", 0, 20), Limit("5202", 1, 20)))}, []),
        ({"rai": 21}, {"book": Book()}, [rules.FULL]),
    ],
)  # fmt: skip
def test_what_nobody_can_override(changes, more, hard):
    assert texts(judged(ready(**changes), **more).hard) == hard


@pytest.mark.parametrize(
    ("changes", "more", "soft"),
    [
        ({}, {}, []),
        ({"hour": 10}, {}, [rules.EARLY_MORNING]),
        ({"hour": 11}, {}, []),
        ({"hour": 10}, {"ventilation": Ventilation(5000, "model")}, [rules.EARLY_MORNING]),
        ({}, {"ventilation": Ventilation(1999, "model")}, [rules.POOR_VENTILATION]),
        ({}, {"air": DUSTY}, [rules.DUSTY_NOW]),
        ({"day": "2026-03-12"}, {"air": None}, [rules.NO_AIR]),
        ({"firebreak": False}, {}, [rules.NO_FIREBREAK]),
        ({"water": False}, {}, [rules.NO_WATER]),
        ({"watchers": 0}, {}, [rules.NOBODY_WATCHES]),
        ({"neighbours": False}, {}, [rules.NOT_TOLD]),
        ({"land": "disputed"}, {}, [rules.DISPUTED_LAND]),
        ({"state": "village", "firebreak": False, "land": ""}, {}, []),
    ],
)
def test_what_a_person_weighs(changes, more, soft):
    found = judged(ready(**changes), **more)
    assert texts(found.soft) == soft
    assert found.advises == ("weigh" if soft else "grant")


def hour_of(value, worst):
    return replace(CLEAN, hour=Reading("40t", NOON, 1, value), hour_level=worst)


def expected(day_level, value=50.0):
    return Expected(whole(date(2026, 3, 13)), model=value, likely=value, level=day_level)


@pytest.mark.parametrize(
    ("air", "ahead", "soft", "known"),
    [
        (hour_of(30, 3), Ahead(), [], []),
        (hour_of(40, 4), Ahead(), [permit_air.HOUR_ORANGE], []),
        (hour_of(80, 5), Ahead(), [permit_air.HOUR_RED], []),
        (CLEAN, Ahead(expected(3, 30.0)), [], [permit_air.MODEL_FINE]),
        (CLEAN, Ahead(expected(4)), [permit_air.MODEL_ORANGE], []),
        (CLEAN, Ahead(expected(5, 90.0)), [permit_air.MODEL_RED], []),
        (CLEAN, Ahead(expected(None, None)), [], []),
        (CLEAN, Ahead(warnings=(notice(),)), [permit_air.WARNED], []),
        (hour_of(40, 4), Ahead(expected(4)), [permit_air.HOUR_ORANGE, permit_air.MODEL_ORANGE], []),
    ],
)
def test_bad_air_is_never_nothing_against_it(air, ahead, soft, known):
    found = judged(ready(), air=air, ahead=ahead)
    assert texts(found.soft) == soft
    assert texts(found.known)[1:] == known  # after the 24-hour mean
    assert found.advises == ("weigh" if soft else "grant")


@pytest.mark.parametrize(
    ("changes", "is_held_against_it"),
    [
        ({}, True),
        ({"areas": ("520205",)}, True),
        ({"areas": ("52",)}, True),
        ({"areas": ("5201",)}, False),
        ({"level": "info"}, False),
        ({"correction": "called off"}, False),
        ({"ends": at_hour(date(2026, 3, 13), 15)}, False),
        ({"starts": at_hour(date(2026, 3, 13), 17)}, False),
    ],
)
def test_warnings_that_hold_while_it_burns(changes, is_held_against_it):
    lasting = {"ends": at_hour(date(2026, 3, 14), 0), **changes}
    found = permit_air.look_ahead(ready(), Outlook(), [notice(**lasting)], NOON)
    assert bool(found.warnings) is is_held_against_it
    assert found.expected is None or found.expected.likely is None


@pytest.mark.parametrize(
    ("posts", "waits"),
    [
        ([CHIEF, CENTRE], permits.STATE_LABELS["district"]),
        ([CLERK, CENTRE], permits.WAITS_FOR_DUTY),
        ([CENTRE], permits.WAITS_FOR_DUTY),
        ([], permits.STATE_LABELS["district"]),
    ],
)
def test_the_post_that_really_has_it_is_named(posts, waits):
    assert permits.waits_for(permit(state="district"), posts) == waits
    assert permits.waits_for(permit(state="village"), posts) == permits.STATE_LABELS["village"]


def test_burns_near_in_the_same_hours_are_weighed():
    near = permit(id=2, state="approved", point=north(300))
    later = permit(id=3, state="approved", point=north(300), hour=9)
    far = permit(id=4, state="approved", point=north(600))
    gone = permit(id=5, state="cancelled", point=north(10))
    book = Book(permits=(near, later, far, gone))
    (found,) = judged(ready(point=PLOT), book).soft
    assert (found.text, found.values["number"]) == (rules.CLOSE, "B-2569-0002")
    assert judged(ready(), book).soft == ()


@pytest.mark.parametrize(
    ("index", "category"),
    [(0, 1), (1999.9, 1), (2000, 2), (3999, 2), (4000, 3), (8000, 4), (15999, 4), (16000, 5)],
)
def test_ventilation_categories(index, category):
    assert Ventilation(index, "model").category == category


def test_the_worst_hour_of_the_burn_counts():
    one = permit()
    hours = [
        ModelHour("open_meteo", "5202", at_hour(one.day, hour), mixing_m=mixing, through_ms=wind)
        for hour, mixing, wind in ((15, 100, 1), (16, 2000, 4), (17, 1500, 2), (18, 100, 1))
    ]
    assert rules.ventilation_of(hours, one) == Ventilation(3000, "open_meteo")
    assert rules.ventilation_of([ModelHour("x", "5202", one.ends, mixing_m=5)], one) is None
    assert rules.ventilation_of([], one) is None


def test_another_day_is_the_next_that_may():
    full = permit(id=2, state="approved", rai=20, day="2026-03-14")
    book = Book(permits=(full,), switches=(Switch("5202", date(2026, 3, 15), False),))
    bans = [ban(start="2026-03-16", end="2026-03-17")]
    days = rules.other_days(ready(), book, bans, NOON)
    assert [day.day for day in days] == [18, 19, 20]
    assert rules.other_days(ready(), Book(), [ban(end="2026-05-30")], NOON) == ()


def test_the_waiting_list_is_fair_and_takes_who_fits():
    def waiting(number, rai, hour):
        filed = datetime(2026, 3, 11, hour, tzinfo=UTC)
        return permit(id=number, state="queued", rai=rai, filed_at=filed)

    line = (waiting(5, 9.0, 4), waiting(4, 3.0, 5), waiting(6, 1.0, 6))
    burning = permit(id=2, state="approved", rai=15.0)
    assert rules.first_in_line(Book(permits=(*line, burning)), "520205", burning.day).id == 4
    assert rules.first_in_line(Book(permits=line), "520205", burning.day).id == 5
    assert rules.first_in_line(Book(permits=line), "520205", date(2026, 3, 20)) is None
    assert [rules.place_in_line(Book(permits=line), one) for one in line] == [2, 1, 3]


def test_over_a_season_only_open_days_are_granted():
    """A dry season as it was: Thoen first, then the province with its extension, plan plots left out."""
    bans = [
        ban("5208", "2026-02-06", "2026-03-31", id=1),
        ban("52", "2026-03-01", "2026-04-10", id=2, excepts=["fuel_plan"]),
        ban("52", "2026-04-11", "2026-04-30", id=3, excepts=["fuel_plan"]),
    ]
    granted = {"farm": set(), "plan": set(), "thoen": set(), "thoen plan": set()}
    for n in range(150):
        day = date(2026, 1, 1) + timedelta(days=n)
        now = at_hour(day, 6)
        for name, changes in (
            ("farm", {}),
            ("plan", {"in_plan": True}),
            ("thoen", {"tambon": "520801"}),
            ("thoen plan", {"tambon": "520801", "in_plan": True}),
        ):
            if not rules.judge(ready(day=day, **changes), Book(), bans, CLEAN, now).hard:
                granted[name].add(day)
    every = {date(2026, 1, 1) + timedelta(days=n) for n in range(150)}
    march, april = date(2026, 3, 1), date(2026, 4, 30)
    assert granted["farm"] == {d for d in every if not march <= d <= april}
    assert granted["plan"] == every
    assert granted["thoen"] == {d for d in every if not date(2026, 2, 6) <= d <= april}
    assert granted["thoen plan"] == {d for d in every if not date(2026, 2, 6) <= d <= date(2026, 3, 31)}  # fmt: skip


# Whatever the order of requests, moves and cancellations

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["file", "approve", "cancel", "move", "free"]),
        st.integers(0, 9),
        st.floats(0.25, 12, allow_nan=False),
        st.integers(13, 15),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(ACTS, st.integers(1, 4), st.floats(2, 20))
def test_no_day_is_ever_over_its_limit_and_nothing_is_granted_in_a_ban(acts, plots, rai):
    bans = [ban(start="2026-03-15", end="2026-03-15")]
    book = Book(limits=(Limit("52", plots, rai),))
    for what, which, size, day in acts:
        book = _acted(book, what, which, size, date(2026, 3, day), bans)
        for each in (13, 14, 15):
            used = rules.taken(book, "520205", date(2026, 3, each))
            assert used[0] <= plots
            assert used[1] <= rai + 1e-6
        assert not any(
            one.state in ("district", "approved") and one.day == date(2026, 3, 15)
            for one in book.permits
        )


def _acted(book, what, which, size, day, bans):
    """As handlers and jobs do it: a place is taken only when the rules find room."""
    if what == "file":
        one = ready(id=len(book.permits) + 1, rai=size, day=day)
        found = rules.judge(one, book, bans, CLEAN, NOON)
        if not found.hard:
            return replace(book, permits=(*book.permits, one))
        if found.is_full and len(found.hard) == 1:
            return replace(book, permits=(*book.permits, replace(one, state="queued")))
        return book
    if what == "free":
        one = rules.first_in_line(book, "520205", day)
        moved = replace(one, state="offered") if one else None
    else:
        one = book.permits[which] if which < len(book.permits) else None
        moved = _moved(one, what, day, book, bans) if one else None
    if moved is None:
        return book
    return replace(book, permits=tuple(moved if each.id == moved.id else each for each in book.permits))  # fmt: skip


def _moved(one, what, day, book, bans):
    if what == "cancel" and permits.can_move(one, "cancelled"):
        return replace(one, state="cancelled")
    if what == "approve" and permits.can_move(one, "approved"):
        return None if rules.judge(one, book, bans, CLEAN, NOON).hard else replace(one, state="approved")  # fmt: skip
    if what == "move" and permits.can_move(one, "offered") and one.state != "queued":
        there = replace(one, day=day, state="offered")
        return None if rules.judge(there, book, bans, None, NOON).hard else there
    return None


def test_times_of_a_permit_are_bangkoks():
    one = permit(hour=15.5)
    assert day_at(one.begins) == one.day
    assert (one.begins.hour, one.begins.minute) == (8, 30)
    assert one.ends - one.begins == timedelta(hours=2)
    assert permits.is_time_to_start(one, one.begins - timedelta(minutes=30))
    assert not permits.is_time_to_start(one, one.begins - timedelta(minutes=31))
    assert not permits.is_time_to_start(one, one.ends)


@pytest.mark.parametrize(
    ("theirs", "asked", "is_theirs"),
    [
        ("", "หมู่ 3", True),
        ("หมู่ 3", "", True),
        ("หมู่ 3", "หมู่ที่ 3", True),
        ("หมู่ 3", "ม.13", False),
        ("หมู่ 1, 2, 5", "หมู่ 5", True),
        ("หมู่ 1, 2, 5", "บ้านดง หมู่ 2", True),
        ("หมู่ 1 และ 12", "หมู่ 2", False),
        ("หมู่ 1 และ 12", "หมู่ 12", True),
        ("บ้านดง", "ดง", True),
        ("บ้านดง, บ้านหัวฝาย", "บ้านหัวฝาย", True),
        ("บ้านดง, บ้านหัวฝาย", "บ้านสวน", False),
        ("หมู่ 03", "moo 3", True),
        ("บ้านดง หมู่ 2", "บ้านดง หมู่ 5", False),
        ("บ้านดง หมู่ 2", "บ้านดง", True),
        ("หมู่ 2", "บ้านดง", True),  # cannot be compared: as a request without a village
        ("บ้านดง", "หมู่ 2", True),
        ("หมู่ 2", "บ้านดง หมู่ 5", False),
        ("บ้านดง หมู่ 2", "บ้านสวน", False),
    ],
)
def test_each_of_two_local_offices_decides_for_its_own_villages(theirs, asked, is_theirs):
    office = post(holder="x", kind="local_office", village=theirs)
    assert permits.is_of_village(office, permit(village=asked)) is is_theirs
