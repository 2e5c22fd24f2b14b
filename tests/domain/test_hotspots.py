"""One detection from several services, and what explains it: tables, and that no order matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import fires, hotspots
from domain.days import today
from domain.fires import Fire
from domain.hotspots import Pixel, fire_at, is_asked, merged, near_open, still_burning, tells
from domain.permits import APPROVED, OUT, VILLAGE, Permit
from domain.places import Point
from domain.sightings import Estimate, moved

AT = datetime(2026, 3, 13, 6, 36, tzinfo=UTC)  # 13.36 in Lampang
HERE = Point(18.853, 99.418)
HOUR = timedelta(hours=1)


def north(metres: float) -> Point:
    return moved(HERE, 0, metres / 1000)


PIXELS = st.builds(
    Pixel,
    source=st.sampled_from(hotspots.SOURCES),
    at=st.integers(0, 12).map(lambda minutes: AT + timedelta(minutes=minutes)),
    point=st.integers(0, 12).map(lambda steps: north(steps * 60)),
    radius_m=st.sampled_from([270, 400]),
    satellite=st.sampled_from(["", "N20", "N21"]),
    confidence=st.sampled_from(hotspots.CONFIDENCES),
    land=st.sampled_from(["", "reserved", "farm"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIXELS, max_size=12), st.randoms())
def test_the_order_of_services_does_not_matter(pixels: list[Pixel], random: object) -> None:
    shuffled = list(pixels)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(pixels) == merged(shuffled) == merged([*pixels, *shuffled])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIXELS, max_size=12))
def test_every_pixel_is_in_one_detection_and_one_service_alone_is_never_merged(
    pixels: list[Pixel],
) -> None:
    alone = [replace(one, source="firms") for one in pixels]
    assert len(merged(alone)) == len(set(alone))
    assert len(merged(pixels)) <= len(set(pixels))
    told = {source for one in merged(pixels) for source in one.sources}
    assert told == {one.source for one in pixels}


def fire(**changes: object) -> Fire:
    made = Fire(
        id=1,
        year=2569,
        number=12,
        state=fires.TAKEN,
        kind="forest",
        area="521304",
        estimate=Estimate(HERE, 300),
        opened_at=AT - HOUR,
        active_at=AT - HOUR,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "explains"),
    [
        (fire(), True),
        (fire(estimate=Estimate(north(570), 300)), True),
        (fire(estimate=Estimate(north(590), 300)), False),
        (
            fire(estimate=Estimate(HERE, 6000)),
            False,
        ),  # only the tambon is known: it would hide all others
        (fire(estimate=None), False),
        (fire(state=fires.FALSE), False),
        (fire(state=fires.MERGED), False),
        (fire(is_drill=True), False),
        (fire(opened_at=AT + 6 * HOUR, active_at=AT + 6 * HOUR), True),  # reported after the pass
        (fire(opened_at=AT + 7 * HOUR, active_at=AT + 7 * HOUR), False),
        (fire(opened_at=AT - 9 * HOUR, active_at=AT - 6 * HOUR), True),
        (fire(opened_at=AT - 9 * HOUR, active_at=AT - 7 * HOUR), False),
        (fire(state=fires.OUT, ended_at=AT + HOUR), True),
        (fire(state=fires.CLOSED, ended_at=AT), True),
        (
            fire(state=fires.OUT, ended_at=AT - HOUR / 2),
            False,
        ),  # heat after the end: it may burn again
    ],
)
def test_which_fire_explains_a_pixel(one: Fire, explains: bool) -> None:
    assert (fire_at(HERE, AT, [one], 280) is not None) is explains


@pytest.mark.parametrize(
    ("one", "is_it"),
    [
        (fire(opened_at=AT - 50 * HOUR, active_at=AT - 20 * HOUR), True),
        (fire(estimate=Estimate(north(590), 300)), False),
        (
            fire(estimate=Estimate(HERE, 6000)),
            False,
        ),  # somewhere in the tambon: two fires must not become one
        (fire(state=fires.OUT, ended_at=AT), False),
        (fire(is_drill=True), False),
    ],
)
def test_which_open_fire_takes_a_real_one_in(one: Fire, is_it: bool) -> None:
    assert (still_burning(Estimate(HERE, 280), [one]) is not None) is is_it


FIRES = st.builds(
    lambda number, metres, radius, hours: fire(
        id=number,
        number=number,
        estimate=Estimate(north(metres), radius),
        opened_at=AT + hours * HOUR,
        active_at=AT + hours * HOUR,
    ),
    st.integers(1, 20),
    st.integers(-2000, 2000),
    st.sampled_from([250, 600, 1200]),
    st.integers(-8, 8),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FIRES, max_size=8, unique_by=lambda one: one.id), st.randoms())
def test_the_order_of_fires_does_not_matter(found: list[Fire], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fire_at(HERE, AT, found, 280) == fire_at(HERE, AT, shuffled, 280)
    assert near_open(HERE, found) == near_open(HERE, shuffled)


def permit(**changes: object) -> Permit:
    made = Permit(
        holder="",
        tambon="521304",
        rai=3,
        residue="rice",
        day=today(AT),
        hour=13.0,
        hours=2.0,
        state=APPROVED,
        id=1,
        year=2569,
        number=5,
        point=HERE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "explains"),
    [
        (permit(), True),
        (permit(point=north(310)), True),
        (permit(point=north(400)), False),
        (permit(point=None), False),
        (permit(state=VILLAGE), False),
        (permit(hour=15.0), False),
        (permit(hour=10.0), False),
        (permit(state=OUT, started_at=AT - HOUR, ended_at=AT + HOUR / 2), True),
        (permit(state=OUT, started_at=AT - HOUR, ended_at=AT - HOUR / 2), False),
        (permit(state=OUT), False),
    ],
)
def test_which_permit_explains_a_pixel(one: Permit, explains: bool) -> None:
    assert (tells(HERE, AT, [one], [], slack_m=280).permit is not None) is explains


def test_what_is_told_of_smoke_at_a_place() -> None:
    assert tells(HERE, AT, [], []).reference == ""
    assert tells(HERE, AT, [permit()], []).reference == "B-2569-0005"
    told = tells(HERE, AT, [permit()], [fire()])
    assert told.reference == "F-2569-0012", "a fire there is more than what was permitted"
    assert told.permit is not None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("วันนี้มีจุดความร้อนกี่จุด", True),
        ("จุดความฮ้อนวันนี้", True),
        ("ขอ hotspot แม่เมาะ", True),
        ("ฮอตสปอตเมื่อเช้า", True),
        ("เช้านี้ VIIRS ขึ้นกี่จุดครับ", True),
        ("ดาวเทียมผ่านรอบบ่าย ได้กี่จุดครับ", True),
        ("มีไฟไหม้ไหม", False),
        ("จุดที่แจ้งไว้ดับแล้ว", False),
        ("อากาศร้อนมาก", False),
    ],
)
def test_questions_about_hotspots(text: str, asked: bool) -> None:
    assert is_asked(text) is asked
